from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "qantara.files"
    label = "files"
