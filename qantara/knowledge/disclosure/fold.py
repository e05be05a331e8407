"""Small groups are not named: they are counted as "other" (FRAMEWORK 7, POP-04).

To print a country and withhold its number would already say that somebody from there lives here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import polars as pl

from qantara.core import breakdowns
from qantara.knowledge.disclosure.cells import Block
from qantara.knowledge.disclosure.countries import is_country
from qantara.knowledge.disclosure.declaration import Declaration
from qantara.knowledge.disclosure.division import OTHER
from qantara.knowledge.disclosure.grid import Grid, Printed
from qantara.knowledge.disclosure.rules import Rules

#: Dimensions whose codes are countries.
COUNTRIES = ("NAT", "COB")

Row = dict[str, Any]


def fold(figures: pl.DataFrame, grid: Grid, declaration: Declaration, rules: Rules) -> pl.DataFrame:
    """The figures with groups under ``rules.least_named_group`` moved into "other".

    "Other" holds at least two groups, and more people than are small. Where a group's number is
    unknown its figures go, and "other" with them, for that would be wrong then.
    """
    unnamed = _unnamed(grid, declaration, rules)
    if not unnamed:
        return figures
    printed = {one.key: one for one in grid.printed}
    kept: list[Row] = []
    merged: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in figures.sort("key").iter_rows(named=True):
        place = _place(row, printed[row["key"]], unnamed)
        if place is None:
            kept.append(row)
        else:
            merged[place].append(row)
    kept += [
        other
        for (breakdown, *_), rows in merged.items()
        if (other := _other(rows, breakdown, printed, declaration))
    ]
    return pl.DataFrame(kept, schema=figures.schema)


def _unnamed(
    grid: Grid, declaration: Declaration, rules: Rules
) -> dict[tuple[Block, str], set[str]]:
    """Of every measure and dimension of countries, the codes too small to be named."""
    sizes: dict[tuple[Block, str], dict[str, int]] = defaultdict(dict)
    for one in grid.stated:
        for axis, code in one.cell.parts:
            if axis in COUNTRIES and (is_country(code) or _is_remainder(code)):
                known = sizes[one.cell.block, axis]
                name = OTHER if _is_remainder(code) else code
                known[name] = max(known.get(name, 0), one.low)
    unnamed = {}
    for (block, axis), known in sizes.items():
        if declaration.measures[block.measure].protection == "none":
            continue
        named = sorted((size, code) for code, size in known.items() if is_country(code))
        folded = [code for size, code in named if size < rules.least_named_group]
        people = sum(known[code] for code in folded) + known.get(OTHER, 0)
        least = rules.threshold(declaration.measures[block.measure].protection)
        for size, code in named[len(folded) :]:
            is_enough = people >= least and (len(folded) > 1 or OTHER in known)
            if not folded or is_enough:
                break
            folded.append(code)
            people += size
        if folded:
            unnamed[block, axis] = set(folded)
    return unnamed


def _is_remainder(code: str) -> bool:
    """Whether it is the remainder of a list of countries, not of one of regions."""
    return code.startswith(f"{OTHER}~")


def _place(
    row: Row, printed: Printed, unnamed: dict[tuple[Block, str], set[str]]
) -> tuple[Any, ...] | None:
    """Where a figure of a small group, or of others, is counted; None for a figure that stays."""
    if not printed.numerator:
        return None
    parts = breakdowns.parse(row["breakdown"])
    for axis in COUNTRIES:
        codes = unnamed.get((printed.numerator.block, axis))
        if codes and parts.get(axis) in {*codes, OTHER}:
            breakdown = breakdowns.with_part(row["breakdown"], axis, OTHER)
            return (
                breakdown,
                row["definition"],
                row["territory"],
                row["period"],
                row["unit"],
                row["source"],
            )
    return None


def _other(
    rows: list[Row], breakdown: str, printed: dict[str, Printed], declaration: Declaration
) -> Row | None:
    """One figure for all of them, described as the first is; None where a number is missing."""
    first = next((row for row in rows if row["breakdown"] == breakdown), rows[0])
    other = {
        **first,
        "key": first["key"].replace(first["breakdown"], breakdown),
        "breakdown": breakdown,
        "observation": None,
        "note": "",
    }
    unit = declaration.units[first["unit"]]
    if unit.kind == "count":
        other["value"] = _total(row["value"] for row in rows)
        return other if other["value"] is not None else None
    other["numerator"] = _total(row["numerator"] for row in rows)
    whole = printed[first["key"]].denominator
    if whole and any(axis in COUNTRIES for axis in whole.axes):
        other["denominator"] = _total(row["denominator"] for row in rows)
    if other["numerator"] is None or not other["denominator"]:
        return None
    other["value"] = unit.factor * other["numerator"] / other["denominator"]
    return other


def _total(numbers: Iterable[float | None]) -> float | None:
    known = list(numbers)
    return None if None in known else sum(number for number in known if number is not None)
