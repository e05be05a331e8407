"""Cities drawn by lot: their people one by one, and the tables an office could make of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product

import polars as pl

from qantara.core import breakdowns
from qantara.knowledge.observations.figures import FIGURES
from tests.outside.meaning import inside
from tests.outside.reading import Said

COUNTRIES = (
    "MA", "DZ", "TN", "SN", "ML", "GN", "SY", "IQ", "PK", "BD", "FR", "DE", "BR", "PE",
)  # fmt: skip
FREE = {"FR", "DE"}
OWN, STATELESS = "own", "stateless"
REGIONS = (("015", "011", "145", "034", "150", "419"), ("002", "142", "150", "019"))
BANDS = (
    ((0, 17), (18, None)),
    ((0, 14), (15, 24), (25, 64), (65, None)),
    ((0, 17), (18, 24), (25, 64), (65, None)),
    ((0, 4), (5, 9), (10, 14), (15, 24), (25, 54), (55, 64), (65, None)),
)


@dataclass(frozen=True)
class Someone:
    sex: str
    age: int
    nation: str
    district: str
    has_asked: bool  # for protection


Pick = Callable[[Someone], bool]
Axis = tuple[str, dict[str, Pick]]


class City:
    """Everything about it follows from the seed."""

    def __init__(self, seed: int) -> None:
        self.lot = random.Random(seed)
        weights = [self.lot.random() ** 3 + 0.002 for _ in COUNTRIES]
        districts = self.lot.choice([2, 3, 5])
        foreign = self.lot.choice([0.1, 0.3, 0.6])
        self.people = [
            self._someone(weights, districts, foreign)
            for _ in range(self.lot.choice([200, 500, 1500, 4000]))
        ]
        self.foreigners = [one for one in self.people if one.nation != OWN]
        self.tables = {name: rows for name, rows in self._tables().items() if rows}

    def _someone(self, weights: list[float], districts: int, foreign: float) -> Someone:
        lot = self.lot
        is_foreign = lot.random() < foreign
        nation = lot.choices(COUNTRIES, weights)[0] if is_foreign else OWN
        return Someone(
            sex=lot.choice("FM"),
            age=min(100, int(lot.expovariate(1 / 33))),
            nation=STATELESS if is_foreign and lot.random() < 0.003 else nation,
            district=f"d{min(districts - 1, int(lot.expovariate(1)))}",
            has_asked=is_foreign and lot.random() < 0.15,
        )

    def _tables(self) -> dict[str, list[dict]]:
        lot = self.lot
        ages = [_ages(bands) for bands in lot.choices(BANDS, k=3)]
        listed = lot.sample(COUNTRIES, lot.randint(2, 8))
        nations = _nations(listed)
        regions: Axis = (
            "NATG",
            {code: _among(inside(code)) for code in lot.choice(REGIONS)},
        )
        districts: Axis = (
            "DIST",
            {code: _lives_in(code) for code in sorted({one.district for one in self.people})},
        )
        asked = [one for one in self.foreigners if one.has_asked]
        everybody, foreigners = self.people, self.foreigners
        whole = len(foreigners)
        return {
            "residents": counts("CTX-01", everybody),
            "residents by sex": counts("CTX-01", everybody, SEXES),
            "residents by age": counts("CTX-01", everybody, ages[0]),
            "residents by sex and age": counts("CTX-01", everybody, SEXES, ages[0]),
            "residents by district": counts("CTX-01", everybody, districts),
            "foreigners": counts("POP-01", foreigners),
            "foreigners by sex": counts("POP-01", foreigners, SEXES),
            "foreigners by age": counts("POP-01", foreigners, ages[1]),
            "foreigners by other ages": counts("POP-01", foreigners, ages[2]),
            "foreigners by sex and age": counts("POP-01", foreigners, SEXES, ages[1]),
            "foreigners under 18": counts("POP-01", foreigners, _GROWN),
            "foreigners by country": counts("POP-01", foreigners, nations),
            "foreigners by country and sex": counts("POP-01", foreigners, nations, SEXES),
            "foreigners by region": counts("POP-01", foreigners, regions),
            "foreigners by region and sex": counts("POP-01", foreigners, regions, SEXES),
            "foreigners by group": counts("POP-01", foreigners, GROUPS),
            "foreigners by group and age": counts("POP-01", foreigners, GROUPS, ages[2]),
            "foreigners by district": counts("POP-01", foreigners, districts),
            "foreigners by district and sex": counts("POP-01", foreigners, districts, SEXES),
            "share of foreigners": shares("POP-01", [("", whole)], len(everybody)),
            "share of women": shares("POP-05", [("", _how_many(foreigners, _is("F")))], whole),
            "share of children": shares("POP-06", [("", _how_many(foreigners, _child))], whole),
            "share of each country": shares(
                "POP-04",
                [(f"NAT={code}", _how_many(foreigners, is_one)) for code, is_one in nations[1].items()],
                whole,
            ),
            "asylum": counts("LEG-01", asked),
            "asylum by sex": counts("LEG-01", asked, SEXES),
        }  # fmt: skip


def counts(definition: str, people: Iterable[Someone], *axes: Axis) -> list[dict]:
    people = list(people)
    rows = []
    for chosen in product(*(axis[1].items() for axis in axes)):
        parts = {axis[0]: code for axis, (code, _pick) in zip(axes, chosen, strict=True)}
        found = sum(all(is_one(one) for _code, is_one in chosen) for one in people)
        rows.append(figure(definition, breakdowns.canonical(parts), found))
    return rows


def shares(definition: str, parts: list[tuple[str, int]], whole: int) -> list[dict]:
    if whole < 30:  # nobody prints shares of so few
        return []
    return [
        figure(definition, breakdown, round(100 * part / whole, 1), unit="PT", numerator=part,
               denominator=whole, decimals=1)
        for breakdown, part in parts
    ]  # fmt: skip


def figure(definition: str, breakdown: str, value: float, **more) -> dict:
    plain = {
        "key": "", "indicator": definition, "definition": definition, "territory": "city",
        "period": "2022", "breakdown": breakdown, "unit": "PS", "value": value, "decimals": 0,
        "obs_status": "A", "is_break": False, "break_note": "", "absence": "", "conf_status": "F",
        "state": "shown", "source": 0, "method": "register", "note": "",
    }  # fmt: skip
    return {**plain, **more}


def of_source(rows: Iterable[dict], source: int) -> list[dict]:
    """The same figures as a source prints them."""
    return [
        row
        | {
            "source": source,
            "key": ";".join([row["definition"], row["breakdown"], row["unit"], str(source)]),
        }
        for row in rows
    ]


def frame(rows: Iterable[dict]) -> pl.DataFrame:
    """A figure frame, each figure once."""
    return pl.DataFrame(list(rows), schema=dict(FIGURES)).unique("key", maintain_order=True)


def said(figures: pl.DataFrame, release: str) -> Iterator[Said]:
    """What a frame tells whoever reads the files made from it."""
    for row in figures.iter_rows(named=True):
        yield Said(
            release=release, key=row["key"], place=row["territory"], definition=row["definition"],
            period=row["period"], parts=tuple(sorted(breakdowns.parse(row["breakdown"]).items())),
            unit=row["unit"], value=row["value"], low=row["low"], high=row["high"],
            numerator=row["numerator"], denominator=row["denominator"],
            decimals=row["decimals"] or 0, status=row["obs_status"], state=row["state"],
            method=row["method"], source=str(row["source"]),
        )  # fmt: skip


def _ages(bands: Iterable[tuple[int, int | None]]) -> Axis:
    def within(low: int, high: int | None) -> Pick:
        return lambda one: low <= one.age and (high is None or one.age <= high)

    return "AGE", {
        f"Y_GE{low}" if high is None else f"Y{low}T{high}": within(low, high) for low, high in bands
    }


def _nations(listed: list[str]) -> Axis:
    named: dict[str, Pick] = {code: _among({code}) for code in listed}
    return "NAT", {**named, "W0_OTH": lambda one: one.nation not in listed}


def _among(countries: Iterable[str]) -> Pick:
    found = frozenset(countries)
    return lambda one: one.nation in found


def _lives_in(district: str) -> Pick:
    return lambda one: one.district == district


def _is(sex: str) -> Pick:
    return lambda one: one.sex == sex


def _child(one: Someone) -> bool:
    return one.age < 18


def _how_many(people: Iterable[Someone], is_one: Pick) -> int:
    return sum(map(is_one, people))


SEXES: Axis = ("SEX", {sex: _is(sex) for sex in "FM"})
GROUPS: Axis = (
    "CITG",
    {
        "EU": _among(FREE),
        "NEU": lambda one: one.nation not in {*FREE, STATELESS},
        "STLS": lambda one: one.nation == STATELESS,
    },
)
_GROWN: Axis = ("AGEG", {"Y0T17": _child, "Y_GE18": lambda one: not _child(one)})
