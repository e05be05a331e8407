"""Files in the shapes that offices give them: delimited text in any encoding, and workbooks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter

Line = Sequence[object]

#: Workbooks say when they were made; these always say the same.
MADE = datetime(2026, 4, 1)  # noqa: DTZ001 - workbooks know no zone


def text(
    lines: Iterable[Line], *, delimiter: str = ",", encoding: str = "utf-8", end: str = "\n"
) -> bytes:
    """Lines as delimited text. ``None`` is an empty cell."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator=end).writerows(lines)
    return buffer.getvalue().encode(encoding)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A sheet of a workbook.

    lines   its cells, from the first row on
    merged  heads over heads: (row, first column, last column), counted from 0
    """

    lines: Sequence[Line]
    merged: Sequence[tuple[int, int, int]] = ()
    is_right_to_left: bool = False


def workbook(pages: Mapping[str, Page]) -> bytes:
    """An XLSX file, the same bytes every time."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": MADE})
    for name, page in pages.items():
        sheet = book.add_worksheet(name)
        if page.is_right_to_left:
            sheet.right_to_left()
        for number, line in enumerate(page.lines):
            for column, value in enumerate(line):
                if value is not None:
                    sheet.write(number, column, value)
        for row, first, last in page.merged:
            sheet.merge_range(row, first, row, last, page.lines[row][first])
    book.close()
    return buffer.getvalue()


def spaced(number: int) -> str:
    """``12 345``, as offices print it who part thousands with a space."""
    return f"{number:,}".replace(",", " ")


def dotted(number: int) -> str:
    """``12.345``, as offices print it who part thousands with a point."""
    return f"{number:,}".replace(",", ".")


def comma(number: float) -> str:
    """``12,5``: one decimal, after a comma."""
    return f"{number:.1f}".replace(".", ",")
