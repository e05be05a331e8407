"""A sheet of a spreadsheet as a grid of texts, before its tables are told apart."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from django.utils.translation import gettext as _

from qantara.knowledge.evidence.findings import Finding, about
from qantara.knowledge.evidence.readers.sheets import Limits, UnreadableFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Cells shown as one. Rows and columns count from 1; the last ones belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """``frame``: row i64 (as the spreadsheet counts), then columns of text named by their position
    from A = 0. Rows and columns that hold nothing may be left out.

    Numbers that are not whole end with ``numbers.NATIVE``, which tells them from texts.

    hidden_rows   rows with cells that a spreadsheet program does not show
    uncalculated  addresses of formulas whose result was never stored
    """

    name: str
    frame: pl.DataFrame
    merges: tuple[Merge, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    uncalculated: tuple[str, ...] = ()

    def findings(self, body: pl.DataFrame) -> tuple[Finding, ...]:
        """What is to be said of the rows of a table on this sheet."""
        found: list[Finding] = []
        if self.uncalculated:
            found.append(
                Finding(
                    kind="formula_without_result",
                    severity="error",
                    sheet=self.name,
                    count=len(self.uncalculated),
                    values=self.uncalculated[:10],
                )
            )
        unseen = body.filter(pl.col("row").is_in(self.hidden_rows))
        if hidden := about("hidden_rows_are_read", "warning", unseen, sheet=self.name):
            found.append(hidden)
        return tuple(found)


def from_cells(
    name: str,
    cells: pl.DataFrame,
    limits: Limits,
    *,
    merges: tuple[Merge, ...] = (),
    hidden_rows: tuple[int, ...] = (),
    uncalculated: tuple[str, ...] = (),
) -> Grid:
    """A grid from single cells: ``row`` and ``column`` (unsigned, from 1) and ``text``.

    Where two claim one place the later holds it. Raises UnreadableFile for a sheet that spans more
    than ``limits`` allow.
    """
    _refuse_wide(name, cells, limits)
    rows = cells["row"].unique().sort()
    placed = cells.with_columns(at=rows.search_sorted(cells["row"]))
    columns: dict[str, pl.Series] = {}
    for (column,), part in sorted(placed.partition_by("column", as_dict=True).items()):
        nowhere = pl.repeat(None, len(rows), dtype=pl.UInt32, eager=True)
        taken = nowhere.scatter(part["at"], pl.int_range(len(part), dtype=pl.UInt32, eager=True))
        columns[str(column - 1)] = part["text"].gather(taken)
    frame = pl.DataFrame({"row": rows.cast(pl.Int64), **columns})
    return Grid(
        name=name, frame=frame, merges=merges, hidden_rows=hidden_rows, uncalculated=uncalculated
    )


def _refuse_wide(name: str, cells: pl.DataFrame, limits: Limits) -> None:
    if cells.is_empty():
        return
    first_row, last_row, first, last = cells.select(
        pl.col("row").min(), pl.col("row").max().alias("last_row"),
        pl.col("column").min(), pl.col("column").max().alias("last"),
    ).row(0)  # fmt: skip
    spanned = (last_row - first_row + 1) * (last - first + 1)
    if spanned > limits.cells or last - first >= limits.columns:
        raise too_large(name, last_row, last)


def too_large(name: str, rows: int, columns: int) -> UnreadableFile:
    return UnreadableFile(
        _(
            "The sheet “%(sheet)s” spans %(rows)s rows and %(columns)s columns, more than can be"
            " read. Delete what stands far outside the table and save it again."
        )
        % {"sheet": name, "rows": rows, "columns": columns}
    )


def column_number(letters: bytes) -> int:
    """``A`` as 1, ``AB`` as 28."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
