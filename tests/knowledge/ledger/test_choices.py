"""What a network decides about small numbers, from its settings to the released document."""

from __future__ import annotations

import json

import pytest

from qantara.core.errors import DomainError
from qantara.knowledge import frameworks
from qantara.knowledge.ledger.choices import choices
from qantara.knowledge.observations.models import Source
from tests.knowledge.ledger.conftest import PEOPLE, City

MANY = {"": 1003.0, "SEX=F": 403.0, "SEX=M": 600.0}


def decide(city: City, **said: object) -> None:
    city.network.guard = said
    city.network.save()


def figures_of(document: str) -> dict[str, tuple[float | None, str]]:
    figures = json.loads(document)["figures"]
    return {
        part: (value, state)
        for part, value, state, unit in zip(
            figures["breakdown"], figures["value"], figures["state"], figures["unit"], strict=True
        )
        if unit == "PS"
    }


def test_network_may_be_stricter(city: City) -> None:
    city.tell("marwa", MANY)
    assert {state for _value, state in figures_of(city.draft("marwa").document).values()} == {
        "shown"
    }
    decide(city, people=500)
    states = {
        part: state for part, (_value, state) in figures_of(city.draft("marwa").document).items()
    }
    assert states["SEX=F"] == "withheld"
    assert "withheld" in (states["SEX=M"], states[""])


def test_network_may_not_be_looser(city: City) -> None:
    decide(city, people=2)
    with pytest.raises(ValueError, match="people"):
        choices(city.network, frameworks.default())


def test_rounded_series_say_so_and_are_released(city: City) -> None:
    city.tell("marwa", MANY)
    decide(city, rounded=["POP-01"])
    release = city.release(city.draft("marwa"))
    shown = {part: value for part, (value, _state) in figures_of(release.document).items()}
    assert shown == {"": 1005.0, "SEX=F": 405.0, "SEX=M": 600.0}
    names = json.loads(release.document)["framework"]["indicators"]["POP-01"]["name"]
    assert names["en"].endswith(", rounded to multiples of 5")
    assert len(set(names.values())) == 4
    assert "403" not in release.document


def test_series_released_exactly_is_not_rounded_afterwards(city: City) -> None:
    city.tell("marwa", MANY)
    city.release(city.draft("marwa"))
    decide(city, rounded=["POP-01"])
    with pytest.raises(DomainError, match="released exactly before"):
        city.draft("marwa", day=1)


def test_small_numbers_of_a_public_source_are_repeated_where_the_network_says_so(
    city: City,
) -> None:
    city.tell("marwa", PEOPLE)
    Source.objects.update(is_public=True)
    assert figures_of(city.draft("marwa").document)["SEX=F"] == (None, "courtesy")
    decide(
        city,
        repeat=[{"organisation": "City of Marwa", "title": "Register", "reason": "it is in every paper"}],
    )  # fmt: skip
    assert figures_of(city.draft("marwa").document)["SEX=F"] == (3.0, "shown")
