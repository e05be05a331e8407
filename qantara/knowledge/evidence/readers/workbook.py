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
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _

from qantara.knowledge.evidence.readers.sheets import Limits, UnreadableFile

WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"

_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_STYLED = rb'<(?:\w+:)?c\s(?=[^>]*?\bs="(?:%s)")(?![^>]*?\bt="(?!n")[^>]*>)[^>]*?\br="([A-Z]{1,3})(\d{1,7})"'
_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="(\d+)"')
_UNCALCULATED = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)'
    rb"\s*(?:<(?:\w+:)?v\s*/>\s*|<(?:\w+:)?v></(?:\w+:)?v>\s*)?</(?:\w+:)?c>"
)

#: Formats built into Excel that show a percentage: 0% and 0.00%.
_PERCENT_FORMATS = {"9", "10"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """One worksheet. Rows and columns count from 1.

    first         (row, column) of the rectangle that holds cells
    percents      (row, column) of the numbers shown as percentages
    uncalculated  addresses of formulas whose result was never stored
    """

    name: str
    is_hidden: bool
    first: tuple[int, int]
    last: tuple[int, int]
    percents: frozenset[tuple[int, int]]
    uncalculated: tuple[str, ...]


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
    except (ET.ParseError, KeyError) as error:
        raise UnreadableFile(_("The workbook is damaged: %(why)s") % {"why": error}) from None


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
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise UnreadableFile(_("The workbook is damaged: %(why)s") % {"why": error}) from None


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
    styled = re.compile(_STYLED % "|".join(percent_styles).encode()) if percent_styles else None
    return SheetPart(
        name=name,
        is_hidden=is_hidden,
        first=first,
        last=last,
        percents=frozenset(
            (int(row), column_number(column))
            for column, row in (styled.findall(xml) if styled else ())
        ),
        uncalculated=tuple(address.decode() for address in _UNCALCULATED.findall(xml)),
    )


def column_number(letters: bytes) -> int:
    """``A`` as 1, ``AB`` as 28."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
