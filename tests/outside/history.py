"""A city's releases one after another, and what an outsider works out from all of them together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import numpy as np
import polars as pl

from qantara.core import breakdowns
from qantara.knowledge import frameworks
from qantara.knowledge.disclosure import CannotProtect, Declaration, Rules, declared, protect
from tests.outside.cities import City, frame, of_source, said
from tests.outside.meaning import Catalogue, catalogue
from tests.outside.ranges import Ranges, Span, believed
from tests.outside.reading import Said
from tests.outside.tables import Attack

RULES = Rules()
#: How far apart the values of a withheld cell must be at least.
WIDTH = RULES.width
OURS, PUBLIC = 0, 1


class Found(NamedTuple):
    """A withheld figure that can be worked out too well."""

    release: int
    key: str
    people: float
    span: Span
    insider: str = ""


class Hidden(NamedTuple):
    one: Said
    columns: np.ndarray
    people: float | None
    is_small: bool


@dataclass
class History:
    """``refused``: releases the guard would not let go."""

    released: int = 0
    refused: int = 0
    hidden: int = 0
    found: list[Found] = field(default_factory=list)


@cache
def _declaration() -> Declaration:
    return declared(frameworks.default())


@cache
def _catalogue() -> Catalogue:
    return catalogue()


def history(seed: int) -> History:
    """One to three releases of a city, tables drawn by lot, some of them public elsewhere."""
    city = City(seed)
    lot, names = city.lot, list(city.tables)
    public = set(lot.sample(names, lot.choice([0, 0, 2, 4])))
    elsewhere = frame(
        row for name in sorted(public) for row in of_source(city.tables[name], PUBLIC)
    )
    record = frame(
        row
        for name, rows in city.tables.items()
        for row in of_source(rows, PUBLIC if name in public else OURS)
    )
    made = History()
    frames: list[pl.DataFrame] = []
    heard = list(said(elsewhere, "0"))
    truth: dict[tuple[str, str, str], float] = {}
    worlds = ()
    for number in range(1, lot.randint(1, 3) + 1):
        chosen = lot.sample(names, lot.randint(3, min(10, len(names))))
        figures = frame(
            row
            for name in chosen
            for row in of_source(city.tables[name], PUBLIC if name in public else OURS)
        )
        try:
            found = protect(
                figures, _declaration(), RULES, key=b"of the network", known=frames,
                public=[PUBLIC] if public else (), elsewhere=elsewhere if public else None,
                worlds=worlds, behind=record, holding_back=True,
            )  # fmt: skip
        except CannotProtect:
            made.refused += 1
            continue
        worlds = found.real.decision.worlds
        made.released += 1
        frames.append(found.frame)
        heard += said(found.frame, str(number))
        truth |= {
            (row["definition"], row["breakdown"], row["unit"]): row["value"]
            for row in found.folded.iter_rows(named=True)
        }
        made.found += _attacked(made, heard, truth, number)
    return made


def _attacked(
    made: History, heard: list[Said], truth: dict[tuple[str, str, str], float], number: int
) -> Iterator[Found]:
    attack = Attack(heard, _catalogue())
    told = attack.statements()
    kept = believed(told, lambda one: 1 + int(one.release))
    assert len(kept.rows) == len(told.rows), "what is printed contradicts itself"
    ranges = Ranges(kept)
    cells = list(hidden_cells(attack, heard, truth))
    made.hidden += len(cells)
    for cell in cells:
        span = ranges.span(cell.columns)
        least = RULES.threshold(protection(cell.one)) if cell.is_small else 0
        if span.width < WIDTH or (cell.is_small and (span.least > 0 or span.most < least)):
            yield Found(number, cell.one.key, cell.people or 0, span)
    insiders = [cell for cell in cells if cell.people in (1, 2)][:4]
    for insider in insiders:
        for cell in cells:
            if not cell.is_small or _is_kin(insider, cell):
                continue
            span = ranges.span(cell.columns, [(insider.columns, insider.people)])
            if span.width < WIDTH:
                yield Found(number, cell.one.key, cell.people or 0, span, insider.one.key)


def hidden_cells(
    attack: Attack, heard: list[Said], truth: dict[tuple[str, str, str], float]
) -> Iterator[Hidden]:
    """Counts that are withheld and were never printed, by us or by anybody."""
    printed = {
        (one.definition, one.parts)
        for one in heard
        if one.value is not None and one.unit == "PS"
    }  # fmt: skip
    seen = set()
    for one in attack.said:
        cell = (one.definition, one.parts)
        if one.state != "withheld" or one.unit != "PS" or cell in printed or cell in seen:
            continue
        seen.add(cell)
        people = truth.get((one.definition, breakdowns.canonical(dict(one.parts)), "PS"))
        measure = _catalogue().meanings[one.definition].measure
        yield Hidden(
            one, attack.cell(one, measure, attack.parts(one)), people,
            people is not None and people < RULES.threshold(protection(one)),
        )  # fmt: skip


def protection(one: Said) -> str:
    return _catalogue().measures[_catalogue().meanings[one.definition].measure].protection


def _is_kin(one: Hidden, other: Hidden) -> bool:
    first, second = set(one.columns), set(other.columns)
    return first <= second or second <= first
