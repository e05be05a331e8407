"""ODS: the workbooks of LibreOffice and of ministries that ask for open formats; flat ones too.

OpenDocument 1.3 Part 3 (OASIS), 9 (tables) and 19.385 (values). Percentages, dates and codes with
leading zeros are given as they are shown, all other numbers as they are stored.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import polars as pl
from django.utils.translation import gettext as _

from qantara.knowledge.evidence.readers import markup, tables
from qantara.knowledge.evidence.readers.grid import Grid, Merge, from_cells, too_large
from qantara.knowledge.evidence.readers.sheets import (
    Limits,
    ReadOptions,
    Sheets,
    UnreadableFile,
    damaged_workbook,
    letters,
    locked_workbook,
)
from qantara.knowledge.evidence.readers.shown import number, percent

NAME = "ods"
_ZIP = b"PK\x03\x04"
_FLAT = re.compile(rb"<office:document\b[^>]*opendocument\.spreadsheet", re.DOTALL)
_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_ERROR = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"

#: What stands in a cell or beside the tables without being a cell's text.
_ASIDE = {"annotation", "tracked-changes", "shapes", "frame", "custom-shape", "forms", "dde-links"}
_LEADING_ZERO = re.compile(r"0\d+")
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")


def sniffs(path: Path, head: bytes) -> bool:
    if not head.startswith(_ZIP):
        return bool(_FLAT.search(head))
    try:
        with zipfile.ZipFile(path) as archive:
            kind = archive.read("mimetype")[:80] if "mimetype" in archive.namelist() else b""
            return b"opendocument.spreadsheet" in kind
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError):
        return False


def read(path: Path, options: ReadOptions) -> Sheets:
    """The sheets named in ``options``, or all visible ones that hold a table. UnreadableFile."""
    try:
        if path.read_bytes()[:4] != _ZIP:
            with path.open("rb") as file:
                return _sheets(file, options)
        with zipfile.ZipFile(path) as archive:
            content = _content(archive, options.limits)
            with archive.open(content) as file:
                return _sheets(file, options)
    except (markup.DamagedMarkupError, zipfile.BadZipFile, zlib.error, KeyError, RuntimeError):
        raise damaged_workbook() from None
    except (EOFError, OSError, ValueError, NotImplementedError):
        raise damaged_workbook() from None


def _content(archive: zipfile.ZipFile, limits: Limits) -> zipfile.ZipInfo:
    entry = archive.getinfo(_CONTENT)
    if entry.file_size > limits.workbook_bytes:
        raise UnreadableFile(
            _("The workbook unpacks to more than %(limit)s MB. Send it in parts, or as CSV.")
            % {"limit": limits.workbook_bytes >> 20}
        )
    if _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST):
        raise locked_workbook()
    return entry


def _sheets(file: IO[bytes], options: ReadOptions) -> Sheets:
    hidden_styles: set[str] = set()
    grids: dict[str, Grid] = {}
    hidden: dict[str, bool] = {}
    style = ""
    stream = markup.events(file)
    for kind, name, attributes in stream:
        if kind != "start":
            continue
        if name == "style":
            style = attributes.get(f"{_STYLE}name", "")
        elif name == "table-properties":
            if attributes.get(f"{_TABLE}display") == "false":
                hidden_styles.add(style)
        elif name in _ASIDE:
            _skip(stream)
        elif name == "table":
            own = attributes.get(f"{_TABLE}name", "")
            hidden[own] = attributes.get(f"{_TABLE}style-name", "") in hidden_styles
            grids[own] = _Table(own, options.limits).read(stream)
    wanted = tables.chosen(hidden, options)
    found = [table for name in wanted for table in tables.sheets(grids[name], options)]
    left = [name for name, is_hidden in hidden.items() if is_hidden and name not in wanted]
    return tables.together(NAME, found, hidden=left)


def _skip(stream: Iterator[markup.Event]) -> None:
    """Go on behind the end of the element that has just begun."""
    depth = 1
    while depth:
        kind = next(stream).kind
        depth += (kind == "start") - (kind == "end")


@dataclass(slots=True)
class _Table:
    """A table while it is read. Rows and columns count from 1."""

    name: str
    limits: Limits
    row: int = 0
    column: int = 0
    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    uncalculated: list[str] = field(default_factory=list)

    def read(self, stream: Iterator[markup.Event]) -> Grid:
        """All rows up to the end of the table."""
        for kind, name, attributes in stream:
            if kind == "end" and name == "table":
                break
            if kind != "start":
                continue
            if name == "table-row":
                self._row(stream, attributes)
            elif name in _ASIDE or name == "table":
                _skip(stream)
        schema = {"row": pl.UInt32, "column": pl.UInt32, "text": pl.String}
        cells = pl.DataFrame([self.rows, self.columns, self.texts], schema)
        return from_cells(
            self.name, cells, self.limits, merges=tuple(self.merges),
            hidden_rows=tuple(self.hidden), uncalculated=tuple(self.uncalculated),
        )  # fmt: skip

    def _row(self, stream: Iterator[markup.Event], attributes: dict[str, str]) -> None:
        """One row, as often as it is repeated."""
        times = int(attributes.get(f"{_TABLE}number-rows-repeated", "1"))
        self.row, self.column, first = self.row + 1, 0, len(self.texts)
        if attributes.get(f"{_TABLE}visibility", "visible") != "visible":
            self.hidden.append(self.row)
        for kind, name, own in stream:
            if kind == "end" and name == "table-row":
                break
            if kind == "start" and name in {"table-cell", "covered-table-cell"}:
                self._cell(stream, own, name)
        held = len(self.texts) - first
        if held and (times > self.limits.cells or held * times > self.limits.cells):
            raise self._too_large(self.row + times)
        for again in range(1, times if held else 1):
            self.rows += [self.row + again] * held
            self.columns += self.columns[first : first + held]
            self.texts += self.texts[first : first + held]
        self.row += times - 1

    def _cell(self, stream: Iterator[markup.Event], own: dict[str, str], name: str) -> None:
        """One cell, as often as it is repeated."""
        times = int(own.get(f"{_TABLE}number-columns-repeated", "1"))
        shown = _paragraphs(stream, name)
        text = _value(own, shown) if name == "table-cell" else ""
        at = self.column + 1
        if text:
            if times > self.limits.columns:
                raise self._too_large(self.row)
            self.rows += [self.row] * times
            self.columns += range(at, at + times)
            self.texts += [text] * times
        elif f"{_TABLE}formula" in own and f"{_OFFICE}value-type" not in own:
            self.uncalculated.append(f"{letters(at - 1)}{self.row}")
        across = int(own.get(f"{_TABLE}number-columns-spanned", "1"))
        down = int(own.get(f"{_TABLE}number-rows-spanned", "1"))
        if text and (across > 1 or down > 1):
            self.merges.append(
                Merge(top=self.row, left=at, bottom=self.row + down - 1, right=at + across - 1)
            )
        self.column += times

    def _too_large(self, rows: int) -> UnreadableFile:
        return too_large(self.name, rows, self.column)


def _paragraphs(stream: Iterator[markup.Event], cell: str) -> str:
    """The text of a cell as it is shown, up to its end."""
    lines: list[str] = []
    for kind, name, attributes in stream:
        if kind == "text":
            if lines:
                lines[-1] += name
        elif kind == "end":
            if name == cell:
                break
        elif name in _ASIDE:
            _skip(stream)
        elif name in {"p", "h"}:
            lines.append("")
        elif lines and name == "s":
            lines[-1] += " " * min(int(attributes.get(f"{_TEXT}c", "1")), 1000)
        elif lines and name in {"tab", "line-break"}:
            lines[-1] += "\t" if name == "tab" else "\n"
    return "\n".join(lines)


def _value(own: dict[str, str], shown: str) -> str:
    """What a cell says."""
    stored = own.get(f"{_OFFICE}value", "")
    kind = "error" if own.get(_ERROR) == "error" else own.get(f"{_OFFICE}value-type", "")
    match kind:
        case "float" | "currency":
            if _LEADING_ZERO.fullmatch(shown) and float(stored) == int(shown):
                return shown
            return number(stored)
        case "percentage":
            return percent(stored)
        case "date":
            date = own.get(f"{_OFFICE}date-value", "")
            return date.removesuffix("T00:00:00").replace("T", " ")
        case "time":
            span = _DURATION.fullmatch(own.get(f"{_OFFICE}time-value", ""))
            return ":".join(span.groups()) if span else shown
        case "boolean":
            return own.get(f"{_OFFICE}boolean-value", "").upper()
        case "string":
            return shown or own.get(f"{_OFFICE}string-value", "")
    return shown
