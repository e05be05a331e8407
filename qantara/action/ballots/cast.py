"""Cast a ballot by the code of a card: one a seat, changed as often as wished, until the round closes.

Nothing else is written: no line of the log, no moment, no address, no session. What the database learns is
that one row of sealed bytes took the place of another.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.action.ballots import codes, keys, sealing
from qantara.action.ballots.locks import hold
from qantara.action.ballots.models import PaperBallot, Round, Seat
from qantara.action.ballots.values import HIGHEST, Ballot
from qantara.core import fence
from qantara.core.errors import DomainError


class UnknownCode(DomainError):
    """No card of an open round says this: the round is over, or has not begun, or there never was one."""


class NothingSaid(DomainError):
    """A ballot that says nothing, and does not say that it abstains."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A seat at an open round. What its ballot says is told to nobody, not even to who has the card."""

    round: Round
    has_voted: bool


@transaction.atomic
@fence.reaching("ballot")
def take_seat(typed: str) -> Taken:
    """Raises DomainError where the letters cannot be a card's, UnknownCode where no open round has it."""
    round_, seat, key = _seat(codes.read(typed))
    return Taken(round_, sealing.unseal(key, seat.pk, seat.sealed) is not None)


@transaction.atomic
@fence.reaching("ballot")
def cast(typed: str, ballot: Ballot) -> Taken:
    """Keep a ballot in the place of the seat's earlier one. Sent twice it is kept once."""
    round_, seat, key = _seat(codes.read(typed))
    # Closing waits for those who are casting, and who casts behind it finds the round closed.
    hold(round_.pk, shared=True)
    if Round.objects.values_list("state", flat=True).get(pk=round_.pk) != Round.State.OPEN:
        raise _unknown()
    sealed = sealing.seal(key, seat.pk, checked(ballot, round_), round_.marks)
    Seat.objects.filter(pk=seat.pk).update(sealed=sealed)
    return Taken(round_, has_voted=True)


def cast_so_far(round_: Round) -> int | None:
    """How many ballots are in, abstentions among them; none where the round has just been closed."""
    try:
        key = keys.key_of(round_.pk)
    except FileNotFoundError:
        return None
    with fence.reaching("ballot"):
        seats = unsealed(round_, key)
        on_paper = PaperBallot.objects.filter(round=round_).count()
    return on_paper + sum(1 for ballot in seats if ballot is not None)


def unsealed(round_: Round, key: bytes) -> list[Ballot | None]:
    """The ballots of all seats, in no order that means anything."""
    rows = Seat.objects.filter(round=round_).values_list("pk", "sealed")
    return [sealing.unseal(key, place, sealed) for place, sealed in rows]


def checked(ballot: Ballot, round_: Round) -> Ballot:
    """A ballot that fits its round. Raises DomainError."""
    if ballot.is_abstention:
        return Ballot.blank(round_.marks)
    highest = HIGHEST if round_.method == Round.Method.SCORES else len(round_.options)
    if len(ballot.marks) != round_.marks or any(not 0 <= one <= highest for one in ballot.marks):
        raise DomainError(_("This ballot does not belong to this round. Load the page again."))
    if not any(ballot.marks):
        raise NothingSaid(_("Answer for one option at least, or say that you abstain."))
    return ballot


def _seat(code: str) -> tuple[Round, Seat, bytes]:
    digests = _digests(
        code, Round.objects.filter(state=Round.State.OPEN).values_list("pk", flat=True)
    )
    seat = Seat.objects.select_related("round__workshop").filter(digest__in=digests).first()
    if seat is None or seat.round.state != Round.State.OPEN:
        raise _unknown()
    return seat.round, seat, digests[seat.digest]


def _digests(code: str, rounds: Iterable[UUID]) -> dict[str, bytes]:
    """What the code would be in each round that is open -> the round's key."""
    found = {}
    for round_id in rounds:
        # Between one question and the next a round may have been closed, and its key destroyed.
        with suppress(FileNotFoundError):
            key = keys.key_of(round_id)
            found[sealing.digest(key, code)] = key
    return found


def _unknown() -> UnknownCode:
    return UnknownCode(
        _(
            "No round that is open has this code. It may be closed, or your card is of another round."
        )
    )
