from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "qantara.accounts"
    label = "accounts"
