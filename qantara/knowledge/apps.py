from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "qantara.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from qantara.core import personal_data
        from qantara.knowledge.frameworks.kind import FRAMEWORK
        from qantara.knowledge.profiles.kind import ENTRY, FIGURES, PROFILE
        from qantara.knowledge.reviews.kept import SAID
        from qantara.releases import kinds

        personal_data.register(SAID)
        kinds.register(FRAMEWORK)
        kinds.register(PROFILE)
        kinds.register(FIGURES)
        kinds.register(ENTRY)
