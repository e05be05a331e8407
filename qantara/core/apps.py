from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "qantara.core"
    label = "core"
