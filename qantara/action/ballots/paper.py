"""Paper ballots: numbered sheets, typed by one person and again by a second, counted when the round closes.

What two people typed of one sheet has to be the same. What a sheet says is shown to nobody again, not even
to who typed it: whoever disagrees looks at the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.accounts.roles import demand
from qantara.action.ballots import keys, sealing
from qantara.action.ballots.cast import checked
from qantara.action.ballots.locks import hold
from qantara.action.ballots.models import PaperBallot, Round
from qantara.action.ballots.values import MOST_SEATS, Ballot
from qantara.core import audit
from qantara.core.errors import DomainError


@dataclass(frozen=True, slots=True)
class Batch:
    """The sheets of a round by number.

    agreed  entered alike by two people; once: by one so far; differing: by two, and not alike
    """

    agreed: tuple[int, ...]
    once: tuple[int, ...]
    differing: tuple[int, ...]

    @property
    def count(self) -> int:
        return len(self.agreed) + len(self.once) + len(self.differing)

    @property
    def is_ready(self) -> bool:
        return not self.once and not self.differing


@transaction.atomic
def enter(round_: Round, number: int, ballot: Ballot, *, by: Person, at: datetime) -> PaperBallot:
    """Type a sheet: the first person's entry, or the second's. Typed again by the same, it is corrected."""
    found, key = _open(round_, by=by, at=at)
    if not 1 <= number <= MOST_SEATS:
        raise DomainError(_("Number the sheets from 1."))
    given = checked(ballot, found)
    row = PaperBallot.objects.select_for_update().filter(round=found, number=number).first()
    if row is None:
        place = uuid4()
        row = PaperBallot(id=place, round=found, number=number, first_by=by)
        row.first = sealing.seal(key, place, given, found.marks)
    elif by.pk == row.first_by_id:
        row.first = sealing.seal(key, row.pk, given, found.marks)
    elif row.second_by_id in (None, by.pk):
        row.second, row.second_by = sealing.seal(key, row.pk, given, found.marks), by
    else:
        raise DomainError(_("Two others have entered this sheet."))
    row.agrees = row.second is not None and (
        sealing.unseal(key, row.pk, row.first) == sealing.unseal(key, row.pk, row.second)
    )
    row.save()
    audit.record("ballot.sheet_entered", found, by=by, at=at)
    return row


@transaction.atomic
def take_out(round_: Round, number: int, *, by: Person, at: datetime) -> None:
    """A sheet that was entered under a wrong number, or should not count."""
    found, _key = _open(round_, by=by, at=at)
    if PaperBallot.objects.filter(round=found, number=number).delete()[0]:
        audit.record("ballot.sheet_taken_out", found, by=by, at=at)


def batch(round_: Round) -> Batch:
    """How far the sheets of a round are; nothing of what they say."""
    rows = PaperBallot.objects.filter(round=round_).order_by("number")
    told = [(one.number, one.agrees, one.second_by_id is not None) for one in rows]
    return Batch(
        agreed=tuple(number for number, agrees, _second in told if agrees),
        once=tuple(number for number, _agrees, second in told if not second),
        differing=tuple(number for number, agrees, second in told if second and not agrees),
    )


def mine_to_check(round_: Round, person: Person) -> tuple[int, ...]:
    """Sheets that ``person`` may enter as the second one."""
    rows = PaperBallot.objects.filter(round=round_, second_by=None).exclude(first_by=person)
    return tuple(rows.order_by("number").values_list("number", flat=True))


def _open(round_: Round, *, by: Person, at: datetime) -> tuple[Round, bytes]:
    demand(by, "ballot.run", round_, at=at)
    hold(round_.pk, shared=True)
    found = Round.objects.get(pk=round_.pk)
    if found.state != Round.State.OPEN:
        raise DomainError(_("Sheets are entered while the round is open."))
    return found, keys.key_of(found.pk)
