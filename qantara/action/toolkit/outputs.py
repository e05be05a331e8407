"""What there is of each step on record: counted from the records themselves, never asked for again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import Q

from qantara.accounts.models import Holder, Role
from qantara.accounts.roles import in_force
from qantara.action.priorities.models import Endorsement, Priority
from qantara.action.progress.models import Commitment, ProgressReport
from qantara.knowledge.answers.models import Competence
from qantara.knowledge.observations.models import Batch
from qantara.knowledge.requests.models import DataRequest
from qantara.network.handovers.models import Handover
from qantara.network.members import spoken_for
from qantara.network.stakeholders.models import Stakeholder
from qantara.releases.models import Release
from qantara.releases.sheets.models import Mandate

#: What is counted; the desk knows a page for each.
Record = Literal[
    "mandates", "people", "competences", "stakeholders", "requests", "imports", "profiles", "proposals",
    "endorsements", "commitments", "reports", "handovers",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Output:
    record: Record
    count: int


#: Step -> what comes of it. Steps that leave no record of ours are not named.
OF_STEP: Mapping[str, tuple[Record, ...]] = {
    "mandate": ("mandates",),
    "team": ("people",),
    "competences": ("competences",),
    "people": ("stakeholders",),
    "evidence": ("imports", "requests"),
    "profile": ("profiles",),
    "priorities": ("proposals", "endorsements"),
    "plan": ("commitments",),
    "follow": ("reports",),
    "share": ("handovers",),
}


def counted(holder: Holder, *, at: datetime) -> dict[str, tuple[Output, ...]]:
    """Outputs by step, zeros too: what is missing is said."""
    return {
        step: tuple(Output(record, _COUNTS[record](holder, at)) for record in records)
        for step, records in OF_STEP.items()
    }


def _mandates(holder: Holder, at: datetime) -> int:
    until = Q(until=None) | Q(until__gte=at.date())
    return Mandate.objects.filter(until, holder=holder, since__lte=at.date()).count()


def _people(holder: Holder, at: datetime) -> int:
    return Role.objects.filter(in_force(at), holder=holder).values("person").distinct().count()


def _profiles(holder: Holder, _at: datetime) -> int:
    places = spoken_for(holder).values("slug")
    return Release.objects.standing().filter(kind="profile", subject__in=places).count()


_COUNTS: Mapping[Record, Callable[[Holder, datetime], int]] = {
    "mandates": _mandates,
    "people": _people,
    "competences": lambda holder, _at: Competence.objects.standing().filter(holder=holder).count(),
    "stakeholders": lambda holder, _at: Stakeholder.objects.filter(holder=holder).count(),
    "requests": lambda holder, _at: DataRequest.objects.filter(holder=holder).count(),
    "imports": lambda holder, _at: Batch.objects.filter(
        evidence_file__holder=holder, undone_at=None
    ).count(),
    "profiles": _profiles,
    "proposals": lambda holder, _at: Priority.objects.filter(holder=holder).count(),
    "endorsements": lambda holder, _at: Endorsement.objects.filter(
        holder=holder, undone_at=None
    ).count(),
    "commitments": lambda holder, _at: (
        Commitment.objects.standing()
        .filter(holder=holder, stance=Commitment.Stance.COMMITTED)
        .count()
    ),
    "reports": lambda holder, _at: (
        ProgressReport.objects.standing().filter(commitment__holder=holder).count()
    ),
    "handovers": lambda holder, _at: Handover.objects.filter(holder=holder).count(),
}
