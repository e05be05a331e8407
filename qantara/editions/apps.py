from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "qantara.editions"
    label = "editions"
