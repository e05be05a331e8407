from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "qantara.core"
    label = "core"

    def ready(self) -> None:
        from qantara.core import kept, lookups, personal_data, retention

        lookups.register()
        personal_data.register(kept.ACTS)
        retention.register(kept.ONCE_KEYS)
