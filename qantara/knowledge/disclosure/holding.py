"""Whole tables held back where their cells cannot be protected, so that the others can be printed.

What is held back is as if it had never been drafted: the rest is decided and proven without it. A
table that others tell of (public ones, earlier releases) is protected from nobody by being printed.
"""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from qantara.core import breakdowns
from qantara.knowledge.disclosure.assembly import WITHOUT
from qantara.knowledge.disclosure.cells import Cell
from qantara.knowledge.disclosure.grid import Grid, Printed

#: How often a draft is tried again with fewer tables before it is refused.
MOST_ROUNDS = 12

#: Definition, territory, period, unit, dimensions.
Table = tuple[str, str, str, str, tuple[str, ...]]


def tables_of(figures: pl.DataFrame) -> dict[str, Table]:
    """Key of a figure -> its table."""
    columns = ("key", "definition", "territory", "period", "unit", "breakdown")
    return {
        key: (*table, tuple(breakdowns.dimensions(breakdown)))
        for key, *table, breakdown in figures.select(columns).iter_rows()
    }


def unprotectable(figures: pl.DataFrame, grid: Grid, cells: Collection[Cell]) -> frozenset[str]:
    """Keys of the finest drafted tables that print these cells, or else cells they follow from.

    Empty where no drafted table has to do with them.
    """
    tables = tables_of(figures)
    printed = [one for one in grid.printed if one.key in tables]
    plain = {cell.from_origin("") for cell in cells}
    concerned = {tables[one.key] for one in printed if not plain.isdisjoint(_cells(one))}
    concerned = concerned or {
        tables[one.key]
        for one in printed
        if any(_is_near(own, cell) for own in _cells(one) for cell in plain)
    }
    most = max((len(table[-1]) for table in concerned), default=0)
    finest = {table for table in concerned if len(table[-1]) == most}
    return frozenset(key for key, table in tables.items() if table in finest)


def _cells(one: Printed) -> set[Cell]:
    return {cell for cell in (one.numerator, one.denominator) if cell is not None}


def _is_near(own: Cell, cell: Cell) -> bool:
    """Whether tables of the two tell of each other: one measure, and axes within axes."""
    measures = cell.block.measure.split(WITHOUT)
    is_beside = own.block.period == cell.block.period and own.block.measure in measures
    return is_beside and (own.axes <= cell.axes or cell.axes <= own.axes)
