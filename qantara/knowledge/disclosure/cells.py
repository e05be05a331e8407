"""Cells: the people a figure counts, whichever indicator counts them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from qantara.knowledge.disclosure.division import Part

#: Codes longer than this are shortened in names.
LONG = 24
#: What it costs to withhold a cell that is withheld in a neighbouring year, of what it costs else:
#: lines have one gap rather than many.
BESIDE = 0.25


class Block(NamedTuple):
    """All parts of one measure in one territory and period.

    ``origin`` keeps apart sources that speak of the same people and do not add up; empty otherwise.
    """

    measure: str
    territory: str
    period: str
    origin: str = ""


class Cell(NamedTuple):
    """``parts``: sorted by axis; none: everybody. ``residents@vienna;SEX=F;2022`` is its name."""

    block: Block
    parts: tuple[Part, ...] = ()

    @property
    def name(self) -> str:
        of = self.block
        parts = [f"{axis}={_short(code)}" for axis, code in self.parts]
        name = ";".join([f"{of.measure}@{of.territory}", *parts, of.period])
        return f"{name}#{of.origin}" if of.origin else name

    @property
    def axes(self) -> frozenset[str]:
        return frozenset(axis for axis, _ in self.parts)

    def with_part(self, part: Part | None, axis: str) -> Cell:
        """This cell with ``axis`` set to ``part``; None takes the axis out: the total."""
        kept = [one for one in self.parts if one[0] != axis]
        return Cell(self.block, tuple(sorted([*kept, part] if part else kept)))

    def of(self, measure: str) -> Cell:
        """The same part of another measure."""
        return Cell(self.block._replace(measure=measure), self.parts)

    def at(self, territory: str) -> Cell:
        """The same part in another territory."""
        return Cell(self.block._replace(territory=territory), self.parts)

    def from_origin(self, origin: str) -> Cell:
        if origin == self.block.origin:
            return self
        return Cell(self.block._replace(origin=origin), self.parts)


def neighbours(cell: Cell) -> tuple[Cell, ...]:
    """The same cell a year earlier and a year later."""
    year, rest = cell.block.period[:4], cell.block.period[4:]
    if not year.isdigit():
        return ()
    return tuple(
        Cell(cell.block._replace(period=f"{int(year) + step}{rest}"), cell.parts)
        for step in (-1, 1)
    )


@lru_cache(maxsize=16_384)
def _short(code: str) -> str:
    """A rest is named by what it leaves out; long lists are shortened."""
    if len(code) <= LONG:
        return code
    kept = code.partition("~")[0][:LONG]
    return f"{kept}~{blake2b(code.encode(), digest_size=6).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Stated:
    """One cell as one source gives it. ``low < high`` where all that is printed is a range.

    source      position of the source; -1 for none
    is_rough    an estimate, which need not add up with anything
    is_rounded  by its office: its people are within the range, while a rate may fit no count
    is_before   shown in an earlier release
    is_lost     withheld in an earlier release, and its number is on record no more
    """

    cell: Cell
    low: int
    high: int
    source: int
    is_rough: bool = False
    is_public: bool = False
    is_core: bool = False
    is_before: bool = False
    is_rounded: bool = False
    is_lost: bool = False

    def within(self, slack: int) -> Stated:
        """The same, off by up to ``slack`` people either way."""
        if not slack:
            return self
        low = max(self.low - slack, 0) if self.low >= 0 else self.low - slack
        return replace(self, low=low, high=self.high + slack, is_rounded=True)
