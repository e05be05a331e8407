"""The tables of this pillar, each kept by its topic."""

from qantara.action.ballots.models import Dissent, PaperBallot, Result, Round, Seat, Workshop
from qantara.action.priorities.models import (
    Endorsed,
    Endorsement,
    GroupLink,
    Partner,
    Priority,
    Quote,
    Ranked,
    Ranking,
)
from qantara.action.progress.models import Check, Commitment, Evidence, ProgressReport
from qantara.action.recommendations.models import SetVersion
from qantara.action.toolkit.models import Run, StepMark

__all__ = [
    "Check", "Commitment", "Dissent", "Endorsed", "Endorsement",
    "Evidence", "GroupLink", "PaperBallot", "Partner", "Priority",
    "ProgressReport", "Quote", "Ranked", "Ranking", "Result", "Round", "Run", "Seat",
    "SetVersion", "StepMark", "Workshop",
]  # fmt: skip
