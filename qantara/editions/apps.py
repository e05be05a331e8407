from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "qantara.editions"
    label = "editions"

    def ready(self) -> None:
        from qantara.core import personal_data
        from qantara.editions import kept

        personal_data.register(kept.VERSIONS)
