"""What can be seen of the columns of a table, before anything is said of their meaning."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import polars as pl

from qantara.knowledge.evidence.mapping import sections
from qantara.knowledge.evidence.mapping.model import SECTIONS
from qantara.knowledge.evidence.numbers import NATIVE
from qantara.knowledge.evidence.readers.sheets import Sheet

#: Texts of a column that are looked at one by one.
MOST_TEXTS = 1_000
#: Cells shown with a choice.
EXAMPLES = 5
#: A number as people write it, perhaps with a sign or a letter behind it.
_NUMBER = r"^[-+−]?[\d٠-٩۰-۹][\d٠-٩۰-۹.,'’٫٬\s]*(?:[eE][+-]?\d+)?\s*%?\s*(?:\([^()]{1,3}\)|[^\s\d.,%()]{1,3}\)?|\d\))?$"
_WHOLE = r"^\d+$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    texts       distinct texts, most frequent first, at most MOST_TEXTS
    distinct    how many there are
    filled      cells that are not empty; ``rows``: all cells
    numeric     the part of the filled cells that are numbers
    is_whole    all numbers are whole ones without separators
    has_zeros   whole numbers with zeros before them: codes
    """

    name: str
    texts: tuple[str, ...]
    distinct: int
    rows: int
    filled: int
    numeric: float
    is_whole: bool
    has_zeros: bool

    @property
    def examples(self) -> tuple[str, ...]:
        return self.texts[:EXAMPLES]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Sheets with the same columns, read alike.

    id       stable over rounds: the name of its first sheet
    sheets   names of its sheets
    frame    their cells: no surrounding space, empty ones null; ``@sheet`` and ``row`` besides
    titles   what stands over the heads, and the names of the sheets
    native   columns whose numbers a workbook holds as numbers: their decimal sign is no question
    """

    id: str
    sheets: tuple[str, ...]
    frame: pl.DataFrame
    columns: dict[str, Column]
    titles: tuple[str, ...]
    native: frozenset[str]


def tables(sheets: Iterable[Sheet]) -> list[Table]:
    """Sheets with the same columns as one table each; those without a column are left alone."""
    groups: dict[tuple[str, ...], list[Sheet]] = {}
    for sheet in sheets:
        if sheet.columns:
            groups.setdefault(tuple(sorted(sheet.columns)), []).append(sheet)
    return [_table(group) for group in groups.values()]


def _table(group: list[Sheet]) -> Table:
    names = [name for name in group[0].columns if not _is_pattern(name)]
    frame = pl.concat(
        [
            sheet.frame.select(
                pl.lit(sheet.name).alias("@sheet"),
                "row",
                *(
                    pl.col(name).str.strip_suffix(NATIVE).str.strip_chars().replace("", None)
                    for name in names
                ),
            )
            for sheet in group
        ]
    )
    body = _without_foot(frame, names)
    titles = [text for sheet in group for _row, cells in sheet.above for text in cells]
    return Table(
        id=group[0].name,
        sheets=tuple(sheet.name for sheet in group),
        frame=frame,
        columns={name: look(body[name]) for name in (*names, "@sheet")},
        titles=tuple(dict.fromkeys((*titles, *(sheet.name for sheet in group)))),
        native=frozenset(
            name
            for name in names
            if any(sheet.frame[name].str.ends_with(NATIVE).any() for sheet in group)
        ),
    )


def _without_foot(frame: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """Without sources and notes under each sheet's rows: one cell filled, of two or more."""
    if len(names) < 2:
        return frame
    filled = pl.sum_horizontal(pl.col(name).is_not_null() for name in names)
    last = pl.col("row").filter(filled > 1).max().over("@sheet")
    body = frame.filter(pl.col("row") <= last)
    return body if len(body) else frame


def filled_down(table: Table, name: str) -> Table:
    """The table with each empty cell of a column saying what the cell over it says."""
    frame = table.frame.with_columns(pl.col(name).forward_fill().over("@sheet"))
    body = _without_foot(frame, [each for each in table.columns if each not in {name, "@sheet"}])
    return replace(table, frame=frame, columns=table.columns | {name: look(body[name])})


def named_once(table: Table) -> list[str]:
    """Columns before all others that name a thing once and leave the cells under it empty.

    They stand before the first column that is full; their first cell is filled, and of the rows that
    say anything elsewhere a good part has nothing here.
    """
    names = [name for name in table.columns if name != "@sheet"]
    found = []
    for name in names[:-1]:
        column = table.columns[name]
        rows = len(table.frame)
        if not rows or column.filled == column.rows or not column.filled:
            break
        first = table.frame.group_by("@sheet", maintain_order=True).agg(pl.col(name).first())
        others = [pl.col(each).is_not_null() for each in names if each != name]
        empty = table.frame.filter(pl.col(name).is_null() & pl.any_horizontal(others))
        if first[name].null_count() or 3 * len(empty) < column.rows:
            break
        found.append(name)
    return found


def divided(table: Table, depth: int) -> Table:
    """The table with what rows of one text alone say as columns of the rows under them."""
    names = [name for name in table.columns if name != "@sheet"]
    frame = pl.concat(
        [
            sections.divide(own, names, depth)
            for own in table.frame.partition_by("@sheet", maintain_order=True)
        ]
    )
    body = _without_foot(frame, names)
    columns = {name: look(body[name]) for name in (*names, *SECTIONS[:depth], "@sheet")}
    return replace(table, frame=frame, columns=columns)


def headings(table: Table) -> tuple[tuple[str, ...], int]:
    """Texts of rows of one text alone with rows of figures under them, where there are several, and
    how many of them stand over one another. None where they are more than can be told apart.
    """
    names = [name for name in table.columns if name != "@sheet"]
    if len(names) < 2 or table.frame.is_empty():
        return (), 0
    rows = pl.concat(
        [
            own.select(pl.coalesce(names).alias("text"), sections.over(names).alias("over"))
            for own in table.frame.partition_by("@sheet", maintain_order=True)
        ]
    ).with_row_index("at")
    last = rows.filter(pl.col("over").is_null())["at"].max()
    if last is None:
        return (), 0
    labels = rows.filter(pl.col("over").is_not_null() & (pl.col("at") < last))
    inner = labels.filter(pl.col("over") == 1)
    depth = int(labels["over"].max() or 0)  # type: ignore[arg-type]
    is_regular = depth <= len(SECTIONS) and 3 * len(inner) <= len(rows) - len(labels) + len(inner)
    if inner["text"].n_unique() < 2 or not is_regular:
        return (), 0
    # What stands over others once and for all is a title.
    while depth > 1 and len(labels.filter(pl.col("over") == depth)) < 2:
        depth -= 1
    outer = labels.filter(pl.col("over") <= depth).sort(pl.col("over"), descending=True)
    return tuple(outer["text"].unique(maintain_order=True)), depth


def _is_pattern(name: str) -> bool:
    """A head that polars would take for a pattern of names: ``*``, ``^...$``; nothing is read there."""
    return name == "*" or (name.startswith("^") and name.endswith("$"))


def look(texts: pl.Series) -> Column:
    """What can be seen of one column of cells."""
    present = texts.drop_nulls()
    numbers = present.str.contains(_NUMBER)
    whole = present.str.contains(_WHOLE)
    first = texts.unique(maintain_order=True).drop_nulls()
    return Column(
        name=texts.name,
        texts=tuple(first.head(MOST_TEXTS)),
        distinct=present.n_unique(),
        rows=len(texts),
        filled=len(present),
        numeric=int(numbers.sum()) / len(present) if len(present) else 0.0,
        is_whole=bool(len(present)) and bool(whole.all()),
        has_zeros=bool(present.str.contains(r"^0\d+$").any()),
    )


def is_function(frame: pl.DataFrame, of: str, is_said_by: str) -> bool:
    """Whether each text of one column goes with one text of the other: a code and its label."""
    pairs = frame.select(is_said_by, of).drop_nulls().unique()
    return len(pairs) > 0 and len(pairs) == pairs[is_said_by].n_unique()
