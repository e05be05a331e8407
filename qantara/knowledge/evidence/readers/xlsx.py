"""XLSX: all visible sheets, numbers as they are shown: a cell formatted 0.0 % gives ``12.5 %``."""

from __future__ import annotations

from pathlib import Path

import fastexcel
import polars as pl
from django.utils.translation import gettext as _

from qantara.knowledge.evidence.findings import Finding
from qantara.knowledge.evidence.numbers import NATIVE
from qantara.knowledge.evidence.readers import workbook
from qantara.knowledge.evidence.readers.sheets import (
    SAMPLE,
    ReadOptions,
    Sheet,
    Sheets,
    UnreadableFile,
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
    sheets = [sheet for part in chosen if (sheet := _sheet(path, part, options.header_rows))]
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
    except fastexcel.FastExcelError as error:
        raise UnreadableFile(_("The workbook is damaged: %(why)s") % {"why": error}) from None
    first = part.first_column - 1
    names = (str(position) for position in range(first, first + frame.width))
    frame = frame.rename(dict(zip(frame.columns, names, strict=True)))
    frame = frame.with_columns(
        pl.all().str.replace(r"^(\d{4}-\d\d-\d\d)[ T]00:00:00(?:\.0+)?$", "$1")
    )
    numbered = _marked(_with_percents(frame, part), part).with_row_index("row", offset=1)
    return numbered.with_columns(pl.col("row").cast(pl.Int64))


def _sheet(path: Path, part: SheetPart, header_rows: tuple[int, ...]) -> Sheet | None:
    frame = cells(path, part)
    filled = without_blank_rows(frame)
    if filled.is_empty():
        return None
    if not header_rows:
        sample = [
            ["" if cell is None else cell for cell in row[1:]] for row in filled.head(SAMPLE).rows()
        ]
        header_rows = (filled["row"][find_header(sample)],)
    heads = _heads(frame, header_rows)
    body = filled.filter(pl.col("row") > max(header_rows))
    findings: tuple[Finding, ...] = ()
    if part.uncalculated:
        findings = (
            Finding(
                kind="formula_without_result",
                severity="error",
                sheet=part.name,
                count=len(part.uncalculated),
                values=part.uncalculated[:10],
            ),
        )
    return Sheet(
        name=part.name,
        frame=name_columns(heads, body),
        header_rows=tuple(header_rows),
        findings=findings,
    )


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
