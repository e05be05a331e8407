"""Coarser figures: a step up a declared ladder, without districts, or without a crossing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from qantara.core import breakdowns
from qantara.knowledge.disclosure.axes import band, covers
from qantara.knowledge.disclosure.declaration import Counted, Declaration
from qantara.knowledge.disclosure.division import OTHER, UNKNOWN

Row = dict[str, Any]

#: Regions that divide the world (UN M49), and ages that divide people, to count finer codes by.
CONTINENTS = ("002", "009", "019", "142", "150")
AGE_GROUPS = ("Y0T17", "Y_GE18")
DISTRICT = "DIST"


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """On the figures of one measure. ``foreign-citizens NAT>NATG`` is its code.

    dimension  the one that goes; "*" for every combination of ``most`` dimensions and more
    to         the coarser one that its figures are counted by; empty: by none
    """

    measure: str
    dimension: str
    to: str = ""
    most: int = 0

    @property
    def code(self) -> str:
        what = self.dimension * self.most if self.dimension == "*" else self.dimension
        return f"{self.measure} {what}>{self.to}"

    @classmethod
    def parse(cls, code: str) -> Step:
        """Raises ValueError for what is no code of a step."""
        measure, space, what = code.rpartition(" ")
        dimension, arrow, to = what.partition(">")
        if not (space and arrow and dimension):
            raise ValueError(code)
        if set(dimension) == {"*"}:
            return cls(measure, "*", most=len(dimension))
        return cls(measure, dimension, to)


def steps(figures: pl.DataFrame, declaration: Declaration) -> list[Step]:
    """Every step that makes these figures coarser, in the order of their codes."""
    found: set[Step] = set()
    for definition, breakdown in figures.select("definition", "breakdown").unique().iter_rows():
        counted = declaration.definitions[definition]
        dimensions = breakdowns.dimensions(breakdown)
        if counted is None or declaration.measures[counted.measure].protection == "none":
            continue
        for ladder in counted.ladders:
            for finer in dimensions:
                if finer in ladder:
                    above = ladder[ladder.index(finer) + 1 :]
                    found |= {Step(counted.measure, finer, coarser) for coarser in (*above, "")}
        if DISTRICT in dimensions:
            found.add(Step(counted.measure, DISTRICT))
        found |= {Step(counted.measure, "*", most=most) for most in range(2, len(dimensions) + 1)}
    return sorted(found)


def coarser(figures: pl.DataFrame, taken: Iterable[Step], declaration: Declaration) -> pl.DataFrame:
    """The figures after these steps, by key. What cannot be counted more coarsely goes."""
    for step in taken:
        figures = _after(figures, step, declaration)
    return figures.sort("key")


def _after(figures: pl.DataFrame, step: Step, declaration: Declaration) -> pl.DataFrame:
    kept: list[Row] = []
    merged: dict[tuple[Any, ...], list[tuple[str, Row]]] = defaultdict(list)
    for row in figures.sort("key").iter_rows(named=True):
        counted = declaration.definitions[row["definition"]]
        parts = breakdowns.parse(row["breakdown"])
        if counted is None or counted.measure != step.measure:
            kept.append(row)
        elif step.dimension == "*":
            kept += [row] if len(parts) < step.most else []
        elif step.dimension not in parts:
            kept.append(row)
        elif step.to:
            code = parts.pop(step.dimension)
            table = (breakdowns.canonical(parts), *(row[name] for name in SAME))
            merged[table].append((code, row))
    there = {row["key"] for row in kept}
    for (beside, *_), rows in merged.items():
        codes = _coarser_codes(step, [code for code, _ in rows], declaration)
        if codes:
            kept += [
                row
                for row in _counted_by(codes, beside, rows, step, declaration)
                if row["key"] not in there
            ]
    return pl.DataFrame(kept, schema=figures.schema)


SAME = ("definition", "territory", "period", "unit", "source")


def _coarser_codes(
    step: Step, codes: list[str], declaration: Declaration
) -> Mapping[str, str] | None:
    """Finer code -> coarser one; None where the finer ones leave somebody unnamed."""
    if step.dimension == "AGE" and step.to == "AGEG":
        bands = [code for code in codes if band(code)]
        found = {code: group for group in AGE_GROUPS for code in bands if covers(group, code)}
        is_whole = all(
            _meet([code for code in bands if found.get(code) == group], group)
            for group in AGE_GROUPS
        )
        return {**found, UNKNOWN: UNKNOWN} if is_whole and len(found) == len(bands) else None
    if step.to == "NATG" and OTHER not in codes:
        placed = {
            country: region for region in CONTINENTS for country in declaration.contains[region]
        }
        return {code: UNKNOWN if code == UNKNOWN else placed.get(code, OTHER) for code in codes}
    return None


def _meet(bands: list[str], group: str) -> bool:
    """Whether the bands follow each other from the beginning of the group to its end."""
    start, end = band(group) or (0, 0)
    for low, high in sorted(ages for code in bands if (ages := band(code))):
        if low != start:
            return False
        start = high
    return start == end


def _counted_by(
    codes: Mapping[str, str],
    beside: str,
    rows: list[tuple[str, Row]],
    step: Step,
    declaration: Declaration,
) -> Iterable[Row]:
    together: dict[str, list[Row]] = defaultdict(list)
    for code, row in rows:
        together[codes[code]].append(row)
    for code, some in sorted(together.items()):
        breakdown = breakdowns.with_part(beside, step.to, code)
        counted = declaration.definitions[some[0]["definition"]]
        assert counted is not None
        if found := _sum(some, breakdown, counted, step, declaration):
            yield found


def _sum(
    rows: list[Row], breakdown: str, counted: Counted, step: Step, declaration: Declaration
) -> Row | None:
    """One figure for all of them, described as the first is; None where a number is missing."""
    first = rows[0]
    unit = declaration.units[first["unit"]]
    found = {
        **first,
        "key": first["key"].replace(first["breakdown"], breakdown),
        "breakdown": breakdown,
        "obs_status": max((row["obs_status"] for row in rows), key=lambda status: status != "A"),
        "observation": None,
        "note": "",
    }
    if unit.kind == "count":
        values = [row["value"] for row in rows]
        return None if None in values else {**found, "value": sum(values)}
    if unit.kind not in ("share", "rate") or not counted.share_of:
        return None
    parts, wholes = ([row[name] for row in rows] for name in ("numerator", "denominator"))
    if None in parts or None in wholes:
        return None
    axis = declaration.part(counted.measure, step.dimension, "")[0]
    whole = wholes[0] if axis in counted.divides else sum(wholes)
    if not whole:
        return None
    return {
        **found, "numerator": sum(parts), "denominator": whole,
        "value": unit.factor * sum(parts) / whole,
    }  # fmt: skip
