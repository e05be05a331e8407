"""Values of a paper as plain data for the template: ready to be set, and nothing it does not set."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from qantara.papers import Cell, Drawing, Figure, Flag, Table

Printed = Callable[[str], str]

#: Fields of papers that are not read as text of the paper's language, or not by people.
CODES = frozenset(
    (
        "address",
        "anchor",
        "code",
        "href",
        "keywords",
        "kind",
        "lang",
        "mark",
        "shape",
        "state",
        "svg",
        "tone",
    )
)

#: In letters: what a tag adds to its word, and a sign to the word beside it.
AROUND_TAG, SIGN = 3, 4


def plain(value: Any, printed: Printed) -> Any:
    """Dataclasses as objects that name their kind, tuples as lists; ``printed`` for what is read.

    A figure has one drawing, the wide one; a table is set as ``table`` gives it.
    """
    match value:
        case str():
            return printed(value)
        case tuple():
            return [plain(item, printed) for item in value]
        case Drawing():
            return _named(value, str)  # its words are read out, not set
        case Figure(drawing=drawn):
            behind = table(value.table, printed, has_marks=drawn is None)
            key = [(hue, printed(name)) for hue, name in value.key]
            return _named(value, printed, without=("key", "narrow", "table")) | {
                "key": key,
                "table": behind,
            }
        case Table():
            return table(value, printed)
        case _ if is_dataclass(value):
            return _named(value, printed)
    return value


def table(of: Table, printed: Printed, *, has_marks: bool = True) -> dict[str, Any]:
    """A table as it is set.

    columns     in the order they stand, with the most letters a cell of each takes in one line;
                beside a chart those of marks are left out
    header      the place of the row headers among them: a pyramid has them in the middle
    rows        a list of cells each: mere text, a mark, or an object where there is more to see
    highlighted numbers of rows, from 1
    is_short    no row header is long
    """
    order = (1, 2, 0, 3, 4) if of.shape == "pyramid" and len(of.columns) == 5 else None
    shown = [
        at for at in order or range(len(of.columns)) if has_marks or not of.columns[at].is_mark
    ]
    grid = [(row.header, *row.cells) for row in of.rows]
    return {
        "block": "Table",
        "caption": printed(of.caption),
        "is_caption_hidden": of.is_caption_hidden,
        "notes": [printed(note) for note in of.notes],
        "columns": [
            {
                "title": printed(of.columns[at].title),
                "numeric": of.columns[at].numeric,
                "is_mark": of.columns[at].is_mark,
                "letters": max((_letters(row[at], printed) for row in grid), default=0),
            }
            for at in shown
        ],
        "header": shown.index(0),
        "rows": [
            [
                {"mark": row[at].mark} if of.columns[at].is_mark else _cell(row[at], printed)
                for at in shown
            ]
            for row in grid
        ],
        "highlighted": [at for at, row in enumerate(of.rows, start=1) if row.is_highlighted],
        "is_flagged": any(cell.flags for row in of.rows for cell in row.cells),
        "is_short": all(len(printed(row.header.text)) <= LONG_HEADER for row in of.rows),
    }


#: More letters than this make a row header long.
LONG_HEADER = 24


def _cell(cell: Cell, printed: Printed) -> Any:
    told = _told(cell.flags)
    if cell.state == "shown" and not told and not cell.lang:
        return printed(cell.text)
    return {
        "text": printed(cell.text),
        "numeric": cell.numeric,
        "state": cell.state,
        "flags": [plain(flag, printed) for flag in told],
        "lang": cell.lang,
        "href": cell.href,
    }


def _letters(cell: Cell, printed: Printed) -> int:
    tags = sum(len(printed(flag.word)) + AROUND_TAG for flag in _told(cell.flags))
    return len(printed(cell.text)) + tags + (0 if cell.state == "shown" else SIGN)


def _told(flags: Iterable[Flag]) -> list[Flag]:
    """An official figure needs no tag in every row: the line of the source says so."""
    return [flag for flag in flags if flag.code != "A"]


def _named(value: Any, printed: Printed, without: tuple[str, ...] = ()) -> dict[str, Any]:
    kind, codes, read = _fields(value.__class__)
    named: dict[str, Any] = {"block": kind}
    for name in codes:
        named[name] = getattr(value, name)
    for name in read:
        if name not in without:
            named[name] = plain(getattr(value, name), printed)
    return named


@cache
def _fields(kind: type) -> tuple[str, list[str], list[str]]:
    """Name of a dataclass, its fields that are codes, and those that are read."""
    names = [field.name for field in fields(kind)]
    return (
        kind.__name__,
        [name for name in names if name in CODES],
        [name for name in names if name not in CODES],
    )
