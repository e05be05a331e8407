"""Tables of a paper as HTML. Written in Python: a long paper has thousands of cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from django.utils.html import escape
from django.utils.safestring import SafeString

from qantara.papers import Cell, Column, Row, Table
from qantara.web.paper.text import Scribe

T = TypeVar("T")


def head(table: Table, scribe: Scribe) -> SafeString:
    """The row of column titles."""
    titles = [_title(column, scribe) for column in table.columns]
    return SafeString(f"<thead><tr>{''.join(_placed(table, titles))}</tr></thead>")


def rows(table: Table, scribe: Scribe) -> SafeString:
    """``tbody``: one ``th`` a row, which a pyramid has in its middle."""
    return SafeString(f"<tbody>{''.join(_row(row, table, scribe) for row in table.rows)}</tbody>")


def _placed(table: Table, items: Sequence[T]) -> Sequence[T]:
    """Items of a row in the order seen: header first, or between the two sides of a pyramid."""
    if table.shape != "pyramid":
        return items
    middle = 1 + (len(items) - 1) // 2
    return [*items[1:middle], items[0], *items[middle:]]


def _title(column: Column, scribe: Scribe) -> str:
    title = scribe.text(column.title)
    if column.is_mark:
        return f'<th class="b" scope="col"><span class="vh">{title}</span></th>'
    return f'<th scope="col"{_NUMERIC[column.numeric]}>{title}</th>'


_NUMERIC = {True: ' class="num"', False: ""}


def _row(row: Row, table: Table, scribe: Scribe) -> str:
    cells = [f'<th scope="row">{_content(row.header, scribe)}</th>', *_cells(row, table, scribe)]
    highlight = ' class="hl"' if row.is_highlighted else ""
    return f"<tr{highlight}>{''.join(_placed(table, cells))}</tr>"


def _cells(row: Row, table: Table, scribe: Scribe) -> Iterator[str]:
    names_columns = table.shape == "reflow"
    for cell, column in zip(row.cells, table.columns[1:], strict=True):
        if column.is_mark:
            yield f'<td class="b">{cell.mark}</td>'
            continue
        name = f' data-l="{escape(column.title)}"' if names_columns else ""
        numeric = _NUMERIC[cell.numeric or column.numeric]
        yield f"<td{numeric}{name}>{_content(cell, scribe)}</td>"


def _content(cell: Cell, scribe: Scribe) -> str:
    if cell.state != "shown":
        text = str(scribe.in_place(cell.text, cell.state, cell.href))
    elif cell.lang and cell.lang != scribe.lang:
        text = f'<bdi lang="{escape(cell.lang)}">{escape(cell.text)}</bdi>'
    else:
        text = str(scribe.figure(cell.text)) if cell.text else ""
    if cell.mark:
        text = f"{cell.mark}{text}"
    return f"{text} {scribe.flags(cell.flags)}" if cell.flags else text
