"""Readers: one small module a format, tried in order until one knows the file.

A reader has ``NAME``, ``sniffs(path, head) -> bool`` and ``read(path, options) -> Sheets``; adding
one is adding it to ``READERS`` (see docs/mapping.md). All give text as delivered.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from django.utils.translation import gettext as _

from qantara.knowledge.evidence.findings import Finding
from qantara.knowledge.evidence.readers import (
    csv,
    eurostat_tsv,
    html,
    jsonstat,
    ods,
    packed,
    px,
    sdmx_csv,
    sdmx_json,
    sdmx_ml,
    spreadsheetml,
    strangers,
    tables,
    template,
    xls,
    xlsx,
)
from qantara.knowledge.evidence.readers.packed import Unpacked
from qantara.knowledge.evidence.readers.sheets import (
    Limits,
    ReadOptions,
    Sheet,
    Sheets,
    UnreadableFile,
    numbered,
)

__all__ = ["READERS", "Limits", "ReadOptions", "Sheet", "Sheets", "UnreadableFile", "read"]

#: The most particular first; CSV takes what is left.
READERS: tuple[ModuleType, ...] = (
    template, xlsx, ods, xls, spreadsheetml, html, sdmx_ml, sdmx_json, jsonstat, px, eurostat_tsv, sdmx_csv, csv,
)  # fmt: skip

#: What a mapping may say as ``format``.
FORMATS = tuple(reader.NAME for reader in READERS)

HEAD = 4096


def read(path: Path, *, options: ReadOptions | None = None) -> Sheets:
    """Read a file of any known format, packed or not.

    Raises UnreadableFile for what no reader knows, for what is damaged, and for what asks for more
    than ``options.limits``.
    """
    options = options or ReadOptions()
    head = _head(path)
    if head.startswith(packed.GZIP):
        with tempfile.TemporaryDirectory() as folder:
            return _read(packed.gunzipped(path, Path(folder), options.limits), options)
    if head.startswith(packed.ZIP) and not _knows(path, head) and not strangers.is_document(path):
        with tempfile.TemporaryDirectory() as folder:
            return _together(packed.unzipped(path, Path(folder), options.limits), options)
    return _read(path, options)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def _knows(path: Path, head: bytes) -> bool:
    return any(reader.sniffs(path, head) for reader in READERS)


def _read(path: Path, options: ReadOptions) -> Sheets:
    head = _head(path)
    for reader in READERS:
        if options.format == reader.NAME if options.format else reader.sniffs(path, head):
            sheets: Sheets = reader.read(path, options)
            return sheets
    raise strangers.refuse(path, head)


def _together(files: Iterable[Unpacked], options: ReadOptions) -> Sheets:
    """The tables of an archive: one file is read as itself, several are sheets called by their files.

    What is no table is left out and named. Raises UnreadableFile where nothing is one.
    """
    anything = replace(options, sheets=())
    read: list[tuple[str, Sheets]] = []
    refused: list[tuple[str, UnreadableFile]] = []
    for file in files:
        try:
            found = _read(file.path, anything)
        except UnreadableFile as why:
            refused.append((file.name, why))
            continue
        if _is_note(found):
            refused.append((file.name, UnreadableFile(_("There is no table in the archive."))))
        else:
            read.append((file.name, found))
    if not read:
        raise _nothing(refused)
    first = read[0][1]
    every = [
        (_called(name, sheet, found, alone=len(read) == 1), sheet)
        for name, found in read
        for sheet in found.sheets
    ]
    names = numbered([name for name, _sheet in every])
    sheets = [replace(sheet, name=name) for name, (_name, sheet) in zip(names, every, strict=True)]
    if options.sheets:
        there = {sheet.name for sheet in sheets}
        if missing := [name for name in options.sheets if name not in there]:
            raise tables.no_such_sheet(missing[0], sorted(there))
        sheets = [sheet for sheet in sheets if sheet.name in options.sheets]
    if refused:
        left = Finding(
            kind="left_in_the_archive", severity="warning", sheet=sheets[0].name,
            values=tuple(name for name, _why in refused), distinct=len(refused),
        )  # fmt: skip
        sheets[0] = replace(sheets[0], findings=(*sheets[0].findings, left))
    has_names = len(read) > 1
    return replace(
        first, sheets=tuple(sheets), hidden=tuple(name for _own, one in read for name in one.hidden),
        encoding="" if has_names else first.encoding,
    )  # fmt: skip


def _called(file: str, sheet: Sheet, found: Sheets, *, alone: bool) -> str:
    if alone:
        return sheet.name if found.has_names else file
    return f"{file}: {sheet.name}" if len(found.sheets) > 1 else file


def _is_note(found: Sheets) -> bool:
    """Whether a file is plain text beside the tables: one column, not several."""
    return found.format == csv.NAME and all(len(sheet.columns) < 2 for sheet in found.sheets)


def _nothing(refused: list[tuple[str, UnreadableFile]]) -> UnreadableFile:
    if len(refused) == 1:
        return refused[0][1]
    if not refused:
        return UnreadableFile(_("There is no table in the archive."))
    return UnreadableFile(
        _("No file in the archive can be read: %(names)s. Send the table that is meant.")
        % {"names": ", ".join(name for name, _why in refused[:5])}
    )
