"""Where a case stands and who takes the next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Prefetch, QuerySet, Subquery

from qantara.accounts.models import Person
from qantara.accounts.roles import holders_for
from qantara.core.lookups import Ids
from qantara.network.models import Territory
from qantara.releases.models import Case, Release, Signature
from qantara.releases.read import public
from qantara.releases.sheets.models import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """``name`` of the next act and the permission it takes; both empty once released.

    ``signs``: the act is a signature, which nobody gives twice to one case.
    ``is_on_paper``: it was given on paper, and the secretariat has the signed sheet to confirm.
    """

    name: str
    action: str
    signs: bool = False
    is_on_paper: bool = False


REVIEW = Step(name="review", action="case.review", signs=True)
APPROVE = Step(name="approve", action="case.approve", signs=True)
SIGNED = Step(name="approve", action="case.approve", signs=True, is_on_paper=True)
RELEASE = Step(name="release", action="case.release")
DONE = Step(name="", action="")


def visible_cases(person: Person, *, names_signers: bool = True) -> QuerySet[Case]:
    """Cases of the holders whose cases ``person`` may read, with what ``step_of`` asks.

    ``names_signers``: who signed is read too.
    ``place``: the name of the territory a case tells of; None where it tells of none.
    """
    signatures = Signature.objects.order_by("at")
    if names_signers:
        signatures = signatures.select_related("person")
    return (
        Case.objects.filter(holder__among=Ids(holders_for(person, "case.read")), dropped_at=None)
        .annotate(**_standing())
        .prefetch_related(Prefetch("signatures", queryset=signatures))
    )


@cache
def _standing() -> dict[str, Exists | Subquery]:
    """What is asked of each case: the same for everybody, so made once."""
    released = Release.objects.filter(
        kind=OuterRef("kind"), subject=OuterRef("subject"), document=OuterRef("document")
    )
    sheets = Sheet.objects.open().filter(case=OuterRef("pk"), scan__isnull=False)
    place = Territory.objects.filter(slug=OuterRef("subject"))
    return {
        "is_released": Exists(released),
        "is_on_paper": Exists(sheets),
        "place": Subquery(place.values("name")[:1]),
    }


def step_of(case: Case) -> Step:
    """The one next step of a case from ``visible_cases``."""
    signed = {row.act for row in case.signatures.all()}
    if Signature.Act.REVIEWED not in signed:
        return REVIEW
    if Signature.Act.APPROVED not in signed:
        return SIGNED if case.is_on_paper else APPROVE  # type: ignore[attr-defined]
    return DONE if case.is_released else RELEASE  # type: ignore[attr-defined]


def number_of(case: Case) -> int:
    """The number its release has, or would have now."""
    of_subject = Release.objects.filter(kind=case.kind, subject=case.subject)
    own = of_subject.filter(document=case.document).values_list("number", flat=True).first()
    return own or (of_subject.aggregate(newest=Max("number"))["newest"] or 0) + 1


def address_of(case: Case) -> str:
    """Where everyone can read what was released of a case now; empty where nobody can."""
    of_case = public().filter(kind=case.kind, subject=case.subject, document=case.document)
    return of_case.values_list("address", flat=True).first() or ""


def waiting_for(person: Person, cases: Sequence[Case]) -> set[UUID]:
    """Those of ``cases`` whose next step ``person`` may take."""
    holders = {
        step.action: set(holders_for(person, step.action)) for step in (REVIEW, APPROVE, RELEASE)
    }
    return {
        case.pk
        for case in cases
        if (step := step_of(case)).action
        and case.holder_id in holders[step.action]
        and not (step.signs and any(row.person_id == person.pk for row in case.signatures.all()))
    }
