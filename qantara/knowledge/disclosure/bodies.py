"""Which statements speak of the same people: sources that add up, measures that are tied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import compress

from qantara.knowledge.disclosure.assembly import Assembly, assemble, complement
from qantara.knowledge.disclosure.cells import Block, Cell, Stated
from qantara.knowledge.disclosure.declaration import Declaration
from qantara.knowledge.disclosure.errors import ContradictoryFigures
from qantara.knowledge.disclosure.grid import Grid
from qantara.knowledge.disclosure.sums import Sum

#: Statements that add up, and what they say together.
Group = tuple[list[Stated], Assembly]


def bodies(grid: Grid, declaration: Declaration) -> Iterator[tuple[list[Stated], list[Sum]]]:
    """Statements whose measures are tied by shares, parts or differences, with those ties."""
    wholes = list(dict.fromkeys(_wholes(grid, declaration)))
    leader: dict[Block, Block] = {}

    def find(block: Block) -> Block:
        while leader.setdefault(block, block) != block:
            block = leader[block]
        return block

    for one in wholes:
        first, second = sorted((find(one.whole.block), find(one.parts[0].block)))
        leader[second] = first
    stated: dict[Block, list[Stated]] = defaultdict(list)
    ties: dict[Block, list[Sum]] = defaultdict(list)
    for statement in grid.stated:
        stated[find(statement.cell.block)].append(statement)
    for one in wholes:
        ties[find(one.whole.block)].append(one)
    for block in sorted(stated):
        yield stated[block], ties[block]


def _wholes(grid: Grid, declaration: Declaration) -> Iterator[Sum]:
    """Sums over two measures: a share and its complement, a part of a whole, a difference."""
    cells = {one.cell for one in grid.stated}
    for printed in grid.printed:
        numerator, denominator = printed.numerator, printed.denominator
        if printed.share != "share" or numerator not in cells or denominator not in cells:
            continue
        yield _split(denominator, numerator)
    for cell in sorted(cells):
        measure = declaration.measures[cell.block.measure]
        if measure.part_of and (whole := cell.of(measure.part_of)) in cells:
            yield _split(whole, cell)
        if measure.difference:
            plus, minus = (cell.of(one) for one in measure.difference)
            if cells >= {plus, minus}:
                yield Sum(plus, (minus, cell))


def _split(whole: Cell, part: Cell) -> Sum:
    return Sum(whole, (part, complement(whole, part)))


def origins(body: list[Stated], wholes: list[Sum], declaration: Declaration) -> Iterator[Group]:
    """Groups of sources that add up, each source in the first it agrees with.

    What was released before comes last: of it, whatever still fits is known, and the rest, revised
    since, is a body of its own.
    """
    sources: dict[tuple[bool, bool, int], list[Stated]] = defaultdict(list)
    for one in body:
        sources[one.is_before, one.is_rough, one.source].append(one)
    groups: list[Group] = []
    for (is_before, is_rough, _), stated in sorted(sources.items()):
        if is_before:
            _remember(stated, wholes, declaration, groups)
        elif not _joins(stated, wholes, declaration, groups):
            groups += _alone(stated, wholes, declaration, is_rough=is_rough)
    yield from groups


def _joins(
    stated: list[Stated], wholes: list[Sum], declaration: Declaration, groups: list[Group]
) -> bool:
    """Put ``stated`` into the first of ``groups`` that it adds up with."""
    for index, (others, _) in enumerate(groups):
        try:
            together = [*others, *stated]
            groups[index] = together, assemble(together, wholes, declaration)
        except ContradictoryFigures:
            continue
        return True
    return False


def _remember(
    stated: list[Stated], wholes: list[Sum], declaration: Declaration, groups: list[Group]
) -> None:
    """Add to ``groups`` what was shown before: first what they say themselves, word for word."""
    for index, (others, assembly) in enumerate(groups):
        is_repeated = [assembly.printed.get(one.cell) == (one.low, one.high) for one in stated]
        groups[index] = [*others, *compress(stated, is_repeated)], assembly
        stated = [one for one, is_there in zip(stated, is_repeated, strict=True) if not is_there]
    if stated:
        _fit(stated, wholes, declaration, groups)


def _fit(
    stated: list[Stated], wholes: list[Sum], declaration: Declaration, groups: list[Group]
) -> None:
    """Add ``stated`` to ``groups`` in as few pieces as it takes."""
    if _joins(stated, wholes, declaration, groups):
        return
    if len(stated) == 1:
        groups.append((stated, assemble(stated, [], declaration)))
        return
    middle = len(stated) // 2
    for half in (stated[:middle], stated[middle:]):
        _fit(half, wholes, declaration, groups)


def _alone(
    stated: list[Stated], wholes: list[Sum], declaration: Declaration, *, is_rough: bool
) -> list[Group]:
    """A source that agrees with no other. What it says of two measures may differ in definition."""
    for ties in (wholes, []):
        try:
            return [(stated, assemble(stated, ties, declaration))]
        except ContradictoryFigures:
            if not ties and not is_rough:
                raise
    return [([one], assemble([one], [], declaration)) for one in stated]
