"""Figures of a country on the pages of its cities: public ones, and never in the place of the city's own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest

from qantara.accounts.models import Holder
from qantara.demo.mc2cm import facts
from qantara.knowledge import frameworks
from qantara.knowledge.evidence import intake
from qantara.knowledge.evidence.mapping.model import SourceNote
from qantara.knowledge.evidence.register import register
from qantara.knowledge.observations.record import record
from qantara.knowledge.observations.rows import ROWS
from qantara.knowledge.profiles.prepare import drafted
from qantara.network.file import read
from qantara.network.load import load_network
from qantara.network.models import Network, Territory
from tests.people import a_person

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def network() -> Network:
    """The network, with what UNHCR says of its countries."""
    network = load_network(read(facts.HERE / "network.toml"), by=None, at=NOON).network
    (unhcr,) = (each for each in facts.every() if each.key == "national-unhcr")
    taken = intake.take_in(unhcr.path, unhcr.mapping, at=NOON)
    by = a_person("coordinator", ("coordinator", network.holder))
    assert intake.confirm(taken, holder=network.holder, by=by, at=NOON) is not None
    return network


def document_of(slug: str, network: Network) -> dict[str, Any]:
    made = drafted(
        "figures", Territory.objects.get(slug=slug), network, holder=network.holder, at=NOON, names={}, notes=facts.notes(),
        checked_by={}, correction="", opened=(),
    )  # fmt: skip
    return made.document


def state(territory: str, people: float, holder: Holder, *, is_public: bool) -> None:
    """Somebody states how many refugees a place has."""
    row = {
        name: "" if kind == pl.String else None for name, kind in ROWS.items()
    } | {
        "territory": territory, "definition": "LEG-02", "period": "2024", "unit": "PS", "value": people,
        "decimals": 0, "obs_status": "A", "is_break": False, "sheet": "x", "row": 1, "column": "x",
    }  # fmt: skip
    note = SourceNote(organisation="Somebody", title=f"Of {territory}", is_public=is_public)
    by = a_person(f"recorder-{territory}", ("coordinator", holder))
    file = register(b"x", name="x.csv", note=note, holder=holder, by=by, at=NOON)
    rows = pl.DataFrame([row], schema=ROWS)
    record(rows, evidence_file=file, framework=frameworks.default(), by=by, at=NOON)


def told(document: dict[str, Any]) -> set[tuple[str, str]]:
    kept = document["figures"]
    return set(zip(kept["territory"], kept["definition"], strict=True))


def test_country_stands_on_the_page_of_a_city_without_figures(network: Network) -> None:
    document = document_of("amman", network)
    assert told(document) == {
        ("jordan", "LEG-02/unhcr-refugees"), ("jordan", "LEG-03/unhcr-asylum-seekers"),
    }  # fmt: skip
    assert [area["slug"] for area in document["areas"]] == ["jordan"]
    assert set(document["figures"]["state"]) == {"shown"}
    assert (document["headlines"], document["synopsis"], document["lede"]) == ([], [], [])


def test_what_a_city_keeps_to_itself_stays_with_it(network: Network) -> None:
    state("amman", 5_000, network.holder, is_public=True)
    assert ("amman", "LEG-02") not in told(document_of("amman", network))


def test_country_is_shown_from_public_sources_alone(network: Network) -> None:
    state("jordan", 600_000, network.holder, is_public=False)
    assert ("jordan", "LEG-02") not in told(document_of("amman", network))
    state("austria", 300_000, network.holder, is_public=True)
    assert ("austria", "LEG-02") in told(document_of("vienna", network))


def test_member_under_caution_has_no_figures_of_its_country(network: Network) -> None:
    assert told(document_of("tunis", network)) == set()
