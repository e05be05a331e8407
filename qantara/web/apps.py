from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "qantara.web"
    label = "web"
