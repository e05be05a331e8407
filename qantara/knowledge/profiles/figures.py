"""The figures of a document: rows of the protected frame, found by what they are about.

A document keeps its frame by columns; here a row becomes a ``Figure``. Nothing here computes a
number, and a figure that is not shown has none to give.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import polars as pl

from qantara.core import breakdowns, periods
from qantara.knowledge.observations.figures import FIGURES

#: Columns of the figure frame, in the order documents keep them.
COLUMNS = tuple(FIGURES)

#: What is known only by a guess or a model (SDMX CL_OBS_STATUS).
ESTIMATED = frozenset("EIFG")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row. ``at`` is its place in the frame; ``parts`` its breakdown, taken apart."""

    at: int
    key: str
    indicator: str
    definition: str
    territory: str
    period: str
    on: date
    year: int
    parts: Mapping[str, str]
    unit: str
    value: float | None
    low: float | None
    high: float | None
    numerator: float | None
    denominator: float | None
    decimals: int
    obs_status: str
    is_break: bool
    break_note: str
    absence: str
    state: str
    source: int
    method: str
    note: str

    @property
    def is_shown(self) -> bool:
        return self.state == "shown"

    @property
    def is_range(self) -> bool:
        return self.is_shown and self.value is None and self.low is not None

    @property
    def is_counted(self) -> bool:
        """Shown, a single number, and not an estimate: what sentences may reckon with."""
        return self.value is not None and self.obs_status not in ESTIMATED

    @property
    def is_provisional(self) -> bool:
        return self.obs_status == "P"

    @property
    def dimensions(self) -> tuple[str, ...]:
        return tuple(self.parts)


class Figures:
    """All figures of one document, in its order. ``leading``: the territory it is about."""

    def __init__(self, figures: Iterable[Figure], leading: str) -> None:
        self._figures = tuple(figures)
        self._leading = [figure for figure in self._figures if figure.territory == leading]

    def about(self, territory: str) -> Figures:
        """The same figures, led by another of their territories."""
        return Figures(self._figures, territory)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)

    def __getitem__(self, at: int) -> Figure:
        return self._figures[at]

    @cached_property
    def by_key(self) -> Mapping[str, Figure]:
        return {figure.key: figure for figure in self._figures}

    @cached_property
    def _by_subject(self) -> Mapping[tuple[str, str, tuple[str, ...]], list[Figure]]:
        found: dict[tuple[str, str, tuple[str, ...]], list[Figure]] = {}
        for figure in self._leading:
            found.setdefault((figure.definition, figure.unit, figure.dimensions), []).append(figure)
        return found

    def of(self, definition: str, unit: str, *dimensions: str) -> list[Figure]:
        """All figures broken down by exactly these dimensions, oldest first."""
        found = self._by_subject.get((definition, unit, tuple(sorted(dimensions))), [])
        return sorted(found, key=lambda figure: figure.on)

    def crossings(self, definition: str, unit: str) -> list[tuple[str, ...]]:
        """The sets of dimensions a definition is broken down by, the whole (empty) among them."""
        return [
            dimensions
            for found, its_unit, dimensions in self._by_subject
            if (found, its_unit) == (definition, unit)
        ]

    def units(self, definition: str) -> list[str]:
        return list(
            dict.fromkeys(unit for found, unit, _ in self._by_subject if found == definition)
        )

    def definitions(self) -> list[str]:
        return list(dict.fromkeys(figure.definition for figure in self._leading))


def latest(figures: Iterable[Figure]) -> list[Figure]:
    """Those of the newest period among them, in their order."""
    figures = list(figures)
    newest = max((figure.on for figure in figures), default=None)
    return [figure for figure in figures if figure.on == newest]


def columns(frame: pl.DataFrame) -> dict[str, list[Any]]:
    """The frame as a document keeps it: a list a column, dates as ISO 8601."""
    return {
        name: [value.isoformat() if isinstance(value, date) else value for value in frame[name]]
        for name in COLUMNS
    }


def figures(kept: Mapping[str, list[Any]], leading: str) -> Figures:
    """The figures in a document's columns; ``leading``: the slug of the territory it is about."""
    rows = zip(*(kept[name] for name in COLUMNS), strict=True)
    read = (_figure(at, dict(zip(COLUMNS, row, strict=True))) for at, row in enumerate(rows))
    return Figures(read, leading)


def frame(kept: Mapping[str, list[Any]]) -> pl.DataFrame:
    """A document's columns as the frame they came from, with its types."""
    text, number = pl.String, pl.Float64
    types = {
        "value": number,
        "low": number,
        "high": number,
        "numerator": number,
        "denominator": number,
        "decimals": pl.Int8,
        "is_break": pl.Boolean,
        "source": pl.Int64,
        "observation": pl.Int64,
    }
    read = pl.DataFrame(
        {name: kept[name] for name in COLUMNS},
        schema={name: types.get(name, text) for name in COLUMNS},
    )
    return read.with_columns(pl.col("reference_date").str.to_date())


#: A document has thousands of rows but few periods and breakdowns.
_period = lru_cache(maxsize=4_096)(periods.parse)
_parts = lru_cache(maxsize=4_096)(breakdowns.parse)


def _figure(at: int, row: dict[str, Any]) -> Figure:
    period = _period(row["period"])
    reference = row["reference_date"]
    on = date.fromisoformat(reference) if reference else period.reference or period.middle
    return Figure(
        at=at,
        on=on,
        year=period.year,
        parts=_parts(row["breakdown"]),
        **{name: row[name] for name in _PLAIN},
    )


_PLAIN = (
    "key",
    "indicator",
    "definition",
    "territory",
    "period",
    "unit",
    "value",
    "low",
    "high",
    "numerator",
    "denominator",
    "decimals",
    "obs_status",
    "is_break",
    "break_note",
    "absence",
    "state",
    "source",
    "method",
    "note",
)
