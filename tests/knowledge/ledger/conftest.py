"""A river city and its harbour district, of a network that does not exist, and three who sign."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from qantara.accounts.models import Holder, Person
from qantara.files import store
from qantara.knowledge import frameworks
from qantara.knowledge.evidence.models import EvidenceFile
from qantara.knowledge.observations.models import Source
from qantara.knowledge.observations.record import record
from qantara.knowledge.observations.rows import ROWS
from qantara.knowledge.profiles.prepare import prepare
from qantara.network.models import Member, Network, Standing, Territory
from qantara.releases.gate import approve_case, release_case, review_case
from qantara.releases.models import Case, Release
from tests.people import a_holder, a_person

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
NAME = {"ar": "مروة", "en": "Marwa", "es": "Marwa", "fr": "Marwa"}

#: Residents who are foreign citizens: 3 women, so the men hide them, or the whole.
PEOPLE = {"": 103.0, "SEX=F": 3.0, "SEX=M": 100.0}


def statement(place: str, breakdown: str, value: float, **said: object) -> dict[str, object]:
    return {
        "territory": place, "definition": "POP-01", "period": "2024-01-01", "breakdown": breakdown,
        "unit": "PS", "value": value, "low": None, "high": None, "numerator": None,
        "denominator": None, "decimals": 0, "obs_status": "A", "is_break": False, "break_note": "",
        "absence": "", "conf_status": "", "method": "register", "note": "", "sheet": "s", "row": 2,
        "column": "people",
    } | said  # fmt: skip


@dataclass(frozen=True)
class City:
    """Who acts for the city, and short ways to draft, sign and release."""

    network: Network
    holder: Holder
    officer: Person
    reviewer: Person
    signatory: Person

    def tell(self, place: str, people: dict[str, float], *, day: int = 0, **said: object) -> None:
        """Figures of the city's own, unpublished register."""
        source, _ = Source.objects.get_or_create(
            organisation="City of Marwa", title="Register", table="", is_public=False
        )
        stored = store.keep(
            f"{place} {day}".encode(), name="f.csv", media_type="text/csv",
            holder_id=self.holder.pk, at=START,
        )  # fmt: skip
        file = EvidenceFile.objects.create(
            holder=self.holder, source=source, stored=stored, received_at=START,
            received_by=self.officer, accessed_on=START.date(),
        )  # fmt: skip
        rows = [statement(place, part, value, **said) for part, value in people.items()]
        record(
            pl.DataFrame(rows, schema=ROWS), evidence_file=file, framework=frameworks.default(),
            by=self.officer, at=moment(day),
        )  # fmt: skip

    def draft(self, place: str, *, day: int = 0, kind: Any = "figures") -> Case:
        return prepare(
            kind, Territory.objects.get(slug=place), self.network, holder=self.holder,
            by=self.officer, at=moment(day), correction="mailto:figures@example.org",
        )  # fmt: skip

    def signed(self, case: Case, *, day: int = 0, **consent: Any) -> Case:
        review_case(case, by=self.reviewer, at=moment(day))
        consent = {"audience": "public", "public_from": moment(day)} | consent
        return approve_case(case, by=self.signatory, at=moment(day), **consent)

    def release(self, case: Case, *, day: int = 0, **consent: Any) -> Release:
        return release_case(
            self.signed(case, day=day, **consent), by=self.signatory, at=moment(day)
        )


def moment(day: int) -> datetime:
    return START + timedelta(days=day)


def made(database: None) -> City:
    holder = a_holder("marwa")
    Holder.objects.update(name=NAME)
    holder.refresh_from_db()
    network = Network.objects.create(
        slug="rivers", name=NAME, holder=holder, is_fictional=True, extent=[0, 0, 10, 10]
    )
    land = Territory.objects.create(slug="land", type="country", name=NAME, country="XA")
    whole = Territory.objects.create(
        slug="marwa", type="metropolis", name=NAME, country="XA", parent=land,
        longitude=5, latitude=5,
    )  # fmt: skip
    harbour = Territory.objects.create(
        slug="harbour", type="municipality", name=NAME, country="XA", parent=whole,
        longitude=5.1, latitude=5,
    )  # fmt: skip
    Territory.objects.create(
        slug="inland", type="municipality", name=NAME, country="XA", parent=land,
        longitude=6, latitude=6,
    )  # fmt: skip
    member = Member.objects.create(slug="marwa", kind="metropolis", name=NAME, holder=holder)
    for place in (whole, harbour):
        Standing.objects.create(member=member, territory=place)
    return City(
        network=network,
        holder=holder,
        officer=a_person("officer", ("officer", holder)),
        reviewer=a_person("reviewer", ("reviewer", holder)),
        signatory=a_person("signatory", ("signatory", holder)),
    )


@pytest.fixture
def city(db: None) -> City:
    return made(db)


@pytest.fixture
def states() -> Callable[[Case], dict[str, str]]:
    """Breakdown -> state, of the figures of a case."""
    import json

    def read(case: Case) -> dict[str, str]:
        figures = json.loads(case.document)["figures"]
        return dict(zip(figures["breakdown"], figures["state"], strict=True))

    return read
