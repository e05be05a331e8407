"""A city that does not exist, its workshop, and a room that votes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings

from qantara.accounts.models import Holder, Person
from qantara.action.ballots import rounds
from qantara.action.ballots.cast import cast
from qantara.action.ballots.models import Round, Workshop
from qantara.action.ballots.rounds import Plan
from qantara.action.ballots.values import Ballot, Criterion, Option
from qantara.network.models import Territory
from tests.people import a_holder, a_person

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
NAMES = ("Housing", "Schools", "Work")
OPTIONS = tuple(Option(name.lower(), {"en": name, "ar": f"{name} ع"}) for name in NAMES)
CRITERIA = (
    Criterion("urgency", {"en": "Urgency"}, 60),
    Criterion("feasible", {"en": "Can be done"}, 40),
)
SCORES = Plan(method="scores", options=OPTIONS, criteria=CRITERIA)
RANKING = Plan(method="ranking", options=OPTIONS)


@dataclass(frozen=True)
class Room:
    """Who runs the workshop, a second of the team, and somebody of another city."""

    holder: Holder
    officer: Person
    second: Person
    stranger: Person
    workshop: Workshop

    def opened(self, plan: Plan = RANKING, seats: int = 12) -> tuple[Round, list[str]]:
        """An open round and the codes of its cards."""
        round_ = rounds.prepare(self.workshop, plan, by=self.officer, at=AT)
        _round, codes = rounds.make_cards(round_, seats, by=self.officer, at=AT)
        return rounds.open_round(round_, by=self.officer, at=AT), codes

    @staticmethod
    def vote(codes: Sequence[str], *ballots: Sequence[int]) -> None:
        """The first ballots of the room, in an order of their own."""
        order = list(zip(codes, ballots, strict=False))
        random.Random(7).shuffle(order)
        for code, marks in order:
            cast(code, Ballot(tuple(marks)))


@pytest.fixture(autouse=True)
def var(settings: LazySettings, tmp_path: Path) -> Path:
    settings.VAR = tmp_path
    return tmp_path


@pytest.fixture
def room(db: None) -> Room:
    return a_room()


def a_room(slug: str = "velmora") -> Room:
    holder = a_holder(slug)
    place = Territory.objects.create(slug=slug, type="municipality", country="XA", name={})
    officer = a_person(f"officer.{slug}", ("officer", holder))
    workshop = rounds.prepare_workshop(
        {"en": "Bridges"}, holder=holder, territory=place, held_on=date(2026, 11, 23), by=officer,
        at=AT,
    )  # fmt: skip
    return Room(
        holder=holder,
        officer=officer,
        second=a_person(f"second.{slug}", ("signatory", holder)),
        stranger=a_person(f"stranger.{slug}", ("officer", a_holder(f"{slug}-beside"))),
        workshop=workshop,
    )
