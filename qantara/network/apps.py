from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "qantara.network"
    label = "network"

    def ready(self) -> None:
        from qantara.accounts import roles
        from qantara.core import personal_data, retention
        from qantara.network.afar import members_of
        from qantara.network.handovers.kept import HANDOVERS
        from qantara.network.kinds import DIRECTORY
        from qantara.network.people import kept as people
        from qantara.network.stakeholders.kept import OFFICES, WRITTEN
        from qantara.network.zones import zones_of
        from qantara.notices import hours
        from qantara.releases import kinds

        kinds.register(DIRECTORY)
        roles.register_members(members_of)
        hours.register_zones(zones_of)
        for topic in (HANDOVERS, WRITTEN, *people.TOPICS):
            personal_data.register(topic)
        for timer in (OFFICES, people.CONSENTS_OVER):
            retention.register(timer)
