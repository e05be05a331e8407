from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "qantara.network"
    label = "network"

    def ready(self) -> None:
        from qantara.accounts import roles
        from qantara.network.afar import members_of
        from qantara.network.kinds import DIRECTORY
        from qantara.releases import kinds

        kinds.register(DIRECTORY)
        roles.register_members(members_of)
