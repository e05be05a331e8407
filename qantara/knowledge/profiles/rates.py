"""Shares and rates the framework declares, computed from counts that are shown.

To show a share is to show its parts (DISCLOSURE 5): nothing is computed here from a figure that is
withheld or absent, and a rate is never better than the worst of its two parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from qantara.core import breakdowns
from qantara.knowledge.frameworks import Counts, Framework, Indicator, Unit, Variant

#: Under so many people in the denominator there is no rate (FRAMEWORK 7).
LEAST_DENOMINATOR = 30

#: From best to worst: a rate takes the worse status of its parts (SDMX CL_OBS_STATUS).
STATUSES = ("A", "P", "U", "V", "I", "E", "F", "G")

#: How the key of a figure ends that is not in its definition's own unit; others name the unit.
_SUFFIXES = {"PT": " share"}

Row = dict[str, Any]
Parts = dict[str, str]
Cell = tuple[str, str, str, str]  # territory, measure, period, breakdown


@dataclass(frozen=True, slots=True)
class _Rate:
    """What one definition divides by what, and in which unit it is said.

    ``divides``: dimensions the denominator is summed over, where a measure is shared out among its
    own parts: each citizenship as a share of all foreign citizens.
    """

    definition: str
    indicator: Indicator
    counts: Counts
    unit: Unit
    suffix: str
    divides: tuple[str, ...]


def with_rates(frame: pl.DataFrame, framework: Framework) -> pl.DataFrame:
    """The protected frame and, after it, the rates that follow from its counts.

    A rate the frame already holds is left as it is. Where a part of it is withheld so is the rate;
    where one is absent, or the denominator under 30, there is none.
    """
    rows = frame.rows(named=True)
    counted = _counted(rows, framework)
    known = {row["key"] for row in rows}
    found = [
        row
        for rate in _rates(framework)
        for row in _computed(rate, counted)
        if row["key"] not in known
    ]
    return pl.concat([frame, pl.DataFrame(found, schema=frame.schema)]) if found else frame


@dataclass(frozen=True, slots=True)
class _Counted:
    """Counts by the people they count; two indicators over one measure meet in one cell."""

    cells: Mapping[Cell, Row]
    of_measure: Mapping[str, list[tuple[Row, Parts]]]


def _counted(rows: list[Row], framework: Framework) -> _Counted:
    cells: dict[Cell, Row] = {}
    of_measure: dict[str, list[tuple[Row, Parts]]] = {}
    for row in rows:
        counts = framework.definition(row["definition"]).counts
        if counts is None or framework.units[row["unit"]].kind != "count":
            continue
        parts = {**breakdowns.parse(row["breakdown"]), **counts.where}
        cell = (row["territory"], counts.measure, row["period"], breakdowns.canonical(parts))
        if cells.setdefault(cell, row) is row:
            of_measure.setdefault(counts.measure, []).append((row, parts))
    return _Counted(cells, of_measure)


def _rates(framework: Framework) -> Iterator[_Rate]:
    for definition_id in framework.definitions():
        indicator = framework[definition_id.partition("/")[0]]
        definition: Indicator | Variant = framework.definition(definition_id)
        counts = definition.counts
        if counts is None or counts.share_of is None:
            continue
        for code in dict.fromkeys((definition.unit, *indicator.also_units)):
            unit = framework.units[code]
            if unit.kind in ("share", "rate"):
                suffix = "" if code == definition.unit else _SUFFIXES.get(code, f" {code}")
                yield _Rate(
                    definition_id, indicator, counts, unit, suffix, _divides(indicator, counts)
                )


def _divides(indicator: Indicator, counts: Counts) -> tuple[str, ...]:
    is_own_whole = counts.share_of == counts.measure and not counts.where
    return indicator.breakdowns[:1] if is_own_whole else ()


def _computed(rate: _Rate, counted: _Counted) -> Iterator[Row]:
    where = rate.counts.where.items()
    for part, parts in counted.of_measure.get(rate.counts.measure, ()):
        if not where <= parts.items():
            continue
        rest = {dim: code for dim, code in parts.items() if dim not in rate.counts.where}
        if not rest.keys() <= set(rate.indicator.dimensions()):
            continue
        of = {dim: code for dim, code in rest.items() if dim not in rate.divides}
        if rate.divides and of == rest:
            continue
        cell = (
            part["territory"],
            rate.counts.share_of or "",
            part["period"],
            breakdowns.canonical(of),
        )
        whole = counted.cells.get(cell)
        if whole is not None and _is_same_day(part, whole):
            yield from _row(rate, part, whole, breakdowns.canonical(rest))


def _is_same_day(part: Row, whole: Row) -> bool:
    days = {row["reference_date"] for row in (part, whole)} - {None}
    return len(days) < 2


def _row(rate: _Rate, part: Row, whole: Row, breakdown: str) -> Iterator[Row]:
    states = {part["state"], whole["state"]}
    if "absent" in states or (whole["value"] is not None and whole["value"] < LEAST_DENOMINATOR):
        return
    key = ";".join(
        text
        for text in (f"{rate.definition}@{part['territory']}", breakdown, part["period"])
        if text
    )
    common: Row = {
        **part,
        "key": key + rate.suffix,
        "indicator": rate.indicator.code,
        "definition": rate.definition,
        "breakdown": breakdown,
        "unit": rate.unit.code,
        "decimals": rate.unit.decimals,
        "is_break": part["is_break"] or whole["is_break"],
        "break_note": part["break_note"] or whole["break_note"],
        "method": "computed",
        "observation": None,
    }
    empty = dict.fromkeys(("value", "low", "high", "numerator", "denominator"))
    if states != {"shown"}:
        state = "withheld" if "withheld" in states else "courtesy"
        yield {**common, **empty, "state": state}
    elif whole["value"] is not None:
        worst = max(part["obs_status"], whole["obs_status"], key=STATUSES.index)
        numbers = {
            name: None if part[name] is None else part[name] / whole["value"] * rate.unit.factor
            for name in ("value", "low", "high")
        }
        yield {
            **common,
            **numbers,
            "numerator": part["value"],
            "denominator": whole["value"],
            "obs_status": worst,
        }
