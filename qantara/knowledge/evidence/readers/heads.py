"""The heads of a table: in which rows they stand, and what each column is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import polars as pl
from django.utils.translation import gettext as _

from qantara.knowledge.evidence.numbers import NATIVE
from qantara.knowledge.evidence.readers.grid import Merge
from qantara.knowledge.evidence.readers.sheets import (
    SAMPLE,
    UnreadableFile,
    find_header,
    heading,
    is_figure,
    numbered,
)

#: Rows of heads that may stand over one another.
DEEPEST = 5


def records(lines: pl.DataFrame, most: int = SAMPLE) -> list[list[str]]:
    """The cells of the first rows as they look, ``row`` left out."""
    return [
        ["" if cell is None else cell.removesuffix(NATIVE) for cell in row[1:]]
        for row in lines.head(most).iter_rows()
    ]


def header_rows(
    lines: pl.DataFrame, merges: Sequence[Merge], expected: frozenset[str]
) -> tuple[int, ...]:
    """Numbers of the rows with the heads, from the top.

    lines  ``row`` and columns of text by position, rows that hold nothing left out
    A head that is one cell over several columns has the heads it groups under it; so has a row that
    tells columns apart which the next one calls by the same name. Where a mapping ``expected``
    heads, the rows that give most of them win.
    """
    cells = records(lines)
    rows = lines["row"].to_list()
    index = find_header(cells, expected)
    whole = tuple(rows[at] for at in _stack(cells, rows, index, lines.columns, merges))
    if len(whole) == 1 or not expected:
        return whole
    single = (rows[index],)
    met = {choice: len(expected & set(names(lines, choice, merges))) for choice in (single, whole)}
    return single if met[single] and met[single] >= met[whole] else whole


def names(lines: pl.DataFrame, rows: tuple[int, ...], merges: Sequence[Merge]) -> list[str]:
    """What each column is called, in the order of the columns: see ``heads``, then ``numbered``."""
    return numbered([heading(head) for head in heads(lines, rows, merges)])


def heads(lines: pl.DataFrame, rows: tuple[int, ...], merges: Sequence[Merge]) -> list[str]:
    """Heads of one row, or of several joined by `` / ``; a merged head counts for all its columns.

    Where nothing is merged in an upper row, a head counts until the next one.
    """
    stacked = []
    for row in rows:
        found = lines.filter(pl.col("row") == row).drop("row")
        if found.is_empty():
            raise UnreadableFile(_("There is no row %(row)s for the column heads.") % {"row": row})
        record = [" ".join((cell or "").removesuffix(NATIVE).split()) for cell in found.row(0)]
        stacked.append(_spread(record, row, rows, lines.columns[1:], merges))
    return [
        " / ".join(part for part, before in zip(column, ("", *column), strict=False) if part and part != before)
        for column in zip(*stacked, strict=True)
    ]  # fmt: skip


def _spread(
    record: list[str], row: int, rows: tuple[int, ...], columns: list[str], merges: Sequence[Merge]
) -> list[str]:
    """A row of heads with what one of them spans filled in."""
    across = [one for one in merges if one.top == row and one.right > one.left]
    if across:
        filled = dict(zip(columns, record, strict=True))
        for one in across:
            text = filled.get(str(one.left - 1), "")
            filled |= {name: text for name in columns if one.left <= int(name) + 1 <= one.right}
        return [filled[name] for name in columns]
    if row == rows[-1]:
        return record
    last = ""
    return [last := cell or last for cell in record]


def _stack(
    cells: list[list[str]], rows: list[int], index: int, columns: list[str], merges: Sequence[Merge]
) -> list[int]:
    """Indices of the rows of heads around the one at ``index``."""
    top = bottom = index
    while (
        bottom + 1 < len(rows)
        and bottom - index < DEEPEST
        and _goes_on(cells[bottom : bottom + 2], rows[bottom], merges)
    ):
        bottom += 1
    while (
        top > 0
        and index - top < DEEPEST
        and _is_next(rows[top - 1], rows[top], merges)
        and (
            _groups(cells[top - 1], rows[top - 1], columns, merges)
            or _reaches(rows[top - 1], rows[top], merges)
            or _tells_apart(cells[top - 1], cells[top])
        )
    ):
        top -= 1
    return list(range(top, bottom + 1))


def _is_next(upper: int, lower: int, merges: Sequence[Merge]) -> bool:
    """Whether nothing lies between two rows but what a merged cell of the upper one covers."""
    return lower - upper == 1 or any(one.top == upper and one.bottom >= lower - 1 for one in merges)


def _reaches(upper: int, lower: int, merges: Sequence[Merge]) -> bool:
    """Whether heads of the upper row are one cell with those under them in the lower."""
    return any(one.top == upper and one.bottom >= lower for one in merges)


def _goes_on(pair: list[list[str]], row: int, merges: Sequence[Merge]) -> bool:
    """Whether heads go on in the next row: one spans columns whose own heads stand there, or spans
    both rows."""
    spans = [one for one in merges if one.top <= row <= one.bottom and one.left != one.right]
    down = any(one.top <= row < one.bottom for one in merges)
    below = [cell for cell in pair[1] if cell.strip()]
    has_words = bool(below) and not any(map(is_figure, below))
    return has_words and (down or bool(spans)) and (down or len(below) > 1)


def _groups(record: list[str], row: int, columns: list[str], merges: Sequence[Merge]) -> bool:
    """Whether a row holds heads over several columns each, and is no title over all of them."""
    across = [one for one in merges if one.top == row and one.right > one.left]
    if not across or any(is_figure(cell) for cell in record if cell.strip()):
        return False
    filled = sum(1 for cell in record if cell.strip())
    first = int(columns[1]) + 1
    return filled > 1 or all(one.left > first for one in across)


def _tells_apart(upper: list[str], lower: list[str]) -> bool:
    """Whether heads that repeat in a row differ once those over them are joined to them."""
    repeated = [name for name, times in Counter(filter(None, lower)).items() if times > 1]
    cells = [cell for cell in upper if cell.strip()]
    if not repeated or not cells or any(map(is_figure, cells)) or (len(cells) == 1 and upper[0]):
        return False
    last = ""
    filled = [last := cell or last for cell in upper]
    joined = [(over, name) for over, name in zip(filled, lower, strict=True) if name in repeated]
    return len(set(joined)) == len(joined)
