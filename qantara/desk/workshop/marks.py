"""The fields of a ballot, on phones and for sheets: read, and shown again with what was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from qantara.action.ballots.models import Round
from qantara.action.ballots.values import HIGHEST, Ballot
from qantara.core.errors import DomainError


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen for an option. ``value`` 0: nothing said."""

    value: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """An option under a question. ``field`` names its controls."""

    field: str
    name: dict[str, str]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A criterion with all options; of a ranking there is one, without a criterion.

    name, asks  of the criterion; empty for a ranking
    """

    number: int
    name: dict[str, str]
    asks: dict[str, str]
    asked: tuple[Asked, ...]


def questions(round_: Round, sent: Mapping[str, str]) -> list[Question]:
    """All questions of a ballot, with what was ``sent`` still chosen."""
    is_ranking = round_.method == Round.Method.RANKING
    highest = len(round_.options) if is_ranking else HIGHEST
    measures = [(one.name, one.asks) for one in round_.measures] or [({}, {})]
    return [
        Question(
            number=of + 1,
            name=name,
            asks=asks,
            asked=tuple(
                Asked(
                    field=_field(at, of),
                    name=option.name,
                    choices=tuple(
                        Choice(value, value == _mark(sent, at, of)) for value in range(highest + 1)
                    ),
                )
                for at, option in enumerate(round_.choices)
            ),
        )
        for of, (name, asks) in enumerate(measures)
    ]


def read(round_: Round, sent: Mapping[str, str]) -> Ballot:
    """The ballot that was sent: as it was chosen, or the abstention that was asked for."""
    if sent.get("said") == "abstain":
        return Ballot.blank(round_.marks)
    if sent.get("asked") != stamp(round_):
        raise DomainError(_("This ballot does not belong to this round. Load the page again."))
    criteria = max(1, len(round_.criteria))
    return Ballot(
        tuple(_mark(sent, at, of) for at in range(len(round_.options)) for of in range(criteria))
    )


def stamp(round_: Round) -> str:
    """Which round's ballot a page shows."""
    return str(round_.pk)


def _field(option: int, criterion: int) -> str:
    return f"m{option}-{criterion}"


def _mark(sent: Mapping[str, str], option: int, criterion: int) -> int:
    given = sent.get(_field(option, criterion), "0")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 3 else 0
