"""Sheets as plain values, to be compared whole."""

from __future__ import annotations

from qantara.knowledge.evidence import readers
from qantara.knowledge.evidence.numbers import NATIVE
from qantara.knowledge.evidence.readers import ReadOptions


def tables(path, **options):
    """Name -> (row of heads, columns, rows as they look) of each sheet."""
    found = readers.read(path, options=ReadOptions(**options))
    return {
        sheet.name: (
            sheet.header_rows,
            sheet.columns,
            [
                tuple(cell.removesuffix(NATIVE) if isinstance(cell, str) else cell for cell in row)
                for row in sheet.frame.rows()
            ],
        )
        for sheet in found.sheets
    }


def kinds(path, **options):
    """Kind, rows and values of all findings."""
    found = readers.read(path, options=ReadOptions(**options))
    return [(one.kind, one.rows, one.values) for sheet in found.sheets for one in sheet.findings]
