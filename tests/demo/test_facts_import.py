"""The facts come in by the door that any file of evidence takes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from qantara.accounts.models import Holder
from qantara.demo.mc2cm import facts
from qantara.knowledge.evidence import intake
from qantara.knowledge.observations.figures import figures
from qantara.knowledge.observations.models import Batch
from qantara.network.models import Territory
from tests.people import a_holder, a_person

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def network_of_facts(db: None) -> None:
    for slug in facts.places().slugs:
        Territory.objects.create(slug=slug, type="municipality", name={"en": slug}, country="XA")


def take_in(key: str, holder: Holder) -> Batch | None:
    (one,) = (each for each in facts.every() if each.key == key)
    taken = intake.take_in(one.path, one.mapping, at=NOON)
    by = a_person(f"officer-{Batch.objects.count()}", ("officer", holder))
    return intake.confirm(taken, holder=holder, by=by, at=NOON)


def test_facts_become_observations_with_their_source(network_of_facts: None) -> None:
    batch = take_in("eurostat-cities", a_holder())

    found = figures(["lyon-city-cluster"], as_of=NOON)
    broken = found.frame.filter("is_break").select("period", "value").rows()

    assert (batch.added, batch.changed, batch.same) == (158, 0, 0)
    assert [(source.organisation, source.table) for source in found.sources] == [
        ("Eurostat", "urb_cpop1")
    ]
    assert broken == [("2015-01-01", 1_066_305)]


def test_facts_taken_in_twice_change_nothing(network_of_facts: None) -> None:
    holder = a_holder()
    take_in("lisbon-census-2011", holder)

    again = take_in("lisbon-census-2011", holder)

    assert again is None
