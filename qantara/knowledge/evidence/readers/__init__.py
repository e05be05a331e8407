"""Readers: one small module a format, tried in order until one knows the file.

A reader has ``NAME``, ``sniffs(path, head) -> bool`` and ``read(path, options) -> Sheets``; adding
one is adding it to ``READERS`` (see docs/mapping.md). All give text as delivered.
"""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path
from types import ModuleType

from django.utils.translation import gettext as _

from qantara.knowledge.evidence.readers import csv, sdmx_csv, template, xlsx
from qantara.knowledge.evidence.readers.sheets import (
    Limits,
    ReadOptions,
    Sheet,
    Sheets,
    UnreadableFile,
)

__all__ = ["READERS", "Limits", "ReadOptions", "Sheet", "Sheets", "UnreadableFile", "read"]

#: The most particular first; CSV takes what is left.
READERS: tuple[ModuleType, ...] = (template, xlsx, sdmx_csv, csv)

HEAD = 4096
_GZIP = b"\x1f\x8b"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_CHUNK = 1 << 20


def read(path: Path, *, options: ReadOptions | None = None) -> Sheets:
    """Read a file of any known format, packed with gzip or not.

    Raises UnreadableFile for what no reader knows, for what is damaged, and for what asks for more
    than ``options.limits``.
    """
    options = options or ReadOptions()
    with path.open("rb") as file:
        is_packed = file.read(2) == _GZIP
    if not is_packed:
        return _read(path, options)
    with tempfile.TemporaryDirectory() as folder:
        return _read(_unpack(path, Path(folder), options.limits), options)


def _read(path: Path, options: ReadOptions) -> Sheets:
    with path.open("rb") as file:
        head = file.read(HEAD)
    for reader in READERS:
        if options.format == reader.NAME if options.format else reader.sniffs(path, head):
            sheets: Sheets = reader.read(path, options)
            return sheets
    raise UnreadableFile(_why_not(head))


def _why_not(head: bytes) -> str:
    """What a file is that no reader knows, and what to do."""
    if head.startswith(_OLD_OFFICE):
        return _(
            "This is a workbook of the old kind (XLS). Open it in a spreadsheet program, save it as"
            " XLSX and send it again."
        )
    if csv.MARKUP.match(head):
        return _(
            "This is a web page or XML, not a table. Perhaps the address answered with a page instead"
            " of the file: download it again as CSV or XLSX."
        )
    if csv.JSON.match(head):
        return _(
            "This is JSON, not a table. Export the figures as CSV or XLSX and send them again."
        )
    return _(
        "Files of this kind cannot be read. Send CSV, XLSX or SDMX-CSV, or Qantara's own template."
    )


def _unpack(path: Path, folder: Path, limits: Limits) -> Path:
    target = folder / (path.name.removesuffix(".gz") or "unpacked")
    written = 0
    try:
        with gzip.open(path) as packed, target.open("wb") as plain:
            while chunk := packed.read(_CHUNK):
                written += len(chunk)
                if written > limits.bytes:
                    raise UnreadableFile(
                        _("The file unpacks to more than %(limit)s MB. Send it in parts.")
                        % {"limit": limits.bytes >> 20}
                    )
                plain.write(chunk)
    except (gzip.BadGzipFile, EOFError, OSError) as error:
        raise UnreadableFile(
            _("The compressed file is damaged: %(why)s") % {"why": error}
        ) from None
    return target
