"""From figures to the cells they print: a share prints its parts (DISCLOSURE 3, 4 and 5)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

import polars as pl

from qantara.core import breakdowns
from qantara.knowledge.disclosure.axes import REGIONS, part
from qantara.knowledge.disclosure.cells import Block, Cell, Stated
from qantara.knowledge.disclosure.declaration import Counted, Declaration
from qantara.knowledge.disclosure.division import OTHER, Part, others
from qantara.knowledge.disclosure.rounding import OFF, is_rounded, rounded
from qantara.knowledge.disclosure.rules import Rules

Share = Literal["share", "rate", ""]

#: Dimensions of open lists, which "all others" complete; and what tells one such list from another.
LISTED = frozenset({"NAT", "COB", "NATG"})
LIST = ("definition", "territory", "period", "unit", "source")

Place = tuple[Any, ...]
Lists = Mapping[Place, frozenset[str]]

#: The method whose numbers are grossed up: no count of anybody.
SAMPLE = "sample_survey"
#: Methods that think or hear of numbers. A count among them may be of real people, a share is not.
HEARSAY = frozenset({"expert_judgement", "key_informant"})
#: SDMX CL_OBS_STATUS: estimated, imputed. A share so marked was modelled.
MODELLED = frozenset("EI")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What one figure prints: its cells as its source gives them.

    numerator, denominator  None where it counts nobody, or the guard cannot say whom
    index                   the group that an index is about, which prints no cell
    is_never_formed         a rule forbids it whatever its value; no cell comes of it
    is_ruled_out            a rule forbids it because of values: its cell exists and is withheld
    """

    key: str
    source: int
    numerator: Cell | None = None
    denominator: Cell | None = None
    share: Share = ""
    index: Cell | None = None
    is_never_formed: bool = False
    is_ruled_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """``printed``: one a figure, by key. ``stated``: every cell of them that has a number."""

    printed: tuple[Printed, ...]
    stated: tuple[Stated, ...]
    withheld: frozenset[Cell] = field(default_factory=frozenset)  # by a rule, before arithmetic
    earlier: frozenset[Cell] = field(default_factory=frozenset)  # because they were before


def full_grid(
    figures: pl.DataFrame,
    declaration: Declaration,
    rules: Rules,
    *,
    public: Iterable[int] = (),
    earlier: Collection[str] = (),
    bases: Mapping[int, int] = MappingProxyType({}),
) -> Grid:
    """The cells of a figure frame (docs/concepts.md), in the order of their keys.

    public   positions of the sources that anybody can read: their cells are known already
    earlier  keys of figures that were withheld before, and are again
    bases    source -> what its office rounds counts to: each may be off by less than that
    """
    known = frozenset(public)
    ordered = figures.sort("key", maintain_order=True)
    lists = named_lists(ordered)
    rows = [_Row(row, declaration, rules, lists) for row in ordered.iter_rows(named=True)]
    counts = {one.cell: one.low for row in rows for one in row.stated({}, is_public=False)}
    printed, stated, withheld, again = [], [], set(), set()
    for row in rows:
        is_ruled_out = row.is_small_district(counts)
        is_again = row.key in earlier
        printed.append(row.printed(is_ruled_out=is_ruled_out or is_again or row.has_few(counts)))
        if row.is_never_formed:
            continue
        if row.numerator and is_ruled_out:
            withheld.add(row.numerator)
        if row.numerator and is_again and not row.share:
            again.add(row.numerator)
        slack = OFF if row.is_rounded else bases.get(row.source, 1) - 1
        stated += [one.within(slack) for one in row.stated(counts, is_public=row.source in known)]
    return Grid(
        printed=tuple(printed),
        stated=tuple(stated),
        withheld=frozenset(withheld),
        earlier=frozenset(again),
    )


def named_lists(figures: pl.DataFrame) -> Lists:
    """Of every published list with a remainder, the codes it names: what "all others" are not."""
    lists: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    with_others = set()
    for row in figures.select(*LIST, "breakdown").iter_rows():
        parts = breakdowns.parse(row[-1])
        for dimension, code in parts.items():
            if dimension in LISTED:
                place = _place_of_list(row[:-1], parts, dimension)
                if code == OTHER:
                    with_others.add(place)
                else:
                    lists[place].add(code)
    return {place: frozenset(lists[place]) for place in with_others}


def _place_of_list(said: tuple[Any, ...], parts: Mapping[str, str], dimension: str) -> Place:
    beside = tuple(pair for pair in parts.items() if pair[0] != dimension)
    return (*said, dimension, beside)


class _Row:
    """One figure being read."""

    def __init__(
        self, row: dict[str, Any], declaration: Declaration, rules: Rules, lists: Lists
    ) -> None:
        self.row, self.declaration, self.rules, self.lists = row, declaration, rules, lists
        self.key: str = row["key"]
        self.source: int = row["source"] if row["source"] is not None else -1
        self.value: float | None = row["value"]
        if self.value is None and row["low"] is None and row["absence"] == "none_exists":
            self.value = 0.0  # "none exists" about people is a count of zero
        self.kind = declaration.units[row["unit"]].kind
        self.counted = self._counted()
        self.is_rounded = bool(self.counted) and is_rounded(row["definition"], declaration)
        if self.is_rounded and self.kind == "count" and self.value is not None:
            self.value = float(rounded(self.value))
        self.share: Share = self._share()
        self.is_never_formed = bool(self.counted) and self._is_never_formed()
        self.is_estimate = self._is_estimate()
        self.about = self._about()
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

    def _about(self) -> Cell | None:
        """The people the figure speaks of, whether it counts them or not."""
        counted = self.counted
        if not counted or self.kind not in ("count", "share", "rate", "index"):
            return None
        territory = self.row["territory"]
        block = Block(
            counted.measure,
            self.declaration.districts.get(territory, territory),
            self.row["period"],
        )
        return Cell(block, tuple(sorted({*self._parts(counted), *counted.parts})))

    def _cells(self) -> tuple[Cell | None, Cell | None]:
        """Numerator and denominator. The denominator is broken down as the share is."""
        counted, about = self.counted, self.about
        if not counted or not about or self.is_estimate or self.kind == "index":
            return None, None
        if not self.share or not counted.share_of:
            return about, None
        kept = [one for one in self._parts(counted) if one[0] not in counted.divides]
        whole = Cell(about.block, tuple(sorted(kept))).of(counted.share_of)
        return about, whole if whole != about else None

    def _parts(self, counted: Counted) -> list[Part]:
        """The breakdown on its axes. "All others" takes with it the list it completes."""
        regions = self.declaration.axis_of_regions(counted.measure)
        if regions == REGIONS and counted.share_of:
            regions = self.declaration.axis_of_regions(counted.share_of)
        parts = breakdowns.parse(self.row["breakdown"])
        found = []
        for dimension, code in parts.items():
            if code == OTHER and dimension in LISTED:
                said = tuple(self.row[column] for column in LIST)
                code = others(code, self.lists[_place_of_list(said, parts, dimension)])
            found.append(part(dimension, code, regions))
        if self.row["territory"] in self.declaration.districts:
            found.append(("DIST", self.row["territory"]))
        return found

    def _is_never_formed(self) -> bool:
        assert self.counted is not None
        if self.is_rounded and self.kind != "count":
            return True  # a share of rounded counts would tell of the exact ones
        dimensions = set(breakdowns.dimensions(self.row["breakdown"]))
        if self.row["territory"] in self.declaration.districts:
            dimensions.add("DIST")
        if "DIST" not in dimensions:
            return False
        protection = self.declaration.measures[self.counted.measure].protection
        has_origin = bool(dimensions & self.declaration.origins)
        return has_origin or self.counted.is_city_only or protection == "sensitive"

    def is_small_district(self, counts: Mapping[Cell, int]) -> bool:
        """Too few residents, or an unknown number of them, for figures on a district."""
        if not self.about or self.is_never_formed:
            return False
        district = [one for one in self.about.parts if one[0] == "DIST"]
        if not district or self.about.block.measure == self.declaration.residents:
            return False
        cell = Cell(self.about.block, tuple(district)).of(self.declaration.residents)
        return counts.get(cell, 0) < self.rules.least_district

    def _is_estimate(self) -> bool:
        """A sample, a model, a guess, a range: it has no part in any sum."""
        kind = self.declaration.units[self.row["unit"]].kind
        if self.row["method"] == SAMPLE and kind in ("count", "share", "rate"):
            return True
        if self.share:
            is_range = self.value is None and self._high() is not None
            is_thought = self.row["method"] in HEARSAY or self.row["obs_status"] in MODELLED
            return is_range or is_thought
        if kind != "count":
            return False
        return (
            self.value != math.floor(self.value)
            if self.value is not None
            else self._high() is not None
        )

    def _high(self) -> float | None:
        return self.row["high"] if self.row["high"] is not None else self.value

    def has_few(self, counts: Mapping[Cell, int]) -> bool:
        """An estimate of a small number, a share of a small group, or one that says nobody."""
        if not self.counted or self.is_never_formed:
            return False
        least = self.rules.threshold(self.declaration.measures[self.counted.measure].protection)
        if not self.share:
            high = self._high()
            return self.is_estimate and high is not None and high < least
        of = self._of(counts)
        counts_people = self.counted.share_of is None or self._counts_people(self.counted.share_of)
        if counts_people and of is not None and of < self.rules.least_denominator:
            return True
        is_tied = self.denominator is not None and of is not None
        return least > 0 and not is_tied and self._stands_on_few(of, least)

    def _stands_on_few(self, of: float | None, least: int) -> bool:
        """A share or rate that no sum ties to anything, so its parts are looked at here."""
        part = self.row["numerator"]
        if part is not None and of is not None:
            return part < least or (self.share == "share" and of - part < least)
        if self.value is None or self.is_estimate or self._is_signed():
            return False
        factor = self.declaration.units[self.row["unit"]].factor
        if of is None:  # of an unknown number of people, nobody and everybody can still be told
            printed = round(self.value, self.row["decimals"])
            return printed <= 0 or (self.share == "share" and printed >= factor)
        part_at_least = (self.value - self._half()) * of / factor
        rest_at_least = of - (self.value + self._half()) * of / factor
        return part_at_least < least or (self.share == "share" and rest_at_least < least)

    def _of(self, counts: Mapping[Cell, int]) -> float | None:
        """The denominator: as given, or as another figure counts it."""
        given: float | None = self.row["denominator"]
        if given is None and self.denominator:
            return counts.get(self.denominator)
        return given

    def _half(self) -> float:
        """Half of the last place printed."""
        return 0.5 * float(10.0 ** -self.row["decimals"])

    def _is_signed(self) -> bool:
        assert self.counted is not None
        return self.declaration.measures[self.counted.measure].difference is not None

    def printed(self, *, is_ruled_out: bool) -> Printed:
        return Printed(
            key=self.key,
            source=self.source,
            numerator=self.numerator,
            denominator=self.denominator,
            share=self.share,
            index=self.about if self.kind == "index" else None,
            is_never_formed=self.is_never_formed,
            is_ruled_out=is_ruled_out,
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
                is_rough=self.row["obs_status"] == "E" or self.row["method"] in HEARSAY,
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
        numerator, of = _whole(self.row["numerator"]), _whole(self._of(counts))
        if numerator is not None:
            return numerator, numerator
        if of is None or self.value is None or self._is_signed():
            return None
        factor = self.declaration.units[self.row["unit"]].factor
        low = math.ceil((self.value - self._half()) * of / factor)
        high = math.floor((self.value + self._half()) * of / factor)
        return max(low, 0), max(high, low, 0)


def _whole(number: float | None) -> int | None:
    """A count of people; None for what is no whole number."""
    return int(number) if number is not None and number == math.floor(number) else None
