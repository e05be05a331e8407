from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "qantara.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from qantara.knowledge.frameworks.kind import FRAMEWORK
        from qantara.knowledge.profiles.kind import ENTRY, FIGURES, PROFILE
        from qantara.releases import kinds

        kinds.register(FRAMEWORK)
        kinds.register(PROFILE)
        kinds.register(FIGURES)
        kinds.register(ENTRY)
