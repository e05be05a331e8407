from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "qantara.knowledge"
    label = "knowledge"
