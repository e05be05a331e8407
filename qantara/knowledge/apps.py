from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "qantara.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from qantara.core import personal_data
        from qantara.knowledge.answers.asked import asked
        from qantara.knowledge.dues.kept import EXTENSIONS
        from qantara.knowledge.frameworks.kind import FRAMEWORK
        from qantara.knowledge.profiles.asked import register_asked
        from qantara.knowledge.profiles.kind import ENTRY, FIGURES, PROFILE
        from qantara.knowledge.requests.kept import TEXTS
        from qantara.knowledge.reviews import kept as reviews
        from qantara.releases import kinds

        for topic in (*reviews.TOPICS, TEXTS, EXTENSIONS):
            personal_data.register(topic)
        register_asked(asked)
        kinds.register(FRAMEWORK)
        kinds.register(PROFILE)
        kinds.register(FIGURES)
        kinds.register(ENTRY)
