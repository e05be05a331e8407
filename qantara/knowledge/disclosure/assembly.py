"""Cells of figures that belong together, with the sums between them and all that follows."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from qantara.knowledge.disclosure.cells import Cell, Stated
from qantara.knowledge.disclosure.declaration import Declaration
from qantara.knowledge.disclosure.division import is_rest_of_list
from qantara.knowledge.disclosure.errors import ContradictoryFigures
from qantara.knowledge.disclosure.sums import Sum, sums_of

Span = tuple[int, int]

#: Between the names of a whole and of what is taken from it, where they are two measures or places.
WITHOUT = " without "


@dataclass(frozen=True, slots=True)
class Assembly:
    """
    printed   cell -> what its figures print
    counts    cell -> its count, also where it follows from others
    empty     cells nobody can be in
    sums      over these and further cells, whose count nobody knows
    """

    printed: Mapping[Cell, Span]
    counts: Mapping[Cell, int]
    empty: frozenset[Cell]
    sums: tuple[Sum, ...]


def assemble(
    stated: Iterable[Stated],
    wholes: Iterable[Sum],
    declaration: Declaration,
    *,
    is_nested: bool = True,
) -> Assembly:
    """What these statements say together. Raises ContradictoryFigures where they do not add up.

    wholes     sums over several measures or territories; those that lack a number are left out
    is_nested  False: lists of countries and of regions each by themselves
    """
    printed: dict[Cell, Span] = {}
    for one in stated:
        low, high = printed.get(one.cell, (one.low, one.high))
        printed[one.cell] = max(low, one.low), min(high, one.high)
        if printed[one.cell][0] > printed[one.cell][1]:
            raise ContradictoryFigures([one.cell.name])
    said = _said(wholes, printed)
    views = {one.whole for one in said if is_view(one)}
    sums = _sums([*printed, *sorted(views - printed.keys())], declaration, is_nested=is_nested)
    sums += [more for one in said for more in _besides(one, sums)]
    counts = {cell: low for cell, (low, high) in printed.items() if low == high}
    for cell, (low, _) in printed.items():
        if low < 0 and not is_signed(cell, declaration):
            raise ContradictoryFigures([cell.name])
    _follow(counts, sums, declaration)
    empty = _empty(counts, printed, sums, declaration)
    counts.update(dict.fromkeys(empty, 0))
    _follow(counts, sums, declaration)
    return Assembly(printed, counts, empty, tuple(sums))


def _said(wholes: Iterable[Sum], printed: Mapping[Cell, Span]) -> list[Sum]:
    """The sums whose cells have numbers, apart from what is only what others leave."""
    divided = {(cell.block, axis) for cell in printed for axis in cell.axes}

    def is_said(one: Sum) -> bool:
        if is_view(one):
            axes = one.whole.axes - one.parts[0].axes or one.whole.axes
            return one.parts[0] in printed and any(
                (one.whole.block, axis) in divided for axis in axes
            )
        return all(cell in printed or is_left(cell) for cell in (one.whole, *one.parts))

    return [one for one in wholes if is_said(one)]


def is_left(cell: Cell) -> bool:
    """Whether it is what remains of one measure or territory without another."""
    return WITHOUT in cell.block.measure or WITHOUT in cell.block.territory


def is_view(one: Sum) -> bool:
    """Whether the sum only says that a part of one measure is another measure."""
    return len(one.parts) == 1


def is_signed(cell: Cell, declaration: Declaration) -> bool:
    """Whether it is a difference of two counts, so no number of people."""
    measure = declaration.measures.get(cell.block.measure)
    return bool(measure and measure.difference)


def complement(whole: Cell, part: Cell) -> Cell:
    """Everybody in ``whole`` who is not in ``part``, of another measure or under another code."""
    measure = f"{whole.block.measure}{WITHOUT}{part.block.measure}"
    return Cell(whole.block._replace(measure=measure), tuple(sorted({*whole.parts, *part.parts})))


def _sums(given: Iterable[Cell], declaration: Declaration, *, is_nested: bool) -> list[Sum]:
    cells = defaultdict(list)
    for cell in given:
        cells[cell.block].append(cell)
    return [
        one
        for block in sorted(cells)
        for one in sums_of(
            block,
            cells[block],
            declaration.partitions(block.measure),
            declaration.within,
            declaration.contains,
            is_nested=is_nested,
        )
    ]


def _besides(one: Sum, sums: list[Sum]) -> list[Sum]:
    """What a share adds to the sums of its measure: its complement, unless that is a cell already."""
    if len(one.parts) != 2 or WITHOUT not in one.parts[1].block.measure:
        return [one]
    part = one.parts[0]
    same = [other for other in sums if other.whole == one.whole and part in other.parts]
    others = [tuple(cell for cell in other.parts if cell != part) for other in same]
    if any(len(cells) == 1 for cells in others):
        return []
    return [one, *(Sum(one.parts[1], cells) for cells in others)]


def _follow(counts: dict[Cell, int], sums: list[Sum], declaration: Declaration) -> None:
    """Work out every count that a sum leaves no choice. Raises ContradictoryFigures."""
    touching: dict[Cell, list[Sum]] = defaultdict(list)
    for one in sums:
        for cell in (one.whole, *one.parts):
            touching[cell].append(one)
    waiting = deque(sums)
    while waiting:
        one = waiting.popleft()
        unknown = [cell for cell in (one.whole, *one.parts) if cell not in counts]
        if len(unknown) > 1:
            continue
        left = counts.get(one.whole, 0) - sum(counts.get(cell, 0) for cell in one.parts)
        if not unknown:
            if left:
                raise ContradictoryFigures(cell.name for cell in (one.whole, *one.parts))
            continue
        cell = unknown[0]
        counts[cell] = -left if cell == one.whole else left
        if counts[cell] < 0 and not is_signed(cell, declaration):
            raise ContradictoryFigures(part.name for part in (one.whole, *one.parts))
        waiting.extend(touching[cell])


def _empty(
    counts: Mapping[Cell, int],
    printed: Collection[Cell],
    sums: list[Sum],
    declaration: Declaration,
) -> frozenset[Cell]:
    """Cells declared zero by definition, and the rests of lists that name everybody.

    A rest of which another list names a part (the stateless beside continents) is no such rest.
    """
    cells = {cell for one in sums for cell in (one.whole, *one.parts)} | counts.keys()
    named_in = {
        one.whole
        for one in sums
        if len(one.whole.parts) == 1
        and is_rest_of_list(one.whole.parts[0][1])
        and any(part in printed for part in one.parts)
    }
    nobody = {
        (cell.block, cell.parts[0])
        for cell in cells - named_in
        if len(cell.parts) == 1 and is_rest_of_list(cell.parts[0][1]) and counts.get(cell) == 0
    }
    return frozenset(
        cell
        for cell in cells
        if any((cell.block, part) in nobody for part in cell.parts)
        or _is_declared_empty(cell, declaration)
    )


def _is_declared_empty(cell: Cell, declaration: Declaration) -> bool:
    return any(
        measure == cell.block.measure and set(parts) <= set(cell.parts)
        for measure, parts in declaration.structural
    )
