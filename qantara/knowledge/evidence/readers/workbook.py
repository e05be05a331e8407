"""A look inside an XLSX before any of it is read: its parts, sheets and styles.

A workbook is a ZIP of XML. One that unpacks to gigabytes, declares entities or puts one cell at the
far corner of a sheet would take a reader down with it, so parts are unpacked under limits, one at a
time. ECMA-376 Part 1 (SpreadsheetML), 18.2 and 18.8.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import polars as pl
from django.utils.translation import gettext as _

from qantara.knowledge.evidence.readers import cells
from qantara.knowledge.evidence.readers.grid import Grid
from qantara.knowledge.evidence.readers.sheets import Limits, UnreadableFile, damaged_workbook
from qantara.knowledge.evidence.readers.styles import Styles, styles

WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_ROOT = "_rels/.rels"
_MAIN = "/officeDocument"
_SHARED, _STYLES = "/sharedStrings", "/styles"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"

#: What a damaged archive, and damaged XML in it, raise.
_DAMAGES = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError,
    ET.ParseError, KeyError, ValueError, pl.exceptions.PolarsError,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """One worksheet, and the part of the archive that it is kept in."""

    name: str
    is_hidden: bool
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """An open workbook. ``sheets`` in their order, charts and macros left out."""

    archive: zipfile.ZipFile
    sheets: tuple[SheetPart, ...]
    strings: pl.Series
    styles: Styles
    limits: Limits

    def grid(self, sheet: SheetPart) -> Grid:
        """The cells of a sheet. Raises UnreadableFile."""
        try:
            xml = _part(self.archive, sheet.part)
            return cells.read(sheet.name, xml, self.strings, self.styles, self.limits)
        except _DAMAGES:
            raise damaged_workbook() from None


def is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    return WORKBOOK in names or (
        "[Content_Types].xml" in names
        and any(
            name.endswith("workbook.xml") or name.startswith("xl/worksheets/") for name in names
        )
    )


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[Workbook]:
    """A workbook with its sheets, texts and styles. Raises UnreadableFile before harm is done."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise damaged_workbook() from None
    with archive:
        _refuse_large(archive, limits)
        try:
            book = _workbook(archive, limits)
        except _DAMAGES:
            raise damaged_workbook() from None
        yield book


def _refuse_large(archive: zipfile.ZipFile, limits: Limits) -> None:
    """A part longer than the archive says fails its checksum later."""
    if sum(entry.file_size for entry in archive.infolist()) > limits.workbook_bytes:
        raise UnreadableFile(
            _("The workbook unpacks to more than %(limit)s MB. Send it in parts, or as CSV.")
            % {"limit": limits.workbook_bytes >> 20}
        )


def _workbook(archive: zipfile.ZipFile, limits: Limits) -> Workbook:
    names = set(archive.namelist())
    main = _main_part(archive, names)
    folder = posixpath.dirname(main)
    relations = _relations(
        archive, f"{folder}/_rels/{posixpath.basename(main)}.rels", folder, names
    )
    by_type = {kind.rpartition("/")[2]: target for kind, target in relations.values()}
    root = _parsed(archive, main)
    shared, formats = by_type.get(_SHARED[1:], ""), by_type.get(_STYLES[1:], "")
    return Workbook(
        archive=archive,
        sheets=tuple(_sheets(root, {key: target for key, (_kind, target) in relations.items()})),
        strings=cells.shared_strings(_part(archive, shared)) if shared else pl.Series(dtype=pl.String),
        styles=_styles(_parsed(archive, formats) if formats else None, is_1904=_is_1904(root)),
        limits=limits,
    )  # fmt: skip


def _main_part(archive: zipfile.ZipFile, names: set[str]) -> str:
    """The part that names the sheets: where the archive says, which most keep to one place."""
    if WORKBOOK in names or _ROOT not in names:
        return WORKBOOK
    for kind, target in _relations(archive, _ROOT, "", names).values():
        if kind.endswith(_MAIN):
            return target
    return WORKBOOK


def _relations(
    archive: zipfile.ZipFile, part: str, folder: str, names: set[str]
) -> dict[str, tuple[str, str]]:
    """Id -> kind and target, of the parts that are there."""
    folded = {name.lower(): name for name in names}
    found = {}
    for relation in _parsed(archive, part):
        target = posixpath.normpath(
            posixpath.join(f"/{folder}", relation.get("Target", "").replace("\\", "/"))
        )
        if name := folded.get(target.lstrip("/").lower()):
            found[relation.get("Id", "")] = (relation.get("Type", ""), name)
    return found


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part, if it declares nothing that a parser would have to follow."""
    content = archive.read(name)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content.decode("utf-16").encode().replace(b"UTF-16", b"UTF-8", 1)
    if b"\x00" in content[:64] or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise UnreadableFile(
            _(
                "The workbook holds declarations that no spreadsheet program writes, so it is not"
                " opened. Save it again from a spreadsheet program."
            )
        )
    return content.removeprefix(b"\xef\xbb\xbf")


def _parsed(archive: zipfile.ZipFile, name: str) -> ET.Element:
    """Parts without declarations, which _part has seen to, can do the parser no harm."""
    return ET.fromstring(_part(archive, name))  # noqa: S314


def _is_1904(root: ET.Element) -> bool:
    return any(
        element.tag.endswith("}workbookPr") and element.get("date1904") in {"1", "true"}
        for element in root
    )


def _sheets(root: ET.Element, targets: dict[str, str]) -> Iterator[SheetPart]:
    for element in root.iter():
        if not element.tag.endswith("}sheet"):
            continue
        part = targets.get(element.get(_ID) or element.get(_STRICT_ID) or "", "")
        if part and "sheet" in posixpath.basename(part) and "chartsheet" not in part:
            yield SheetPart(
                name=element.get("name", ""),
                is_hidden=element.get("state", "visible") != "visible",
                part=part,
            )


def _styles(root: ET.Element | None, *, is_1904: bool) -> Styles:
    if root is None:
        return Styles(is_1904=is_1904)
    space = root.tag.removesuffix("styleSheet")
    codes = {
        int(entry.get("numFmtId", "0")): entry.get("formatCode", "")
        for entry in root.iter(f"{space}numFmt")
    }
    cell_styles = root.find(f"{space}cellXfs")
    formats = {}
    for index, style in enumerate(cell_styles if cell_styles is not None else ()):
        number = int(style.get("numFmtId", "0"))
        formats[index] = (number, codes.get(number, ""))
    return styles(formats, is_1904=is_1904)
