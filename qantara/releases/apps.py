from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "qantara.releases"
    label = "releases"

    def ready(self) -> None:
        from qantara.core import personal_data
        from qantara.releases import kept

        personal_data.register(kept.SIGNATURES)
