from django.apps import AppConfig


class ActionConfig(AppConfig):
    name = "qantara.action"
    label = "action"

    def ready(self) -> None:
        from qantara.action.priorities.kind import PRIORITY_PAPER
        from qantara.action.progress.kind import PROGRESS
        from qantara.action.recommendations.kind import RECOMMENDATIONS
        from qantara.action.toolkit.kind import TOOLKIT
        from qantara.releases import kinds

        kinds.register(PRIORITY_PAPER)
        kinds.register(PROGRESS)
        kinds.register(RECOMMENDATIONS)
        kinds.register(TOOLKIT)
