"""The table every chart has, and that some charts are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext

from qantara.core import locales
from qantara.knowledge.profiles.citing import organisation
from qantara.knowledge.profiles.figures import Figure
from qantara.knowledge.profiles.marked import blank, cell, mark_cell, share_cell
from qantara.knowledge.profiles.opened import Opened
from qantara.knowledge.profiles.words import REMAINDERS, first_age
from qantara.papers import Cell, Column, Row, Table

Declaration = Mapping[str, Any]

#: Dimensions whose codes have an order of their own.
AGES = ("AGE", "AGEG")
ORDERED = ("CITG", "SEX", "EDU", "LEVEL", "GRADE", "TENURE")


#: Marks of a chart, row by row (``charts.table_marks``); none where the chart is drawn apart.
Marks = tuple[tuple[str, ...], ...]


def table(chart: Declaration, opened: Opened, caption: str, marks: Marks = ()) -> Table:
    """The figures of a chart as a table, with flags beside what is not official.

    With ``marks`` the table is the chart: bars, spans and pyramids stand in a column of their own.
    """
    match chart["kind"]:
        case "bars":
            return _bars(chart, opened, caption, marks)
        case "pyramid":
            return _pyramid(chart, opened, caption, marks)
        case "range":
            return _range(chart, opened, caption, marks)
        case "grouped":
            return _grouped(chart, opened, caption)
        case "line" | "multiples":
            return _over_time(chart, opened, caption)
        case "levels":
            return _levels(chart, opened, caption)
    return listed(opened.rows(chart), opened, caption)


def ordered(rows: Sequence[Figure], dimension: str, opened: Opened) -> list[Figure]:
    """Parts in reading order: by age, by the code list, or the largest first.

    What is not shown stands after it by name, so that its place tells nothing; remainders last.
    """
    if dimension in AGES:
        return sorted(rows, key=lambda row: first_age(row.parts[dimension]))
    if dimension in ORDERED:
        order = list(opened.document["framework"]["dimensions"][dimension]["codes"])
        return sorted(rows, key=lambda row: order.index(row.parts[dimension]))
    by_name = locales.sort_key(opened.words.lang)

    def key(row: Figure) -> tuple[bool, bool, float, bytes]:
        code = row.parts[dimension]
        name = by_name(opened.words.code(dimension, code))
        return code in REMAINDERS, not row.is_shown, -(row.value or 0.0), name

    return sorted(rows, key=key)


def codes(rows: Sequence[Figure], dimension: str, opened: Opened) -> list[str]:
    """The codes of a dimension in reading order; open lists by name, for their order tells nothing."""
    found = list(dict.fromkeys(row.parts[dimension] for row in rows))
    if dimension in AGES:
        return sorted(found, key=first_age)
    known = list(opened.document["framework"]["dimensions"][dimension]["codes"])
    if dimension in ORDERED:
        return sorted(found, key=known.index)
    by_name = locales.sort_key(opened.words.lang)
    return sorted(
        found, key=lambda code: (code in REMAINDERS, by_name(opened.words.code(dimension, code)))
    )


def whole_of(rows: Sequence[Figure], opened: Opened) -> float:
    """What counts are parts of: their sum, or where one is not shown the whole as published.

    0 where neither is known: a share of an unknown whole is not given.
    """
    known = [row.value for row in rows if row.value is not None]
    if len(known) == len(rows):
        return sum(known)
    for whole in opened.figures.of(rows[0].definition, rows[0].unit):
        if (whole.period, whole.source) == (rows[0].period, rows[0].source):
            return whole.value or 0.0
    return 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Two dimensions: ``rows`` down (label, figures), ``heads`` across."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Figure | None, ...]], ...]

    @classmethod
    def of(cls, chart: Declaration, opened: Opened) -> Grid:
        rows, down, across = opened.rows(chart), chart["across"], chart["by"]
        found = {(row.parts[down], row.parts[across]): row for row in rows}
        heads = codes(rows, across, opened)
        return cls(
            heads=tuple(opened.words.code(across, code) for code in heads),
            rows=tuple(
                (
                    opened.words.code(down, code),
                    tuple(found.get((code, head)) for head in heads),
                )
                for code in codes(rows, down, opened)
            ),
        )


def _bars(chart: Declaration, opened: Opened, caption: str, marks: Marks) -> Table:
    words, dimension = opened.words, chart["across"]
    rows = ordered(opened.rows(chart), dimension, opened)
    whole = whole_of(rows, opened) if words.kind(chart["unit"]) == "count" else 0.0
    is_mixed = len({row.obs_status for row in rows if row.is_shown}) > 1
    columns = [
        Column(title=words.dimension(dimension, rows)),
        Column(title=pgettext("column of a table", "Bar"), is_mark=True),
        Column(title=words.unit(chart["unit"]), numeric=True),
        *([Column(title=pgettext("column of a table", "Share"), numeric=True)] if whole else []),
    ]
    body = [
        Row(
            header=Cell(text=words.code(dimension, row.parts[dimension])),
            cells=(
                mark_cell(row, drawn, words),
                cell(row, words, is_flagged=is_mixed),
                *([share_cell(row, whole, words) if row.is_shown else blank()] if whole else []),
            ),
        )
        for row, (drawn,) in zip(rows, marks, strict=True)
    ]
    return Table(
        caption=caption,
        columns=tuple(columns),
        rows=tuple(body),
        shape="bars",
        is_caption_hidden=True,
    )


def _grouped(chart: Declaration, opened: Opened, caption: str) -> Table:
    grid = Grid.of(chart, opened)
    return Table(
        caption=caption,
        columns=(
            Column(title=opened.words.dimension(chart["across"], opened.rows(chart))),
            *(Column(title=head, numeric=True) for head in grid.heads),
        ),
        rows=tuple(
            Row(
                header=Cell(text=label),
                cells=tuple(cell(row, opened.words, is_flagged=True) for row in rows),
            )
            for label, rows in grid.rows
        ),
        is_caption_hidden=True,
    )


def _over_time(chart: Declaration, opened: Opened, caption: str) -> Table:
    """Periods down, series across."""
    words, rows = opened.words, opened.rows(chart)
    by = chart.get("by")
    series = codes(rows, by, opened) if by else [""]
    heads = [words.code(by, code) for code in series] if by else [words.unit(chart["unit"])]
    periods = {row.period: words.period(row) for row in rows}
    found = {(row.period, row.parts[by] if by else ""): row for row in rows}
    return Table(
        caption=caption,
        columns=(
            Column(title=pgettext("column of a table", "Year")),
            *(Column(title=head, numeric=True) for head in heads),
        ),
        rows=tuple(
            Row(
                header=Cell(text=printed),
                cells=tuple(
                    cell(found.get((period, code)), words, is_flagged=True) for code in series
                ),
            )
            for period, printed in periods.items()
        ),
        is_caption_hidden=True,
    )


def _pyramid(chart: Declaration, opened: Opened, caption: str, marks: Marks) -> Table:
    """Percent of the group by age: men, age in the middle, women; numbers, where the whole is withheld."""
    words, rows = opened.words, opened.rows(chart)
    whole = whole_of(rows, opened)
    men, women = words.code("SEX", "M"), words.code("SEX", "F")
    bar = pgettext("column of a table", "Bar")
    found = {(row.parts["AGE"], row.parts["SEX"]): row for row in rows}

    def told(figure: Figure | None) -> Cell:
        return share_cell(figure, whole, words) if whole else cell(figure, words)

    body = []
    for age, (left, right) in zip(codes(rows, "AGE", opened), marks, strict=True):
        man, woman = found.get((age, "M")), found.get((age, "F"))
        body.append(
            Row(
                header=Cell(text=words.code("AGE", age)),
                cells=(
                    told(man),
                    mark_cell(man, left, words),
                    mark_cell(woman, right, words),
                    told(woman),
                ),
            )
        )
    return Table(
        caption=caption,
        columns=(
            Column(title=words.dimension("AGE")),
            Column(title=men, numeric=True),
            Column(title=bar, is_mark=True),
            Column(title=bar, is_mark=True),
            Column(title=women, numeric=True),
        ),
        rows=tuple(reversed(body)),
        shape="pyramid",
        is_caption_hidden=True,
    )


def _range(chart: Declaration, opened: Opened, caption: str, marks: Marks) -> Table:
    words = opened.words
    return Table(
        caption=caption,
        columns=(
            Column(title=pgettext("column of a table", "Year")),
            Column(title=pgettext("column of a table", "Span"), is_mark=True),
            Column(title=words.unit(chart["unit"]), numeric=True),
        ),
        rows=tuple(
            Row(
                header=Cell(text=words.period(row)),
                cells=(mark_cell(row, drawn, words), cell(row, words, is_flagged=True)),
            )
            for row, (drawn,) in zip(opened.rows(chart), marks, strict=True)
        ),
        shape="bars",
        is_caption_hidden=True,
    )


def _levels(chart: Declaration, opened: Opened, caption: str) -> Table:
    words = opened.words
    return Table(
        caption=caption,
        shape="reflow",
        columns=(
            Column(title=pgettext("column of a table", "Item")),
            Column(title=pgettext("column of a table", "Level"), numeric=True),
            Column(title=pgettext("column of a table", "What it means")),
            Column(title=pgettext("column of a table", "Year")),
        ),
        rows=tuple(
            Row(
                header=Cell(text=words.name(row.definition)),
                cells=(cell(row, words), Cell(text=words.level(row)), Cell(text=words.period(row))),
            )
            for row in opened.rows(chart)
        ),
        is_caption_hidden=True,
    )


def listed(rows: Sequence[Figure], opened: Opened, caption: str) -> Table:
    """One figure a row: datum, value, unit, year, source."""
    words, sources = opened.words, opened.document["sources"]
    times = Counter(words.subject(row) for row in rows)
    titles = (
        pgettext("column of a table", "Unit"),
        pgettext("column of a table", "Year"),
        pgettext("column of a table", "Source"),
    )
    return Table(
        caption=caption,
        shape="reflow",
        columns=(
            Column(title=pgettext("column of a table", "Datum")),
            Column(title=pgettext("column of a table", "Value"), numeric=True),
            *(Column(title=title) for title in titles),
        ),
        rows=tuple(
            Row(
                header=Cell(
                    text=words.subject_and_unit(row)
                    if times[words.subject(row)] > 1
                    else words.subject(row)
                ),
                cells=(
                    cell(row, words, is_flagged=True),
                    Cell(text=words.unit(row.unit)),
                    Cell(text=words.period(row)),
                    Cell(text=organisation(row, sources, words)),
                ),
            )
            for row in rows
        ),
        is_caption_hidden=True,
    )
