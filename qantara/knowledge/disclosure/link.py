"""From the cells of a release to one system: which belong together, and what each costs."""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

import numpy as np
from scipy import sparse

from qantara.knowledge.disclosure.assembly import WITHOUT, Assembly, Span, is_signed
from qantara.knowledge.disclosure.bodies import bodies, origins
from qantara.knowledge.disclosure.cells import BESIDE, Block, Cell, Stated, neighbours
from qantara.knowledge.disclosure.countries import is_country
from qantara.knowledge.disclosure.declaration import Declaration
from qantara.knowledge.disclosure.errors import ContradictoryFigures
from qantara.knowledge.disclosure.grid import Grid
from qantara.knowledge.disclosure.memory import Memory
from qantara.knowledge.disclosure.rules import Rules
from qantara.knowledge.disclosure.sums import Sum
from qantara.knowledge.disclosure.system import MANY, Flags, System, components
from qantara.knowledge.disclosure.worlds import fill

#: Cost of withholding, per axis at total: the fewer the breakdowns, the more a cell tells.
PER_TOTAL = 4.0
CORE = 2.0
#: The whole-territory figure of a core indicator goes last of all.
HEADLINE = 1_000.0
REGION = 2.0
#: Bound in the narrative, or marked "keep" by the city.
KEPT = 4.0
#: Share of its cost by which the keyed hash tells equal cells apart.
TIE_BREAK = 1e-6

Linked = tuple[System, dict[tuple[Cell, int], str]]


def link(
    grid: Grid,
    declaration: Declaration,
    rules: Rules,
    *,
    key: bytes,
    memory: Memory | None = None,
    kept: Collection[str] = (),
) -> Linked:
    """The system of a grid, and the name in it of every (cell, source) that the grid states.

    Sources that add up speak of the same people. One that does not is a body of its own, since
    its sums with the others do not hold. Within one source all must add up, estimates apart:
    else ContradictoryFigures.
    key     private to the network: breaks ties so that an outsider cannot rerun the choice
    memory  of earlier releases, whose numbers are already among those of the grid
    kept    keys of figures that the city would like to keep
    """
    memory = memory or Memory()
    wanted = {
        cell
        for one in grid.printed
        if one.key in kept
        for cell in (one.numerator, one.denominator)
        if cell
    }
    names: dict[tuple[Cell, int], str] = {}
    assemblies: list[Assembly] = []
    marks = _Marks()
    for body, wholes in bodies(grid, declaration):
        for number, group in enumerate(origins(body, wholes, declaration)):
            origin = str(number) if number else ""
            assemblies.append(_named(group.assembly, origin))
            for one in group.stated:
                cell = one.cell.from_origin(origin)
                names[one.cell, one.source] = cell.name
                marks.add(cell, one)
                if one.cell in grid.withheld:
                    marks.withheld.add(cell)
                if one.cell in grid.earlier:
                    marks.earlier.add(cell)
                if one.cell in wanted:
                    marks.kept.add(cell)
    costs = _Costs(marks, memory, declaration, key)
    system = _system(_merged(assemblies), marks, declaration, rules, costs)
    return _revised(system, memory, declaration, rules), names


def as_if_private(system: System, repeated: Collection[str] = ()) -> System:
    """The same, to a reader who knows no source but our own releases.

    repeated  names of public cells that are shown as their source shows them
    """
    shown = np.array([cell.name in repeated for cell in system.cells], bool)
    return replace(system, fixed=_follows(system, system.ours | shown))


@dataclass(frozen=True, slots=True)
class _Marks:
    """What is to be remembered of cells: printed by a public source, by us before, of a core
    indicator, withheld by a rule, withheld before, wished for by the city, rounded by its office, lost."""

    public: set[Cell] = field(default_factory=set)
    before: set[Cell] = field(default_factory=set)
    core: set[Cell] = field(default_factory=set)
    withheld: set[Cell] = field(default_factory=set)
    earlier: set[Cell] = field(default_factory=set)
    kept: set[Cell] = field(default_factory=set)
    rounded: set[Cell] = field(default_factory=set)
    lost: set[Cell] = field(default_factory=set)

    def add(self, cell: Cell, stated: Stated) -> None:
        for marked, is_marked in (
            (self.public, stated.is_public),
            (self.before, stated.is_before),
            (self.core, stated.is_core),
            (self.rounded, stated.is_rounded),
            (self.lost, stated.is_lost),
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
    whole: Assembly, marks: _Marks, declaration: Declaration, rules: Rules, costs: _Costs
) -> System:
    named = {cell for one in whole.sums for cell in (one.whole, *one.parts)}
    cells = sorted(named | whole.counts.keys() | whole.printed.keys())
    axes: dict[Block, frozenset[str]] = defaultdict(frozenset)
    for cell in cells:
        axes[cell.block] |= cell.axes
    tied = _tied(whole, declaration)
    # Withheld before, of a number nobody has kept: what others leave of it, or any.
    lost = marks.lost - whole.counts.keys()
    found = {cell: (whole.counts[cell],) * 2 for cell in marks.lost & whole.counts.keys()}
    threshold = np.array(
        [
            0
            if cell in tied or cell in lost or cell.block.measure in declaration.rounded
            else _threshold(cell, declaration, rules)
            for cell in cells
        ],
        np.int64,
    )
    lowest = [-MANY if is_signed(cell, declaration) else 0 for cell in cells]
    printed = [found.get(cell) or whole.printed.get(cell) for cell in cells]
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
        threshold=threshold,
        is_known=np.array([count is not None for count in counts], bool),
        ours=np.array([cell in marks.before or cell in whole.empty for cell in cells], bool),
        fixed=np.array([cell in marks.public for cell in cells], bool),
        withheld=np.array([cell in marks.withheld | marks.earlier for cell in cells], bool),
        earlier=np.array([cell in marks.earlier - marks.withheld for cell in cells], bool),
        cost=np.array([costs.of(cell, axes[cell.block]) for cell in cells]),
        changed=np.zeros(len(cells), bool),
        aim_low=np.zeros(len(cells), np.int64),
        aim_high=threshold,
        spread=np.zeros(len(cells), np.int64),
    )
    system = _filled(system, np.array([cell in marks.rounded for cell in cells], bool))
    system = _kept_apart(system, declaration, rules)
    return replace(system, fixed=_follows(system, system.ours | system.fixed))


def _kept_apart(system: System, declaration: Declaration, rules: Rules) -> System:
    """Rounded counts are known to a range, so they are never fixed; few people keep all of it."""
    is_rounded = np.array([one.block.measure in declaration.rounded for one in system.cells], bool)
    is_rounded &= system.is_printed
    is_few = is_rounded & (system.low < rules.people)
    return replace(
        system,
        ours=system.ours & ~is_rounded,
        fixed=system.fixed & ~is_rounded,
        spread=np.where(is_few, np.minimum(system.high - system.low, rules.width), 0),
    )


def _filled(system: System, is_rounded: Flags) -> System:
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
            part = _without_ranges(part, is_rounded[chosen])
            filled = fill(part)
        if filled is None:
            raise ContradictoryFigures(part.cells[i].name for i in np.flatnonzero(part.is_printed))
        x[chosen], low[chosen], high[chosen] = filled, part.low, part.high
    return replace(system, x=x, low=low, high=high)


def _without_ranges(system: System, is_rounded: Flags) -> System:
    is_range = (system.low < system.high) & ~is_rounded
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
    measures = cell.block.measure.split(WITHOUT)
    return max(rules.threshold(declaration.measures[one].protection) for one in measures)


def _floor(cell: Cell, count: int | None, declaration: Declaration, rules: Rules) -> int:
    """What the rules let a reader know of a cell by its being listed at all."""
    if count is None or len(cell.parts) != 1:
        return -MANY
    ((axis, code),) = cell.parts
    if axis in ("NAT", "COB") and is_country(code) and count >= rules.least_named_group:
        return rules.least_named_group
    is_district = axis == "DIST" and cell.block.measure == declaration.residents
    if is_district and count >= rules.least_district:
        return rules.least_district
    return -MANY


class _Costs:
    """What it costs to withhold a cell (DISCLOSURE 8)."""

    def __init__(self, marks: _Marks, memory: Memory, declaration: Declaration, key: bytes) -> None:
        self.marks, self.regions, self.key = marks, declaration.contains, key
        self.beside = {near for cell in memory.hidden for near in neighbours(cell)}

    def of(self, cell: Cell, axes: frozenset[str]) -> float:
        """``axes``: of its block. The keyed hash tells equal cells apart."""
        cost = PER_TOTAL ** len(axes - cell.axes)
        if cell in self.marks.core:
            cost *= CORE if cell.parts else HEADLINE
        if any(code in self.regions for _, code in cell.parts):
            cost *= REGION
        if cell in self.marks.kept:
            cost *= KEPT
        if cell.from_origin("") in self.beside:
            cost *= BESIDE
        digest = hmac.digest(self.key, cell.name.encode(), "sha256")
        return cost * (1 + TIE_BREAK * int.from_bytes(digest[:8]) / 2**64)


def _revised(system: System, memory: Memory, declaration: Declaration, rules: Rules) -> System:
    """With the cells that were revised by so few people that the change points at them.

    The whole of a territory apart, unless the measure is sensitive (DISCLOSURE 6).
    """
    if not memory.values:
        return system
    is_same = all(
        memory.values.get(cell.from_origin(""), (int(count),))[-1] == count
        for cell, count in zip(system.cells, system.x, strict=True)
    )
    earlier = (
        memory.values if is_same and _is_repeated(system, memory) else memory.counts(declaration)
    )
    changed, low, high = system.changed.copy(), system.aim_low.copy(), system.aim_high.copy()
    for i in np.flatnonzero(system.is_known & ~system.fixed):
        cell, count = system.cells[i], int(system.x[i])
        if not cell.parts and _threshold(cell, declaration, rules) < rules.sensitive:
            continue
        least = _threshold(cell, declaration, rules)
        for before in earlier.get(cell.from_origin(""), ()):
            if 0 < abs(count - before) < least:
                changed[i] = True
                low[i] = min(low[i], before) if abs(count) < system.threshold[i] else before
                high[i] = max(high[i], before + least)
    return replace(system, changed=changed, aim_low=low, aim_high=high)


def _is_repeated(system: System, memory: Memory) -> bool:
    """Whether all that is in force is printed again."""
    cells = {cell.from_origin("") for cell in system.cells}
    return all(one.cell in cells for one in memory.in_force.stated)
