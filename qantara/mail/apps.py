from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "qantara.mail"
    label = "mail"
