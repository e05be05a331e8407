"""What was released before: known for ever, withheld for good, and the figures now in force."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from qantara.knowledge.disclosure.bodies import bodies, origins
from qantara.knowledge.disclosure.cells import Cell, Stated
from qantara.knowledge.disclosure.declaration import Declaration
from qantara.knowledge.disclosure.errors import ContradictoryFigures
from qantara.knowledge.disclosure.grid import Grid, Printed, full_grid
from qantara.knowledge.disclosure.rules import Rules

#: Sources of earlier releases count downwards from here, and those of each release apart.
FIRST, APART = -3, 100_000
#: More people than any place has; fewer than "no limit" (``system.MANY``).
MOST_PEOPLE = 1 << 34


@dataclass(frozen=True, slots=True)
class Memory:
    """
    stated    every number ever shown
    withheld  keys of figures that the newest release which lists them kept back
    shown     key -> the row of the newest release, where it shows a number
    hidden    cells kept back, whatever the period: lines have one gap rather than many
    cells     key of a count withheld in the newest release that lists it -> its cell and source
    values    cell -> the counts ever shown of it, the newest last
    in_force  what the newest releases print of each cell
    """

    stated: tuple[Stated, ...] = ()
    withheld: frozenset[str] = frozenset()
    shown: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    hidden: frozenset[Cell] = frozenset()
    cells: Mapping[str, tuple[Cell, int]] = field(default_factory=dict)
    values: Mapping[Cell, tuple[int, ...]] = field(default_factory=dict)
    in_force: Grid = field(default_factory=lambda: Grid(printed=(), stated=()))

    def lost(
        self, figures: pl.DataFrame, drafted: Collection[Stated], lifted: Collection[str] = ()
    ) -> list[Stated]:
        """Counts withheld before, whose number is in no row of ``figures`` any more.

        Of the people ``drafted`` speaks of, as cells that hold nobody or any number of people: what
        they held need not be known to keep them as open as a withheld cell is.
        """
        there, numbers = set(figures["key"]), {one.cell for one in drafted}
        blocks = {one.cell.block for one in drafted}
        return [
            Stated(cell, 0, MOST_PEOPLE, source, is_lost=True)
            for key, (cell, source) in self.cells.items()
            if key not in there | set(lifted) and cell.block in blocks and cell not in numbers
        ]

    def counts(self, declaration: Declaration) -> Mapping[Cell, tuple[int, ...]]:
        """``values`` with what a reader works out of the figures in force."""
        counts = dict(self.values)
        try:
            for body, ties in bodies(self.in_force, declaration):
                first = origins(body, ties, declaration)[0]
                for cell, count in first.assembly.counts.items():
                    counts.setdefault(cell, (count,))
        except ContradictoryFigures:
            return self.values
        return counts


def remembered(
    known: pl.DataFrame | Sequence[pl.DataFrame] | None, declaration: Declaration, rules: Rules
) -> Memory:
    """``known``: one protected frame a release, the oldest first, or all of them in one frame."""
    frames = [frame for frame in releases(known) if frame.height]
    stated: list[Stated] = []
    shown: dict[str, Mapping[str, Any]] = {}
    withheld: set[str] = set()
    hidden: set[Cell] = set()
    cells: dict[str, tuple[Cell, int]] = {}
    values: dict[Cell, list[int]] = {}
    newest: dict[Cell, Stated] = {}
    printed: tuple[Printed, ...] = ()
    for number, frame in enumerate(frames):
        # Rates that a draft computed itself repeat counts that are there.
        is_repeated = (pl.col("method") == "computed") & pl.col("observation").is_null()
        grid = full_grid(frame.filter(~is_repeated), declaration, rules)
        states = dict(frame.select("key", "state").iter_rows())
        withheld -= states.keys()
        withheld |= {key for key, state in states.items() if state == "withheld"}
        hidden |= {
            one.numerator
            for one in grid.printed
            if one.numerator and not one.share and states[one.key] == "withheld"
        }
        cells |= {
            one.key: (one.numerator, FIRST - one.source - APART * number)
            for one in grid.printed
            if one.numerator and not one.share and states[one.key] == "withheld"
        }
        shown = {key: row for key, row in shown.items() if key not in states}
        shown |= {row["key"]: row for row in frame.iter_rows(named=True) if row["state"] == "shown"}
        printed = grid.printed
        for one in grid.stated:
            stated.append(
                replace(
                    one, is_public=True, is_before=True, source=FIRST - one.source - APART * number
                )
            )
            newest[one.cell] = stated[-1]
            if one.low == one.high:
                of_cell = values.setdefault(one.cell, [])
                of_cell[:] = [*(value for value in of_cell if value != one.low), one.low]
    return Memory(
        stated=tuple(stated),
        withheld=frozenset(withheld),
        shown=shown,
        hidden=frozenset(hidden),
        cells={key: cells[key] for key in sorted(withheld & cells.keys())},
        values={cell: tuple(found) for cell, found in values.items()},
        in_force=Grid(
            printed=printed,
            stated=tuple(replace(one, is_before=False, source=0) for one in newest.values()),
        ),
    )


def releases(known: pl.DataFrame | Sequence[pl.DataFrame] | None) -> Iterator[pl.DataFrame]:
    """One frame a release. A frame that holds several releases starts a new one where a key comes again."""
    if known is None:
        return
    if not isinstance(known, pl.DataFrame):
        yield from known
        return
    start, seen = 0, set[str]()
    for row, key in enumerate(known["key"]):
        if key in seen:
            yield known[start:row]
            start, seen = row, set()
        seen.add(key)
    yield known[start:]


def withheld_before(
    behind: pl.DataFrame | None,
    figures: pl.DataFrame,
    withheld: Collection[str],
    *,
    public: Collection[int],
) -> pl.DataFrame:
    """The tables of ``behind`` in which a figure was withheld, without what ``figures`` holds itself.

    Whole tables: what “all others” are is known by those that are named beside them.
    """
    if behind is None:
        return figures.clear()
    besides = behind.filter(
        ~pl.col("key").is_in(figures["key"].to_list()), ~pl.col("source").is_in(list(public))
    )
    table = ("definition", "territory", "period", "unit", "source", "axes")
    tabled = besides.select(figures.columns).with_columns(
        axes=pl.col("breakdown").str.replace_all(r"=[^;]*", "")
    )
    concerned = tabled.filter(pl.col("key").is_in(sorted(withheld))).select(table).unique()
    return tabled.join(concerned, on=table, how="semi", nulls_equal=True).drop("axes")


def standing(
    frame: pl.DataFrame, shown: Mapping[str, Mapping[str, Any]], hidden: Collection[str]
) -> tuple[pl.DataFrame, frozenset[str]]:
    """``frame`` with the figure in force wherever a revision of it may not be shown, and their keys.

    hidden  keys of figures whose cells are withheld, for reasons of arithmetic
    """
    keys = sorted(key for key in hidden if key in shown)
    if not keys:
        return frame, frozenset()
    numbers = ("value", "low", "high", "numerator", "denominator", "decimals", "obs_status")
    columns = ("key", "state", "conf_status", *numbers)
    rows = [{column: shown[key][column] for column in columns} for key in keys]
    schema = {column: frame.schema[column] for column in columns}
    return frame.update(pl.DataFrame(rows, schema=schema), on="key"), frozenset(keys)
