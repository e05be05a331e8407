"""Columns of a sheet as they are looked at here: a sample of rows, texts without marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from qantara.knowledge.evidence.numbers import NATIVE
from qantara.knowledge.evidence.people.words import folded
from qantara.knowledge.evidence.readers.sheets import Sheet

#: Rows looked at: the first ones, and others spread over the rest.
FIRST, SPREAD = 1_000, 2_000
#: So many different cells of a kind speak for a column even where most of it is something else.
SEVERAL = 5

_NUMBER = r"^[-+]?\d[\d  .,']*(?:[eE][+-]?\d+)?\s*%?$"
_FLAGGED = r"^[-+<>~≈]?\s*\d[\d  .,']*(?:[eE][+-]?\d+)?\s*[%*a-z]{0,3}$"
_WHOLE = r"^\d{1,15}(?:\.0+)?$"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column. ``cells``: those with something in them, of the rows looked at (``rows``)."""

    position: int
    head: str
    cells: pl.Series
    rows: int

    @cached_property
    def distinct(self) -> int:
        return self.cells.n_unique()

    @property
    def is_varied(self) -> bool:
        """Whether hardly any cell says what another does."""
        return self.distinct * 5 >= len(self.cells) * 4

    @property
    def is_filled(self) -> bool:
        """Whether a fifth of the rows say something here."""
        return 0 < self.rows <= 5 * len(self.cells)

    @cached_property
    def is_number(self) -> bool:
        """Whether nearly all cells are numbers."""
        return self.share(self.cells.str.contains(_NUMBER)) >= 0.9

    @cached_property
    def has_numbers(self) -> bool:
        """Whether a good part of the cells are numbers, with a flag of a letter or two or without."""
        return self.share(self.cells.str.contains(_FLAGGED)) >= 0.3

    @cached_property
    def whole(self) -> pl.Series:
        """The whole numbers among its cells."""
        texts = self.cells.filter(self.cells.str.contains(_WHOLE))
        return texts.cast(pl.Float64, strict=False).drop_nulls().cast(pl.Int64)

    @cached_property
    def span(self) -> tuple[int, int]:
        """The least and the greatest of its whole numbers; 0 and 0 where there are none."""
        values: list[int] = self.whole.to_list() or [0]
        return min(values), max(values)

    @property
    def is_whole(self) -> bool:
        return len(self.cells) > 0 and len(self.whole) >= 0.9 * len(self.cells)

    @cached_property
    def is_code(self) -> bool:
        """Digits that are no number: all equally long, at least four, or led by a zero."""
        if not self.is_whole:
            return False
        lengths = self.cells.str.len_chars()
        if self.cells.str.contains(r"^0\d").any():
            return True
        return lengths.n_unique() == 1 and int(lengths[0]) > 4

    @cached_property
    def texts(self) -> list[str]:
        """Its different cells, in the order they come."""
        found: list[str] = self.cells.unique(maintain_order=True).to_list()
        return found

    def share(self, is_met: pl.Series) -> float:
        return float(is_met.sum()) / len(is_met) if len(is_met) else 0.0

    def holds(
        self, test: Callable[[str], object], *, most: float = 0.5, several: bool = False
    ) -> bool:
        """Whether ``most`` of its different cells pass a test, and they are not one cell repeated.

        several  a handful is enough where they are a tenth of the different cells
        """
        met = sum(1 for text in self.texts if test(text))
        if several and met >= SEVERAL and met * 10 >= len(self.texts):
            return True
        is_repeated = self.distinct == 1 and len(self.cells) > 2
        return met > 0 and met >= most * len(self.texts) and not is_repeated


def of(sheet: Sheet) -> list[Column]:
    """The columns of a sheet that hold anything."""
    frame = sheet.frame.drop("row")
    step = max(1, (len(frame) - FIRST) // SPREAD)
    looked_at = pl.concat([frame.head(FIRST), frame.slice(FIRST).gather_every(step)])
    found = []
    for position, name in enumerate(frame.columns, 1):
        cells = looked_at[name].drop_nulls().str.replace_all(NATIVE, "").str.strip_chars()
        cells = cells.filter(cells != "").rename("")
        head = f"{name} {sheet.heads.get(name, '')}"
        if len(cells):
            found.append(
                Column(position=position, head=folded(head), cells=cells, rows=len(looked_at))
            )
    return found
