"""Options, criteria and ballots as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from qantara.core.trace import Node

#: Scores go from 1 to this.
HIGHEST = 5
#: Options of a round, criteria, seats of one round.
FEWEST_OPTIONS, MOST_OPTIONS, MOST_CRITERIA, MOST_SEATS = 2, 30, 8, 1_000
HEAVIEST = 100


@dataclass(frozen=True, slots=True)
class Option:
    """What is voted on. ``name`` {language: words}; ``node`` of the trace where it is a record."""

    key: str
    name: dict[str, str]
    node: Node | None = None

    def plain(self) -> dict[str, Any]:
        return {"key": self.key, "name": self.name, "node": list(self.node) if self.node else None}

    @classmethod
    def read(cls, plain: dict[str, Any]) -> Option:
        node = plain["node"]
        return cls(plain["key"], plain["name"], (node[0], node[1]) if node else None)


@dataclass(frozen=True, slots=True)
class Criterion:
    """What options are scored by. ``weight`` from 1 to 100, in relation to the others'.

    asks  {language: question}: as the ballot puts it; may be empty
    """

    key: str
    name: dict[str, str]
    weight: int
    asks: dict[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        return {"key": self.key, "name": self.name, "weight": self.weight, "asks": self.asks}

    @classmethod
    def read(cls, plain: dict[str, Any]) -> Criterion:
        return cls(plain["key"], plain["name"], plain["weight"], plain["asks"])


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one seat says.

    marks         option after option, in each criterion after criterion: scores from 1 to ``HIGHEST``;
                  or one mark an option: its place from 1. 0: nothing said
    is_abstention the seat takes part and says nothing, on purpose; all marks are 0
    """

    marks: tuple[int, ...]
    is_abstention: bool = False

    @classmethod
    def blank(cls, length: int) -> Ballot:
        return cls((0,) * length, is_abstention=True)


def length(options: Sequence[Option], criteria: Sequence[Criterion]) -> int:
    """Marks of a ballot: scores have criteria, rankings have none."""
    return len(options) * max(1, len(criteria))
