"""Figures as CSV after SDMX-CSV 2.0: UTF-8, comma, one row a figure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from qantara.tables.columns import columns
from qantara.tables.dataset import Dataset

#: What a spreadsheet takes for the beginning of a formula.
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

BYTE_ORDER_MARK = "\ufeff"


def figures(dataset: Dataset, lang: str = "", *, has_bom: bool = True) -> bytes:
    """All figures of the dataset; with ``lang`` each code is followed by its name.

    Heads are SDMX concepts (``REF_AREA``, ``TIME_PERIOD``, ``OBS_VALUE`` ...) in every language;
    the head of a column of names is the concept's name. ``has_bom`` is for spreadsheets, which
    otherwise misread Arabic.
    """
    rows = dataset.published
    described = columns(dataset, lang or "en", has_names=bool(lang))
    cells = [_written(column.read(rows)) for column in described]
    heads = [column.head for column in described]
    return _table(heads, zip(*cells, strict=True), has_bom=has_bom)


def table(
    heads: Sequence[str], rows: Iterable[Iterable[object]], *, has_bom: bool = False
) -> bytes:
    """Any table as CSV (RFC 4180).

    Numbers stay numbers; a text that looks like a formula is led by an apostrophe, so that opening
    the file runs nothing (CWE-1236).
    """
    return _table(heads, ([_cell(cell) for cell in row] for row in rows), has_bom=has_bom)


def _table(heads: Sequence[str], rows: Iterable[Iterable[object]], *, has_bom: bool) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_cell(head) for head in heads])
    writer.writerows(rows)
    return ((BYTE_ORDER_MARK if has_bom else "") + out.getvalue()).encode()


def _written(column: list[object]) -> list[object]:
    """Cells of one type as they are written; most of them repeat."""
    written = {cell: _cell(cell) for cell in set(column)}
    return [written[cell] for cell in column]


def _cell(cell: object) -> object:
    match cell:
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer():
            return int(cell)
        case str() if cell.startswith(FORMULA_MARKS):
            return f"'{cell}"
    return cell
