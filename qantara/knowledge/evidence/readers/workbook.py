"""A look inside an XLSX before any of it is trusted to a native reader.

A workbook is a ZIP of XML. One that unpacks to gigabytes, declares entities or puts one cell at the
far corner of a sheet would take a reader down with it (calamine allocates the whole rectangle), so
all parts are unpacked here first, under limits. ECMA-376 Part 1 (SpreadsheetML), 18.3 and 18.8.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _

from qantara.knowledge.evidence.readers.sheets import Limits, UnreadableFile, damaged_workbook

WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"

_CELL = re.compile(rb'<(?:\w+:)?c\s[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_STYLED = rb'<(?:\w+:)?c\s(?=[^<>]*?\bs="(?:%s)")(?![^<>]*?\bt="(?!n")[^<>]*>)[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"'
#: Cells that hold something, as calamine sees it: a value, a text, or the empty result of a formula.
_FILLED = re.compile(
    rb'<(?:\w+:)?c\s(?=[^<>]*?\br="([A-Z]{1,3})\d{1,7}")[^<>]*(?<!/)>\s*'
    rb"(?:<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*)?<(?:\w+:)?(?:v\b[^<>]*(?<!/)>[^<]|is\b)"
)
_EMPTY_TEXT = re.compile(
    rb'<(?:\w+:)?c\s(?=[^<>]*\bt="str")(?=[^<>]*?\br="([A-Z]{1,3})\d{1,7}")[^<>]*(?<!/)>\s*'
    rb"(?:<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*)?<(?:\w+:)?v\b"
)
_ROW = re.compile(rb'<(?:\w+:)?row\s[^<>]*?\br="(\d+)"')
#: Numbers, no texts, that are not whole.
_FRACTION = re.compile(
    rb'<(?:\w+:)?c\s(?![^<>]*\bt="(?!n"))[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"[^<>]*(?<!/)>\s*'
    rb"(?:<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*)?<(?:\w+:)?v\b[^<>]*>[^<]*[.eE]"
)
_UNCALCULATED = re.compile(
    rb'<(?:\w+:)?c\s[^<>]*?\br="([A-Z]{1,3}\d{1,7})"[^<>]*>\s*<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)'
    rb"\s*(?:<(?:\w+:)?v\s*/>\s*|<(?:\w+:)?v></(?:\w+:)?v>\s*)?</(?:\w+:)?c>"
)

#: Cells that hold an error (#REF!, #N/A), and rows out of sight.
_ERROR = re.compile(
    rb'<(?:\w+:)?c\s(?=[^<>]*\bt="e")[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"[^<>]*(?<!/)>\s*'
    rb"(?:<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*)?<(?:\w+:)?v\b[^<>]*>([^<]+)<"
)
_HIDDEN_ROW = re.compile(
    rb'<(?:\w+:)?row\s(?=[^<>]*\bhidden="(?:1|true)")[^<>]*?\br="(\d+)"[^<>]*(?<!/)>'
)

#: Formats built into Excel that show a percentage: 0% and 0.00%.
_PERCENT_FORMATS = {"9", "10"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """One worksheet. Rows and columns count from 1.

    first_column  the first that holds anything: cells that are only coloured do not count
    percents      (row, column) of the numbers shown as percentages
    fractions     column -> rows of the numbers, no texts, that are not whole
    uncalculated  addresses of formulas whose result was never stored
    errors        column -> (row, text) of the cells that hold an error
    hidden_rows   rows with cells that a spreadsheet program does not show
    """

    name: str
    is_hidden: bool
    first_column: int
    percents: frozenset[tuple[int, int]]
    fractions: Mapping[int, Sequence[int]]
    uncalculated: tuple[str, ...]
    errors: Mapping[int, Sequence[tuple[int, str]]]
    hidden_rows: tuple[int, ...]


def is_workbook(path: Path) -> bool:
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return WORKBOOK in archive.namelist()


def inspect(path: Path, limits: Limits) -> tuple[SheetPart, ...]:
    """The worksheets of a workbook, in order. Raises UnreadableFile before harm is done."""
    parts = dict(_parts(path, limits))
    try:
        percent_styles = _percent_styles(parts.get(_STYLES, b""))
        return tuple(
            _sheet(name, is_hidden, parts[part], percent_styles, limits)
            for name, is_hidden, part in _worksheets(parts)
            if part in parts
        )
    except (ET.ParseError, KeyError):
        raise damaged_workbook() from None


def _parts(path: Path, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Name and content of all XML parts. A part longer than it says fails its checksum."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > limits.workbook_bytes:
                raise UnreadableFile(
                    _(
                        "The workbook unpacks to more than %(limit)s MB. Send it in parts, or as CSV."
                    )
                    % {"limit": limits.workbook_bytes >> 20}
                )
            for entry in archive.infolist():
                content = archive.read(entry)
                if entry.filename.endswith((".xml", ".rels")):
                    _refuse_entities(content)
                    yield entry.filename, content
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        raise damaged_workbook() from None


def _refuse_entities(content: bytes) -> None:
    if b"\x00" in content[:64] or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise UnreadableFile(
            _(
                "The workbook holds declarations that no spreadsheet program writes, so it is not"
                " opened. Save it again from a spreadsheet program."
            )
        )


def _parsed(content: bytes) -> ET.Element:
    """Parts without declarations, which _refuse_entities has seen to, can do the parser no harm."""
    return ET.fromstring(content)  # noqa: S314


def _worksheets(parts: dict[str, bytes]) -> Iterator[tuple[str, bool, str]]:
    """Name, whether hidden, and part of each sheet."""
    targets = {
        relation.get("Id", ""): posixpath.normpath(
            posixpath.join("/xl", relation.get("Target", ""))
        ).lstrip("/")
        for relation in _parsed(parts[_RELATIONS])
    }
    for element in _parsed(parts[WORKBOOK]).iter():
        if element.tag.endswith("}sheet"):
            key = element.get(_ID) or element.get(_STRICT_ID) or ""
            yield (
                element.get("name", ""),
                element.get("state", "visible") != "visible",
                targets[key],
            )


def _percent_styles(styles: bytes) -> tuple[str, ...]:
    """Numbers of the cell styles that show a percentage."""
    if not styles:
        return ()
    root = _parsed(styles)
    space = root.tag.removesuffix("styleSheet")
    formats = {
        entry.get("numFmtId", "")
        for entry in root.iter(f"{space}numFmt")
        if "%" in re.sub(r'"[^"]*"', "", entry.get("formatCode", ""))
    } | _PERCENT_FORMATS
    cell_styles = root.find(f"{space}cellXfs")
    return tuple(
        str(index)
        for index, style in enumerate(cell_styles if cell_styles is not None else ())
        if style.get("numFmtId") in formats
    )


def _sheet(
    name: str, is_hidden: bool, xml: bytes, percent_styles: tuple[str, ...], limits: Limits
) -> SheetPart:
    addresses = _CELL.findall(xml)
    columns = {column_number(column) for column in {column for column, _row in addresses}} or {1}
    rows = {int(row) for row in {row for _column, row in addresses}}
    rows |= {int(row) for row in _ROW.findall(xml)} if not rows else set()
    first, last = (min(rows, default=1), min(columns)), (max(rows, default=1), max(columns))
    cells = (last[0] - first[0] + 1) * (last[1] - first[1] + 1)
    if cells > limits.cells or last[1] - first[1] >= limits.columns:
        raise UnreadableFile(
            _(
                "The sheet “%(sheet)s” spans %(rows)s rows and %(columns)s columns, more than can be"
                " read. Delete what stands far outside the table and save it again."
            )
            % {"sheet": name, "rows": last[0], "columns": last[1]}
        )
    filled = set(_FILLED.findall(xml)) | set(_EMPTY_TEXT.findall(xml))
    styled = re.compile(_STYLED % "|".join(percent_styles).encode()) if percent_styles else None
    return SheetPart(
        name=name,
        is_hidden=is_hidden,
        first_column=min(map(column_number, filled), default=1),
        percents=frozenset(
            (int(row), column_number(column))
            for column, row in (styled.findall(xml) if styled else ())
        ),
        fractions=_by_column(_FRACTION.findall(xml)),
        uncalculated=tuple(address.decode() for address in _UNCALCULATED.findall(xml)),
        errors=_errors(xml),
        hidden_rows=tuple(int(row) for row in _HIDDEN_ROW.findall(xml)),
    )


def _errors(xml: bytes) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {}
    for column, row, text in _ERROR.findall(xml):
        found.setdefault(column_number(column), []).append((int(row), text.decode()))
    return found


def _by_column(addresses: list[tuple[bytes, bytes]]) -> dict[int, array[int]]:
    rows: dict[bytes, array[int]] = {}
    for column, row in addresses:
        rows.setdefault(column, array("I")).append(int(row))
    return {column_number(column): found for column, found in rows.items()}


def column_number(letters: bytes) -> int:
    """``A`` as 1, ``AB`` as 28."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
