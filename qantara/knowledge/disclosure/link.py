"""From the cells of a release to one system: which belong together, and what each costs."""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np
from scipy import sparse

from qantara.knowledge.disclosure.assembly import Assembly, Span, is_signed
from qantara.knowledge.disclosure.axes import is_group
from qantara.knowledge.disclosure.bodies import bodies, origins
from qantara.knowledge.disclosure.cells import Block, Cell, Stated
from qantara.knowledge.disclosure.declaration import Declaration
from qantara.knowledge.disclosure.errors import ContradictoryFigures
from qantara.knowledge.disclosure.grid import Grid
from qantara.knowledge.disclosure.rules import Rules
from qantara.knowledge.disclosure.sums import Sum
from qantara.knowledge.disclosure.system import MANY, Flags, System, components
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
    marks = _Marks()
    for body, wholes in bodies(grid, declaration):
        for number, (stated, assembly) in enumerate(origins(body, wholes, declaration)):
            origin = str(number) if number else ""
            assemblies.append(_named(assembly, origin))
            for one in stated:
                cell = one.cell.from_origin(origin)
                names[one.cell, one.source] = cell.name
                marks.add(cell, one)
                if one.cell in grid.withheld:
                    marks.withheld.add(cell)
    return _system(_merged(assemblies), marks, declaration, rules, key), names


def as_if_private(system: System) -> System:
    """The same, to a reader who knows no source but our own releases."""
    return replace(system, fixed=_follows(system, system.ours))


@dataclass(frozen=True, slots=True)
class _Marks:
    """What is to be remembered of cells: printed by a public source, by us before, of a core
    indicator, withheld by a rule."""

    public: set[Cell] = field(default_factory=set)
    before: set[Cell] = field(default_factory=set)
    core: set[Cell] = field(default_factory=set)
    withheld: set[Cell] = field(default_factory=set)

    def add(self, cell: Cell, stated: Stated) -> None:
        for marked, is_marked in (
            (self.public, stated.is_public),
            (self.before, stated.is_before),
            (self.core, stated.is_core),
        ):
            if is_marked:
                marked.add(cell)


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
    printed: dict[Cell, Span] = {}
    counts: dict[Cell, int] = {}
    empty: set[Cell] = set()
    sums: list[Sum] = []
    for one in assemblies:
        printed.update(one.printed)
        counts.update(one.counts)
        empty |= one.empty
        sums += one.sums
    return Assembly(printed, counts, frozenset(empty), tuple(sums))


def _system(
    whole: Assembly, marks: _Marks, declaration: Declaration, rules: Rules, key: bytes
) -> System:
    named = {cell for one in whole.sums for cell in (one.whole, *one.parts)}
    cells = sorted(named | whole.counts.keys() | whole.printed.keys())
    axes: dict[Block, frozenset[str]] = defaultdict(frozenset)
    for cell in cells:
        axes[cell.block] |= cell.axes
    tied = _tied(whole, declaration)
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
        threshold=np.array(
            [0 if cell in tied else _threshold(cell, declaration, rules) for cell in cells],
            np.int64,
        ),
        is_known=np.array([count is not None for count in counts], bool),
        ours=np.array([cell in marks.before or cell in whole.empty for cell in cells], bool),
        fixed=np.array([cell in marks.public for cell in cells], bool),
        withheld=np.array([cell in marks.withheld for cell in cells], bool),
        cost=np.array([_cost(cell, axes[cell.block], marks.core, key) for cell in cells]),
    )
    system = _filled(system)
    return replace(system, fixed=_follows(system, system.ours | system.fixed))


def _filled(system: System) -> System:
    """Some count that fits for every cell nobody knows.

    A rate whose numerator fits no count of the people it speaks of (rounded, of another definition)
    tells nothing about them: its range is let go. Raises ContradictoryFigures if that is not why.
    """
    x, low, high = system.x.copy(), system.low.copy(), system.high.copy()
    for chosen in components(system):
        part = system.part(chosen)
        if part.is_known.all():
            continue
        filled = fill(part)
        if filled is None:
            part = _without_ranges(part)
            filled = fill(part)
        if filled is None:
            raise ContradictoryFigures(
                part.cells[i].name for i in np.flatnonzero(part.is_printed & part.is_known)
            )
        x[chosen], low[chosen], high[chosen] = filled, part.low, part.high
    return replace(system, x=x, low=low, high=high)


def _without_ranges(system: System) -> System:
    is_range = system.low < system.high
    return replace(
        system,
        low=np.where(is_range, np.minimum(system.floor, 0), system.low),
        high=np.where(is_range, MANY, system.high),
    )


def _tied(whole: Assembly, declaration: Declaration) -> frozenset[Cell]:
    """Differences of two counts that are both there: who guards those has guarded them."""
    return frozenset(
        part
        for one in whole.sums
        for part in one.parts
        if part.block.measure != one.whole.block.measure and is_signed(part, declaration)
    )


def _follows(system: System, fixed: Flags) -> Flags:
    """Fixed cells, and those nobody prints whose count follows from fixed ones: known as well."""
    touched = abs(system.sums)
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
    """Of a complement, the stricter threshold of its two measures."""
    measures = cell.block.measure.split(" without ")
    return max(rules.threshold(declaration.measures[one].protection) for one in measures)


def _floor(cell: Cell, count: int | None, declaration: Declaration, rules: Rules) -> int:
    """What the rules let a reader know of a cell by its being listed at all."""
    if count is None or len(cell.parts) != 1:
        return -MANY
    ((axis, code),) = cell.parts
    if is_group(axis, code) and count >= rules.least_named_group:
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
