"""Figures and declarations of a fictional city, as the guard takes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

import polars as pl

from qantara.core import breakdowns
from qantara.knowledge.disclosure.declaration import Counted, Declaration
from qantara.knowledge.frameworks.schema import Measure, Unit
from qantara.knowledge.observations.figures import FIGURES

KEY = b"private to the fictional network"

SCHEMA = dict(FIGURES)

UNITS = {
    "PS": Unit(code="PS", kind="count", factor=0, decimals=0, symbol="", name={}),
    "PT": Unit(code="PT", kind="share", factor=100, decimals=1, symbol="%", name={}),
    "PER_1000": Unit(code="PER_1000", kind="rate", factor=1000, decimals=1, symbol="", name={}),
    "LVL": Unit(code="LVL", kind="level", factor=0, decimals=0, symbol="", name={}),
}


def measure(code: str, *partitions: str, **more: Any) -> Measure:
    more.setdefault("protection", "people")
    return Measure(id=code, domain="", name={}, partitions=partitions, **more)


DECLARATION = Declaration(
    definitions={
        "CTX-01": Counted(measure="residents", is_core=True),
        "POP-01": Counted(measure="foreigners", share_of="residents"),
        "POP-04": Counted(measure="foreigners", share_of="foreigners", divides=frozenset({"NAT"})),
        "POP-05": Counted(measure="foreigners", parts=(("SEX", "F"),), share_of="foreigners"),
        "FLW-01": Counted(measure="arrivals", share_of="residents"),
        "FLW-02": Counted(measure="departures", share_of="residents"),
        "FLW-03": Counted(measure="net"),
        "LEG-02": Counted(measure="refugees", share_of="residents", is_city_only=True),
        "HLT-01": Counted(measure="covered", share_of="residents"),
        "GOV-01": Counted(measure="levels"),
        "SRV-03": None,
    },
    measures={
        one.id: one
        for one in (
            measure("residents", "SEX", "AGE", "DIST"),
            measure("foreigners", "SEX", "AGE", "NAT", "NATG", "DIST", part_of="residents"),
            measure("arrivals", "SEX", "AGE"),
            measure("departures", "SEX", "AGE"),
            measure("net", difference=("arrivals", "departures")),
            measure("refugees", "SEX", "AGE", protection="sensitive", part_of="foreigners"),
            measure("covered", "SEX", part_of="residents"),
            measure("levels", protection="none"),
        )
    },
    units=UNITS,
    residents="residents",
)


def figure(definition: str, breakdown: str = "", value: float | None = None, **more: Any) -> dict:
    """The plainest figure: a count of persons, in Dar al-Bahr, in 2022, from the first source."""
    unit, territory, period = more.get("unit", "PS"), "dar-al-bahr", more.get("period", "2022")
    parts = [f"{definition}@{territory}", *([breakdown] if breakdown else []), period, unit]
    plain = {
        "key": ";".join(parts),
        "indicator": definition,
        "definition": definition,
        "territory": territory,
        "period": period,
        "breakdown": breakdown,
        "unit": unit,
        "value": value,
        "decimals": 0,
        "obs_status": "A",
        "is_break": False,
        "break_note": "",
        "absence": "",
        "conf_status": "F",
        "state": "shown",
        "source": 0,
        "method": "register",
        "note": "",
    }
    return {**plain, **more}


def share(definition: str, breakdown: str, numerator: int, denominator: int, **more: Any) -> dict:
    return figure(
        definition,
        breakdown,
        round(100 * numerator / denominator, 1) if denominator else None,
        numerator=numerator,
        denominator=denominator,
        unit="PT",
        decimals=1,
        **more,
    )


def frame(rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=SCHEMA)


def table(
    definition: str, counts: Mapping[tuple[str, ...], int], *axes: str, totals: bool = True
) -> list[dict]:
    """A table with all its margins: ``{("F", "Y0T17"): 12, ...}`` over ``SEX``, ``AGE``."""
    codes = [sorted({key[i] for key in counts}) for i in range(len(axes))]
    rows = []
    for place in product(*(["", *some] if totals else some for some in codes)):
        people = sum(
            count
            for key, count in counts.items()
            if all(not code or code == of for code, of in zip(place, key, strict=True))
        )
        parts = {axis: code for axis, code in zip(axes, place, strict=True) if code}
        rows.append(figure(definition, breakdowns.canonical(parts), people))
    return rows
