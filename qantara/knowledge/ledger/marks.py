"""What a city asks of the guard for its figures: keep this one, withhold that one, let one go."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.core import audit
from qantara.core.errors import DomainError
from qantara.knowledge.ledger.models import Mark
from qantara.releases.models import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Keys of figures; ``coarsened``: codes of steps."""

    kept: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()
    lifted: frozenset[str] = frozenset()
    coarsened: frozenset[str] = frozenset()


def marks_of(holder: Holder, subject: str) -> Marks:
    """What a holder asked for the figures of a place."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    rows = Mark.objects.filter(holder=holder, subject=subject)
    for figure, wish in rows.values_list("figure", "wish"):
        found[wish].add(figure)
    return Marks(
        kept=frozenset(found[Mark.Wish.KEEP]),
        withheld=frozenset(found[Mark.Wish.WITHHOLD]),
        lifted=frozenset(found[Mark.Wish.LIFT]),
        coarsened=frozenset(found[Mark.Wish.COARSEN]),
    )


@transaction.atomic
def mark(
    case: Case, figure: str, wish: str, *, by: Person, at: datetime, reason: str = ""
) -> Mark | None:
    """Ask ``wish`` for a figure at the next draft; an empty wish takes back what was asked.

    Who writes drafts may ask for more to be withheld, or for one to be kept before another. To let go
    what an earlier release withheld is for who may approve, with a reason.
    """
    demand(by, "case.approve" if wish == Mark.Wish.LIFT else "observations.record", case, at=at)
    if wish and wish not in Mark.Wish.values:
        raise DomainError(_("Choose what is asked for this figure."))
    if wish == Mark.Wish.LIFT and not reason.strip():
        raise DomainError(_("Say why a figure withheld in an earlier release may be shown now."))
    rows = Mark.objects.filter(holder=case.holder, subject=case.subject, figure=figure)
    rows.delete()
    made = None
    if wish:
        made = Mark.objects.create(
            holder=case.holder, subject=case.subject, figure=figure, wish=wish, by=by, at=at,
            reason=reason.strip(),
        )  # fmt: skip
    audit.record("guard.marked" if wish else "guard.unmarked", case, by=by, at=at, fields=[figure])
    return made
