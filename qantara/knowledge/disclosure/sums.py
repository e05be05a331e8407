"""Which sums hold between the parts of a measure, published or nameable (DISCLOSURE 3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations, product
from types import MappingProxyType
from typing import NamedTuple

from qantara.knowledge.disclosure.axes import divisions
from qantara.knowledge.disclosure.cells import Block, Cell
from qantara.knowledge.disclosure.division import Division, Part

Axes = frozenset[str]


class Sum(NamedTuple):
    """``whole`` counts everybody in ``parts``, each of them once."""

    whole: Cell
    parts: tuple[Cell, ...]


def sums_of(
    block: Block,
    given: Iterable[Cell],
    partitions: Axes,
    within: Mapping[Part, str],
    contains: Mapping[str, frozenset[str]] = MappingProxyType({}),
    *,
    is_nested: bool = True,
) -> Iterator[Sum]:
    """Every sum over one axis of a block's tables, their margins included, each once.

    given       the cells of the block that have a number
    partitions  axes whose codes leave out nobody and count nobody twice
    within      the code that contains a code of the same list
    contains    region -> its countries
    is_nested   False: lists of countries and of regions each by themselves
    """
    codes = _codes(given)
    trees = {
        table: {
            axis: divisions(
                axis,
                found,
                within,
                is_partition=axis in partitions,
                contains=contains,
                is_nested=is_nested,
            )
            for axis, found in by_axis.items()
        }
        for table, by_axis in codes.items()
    }
    seen: set[Sum] = set()
    for table, source in product(trees, trees):
        if not table <= source:
            continue
        for axis in sorted(table):
            others = [_nodes(trees[source][other]) for other in sorted(table - {axis})]
            for division, context in product(trees[source][axis], product(*others)):
                one = _sum(block, axis, division, context)
                if one not in seen:
                    seen.add(one)
                    yield one


def _sum(block: Block, axis: str, division: Division, context: tuple[Part, ...]) -> Sum:
    cell = Cell(block, tuple(sorted(context)))
    parts = tuple(cell.with_part(part, axis) for part in division.all_parts)
    return Sum(cell.with_part(division.whole, axis), parts)


def _nodes(tree: tuple[Division, ...]) -> list[Part]:
    return sorted({part for division in tree for part in division.all_parts})


def _codes(given: Iterable[Cell]) -> dict[Axes, dict[str, set[str]]]:
    """Of every table and its margins: the codes of each axis, those of finer tables included."""
    tables: dict[Axes, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for cell in given:
        for axis, code in cell.parts:
            tables[cell.axes][axis].add(code)
    for ring in _rings(tables):
        for table in list(tables):
            for axis in table & ring:
                tables[ring][axis] |= tables[table][axis]
    margins = {margin for table in tables for margin in _margins(table)}
    codes: dict[Axes, dict[str, set[str]]] = {}
    for margin in sorted(margins, key=lambda axes: (len(axes), sorted(axes))):
        finer = [table for table in tables if margin <= table]
        codes[margin] = {
            axis: set(chain.from_iterable(tables[table][axis] for table in finer))
            for axis in margin
        }
    return codes


def _margins(table: Axes) -> Iterator[Axes]:
    for size in range(1, len(table) + 1):
        yield from map(frozenset, combinations(sorted(table), size))


def _rings(tables: Iterable[Axes]) -> list[Axes]:
    """Tables that close a ring (sex x age, age x origin, origin x sex) bound each other's cells.

    Without a ring any tables with equal margins come from some common table, so nothing more need
    be said; with one, that common table joins the system, unpublished. Graham, Yu and Ozsoyoglu's
    reduction: take away axes of one table only and tables inside others; a ring is what is left.
    """
    left = {table for table in tables if table}
    while True:
        before = left
        lonely = {axis for table in left for axis in table if sum(axis in one for one in left) == 1}
        left = {table - lonely for table in left} - {frozenset()}
        left = {table for table in left if not any(table < other for other in left)}
        if left == before:
            return [frozenset(chain.from_iterable(left))] if len(left) > 1 else []
