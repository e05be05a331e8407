from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "qantara.desk"
    label = "desk"
