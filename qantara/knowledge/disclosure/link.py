"""From the cells of a release to one system: which belong together, and what each costs."""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
from scipy import sparse

from qantara.knowledge.disclosure.assembly import Assembly, assemble, complement, is_signed
from qantara.knowledge.disclosure.cells import Block, Cell, Stated
from qantara.knowledge.disclosure.declaration import Declaration
from qantara.knowledge.disclosure.errors import ContradictoryFigures
from qantara.knowledge.disclosure.grid import Grid
from qantara.knowledge.disclosure.rules import Rules
from qantara.knowledge.disclosure.sums import Sum
from qantara.knowledge.disclosure.system import MANY, Flags, System
from qantara.knowledge.disclosure.worlds import fill

#: Cost of withholding, per axis at total: the fewer the breakdowns, the more a cell tells.
PER_TOTAL = 4.0
CORE = 2.0
#: The whole-territory figure of a core indicator goes last of all.
HEADLINE = 1_000.0
#: Share of its cost by which the keyed hash tells equal cells apart.
TIE_BREAK = 1e-6

Linked = tuple[System, dict[tuple[Cell, int], str]]


def link(grid: Grid, declaration: Declaration, rules: Rules, *, key: bytes) -> Linked:
    """The system of a grid, and the name in it of every (cell, source) that the grid states.

    Sources that add up speak of the same people. One that does not is a body of its own, since
    its sums with the others do not hold. Within one source all must add up, estimates apart:
    else ContradictoryFigures.
    key  private to the network: breaks ties so that an outsider cannot rerun the choice
    """
    names: dict[tuple[Cell, int], str] = {}
    assemblies: list[Assembly] = []
    publics: set[Cell] = set()
    cores: set[Cell] = set()
    for body, wholes in _bodies(grid, declaration):
        for number, (stated, assembly) in enumerate(_origins(body, wholes, declaration)):
            origin = str(number) if number else ""
            assemblies.append(_named(assembly, origin))
            for one in stated:
                cell = one.cell.from_origin(origin)
                names[one.cell, one.source] = cell.name
                publics |= {cell} if one.is_public else set()
                cores |= {cell} if one.is_core else set()
    whole = _merged(assemblies)
    withheld = {
        cell.from_origin(origin)
        for cell in grid.withheld
        for origin in {one.block.origin for one in whole.printed}
    }
    return _system(whole, publics, cores, withheld, declaration, rules, key), names


def _bodies(grid: Grid, declaration: Declaration) -> Iterator[tuple[list[Stated], list[Sum]]]:
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
    for printed in grid.printed:
        if printed.share == "share" and printed.numerator and printed.denominator:
            yield _split(printed.denominator, printed.numerator)
    cells = {one.cell for one in grid.stated}
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


def _origins(
    body: list[Stated], wholes: list[Sum], declaration: Declaration
) -> Iterator[tuple[list[Stated], Assembly]]:
    """Groups of sources that add up, each source in the first it agrees with."""
    sources: dict[tuple[bool, int], list[Stated]] = defaultdict(list)
    for one in body:
        sources[one.is_rough, one.source].append(one)
    groups: list[tuple[list[Stated], Assembly]] = []
    for (is_rough, _), stated in sorted(sources.items()):
        for index, (others, _) in enumerate(groups):
            try:
                groups[index] = (
                    [*others, *stated],
                    assemble([*others, *stated], wholes, declaration),
                )
                break
            except ContradictoryFigures:
                continue
        else:
            try:
                groups.append((stated, assemble(stated, wholes, declaration)))
            except ContradictoryFigures:
                if not is_rough:
                    raise
                groups += [([one], assemble([one], [], declaration)) for one in stated]
    yield from groups


def _named(assembly: Assembly, origin: str) -> Assembly:
    """The same, of cells that are kept apart from other origins'."""
    if not origin:
        return assembly
    return Assembly(
        {cell.from_origin(origin): span for cell, span in assembly.printed.items()},
        {cell.from_origin(origin): count for cell, count in assembly.counts.items()},
        frozenset(cell.from_origin(origin) for cell in assembly.empty),
        tuple(
            Sum(
                one.whole.from_origin(origin), tuple(cell.from_origin(origin) for cell in one.parts)
            )
            for one in assembly.sums
        ),
    )


def _merged(assemblies: Iterable[Assembly]) -> Assembly:
    whole = Assembly({}, {}, frozenset(), ())
    for one in assemblies:
        whole = replace(
            whole,
            printed={**whole.printed, **one.printed},
            counts={**whole.counts, **one.counts},
            empty=whole.empty | one.empty,
            sums=whole.sums + one.sums,
        )
    return whole


def _system(
    whole: Assembly,
    publics: set[Cell],
    cores: set[Cell],
    withheld: set[Cell],
    declaration: Declaration,
    rules: Rules,
    key: bytes,
) -> System:
    named = {cell for one in whole.sums for cell in (one.whole, *one.parts)}
    cells = sorted(named | whole.counts.keys() | whole.printed.keys())
    axes: dict[Block, frozenset[str]] = defaultdict(frozenset)
    for cell in cells:
        axes[cell.block] |= cell.axes
    lowest = [-MANY if is_signed(cell, declaration) else 0 for cell in cells]
    printed = [whole.printed.get(cell) for cell in cells]
    counts = [whole.counts.get(cell) for cell in cells]
    system = System(
        cells=tuple(cells),
        x=np.array([count or 0 for count in counts], np.int64),
        sums=_matrix(whole.sums, {cell: index for index, cell in enumerate(cells)}),
        low=np.array(
            [span[0] if span else least for span, least in zip(printed, lowest, strict=True)],
            np.int64,
        ),
        high=np.array([span[1] if span else MANY for span in printed], np.int64),
        floor=np.array(
            [
                max(least, _floor(cell, count, declaration, rules))
                for cell, count, least in zip(cells, counts, lowest, strict=True)
            ],
            np.int64,
        ),
        threshold=np.array([_threshold(cell, declaration, rules) for cell in cells], np.int64),
        is_known=np.array([count is not None for count in counts], bool),
        fixed=np.array([cell in publics or cell in whole.empty for cell in cells], bool),
        withheld=np.array([cell in withheld for cell in cells], bool),
        cost=np.array([_cost(cell, axes[cell.block], cores, key) for cell in cells]),
    )
    system = replace(system, fixed=_follows(system))
    if not system.is_known.all():
        filled = fill(system)
        if filled is None:
            raise ContradictoryFigures(cell.name for cell in whole.printed)
        system = replace(system, x=filled)
    return system


def _follows(system: System) -> Flags:
    """Fixed cells, and those nobody prints whose count follows from fixed ones: known as well."""
    touched = abs(system.sums)
    fixed = system.fixed
    while True:
        is_open = touched @ (~fixed).astype(np.int64) == 1
        found = fixed | ((touched[is_open].sum(axis=0) > 0) & ~system.is_printed)
        if (found == fixed).all():
            return np.asarray(fixed, bool)
        fixed = found


def _matrix(sums: tuple[Sum, ...], index: dict[Cell, int]) -> sparse.csr_array:
    rows, columns, signs = [], [], []
    for row, one in enumerate(sums):
        for sign, cell in [(-1, one.whole), *((1, part) for part in one.parts)]:
            rows.append(row)
            columns.append(index[cell])
            signs.append(sign)
    return sparse.csr_array(
        (np.array(signs, np.int64), (rows, columns)), shape=(len(sums), len(index))
    )


def _threshold(cell: Cell, declaration: Declaration, rules: Rules) -> int:
    """Of a complement, the stricter threshold of its two measures; a difference counts nobody."""
    if is_signed(cell, declaration):
        return 0
    measures = cell.block.measure.split(" without ")
    return max(rules.threshold(declaration.measures[one].protection) for one in measures)


def _floor(cell: Cell, count: int | None, declaration: Declaration, rules: Rules) -> int:
    """What the rules let a reader know of a cell by its being listed at all."""
    if count is None or len(cell.parts) != 1:
        return -MANY
    ((axis, code),) = cell.parts
    if axis in ("NAT", "COB") and len(code) == 2 and count >= rules.least_named_group:
        return rules.least_named_group
    is_district = axis == "DIST" and cell.block.measure == declaration.residents
    if is_district and count >= rules.least_district:
        return rules.least_district
    return -MANY


def _cost(cell: Cell, axes: frozenset[str], cores: set[Cell], key: bytes) -> float:
    cost = PER_TOTAL ** len(axes - cell.axes)
    if cell in cores:
        cost *= CORE if cell.parts else HEADLINE
    digest = hmac.digest(key, cell.name.encode(), "sha256")
    return cost * (1 + TIE_BREAK * int.from_bytes(digest[:8]) / 2**64)
