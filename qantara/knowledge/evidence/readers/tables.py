"""The tables on a sheet: one under another, side by side, with titles and notes around them.

A table is parted from another only where both plainly are tables: each with heads of its own over
figures of its own. Blank lines between groups of rows, empty columns between groups of columns, and
notes under a table part nothing. Row numbers stay those that a person sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import polars as pl
from django.utils.translation import gettext as _

from qantara.knowledge.evidence.numbers import NATIVE
from qantara.knowledge.evidence.readers.grid import Grid, Merge
from qantara.knowledge.evidence.readers.heads import header_rows, heads, records
from qantara.knowledge.evidence.readers.sheets import (
    YEAR,
    ReadOptions,
    Sheet,
    Sheets,
    UnreadableFile,
    counts,
    filled,
    find_header,
    is_figure,
    is_head,
    name_columns,
    without_blank_rows,
)

#: Tables that one sheet may hold.
MOST = 200
#: Lines looked at to see whether figures stand under heads.
_NEAR = 8
#: How many of its cells a column of labels must have that are no figures, and that differ.
_MOSTLY, _DIFFERING = 0.8, 0.5


def sheets(grid: Grid, options: ReadOptions) -> list[Sheet]:
    """The tables of a sheet. The first is called like it, the others have numbers: ``Name (2)``."""
    lines = without_blank_rows(grid.frame)
    if lines.is_empty():
        return []
    parts = [lines] if options.header_rows else tables(lines)
    every = [
        _sheet(grid, part, grid.name if number == 1 else f"{grid.name} ({number})", options)
        for number, part in enumerate(parts, 1)
    ]
    if not options.sheets or grid.name in options.sheets:
        return every
    return [sheet for sheet in every if sheet.name in options.sheets]


def chosen(hidden: Mapping[str, bool], options: ReadOptions) -> list[str]:
    """Which sheets of a workbook to read: those asked for, by their name or that of a table on them,
    or all that are not hidden. Raises UnreadableFile where one that is asked for is not there."""
    if not options.sheets:
        return [name for name, is_hidden in hidden.items() if not is_hidden]
    asked = {name: _sheet_of(name, hidden) for name in options.sheets}
    if missing := [name for name, sheet in asked.items() if not sheet]:
        raise no_such_sheet(missing[0], hidden)
    return list(asked.values())


def together(form: str, found: Sequence[Sheet], *, hidden: Sequence[str] = ()) -> Sheets:
    """The tables of a workbook as a file that has been read. Raises UnreadableFile without any."""
    if not found:
        raise UnreadableFile(_("The workbook is empty."))
    return Sheets(format=form, sheets=tuple(found), hidden=tuple(hidden))


def no_such_sheet(name: str, there_are: Iterable[str]) -> UnreadableFile:
    return UnreadableFile(
        _("The workbook has no sheet “%(sheet)s”. Its sheets are: %(sheets)s.")
        % {"sheet": name, "sheets": ", ".join(there_are)}
    )


def _sheet_of(asked: str, names: Iterable[str]) -> str:
    return next(
        (
            name
            for name in names
            if asked == name or re.fullmatch(re.escape(name) + r" \(\d+\)", asked)
        ),
        "",
    )


def tables(lines: pl.DataFrame) -> list[pl.DataFrame]:
    """``lines`` (``row`` and columns of text by position, no blank ones) parted into its tables.

    Raises UnreadableFile where they are more than anybody would look through.
    """
    found: list[pl.DataFrame] = []
    under = _one_under_another(lines)
    if len(under) > MOST:
        raise UnreadableFile(
            _(
                "One sheet holds %(count)s tables; at most %(most)s are read. Send those that are meant."
            )
            % {"count": len(under), "most": MOST}
        )
    for part in under:
        sides = _side_by_side(part)
        if len(sides) == 1:
            found.append(part)
        else:
            found += [under for side in sides for under in _one_under_another(side)]
    return found


def _sheet(grid: Grid, lines: pl.DataFrame, name: str, options: ReadOptions) -> Sheet:
    rows = options.header_rows or header_rows(lines, grid.merges, options.heads)
    named = heads(lines if options.header_rows == () else grid.frame, rows, grid.merges)
    body = _filled_down(lines.filter(pl.col("row") > max(rows)), grid.merges)
    above = lines.filter(pl.col("row") < min(rows))
    return Sheet(
        name=name,
        frame=name_columns(named, body),
        header_rows=tuple(rows),
        findings=grid.findings(body),
        above=tuple(
            filled(row, [cell and cell.removesuffix(NATIVE) for cell in cells])
            for row, *cells in above.iter_rows()
        ),
    )


def _filled_down(body: pl.DataFrame, merges: Sequence[Merge]) -> pl.DataFrame:
    """A word that one cell over several rows holds is said of each of them. A figure is not: it would
    be counted again and again."""
    rows = body["row"].to_list()
    if not rows or not merges:
        return body
    place = {row: position for position, row in enumerate(rows)}
    told: dict[str, dict[int, str]] = {}
    for one in merges:
        name = str(one.left - 1)
        if one.top == one.bottom or one.top not in place or name not in body.columns:
            continue
        text = body[name][place[one.top]]
        if text and (not is_figure(text.removesuffix(NATIVE)) or YEAR.fullmatch(text)):
            own = told.setdefault(name, {})
            inside = range(one.top + 1, min(one.bottom, rows[-1]) + 1)
            own |= {place[row]: text for row in inside if row in place}
    return body.with_columns(
        body[name].scatter(list(texts), list(texts.values()))
        for name, texts in told.items()
        if texts
    )


def _one_under_another(lines: pl.DataFrame) -> list[pl.DataFrame]:
    widths = lines.select(
        pl.sum_horizontal(pl.all().exclude("row").is_not_null())
    ).to_series().to_list()  # fmt: skip
    rows = lines["row"].to_list()
    first = _cells(lines, find_header(records(lines)))
    again = set(_repeats(lines, first))
    begins = [0]
    for index in range(1, len(rows)):
        is_parted = rows[index] - rows[index - 1] > 1 or widths[index - 1] == 1
        if widths[index] < 2 or not (is_parted or index in again):
            continue
        is_again = index in again and index > begins[-1] + 1
        if is_again or (is_head(_cells(lines, index)) and _is_table(lines, begins[-1], index)):
            begins.append(_title_over(index, begins[-1], widths, rows))
    ends = [*begins[1:], len(rows)]
    return [lines.slice(begin, end - begin) for begin, end in zip(begins, ends, strict=True)]


def _cells(lines: pl.DataFrame, index: int) -> list[str]:
    return records(lines.slice(index, 1))[0]


def _repeats(lines: pl.DataFrame, record: list[str]) -> list[int]:
    """Where a row of heads stands again, as on the next page of a print."""
    if sum(map(bool, record)) < 2 or any(map(is_figure, record)):
        return []
    same = [
        pl.col(name).str.strip_suffix(NATIVE).fill_null("") == text
        for name, text in zip(lines.columns[1:], record, strict=True)
    ]
    return lines.select(pl.arg_where(pl.all_horizontal(same))).to_series().to_list()[1:]


def _is_table(lines: pl.DataFrame, begin: int, index: int) -> bool:
    """Whether a table stands before ``index``, and figures under the heads that stand there.

    A few lines such as ``Year | 2023`` are no table, but say what the next one is about.
    """
    before = [
        record
        for record in records(lines.slice(begin, index - begin))[1:]
        if sum(map(bool, record)) > 1
    ]
    figures = sum(any(map(counts, record[1:])) for record in before)
    wide = any(sum(map(bool, record)) > 2 for record in before)
    if not figures or 2 * figures < len(before) or not (wide or figures > 1):
        return False
    near = records(lines.slice(index, _NEAR))
    named = [bool(cell) for cell in near[0]]
    for record in near[1:]:
        held = [position for position, cell in enumerate(record) if counts(cell)]
        if held and sum(map(bool, record)) > 1:
            return 2 * sum(named[position] for position in held) >= len(held)
        named = [had or bool(cell) for had, cell in zip(named, record, strict=True)]
    return False


def _title_over(index: int, begin: int, widths: list[int], rows: list[int]) -> int:
    """Where the title over the heads at ``index`` begins, after the table before it."""
    top = index
    while top - 1 > begin and widths[top - 1] == 1 and rows[top] - rows[top - 1] == 1:
        top -= 1
    if top == index:
        alone = widths[top - 1] == 1 and rows[top - 1] - rows[top - 2] > 1
        return top - 1 if top - 2 > begin and alone else top
    # What follows the figures without a blank line is a note to them, but for the last line.
    return top if rows[top] - rows[top - 1] > 1 else index - 1


def _side_by_side(lines: pl.DataFrame) -> list[pl.DataFrame]:
    """The tables that stand beside one another, with at least one empty column between them."""
    under = lines.slice(find_header(records(lines)))
    held = [name for name in lines.columns[1:] if under[name].null_count() < len(under)]
    groups: list[list[str]] = []
    for name in held:
        if groups and int(name) - int(groups[-1][-1]) == 1:
            groups[-1].append(name)
        else:
            groups.append([name])
    first = _labels(under, groups[0]) if groups else ""
    if len(groups) < 2 or not first:
        return [lines]
    begins = [groups[0][0]] + [
        group[0] for group in groups[1:] if (label := _labels(under, group, first)) and label
    ]
    bounds = [*(int(name) for name in begins), int(lines.columns[-1]) + 1]
    bounds[0] = int(lines.columns[1])
    return [
        without_blank_rows(
            lines.select("row", *(str(at) for at in range(a, b) if str(at) in lines.columns))
        )
        for a, b in pairwise(bounds)
    ]


def _labels(under: pl.DataFrame, group: list[str], alike: str = "") -> str:
    """The head over a group's first column if that holds labels, and figures stand beside it.

    alike  the head over the labels of the first table: what is called so too holds labels
    """
    cells = records(without_blank_rows(under.select("row", *group)))
    head = next((record[0] for record in cells if record[0]), "")
    labels = [record[0] for record in cells[1:] if record[0] and sum(map(bool, record)) > 1]
    if (
        not labels
        or len(group) < 2
        or not any(counts(cell) for one in cells[1:] for cell in one[1:])
    ):
        return ""
    if alike and head == alike:
        return head
    words = [one for one in labels if not counts(one) or YEAR.fullmatch(one)]
    differ = len(set(labels)) >= _DIFFERING * len(labels) or not alike
    return (head or labels[0]) if len(words) >= _MOSTLY * len(labels) and differ else ""
