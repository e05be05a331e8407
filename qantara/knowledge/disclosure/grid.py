"""From figures to the cells they print: a share prints its parts (DISCLOSURE 3, 4 and 5)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import polars as pl

from qantara.core import breakdowns
from qantara.knowledge.disclosure.axes import Part, part
from qantara.knowledge.disclosure.cells import Block, Cell, Stated
from qantara.knowledge.disclosure.declaration import Counted, Declaration
from qantara.knowledge.disclosure.rules import Rules

Share = Literal["share", "rate", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What one figure prints: its cells as its source gives them.

    numerator, denominator  None where it counts nobody, or the guard cannot say whom
    is_never_formed         a rule forbids it whatever its value; no cell comes of it
    is_ruled_out            a rule forbids it because of values: its cell exists and is withheld
    """

    key: str
    source: int
    numerator: Cell | None = None
    denominator: Cell | None = None
    share: Share = ""
    is_never_formed: bool = False
    is_ruled_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """``printed``: one a figure, by key. ``stated``: every cell of them that has a number."""

    printed: tuple[Printed, ...]
    stated: tuple[Stated, ...]
    withheld: frozenset[Cell] = field(default_factory=frozenset)  # by a rule, before arithmetic


def full_grid(
    figures: pl.DataFrame,
    declaration: Declaration,
    rules: Rules,
    *,
    public: Iterable[int] = (),
) -> Grid:
    """The cells of a figure frame (docs/concepts.md), in the order of their keys.

    public  positions of the sources that anybody can read: their cells are known already
    """
    known = frozenset(public)
    rows = [_Row(row, declaration, rules) for row in figures.sort("key").iter_rows(named=True)]
    counts = {one.cell: one.low for row in rows for one in row.stated({}, is_public=False)}
    printed, stated, withheld = [], [], set()
    for row in rows:
        is_ruled_out = row.is_small_district(counts)
        printed.append(row.printed(is_ruled_out=is_ruled_out))
        if row.is_never_formed:
            continue
        if row.numerator and is_ruled_out:
            withheld.add(row.numerator)
        stated += row.stated(counts, is_public=row.source in known)
    return Grid(printed=tuple(printed), stated=tuple(stated), withheld=frozenset(withheld))


class _Row:
    """One figure being read."""

    def __init__(self, row: dict[str, Any], declaration: Declaration, rules: Rules) -> None:
        self.row, self.declaration, self.rules = row, declaration, rules
        self.key: str = row["key"]
        self.source: int = row["source"] if row["source"] is not None else -1
        self.value: float | None = row["value"]
        if self.value is None and row["low"] is None and row["absence"] == "none_exists":
            self.value = 0.0  # "none exists" about people is a count of zero
        self.counted = self._counted()
        self.share: Share = self._share()
        self.is_never_formed = bool(self.counted) and self._is_never_formed()
        self.is_estimate = self._is_estimate()
        self.numerator, self.denominator = self._cells()

    def _counted(self) -> Counted | None:
        counted = self.declaration.definitions[self.row["definition"]]
        if counted and (
            self._counts_people(counted.measure) or self._counts_people(counted.share_of)
        ):
            return counted
        return None

    def _counts_people(self, measure: str | None) -> bool:
        return measure is not None and self.declaration.measures[measure].protection != "none"

    def _share(self) -> Share:
        kind = self.declaration.units[self.row["unit"]].kind
        return kind if kind == "share" or kind == "rate" else ""

    def _cells(self) -> tuple[Cell | None, Cell | None]:
        counted = self.counted
        kind = self.declaration.units[self.row["unit"]].kind
        if not counted or self.is_estimate or kind not in ("count", "share", "rate"):
            return None, None
        territory, period = self.row["territory"], self.row["period"]
        parts = self._parts()
        numerator = Cell(
            Block(counted.measure, territory, period), tuple(sorted({*parts, *counted.parts}))
        )
        if not self.share or not counted.share_of:
            return numerator, None
        axes = self.declaration.axes.get(counted.share_of)
        kept = parts if axes is None else [one for one in parts if one[0] in axes]
        return numerator, Cell(Block(counted.share_of, territory, period), tuple(sorted(kept)))

    def _parts(self) -> list[Part]:
        return [part(*pair) for pair in breakdowns.parse(self.row["breakdown"]).items()]

    def _is_never_formed(self) -> bool:
        assert self.counted is not None
        dimensions = set(breakdowns.dimensions(self.row["breakdown"]))
        if "DIST" not in dimensions:
            return False
        protection = self.declaration.measures[self.counted.measure].protection
        has_origin = bool(dimensions & self.declaration.origins)
        return has_origin or self.counted.is_city_only or protection == "sensitive"

    def is_small_district(self, counts: Mapping[Cell, int]) -> bool:
        """Too few residents, or an unknown number of them, for figures on a district."""
        if not self.numerator or self.is_never_formed:
            return False
        district = [one for one in self.numerator.parts if one[0] == "DIST"]
        if not district or self.numerator.block.measure == self.declaration.residents:
            return False
        cell = Cell(self.numerator.block, tuple(district)).of(self.declaration.residents)
        return counts.get(cell, 0) < self.rules.least_district

    def _is_estimate(self) -> bool:
        """A range, or people grossed up from a sample: it has no part in any sum."""
        if self.declaration.units[self.row["unit"]].kind != "count":
            return False
        return (
            self.value != math.floor(self.value)
            if self.value is not None
            else self._high() is not None
        )

    def _high(self) -> float | None:
        return self.row["high"] if self.row["high"] is not None else self.value

    def _has_few(self) -> bool:
        """An estimate of a small number, or a share of a small group."""
        if not self.counted:
            return False
        if self.is_estimate:
            measure = self.declaration.measures[self.counted.measure]
            return (self._high() or 0) < self.rules.threshold(measure.protection)
        part, of = self.row["numerator"], self.row["denominator"]
        if not self.share or of is None:
            return False
        if self.counted.share_of:
            return self._counts_people(self.counted.share_of) and of < self.rules.least_denominator
        # A share of people no measure names: it stands alone, so its parts are looked at here.
        least = self.rules.threshold(self.declaration.measures[self.counted.measure].protection)
        is_part_small = part is not None and min(part, of - part) < least
        return self.share == "share" and (is_part_small or of < self.rules.least_denominator)

    def printed(self, *, is_ruled_out: bool) -> Printed:
        return Printed(
            key=self.key,
            source=self.source,
            numerator=self.numerator,
            denominator=self.denominator,
            share=self.share,
            is_never_formed=self.is_never_formed,
            is_ruled_out=is_ruled_out or self._has_few(),
        )

    def stated(self, counts: Mapping[Cell, int], *, is_public: bool) -> list[Stated]:
        """The cells this figure gives a number for. ``counts``: what other figures print."""
        if not self.numerator:
            return []
        if not self.share:
            spans = [(self.numerator, self._span())]
        else:
            denominator = _whole(self.row["denominator"])
            spans = [(self.numerator, self._span_of_share(counts))]
            if self.denominator and denominator is not None:
                spans.append((self.denominator, (denominator, denominator)))
        return [
            Stated(
                cell,
                *span,
                source=self.source,
                is_rough=self.row["obs_status"] == "E",
                is_public=is_public,
                is_core=bool(self.counted and self.counted.is_core),
            )
            for cell, span in spans
            if span is not None
        ]

    def _span(self) -> tuple[int, int] | None:
        return (int(self.value), int(self.value)) if self.value is not None else None

    def _span_of_share(self, counts: Mapping[Cell, int]) -> tuple[int, int] | None:
        """The numerator, or what the printed share lets through of it."""
        numerator, of = _whole(self.row["numerator"]), _whole(self.row["denominator"])
        if numerator is not None:
            return numerator, numerator
        if of is None and self.denominator:
            of = counts.get(self.denominator)
        if of is None or self.value is None or self.value < 0:
            return None
        factor = self.declaration.units[self.row["unit"]].factor
        half = 0.5 * 10.0 ** -self.row["decimals"]
        low = math.ceil((self.value - half) * of / factor)
        high = math.floor((self.value + half) * of / factor)
        return max(low, 0), max(high, low, 0)


def _whole(number: float | None) -> int | None:
    """A count of people; None for what is no whole number."""
    return int(number) if number is not None and number == math.floor(number) else None
