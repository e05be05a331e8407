"""What a round came to, for whoever quotes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from qantara.accounts.models import Person
from qantara.accounts.roles import holders_for
from qantara.action.ballots.models import Dissent, Result
from qantara.action.ballots.values import Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A closed round.

    places     (place from 1, keys of the options there), best first: several in one place are tied
    firmness   key -> ``firm``, ``fairly_firm`` or ``open``
    shares     key -> share of the repeated counts in which it takes each place, from the first
    ballots    cast, on phones and on paper, abstentions among them; ``abstained``: how many these are,
               none where fewer than five were cast
    dissent    (language, words) as the group put it, in the order it was noted
    is_shown   whether so many said something that places may be known; else the four fields about
               places are empty
    record     the whole record as it was kept at closing; ``digest`` is its checksum (SHA-256)
    """

    round: UUID
    workshop: UUID
    holder: UUID
    number: int
    method: str
    held_on: date
    options: tuple[Option, ...]
    seats: int
    ballots: int
    abstained: int | None
    is_shown: bool
    places: tuple[tuple[int, tuple[str, ...]], ...]
    firmness: Mapping[str, str]
    shares: Mapping[str, tuple[float, ...]]
    dissent: tuple[tuple[str, str], ...]
    record: Mapping[str, Any]
    digest: str


def of(round_id: UUID, *, by: Person) -> Outcome | None:
    """None where the round is not closed, or not for ``by`` to see: alike."""
    found = (
        Result.objects.select_related("round__workshop")
        .filter(round=round_id, holder__in=holders_for(by, "ballot.read"))
        .first()
    )
    return outcome(found) if found else None


def closed(holder: UUID, *, by: Person) -> list[Outcome]:
    """The closed rounds of a holder, the newest first."""
    if holder not in holders_for(by, "ballot.read"):
        return []
    rows = Result.objects.select_related("round__workshop").filter(holder=holder)
    return [outcome(one) for one in rows.order_by("-round__closed_at")]


def outcome(result: Result) -> Outcome:
    """A kept record as values."""
    record, of_round = result.record, result.round
    notes = Dissent.objects.filter(round=of_round).order_by("noted_at", "id")
    return Outcome(
        round=of_round.pk,
        workshop=of_round.workshop_id,
        holder=result.holder_id,
        number=of_round.number,
        method=record["method"],
        held_on=of_round.workshop.held_on,
        options=tuple(Option.read(one) for one in record["options"]),
        seats=record["seats"],
        ballots=record["ballots"]["cast"],
        abstained=record["ballots"]["abstained"],
        is_shown=record["is_shown"],
        places=tuple((one["place"], tuple(one["options"])) for one in record["places"]),
        firmness=record["firmness"]["words"],
        shares={key: tuple(row) for key, row in record["firmness"]["shares"].items()},
        dissent=tuple((one.language, one.words) for one in notes),
        record=record,
        digest=result.digest,
    )
