"""XLSX: the tables of all visible sheets, numbers as they are shown: a cell formatted 0.0 % gives
``12.5 %``."""

from __future__ import annotations

from pathlib import Path

from qantara.knowledge.evidence.readers import tables, workbook
from qantara.knowledge.evidence.readers.sheets import ReadOptions, Sheets

NAME = "xlsx"
_ZIP = b"PK\x03\x04"


def sniffs(path: Path, head: bytes) -> bool:
    return head.startswith(_ZIP) and workbook.is_workbook(path)


def read(path: Path, options: ReadOptions) -> Sheets:
    """The sheets named in ``options``, or all visible ones that hold a table. UnreadableFile."""
    with workbook.opened(path, options.limits) as book:
        wanted = tables.chosen({sheet.name: sheet.is_hidden for sheet in book.sheets}, options)
        found = [
            table
            for sheet in book.sheets
            if sheet.name in wanted
            for table in tables.sheets(book.grid(sheet), options)
        ]
        hidden = [sheet.name for sheet in book.sheets if sheet.is_hidden]
    return tables.together(NAME, found, hidden=[name for name in hidden if name not in wanted])
