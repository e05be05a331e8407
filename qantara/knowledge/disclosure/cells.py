"""Cells: the people a figure counts, whichever indicator counts them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from qantara.knowledge.disclosure.axes import Part


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
        parts = [f"{axis}={code}" for axis, code in self.parts]
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

    def from_origin(self, origin: str) -> Cell:
        if origin == self.block.origin:
            return self
        return Cell(self.block._replace(origin=origin), self.parts)


@dataclass(frozen=True, slots=True)
class Stated:
    """One cell as one source gives it. ``low < high`` where all that is printed is a range.

    source     position of the source; -1 for none
    is_rough   an estimate, which need not add up with anything
    is_before  shown in an earlier release
    """

    cell: Cell
    low: int
    high: int
    source: int
    is_rough: bool = False
    is_public: bool = False
    is_core: bool = False
    is_before: bool = False
