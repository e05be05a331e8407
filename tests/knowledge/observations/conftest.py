"""A fictional city, its holder and an officer, and a short way to make rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from qantara.accounts.models import Holder
from qantara.files import store
from qantara.knowledge import frameworks
from qantara.knowledge.evidence.models import EvidenceFile
from qantara.knowledge.observations.models import Source
from qantara.knowledge.observations.rows import ROWS
from qantara.network.models import Territory
from tests.people import a_person

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def moment(days: int) -> datetime:
    """So many days after the first act of a test."""
    return START + timedelta(days=days)


def statement(**said: object) -> dict[str, object]:
    """The plainest row: 1,000 residents of Karwan in 2024."""
    return {
        "territory": "karwan", "definition": "CTX-01", "period": "2024-01-01", "breakdown": "",
        "unit": "PS", "value": 1000.0, "low": None, "high": None, "numerator": None,
        "denominator": None, "decimals": 0, "obs_status": "A", "is_break": False, "break_note": "",
        "absence": "", "conf_status": "", "method": "", "note": "", "sheet": "s", "row": 2,
        "column": "people",
    } | said  # fmt: skip


def frame(*statements: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(list(statements), schema=ROWS)


@pytest.fixture(scope="session")
def framework():
    return frameworks.load(frameworks.DEFAULT)


@pytest.fixture
def holder(db):
    return Holder.objects.create(slug="karwan", kind=Holder.Kind.CITY, name={"en": "Karwan"})


@pytest.fixture
def officer(holder):
    return a_person("salma", ("officer", holder), language="ar")


@pytest.fixture
def karwan(db):
    return Territory.objects.create(
        slug="karwan", type=Territory.Type.MUNICIPALITY, name={"en": "Karwan"}, country="XA"
    )


@pytest.fixture
def evidence(holder, officer, karwan, settings, tmp_path):
    """Make an evidence file of a source, by the source's title."""

    def make(title: str = "Register") -> EvidenceFile:
        source, _ = Source.objects.get_or_create(
            organisation="Statistics of Karwan", title=title, table="", is_public=True
        )
        stored = store.keep(
            title.encode(), name="f.csv", media_type="text/csv", holder_id=holder.pk, at=START
        )
        file, _ = EvidenceFile.objects.get_or_create(
            holder=holder,
            source=source,
            stored=stored,
            defaults={"received_at": START, "received_by": officer, "accessed_on": START.date()},
        )
        return file

    return make


@pytest.fixture
def confirm(framework, officer, evidence):
    """Record statements of a source on a day after the start."""
    from qantara.knowledge.observations.record import record

    def act(*statements: dict[str, object], source: str = "Register", day: int = 0):
        return record(
            frame(*statements),
            evidence_file=evidence(source),
            framework=framework,
            by=officer,
            at=moment(day),
        )

    return act
