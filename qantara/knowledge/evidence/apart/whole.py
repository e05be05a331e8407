"""The whole of a file: also the sheets nobody chose, the hidden ones, and what a workbook keeps of
the rows its tables were made from. A file is kept as received, so all of it must be free of people."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from qantara.knowledge.evidence import readers
from qantara.knowledge.evidence.apart import caches
from qantara.knowledge.evidence.apart.marks import without_marks
from qantara.knowledge.evidence.findings import Finding
from qantara.knowledge.evidence.people import verdict
from qantara.knowledge.evidence.readers.sheets import ReadOptions, Sheets, UnreadableFile

#: Formats of spreadsheet programs, which hide sheets and store formulas.
_BOOKS = frozenset({"template", "xlsx", "ods", "xls"})


def read(path: Path, options: ReadOptions) -> Sheets:
    """The sheets asked for. Raises ListOfPeople where any part of the file is one, UnreadableFile."""
    sheets = without_marks(readers.read(path, options=options))
    verdict.refuse_lists(sheets)
    if sheets.format not in _BOOKS:
        return sheets
    for others, is_hidden in _others(path, options, sheets):
        verdict.refuse_lists(without_marks(others), is_hidden=is_hidden)
    for kept in caches.kept(path):
        verdict.refuse_cache(kept)
    return _with_formulas(path, sheets)


def _others(path: Path, options: ReadOptions, sheets: Sheets) -> Iterator[tuple[Sheets, bool]]:
    """The sheets not among those read, and whether they are hidden."""
    plain = ReadOptions(limits=options.limits)
    if sheets.format == "template":
        plain = replace(plain, format="xlsx")
    hidden = sheets.hidden
    with suppress(UnreadableFile):
        if options.sheets or plain.format:
            visible = readers.read(path, options=plain)
            hidden = visible.hidden
            yield visible, False
    for name in hidden:
        with suppress(UnreadableFile):
            yield readers.read(path, options=replace(plain, sheets=(name,))), True


def _with_formulas(path: Path, sheets: Sheets) -> Sheets:
    """Says how many formulas the file holds, where it holds any."""
    try:
        count = caches.formulas(path)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError):
        count = 0
    if not count:
        return sheets
    told = Finding(
        kind="formulas_read_as_stored",
        severity="warning",
        count=count,
        detail={"count": str(count)},
    )
    first, *rest = sheets.sheets
    return replace(sheets, sheets=(replace(first, findings=(*first.findings, told)), *rest))
