from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "qantara.publishing"
    label = "publishing"
