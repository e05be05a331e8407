from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "qantara.notices"
    label = "notices"

    def ready(self) -> None:
        from qantara.accounts.invitations import invite
        from qantara.core import personal_data, retention
        from qantara.notices import joining, kept

        invite.register_told(joining.joined)
        for topic in kept.TOPICS:
            personal_data.register(topic)
        for timer in kept.TIMERS:
            retention.register(timer)
