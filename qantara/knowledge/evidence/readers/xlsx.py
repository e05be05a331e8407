"""XLSX: all visible sheets, numbers as they are shown: a cell formatted 0.0 % gives ``12.5 %``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import fastexcel
import polars as pl
from django.utils.translation import gettext as _

from qantara.knowledge.evidence.findings import Finding, about
from qantara.knowledge.evidence.numbers import NATIVE
from qantara.knowledge.evidence.readers import workbook
from qantara.knowledge.evidence.readers.sheets import (
    SAMPLE,
    ReadOptions,
    Sheet,
    Sheets,
    UnreadableFile,
    damaged_workbook,
    filled,
    find_header,
    name_columns,
    without_blank_rows,
)
from qantara.knowledge.evidence.readers.workbook import SheetPart

NAME = "xlsx"
_ZIP = b"PK\x03\x04"
#: Digits kept of a percentage: what binary fractions add behind them is no information.
PERCENT_DIGITS = 10


def sniffs(path: Path, head: bytes) -> bool:
    return head.startswith(_ZIP) and workbook.is_workbook(path)


def read(path: Path, options: ReadOptions) -> Sheets:
    """The sheets named in ``options``, or all visible ones that hold a table. UnreadableFile."""
    parts = workbook.inspect(path, options.limits)
    names = [part.name for part in parts]
    if missing := [name for name in options.sheets if name not in names]:
        raise UnreadableFile(
            _("The workbook has no sheet “%(sheet)s”. Its sheets are: %(sheets)s.")
            % {"sheet": missing[0], "sheets": ", ".join(names)}
        )
    chosen = [
        part
        for part in parts
        if (part.name in options.sheets if options.sheets else not part.is_hidden)
    ]
    sheets = [sheet for part in chosen if (sheet := _sheet(path, part, options))]
    if not sheets:
        raise UnreadableFile(_("The workbook is empty."))
    hidden = tuple(part.name for part in parts if part.is_hidden and part not in chosen)
    return Sheets(format=NAME, sheets=tuple(sheets), hidden=hidden)


def cells(path: Path, part: SheetPart) -> pl.DataFrame:
    """``row`` (as the spreadsheet counts) and a column of text for each column of the sheet.

    Columns are named by their position from A = 0; those before the first one filled are left out.
    Numbers that are not whole end with ``numbers.NATIVE``, which tells them from texts.
    """
    try:
        loaded = fastexcel.read_excel(path).load_sheet(
            part.name, header_row=None, dtypes="string", skip_rows=0
        )
        frame = pl.DataFrame(loaded)
    except fastexcel.FastExcelError:
        raise damaged_workbook() from None
    first = part.first_column - 1
    names = (str(position) for position in range(first, first + frame.width))
    frame = frame.rename(dict(zip(frame.columns, names, strict=True)))
    frame = frame.with_columns(
        pl.all().str.replace(r"^(\d{4}-\d\d-\d\d)[ T]00:00:00(?:\.0+)?$", "$1")
    )
    shown = _marked(_with_percents(_with_errors(frame, part), part), part)
    numbered = shown.with_row_index("row", offset=1)
    return numbered.with_columns(pl.col("row").cast(pl.Int64))


def _sheet(path: Path, part: SheetPart, options: ReadOptions) -> Sheet | None:
    header_rows, heads = options.header_rows, options.heads
    frame = cells(path, part)
    lines = without_blank_rows(frame)
    if lines.is_empty():
        return None
    if not header_rows:
        sample = [
            ["" if cell is None else cell for cell in row[1:]] for row in lines.head(SAMPLE).rows()
        ]
        header_rows = (lines["row"][find_header(sample, heads)],)
    body = lines.filter(pl.col("row") > max(header_rows))
    above = lines.filter(pl.col("row") < min(header_rows))
    return Sheet(
        name=part.name,
        frame=name_columns(_heads(frame, header_rows), body),
        header_rows=tuple(header_rows),
        findings=tuple(_findings(part, body)),
        above=tuple(filled(row, cells) for row, *cells in above.iter_rows()),
    )


def _findings(part: SheetPart, body: pl.DataFrame) -> Iterator[Finding]:
    if part.uncalculated:
        yield Finding(
            kind="formula_without_result",
            severity="error",
            sheet=part.name,
            count=len(part.uncalculated),
            values=part.uncalculated[:10],
        )
    unseen = body.filter(pl.col("row").is_in(part.hidden_rows))
    if hidden := about("hidden_rows_are_read", "warning", unseen, sheet=part.name):
        yield hidden


def _heads(frame: pl.DataFrame, header_rows: tuple[int, ...]) -> list[str]:
    """Heads of one row, or of several joined; a merged head counts for the columns it spans."""
    stacked = []
    for row in header_rows:
        found = frame.filter(pl.col("row") == row).drop("row")
        if found.is_empty():
            raise UnreadableFile(_("There is no row %(row)s for the column heads.") % {"row": row})
        record = [" ".join((cell or "").removesuffix(NATIVE).split()) for cell in found.row(0)]
        last = ""
        stacked.append(
            record if row == header_rows[-1] else [last := cell or last for cell in record]
        )
    return [" / ".join(filter(None, column)) for column in zip(*stacked, strict=True)]


def _with_errors(frame: pl.DataFrame, part: SheetPart) -> pl.DataFrame:
    """Cells that hold an error say so (``#REF!``), where they would look empty."""
    told = []
    for column, errors in part.errors.items():
        inside = [(row - 1, text) for row, text in errors if row <= len(frame)]
        if inside and str(column - 1) in frame.columns:
            rows, texts = zip(*inside, strict=True)
            told.append(frame[str(column - 1)].scatter(rows, texts))
    return frame.with_columns(told)


def _with_percents(frame: pl.DataFrame, part: SheetPart) -> pl.DataFrame:
    """The stored 0.125 of a cell shown as a percentage becomes ``12.5 %``."""
    rows: dict[int, list[int]] = {}
    for row, column in part.percents:
        rows.setdefault(column - 1, []).append(row - 1)
    shown = []
    for column, positions in rows.items():
        if str(column) not in frame.columns:
            continue
        texts = frame[str(column)]
        at = pl.Series(sorted(position for position in positions if position < len(texts)))
        values = (texts.gather(at).cast(pl.Float64, strict=False) * 100).round(PERCENT_DIGITS)
        percents = pl.Series(
            [None if value is None else f"{value:.15g} %" for value in values], dtype=pl.String
        )
        keep = percents.is_not_null()
        shown.append(texts.scatter(at.filter(keep), percents.filter(keep)))
    return frame.with_columns(shown)


def _marked(frame: pl.DataFrame, part: SheetPart) -> pl.DataFrame:
    """Numbers that are not whole, marked as such; dates among them are texts by now."""
    marked = []
    for column, rows in part.fractions.items():
        if str(column - 1) not in frame.columns:
            continue
        texts = frame[str(column - 1)]
        at = pl.Series(sorted({row - 1 for row in rows if row <= len(texts)}), dtype=pl.UInt32)
        found = texts.gather(at)
        keep = found.str.contains(r"^-?[\d.]+(?:[eE][+-]?\d+)?(?: %)?$").fill_null(value=False)
        marked.append(texts.scatter(at.filter(keep), found.filter(keep) + NATIVE))
    return frame.with_columns(marked)
