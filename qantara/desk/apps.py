from django.apps import AppConfig
from django.conf import settings
from django.core import checks


class DeskConfig(AppConfig):
    name = "qantara.desk"
    label = "desk"

    def ready(self) -> None:
        from qantara.desk.asking import undeclared

        if settings.ROOT_URLCONF == "qantara.config.desk_urls":
            checks.register(undeclared, checks.Tags.urls)
