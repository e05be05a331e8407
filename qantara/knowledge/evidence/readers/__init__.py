"""Readers: one small module a format, tried in order until one knows the file.

A reader has ``NAME``, ``sniffs(path, head) -> bool`` and ``read(path, options) -> Sheets``; adding
one is adding it to ``READERS`` (see docs/mapping.md). All give text as delivered.
"""

from __future__ import annotations

import gzip
import tempfile
import zlib
from pathlib import Path
from types import ModuleType

from django.utils.translation import gettext as _

from qantara.knowledge.evidence.readers import csv, sdmx_csv, strangers, template, xlsx
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

#: What a mapping may say as ``format``.
FORMATS = tuple(reader.NAME for reader in READERS)

HEAD = 4096
_GZIP = b"\x1f\x8b"
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
    raise strangers.refuse(path, head)


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
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise UnreadableFile(
            _("The compressed file is damaged. Download or pack it again, and send it again.")
        ) from None
    return target
