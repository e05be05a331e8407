"""XLS: the workbooks of Excel 2003 and before, which many archives of figures are made of.

[MS-XLS]. xlrd takes the records apart; numbers are given as they are shown, as in XLSX.
"""

from __future__ import annotations

import io
from pathlib import Path

import polars as pl
import xlrd
from django.utils.translation import gettext as _
from xlrd.xldate import (
    XLDateError,
    xldate_as_datetime,
)

from qantara.knowledge.evidence.readers import styles, tables
from qantara.knowledge.evidence.readers.grid import Grid, Merge, from_cells
from qantara.knowledge.evidence.readers.sheets import (
    Limits,
    ReadOptions,
    Sheets,
    UnreadableFile,
    damaged_workbook,
    locked_workbook,
)
from qantara.knowledge.evidence.readers.shown import number, percent
from qantara.knowledge.evidence.readers.styles import Styles

NAME = "xls"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
#: Workbooks before 1997 are a bare stream that begins with the record BOF.
_BARE = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")  # fmt: skip
#: Streams that hold a workbook, and the one that Office keeps a locked XLSX in.
_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book", "WORKBOOK", "BOOK"))
LOCKED = "EncryptedPackage".encode("utf-16-le")
_VISIBLE = 0
_EMPTY = {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}


def sniffs(path: Path, head: bytes) -> bool:
    if head.startswith(_OLD_OFFICE):
        content = path.read_bytes()
        return LOCKED not in content and any(name in content for name in _STREAMS)
    return head.startswith(_BARE)


def read(path: Path, options: ReadOptions) -> Sheets:
    """The sheets named in ``options``, or all visible ones that hold a table. UnreadableFile."""
    if path.stat().st_size > options.limits.workbook_bytes:
        raise UnreadableFile(
            _("The workbook unpacks to more than %(limit)s MB. Send it in parts, or as CSV.")
            % {"limit": options.limits.workbook_bytes >> 20}
        )
    with _opened(path) as book:
        hidden = {sheet.name: sheet.visibility != _VISIBLE for sheet in book.sheets()}
        wanted = tables.chosen(hidden, options)
        shown = _styles(book)
        found = [
            table
            for name in wanted
            for table in tables.sheets(
                _grid(book, book.sheet_by_name(name), shown, options.limits), options
            )
        ]
    left = [name for name, is_hidden in hidden.items() if is_hidden and name not in wanted]
    return tables.together(NAME, found, hidden=left)


def _opened(path: Path) -> xlrd.book.Book:
    """What damage does to xlrd cannot be foretold: it follows the file's own numbers."""
    try:
        return xlrd.open_workbook(
            file_contents=path.read_bytes(), formatting_info=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower() or "password" in str(error).lower():
            raise locked_workbook() from None
        raise damaged_workbook() from None
    except Exception:
        raise damaged_workbook() from None


def _styles(book: xlrd.book.Book) -> Styles:
    return styles.styles(
        {
            index: (style.format_key, book.format_map[style.format_key].format_str)
            for index, style in enumerate(book.xf_list)
            if style.format_key in book.format_map
        },
        is_1904=book.datemode == 1,
    )


def _grid(book: xlrd.book.Book, sheet: xlrd.sheet.Sheet, shown: Styles, limits: Limits) -> Grid:
    rows, columns, texts = [], [], []
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype not in _EMPTY and (text := _text(cell, shown)):
                rows.append(row + 1)
                columns.append(column + 1)
                texts.append(text)
    schema = {"row": pl.UInt32, "column": pl.UInt32, "text": pl.String}
    return from_cells(
        sheet.name,
        pl.DataFrame([rows, columns, texts], schema),
        limits,
        merges=tuple(
            Merge(top=top + 1, left=left + 1, bottom=bottom, right=right)
            for top, bottom, left, right in sheet.merged_cells
        ),
        hidden_rows=tuple(
            row + 1 for row, about in sorted(sheet.rowinfo_map.items()) if about.hidden
        ),
    )


def _text(cell: xlrd.sheet.Cell, shown: Styles) -> str:
    """What a cell says, as it is shown."""
    kind = shown.kinds.get(cell.xf_index or 0, "")
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return str(cell.value)
        case xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if cell.value else "FALSE"
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    if kind == "percent":
        return percent(cell.value)
    if kind in {"date", "time"}:
        try:
            moment = xldate_as_datetime(cell.value, int(shown.is_1904))
        except (XLDateError, OverflowError, ValueError):
            return number(cell.value)
        if kind == "time" and cell.value < 1:
            return f"{moment:%H:%M:%S}"
        return (
            f"{moment:%Y-%m-%d}" if cell.value == int(cell.value) else f"{moment:%Y-%m-%d %H:%M:%S}"
        )
    text = number(cell.value)
    digits = shown.zeros.get(cell.xf_index or 0, 0)
    return text.zfill(digits) if text.isdecimal() else text
