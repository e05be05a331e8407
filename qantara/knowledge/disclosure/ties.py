"""Sums over two measures or over several places: shares, parts, differences, areas (DISCLOSURE 3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from hashlib import blake2b

from qantara.knowledge.disclosure.assembly import WITHOUT, complement
from qantara.knowledge.disclosure.cells import Block, Cell
from qantara.knowledge.disclosure.declaration import Declaration
from qantara.knowledge.disclosure.division import Part
from qantara.knowledge.disclosure.grid import Grid
from qantara.knowledge.disclosure.sums import Sum

#: The part of a measure along an axis that is another measure: foreign citizens among residents.
Divided = tuple[Block, str, tuple[Part, ...]]


def ties(grid: Grid, declaration: Declaration) -> Iterator[Sum]:
    """A share and its complement, a part of a whole, a difference, one people under two names."""
    cells = {one.cell for one in grid.stated}
    for printed in grid.printed:
        numerator, denominator = printed.numerator, printed.denominator
        if printed.share != "share" or numerator not in cells or denominator not in cells:
            continue
        yield _split(denominator, numerator)
    divided = {
        (cell.block, axis, tuple(one for one in cell.parts if one[0] != axis))
        for cell in cells
        for axis in cell.axes
    }
    for cell in sorted(cells):
        measure = declaration.measures[cell.block.measure]
        if measure.part_of and (whole := cell.of(measure.part_of)) in cells:
            yield _split(whole, cell)
        if measure.difference:
            plus, minus = (cell.of(one) for one in measure.difference)
            if cells >= {plus, minus}:
                yield Sum(plus, (minus, cell))
        yield from _views(cell, cells, divided, declaration)
    yield from _places(cells, declaration)


def is_between_places(one: Sum) -> bool:
    return any(part.block.territory != one.whole.block.territory for part in one.parts)


def _split(whole: Cell, part: Cell) -> Sum:
    return Sum(whole, (part, complement(whole, part)))


def _views(
    cell: Cell, cells: set[Cell], divided: set[Divided], declaration: Declaration
) -> Iterator[Sum]:
    """Foreign citizens are the residents who are foreigners, wherever residents are so divided."""
    view = declaration.views.get(cell.block.measure)
    if view is None:
        return
    axis = view[0]
    same = cell.of(declaration.residents)
    if axis not in cell.axes:
        same = same.with_part(view, axis)
    others = tuple(one for one in same.parts if one[0] != axis)
    if same in cells or (same.block, axis, others) in divided:
        yield Sum(same, (cell,))


def _places(cells: set[Cell], declaration: Declaration) -> Iterator[Sum]:
    """Areas by the places within them: all of them, or some and the rest of the area."""
    around = {part: area for area, found in declaration.areas.items() for part in found.parts}
    within: dict[Cell, list[Cell]] = defaultdict(list)
    for cell in sorted(cells):
        area = around.get(cell.block.territory)
        while area is not None and cell.at(area) not in cells:
            area = around.get(area)
        if area is not None:
            within[cell.at(area)].append(cell)
    for whole, parts in within.items():
        found = declaration.areas[whole.block.territory]
        present = {part.block.territory for part in parts}
        if found.is_complete and present == set(found.parts):
            yield Sum(whole, tuple(parts))
        else:
            yield Sum(whole, (*parts, _rest_of_area(whole, sorted(present))))


def _rest_of_area(whole: Cell, places: list[str]) -> Cell:
    named = "+".join(places)
    if len(places) > 3:
        named = blake2b(named.encode(), digest_size=6).hexdigest()
    return whole.at(f"{whole.block.territory}{WITHOUT}{named}")
