"""Files that no reader knows: what they are, and what to do to have their figures read."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qantara.knowledge.evidence.readers.sheets import UnreadableFile, locked_workbook
from qantara.knowledge.evidence.readers.xls import LOCKED

#: How other kinds of text begin: web pages and XML, and JSON.
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[!?A-Za-z]")
_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\{\s*["}]|\[\s*(?:[\[{"]|-?\d+\s*[,\]]))')
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"

#: How files begin that people take for tables, and what to say of them.
_BEGINNINGS: tuple[tuple[tuple[bytes, ...], Promise], ...] = (
    (
        (b"%PDF", b"%!PS"),
        gettext_lazy(
            "This is a printed page (PDF), not a table. Ask its publisher for the figures as CSV or XLSX."
        ),
    ),
    (
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8"),
        gettext_lazy(
            "This is a picture, not a table. Ask its publisher for the figures as CSV or XLSX."
        ),
    ),
    (
        (b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"\x28\xb5\x2f\xfd"),
        gettext_lazy(
            "This is an archive of a kind that is not opened here. Unpack it and send the table itself, or"
            " pack it as ZIP."
        ),
    ),
    (
        (b"PAR1", b"ARROW1", b"SQLite format 3", b"\x89HDF", b"CDF"),
        gettext_lazy(
            "This is a data file for programs, not a table of text. Export the figures as CSV or XLSX and"
            " send them again."
        ),
    ),
)

_OTHER = gettext_lazy(
    "Files of this kind cannot be read. Send CSV, XLSX, ODS, SDMX or JSON-stat, or Qantara's own template."
)


def refuse(path: Path, head: bytes) -> UnreadableFile:
    """Why a file cannot be read, in the reader's language; to be raised.

    head  its first bytes
    """
    return UnreadableFile(_why(path, head))


def web_page() -> UnreadableFile:
    return UnreadableFile(
        _(
            "This is a web page or XML, not a table. Perhaps the address answered with a page instead"
            " of the file: download it again as CSV or XLSX."
        )
    )


def is_strange(head: bytes) -> bool:
    """Whether a file begins like one of those told here, and so is no CSV."""
    return head.startswith(
        (_ZIP, _OLD_OFFICE, *(mark for marks, _said in _BEGINNINGS for mark in marks))
    ) or bool(_MARKUP.match(head) or _JSON.match(head))


def _why(path: Path, head: bytes) -> str:
    if head.startswith(_OLD_OFFICE):
        return _old_office(path)
    if head.startswith(_ZIP):
        return _archive(path)
    if _MARKUP.match(head):
        return str(web_page())
    if _JSON.match(head):
        return _(
            "This is JSON, not a table. Export the figures as CSV or XLSX and send them again."
        )
    return str(next((said for marks, said in _BEGINNINGS if head.startswith(marks)), _OTHER))


def is_document(path: Path) -> bool:
    """Whether a ZIP is a document of an office program, of a kind that no reader knows."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return True
    return bool({"[Content_Types].xml", "content.xml", "mimetype"} & set(names))


def _old_office(path: Path) -> str:
    if LOCKED in path.read_bytes():
        return str(locked_workbook())
    return _(
        "This is an old document of Office that holds no workbook which can be read. Open it, copy its"
        " table into a workbook, save it as XLSX and send it again."
    )


def _archive(path: Path) -> str:
    """What is packed: other programs' documents are archives too."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return _(
            "The file is damaged: its end is missing. Download or save it again, and send it again."
        )
    if "xl/workbook.bin" in names:
        return _(
            "This is a workbook of another kind (XLSB). Open it in a spreadsheet program, save it as XLSX"
            " and send it again."
        )
    return _(
        "This is a text document or slides, not a workbook. Copy its table into a workbook, save it as"
        " XLSX and send it again."
    )
