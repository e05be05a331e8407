from django.apps import AppConfig


class ActionConfig(AppConfig):
    name = "qantara.action"
    label = "action"
