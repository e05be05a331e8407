"""What tests of profiles share: the framework, and the fictional city's figures and document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest

from qantara.demo.fictional import read
from qantara.knowledge import frameworks
from qantara.knowledge.frameworks import Framework
from qantara.knowledge.profiles.draft import Document, draft
from qantara.knowledge.profiles.parts import About
from qantara.releases.kinds import Imprint

IMPRINT = Imprint(
    number=1,
    released_on=datetime(2026, 11, 20, 9, tzinfo=UTC),
    address="https://qantara.example/r/abc",
    previous=None,
)
NAME = {
    "ar": "مدينة أردلون",
    "en": "City of Ardelune",
    "es": "Ciudad de Ardeluna",
    "fr": "Ville d’Ardelune",
}
SCHEMA = read.figures().clear()
NUMBERS = ("value", "low", "high", "numerator", "denominator")


@pytest.fixture(scope="session")
def framework() -> Framework:
    return frameworks.load(frameworks.DEFAULT)


def about(**changes: Any) -> About:
    values: dict[str, Any] = {
        "network": "four-shores",
        "network_names": {"ar": "شبكة الضفاف الأربع", "en": "Four Shores Network", "es": "Red de las Cuatro Orillas", "fr": "Réseau des Quatre Rives"},
        "as_of": date(2026, 11, 1),
        "voice": "city",
        "is_fictional": True,
        "publisher": NAME,
        "licence": "CC BY 4.0",
        "correction": "mailto:figures@qantara.example",
    }  # fmt: skip
    return About(**(values | changes))


def row(definition: str, period: str, value: float | None = None, **fields: Any) -> dict[str, Any]:
    """One row of a figure frame: official, shown, from the first source, but for what is said."""
    parts = fields.pop("breakdown", "")
    return {
        "key": ";".join(part for part in (f"{definition}@ardelune", parts, period) if part),
        "indicator": definition.partition("/")[0],
        "definition": definition,
        "territory": "ardelune",
        "period": period,
        "reference_date": None,
        "breakdown": parts,
        "unit": "PS",
        "value": value,
        "low": None,
        "high": None,
        "numerator": None,
        "denominator": None,
        "decimals": 0,
        "obs_status": "A",
        "is_break": False,
        "break_note": "",
        "absence": "",
        "conf_status": "",
        "state": "shown",
        "source": 0,
        "method": "register",
        "note": "",
        "observation": 1,
    } | fields


def frame(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=SCHEMA.schema)


def withheld(figures: pl.DataFrame, *keys: str) -> pl.DataFrame:
    """The frame with some figures withheld: their numbers are gone, as after the guard."""
    is_hidden = pl.col("key").is_in(keys)
    return figures.with_columns(
        pl.when(is_hidden).then(pl.lit("withheld")).otherwise("state").alias("state"),
        *(pl.when(is_hidden).then(None).otherwise(name).alias(name) for name in NUMBERS),
    )


Drafter = Callable[..., Document]


@pytest.fixture(scope="session")
def drafted(framework: Framework) -> Drafter:
    """Draft a document of the fictional city from a frame."""

    def make(figures: pl.DataFrame, kind: str = "profile", **changes: Any) -> Document:
        around = changes.pop("about", {})
        return draft(
            kind,  # type: ignore[arg-type]
            **{
                "place": read.place(),
                "about": about(**around),
                "frame": figures,
                "framework": framework,
                "sources": list(read.sources().values()),
                "names": read.names(),
                "notes": read.notes(),
            }
            | changes,
        )

    return make


@pytest.fixture(scope="session")
def city(drafted: Drafter) -> Document:
    """The complete profile, with some figures withheld."""
    hidden = (
        "COH-02@ardelune;GROUND=SEX;2023",
        "COH-02@ardelune;GROUND=LANGUAGE;2023",
        "COH-02@ardelune;GROUND=NATIONALITY;2023",
        "POP-04@ardelune;NAT=QZ;2023",
        "POP-04@ardelune;NAT=XXA;2023",
    )
    return drafted(withheld(read.figures(), *hidden), chapters=read.chapters())
