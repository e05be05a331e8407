"""A table that what is public gives away: left out of the draft, told to the city, and to nobody else."""

from __future__ import annotations

import json

import polars as pl
import pytest
from django.utils import translation

from qantara.core.errors import DomainError
from qantara.files import store
from qantara.knowledge import frameworks
from qantara.knowledge.evidence.models import EvidenceFile
from qantara.knowledge.frameworks import Framework
from qantara.knowledge.ledger import reading
from qantara.knowledge.ledger.choices import Choices, choices
from qantara.knowledge.observations.figures import Figures, figures
from qantara.knowledge.observations.models import Source
from qantara.knowledge.observations.record import record
from qantara.knowledge.observations.rows import ROWS
from qantara.knowledge.profiles import prepare
from qantara.network.models import Territory
from tests.desk.conftest import at_desk
from tests.knowledge.ledger.conftest import START, City, statement

#: The office prints all foreign citizens and those under 18: three adults are left.
PUBLIC = {"": 43.0, "AGE=Y0T17": 40.0}
OURS = {"AGE=Y_GE18": 3.0, "SEX=F": 20.0, "SEX=M": 23.0}


@pytest.fixture
def given_away(city: City) -> City:
    source = Source.objects.create(
        organisation="Office of statistics", title="Residents", table="", is_public=True
    )
    stored = store.keep(
        b"public", name="f.csv", media_type="text/csv", holder_id=city.holder.pk, at=START
    )
    file = EvidenceFile.objects.create(
        holder=city.holder, source=source, stored=stored, received_at=START,
        received_by=city.officer, accessed_on=START.date(),
    )  # fmt: skip
    rows = [statement("marwa", part, value) for part, value in PUBLIC.items()]
    record(
        pl.DataFrame(rows, schema=ROWS), evidence_file=file, framework=frameworks.default(),
        by=city.officer, at=START,
    )  # fmt: skip
    city.tell("marwa", OURS)
    return city


def test_draft_goes_on_without_the_table_and_its_city_is_told(given_away: City) -> None:
    case = given_away.draft("marwa")
    printed = json.loads(case.document)["figures"]["breakdown"]
    assert "AGE=Y_GE18" not in printed
    assert {"SEX=F", "SEX=M"} <= set(printed)
    told = reading.account(case).left_out
    assert [(one["definition"], one["dimensions"]) for one in told] == [("POP-01", ["AGE"])]
    page = at_desk(given_away.officer).get(f"/en/cases/{case.pk}/guard/").content.decode()
    assert "Tables left out whole" in page
    assert "left out" not in case.document


def test_text_about_such_a_table_is_refused_with_its_figure(given_away: City) -> None:
    place = Territory.objects.get(slug="marwa")
    with (
        translation.override("en"),
        pytest.raises(DomainError, match="left out whole: POP-01@marwa"),
    ):
        prepare.protect(
            *_drafted(place), holder=given_away.holder, choices=_choices(given_away),
            bound=["POP-01@marwa;AGE=Y_GE18;2024-01-01"],
        )  # fmt: skip


def _drafted(place: Territory) -> tuple[pl.DataFrame, Framework, Territory, Figures]:
    found = figures([place.slug], as_of=START)
    return found.frame, frameworks.default(), place, found


def _choices(city: City) -> Choices:
    return choices(city.network, frameworks.default())
