from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "qantara.accounts"
    label = "accounts"

    def ready(self) -> None:
        from qantara.accounts import kept
        from qantara.core import personal_data, retention

        for topic in kept.TOPICS:
            personal_data.register(topic)
        for timer in kept.TIMERS:
            retention.register(timer)
