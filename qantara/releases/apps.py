from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "qantara.releases"
    label = "releases"
