"""Which cells to withhold: those that differ in some other world we hold (DISCLOSURE 1, 8, 9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import gcd
from time import perf_counter

import numpy as np

from qantara.knowledge.disclosure.cells import BESIDE, Cell, neighbours
from qantara.knowledge.disclosure.decision import Decision, Reason, World
from qantara.knowledge.disclosure.errors import CannotProtect
from qantara.knowledge.disclosure.insiders import weak_pairs
from qantara.knowledge.disclosure.rules import Rules
from qantara.knowledge.disclosure.system import (
    MANY,
    Flags,
    Floats,
    Ints,
    System,
    components,
    kin,
    row_of,
)
from qantara.knowledge.disclosure.worlds import Mover

#: Cost of moving what is withheld already, or never printed.
CHEAP = 1e-3
#: A cell of one or two people: who belongs to it knows it exactly.
INSIDERS = (1, 2)


def withhold(system: System, small: Flags, rules: Rules, worlds: Sequence[World] = ()) -> Decision:
    """Withhold the small cells, and what else must differ for worlds to hide them.

    worlds  kept from an earlier decision: what still holds of them is used first
    Raises CannotProtect where a component is larger, or takes longer, than the rules allow. Cells
    for which no world is found are in ``unprotected``: the decision is then no decision, and
    ``prove`` refuses it.
    """
    position = system.position()
    kept = [_change(world, position) for world in worlds if world.keys() <= position.keys()]
    reasons: dict[str, Reason] = {}
    changes: list[World] = []
    unprotected: set[str] = set()
    gaps: set[Cell] = set()
    for chosen in components(system):
        if not (small[chosen] | system.withheld[chosen] | (system.spread[chosen] > 0)).any():
            continue
        part = system.part(chosen)
        if part.size > rules.most_cells or small[chosen].sum() > rules.most_small:
            raise CannotProtect(part.cells[i].name for i in np.flatnonzero(small[chosen]))
        part = replace(part, cost=np.where(_is_beside(part, gaps), part.cost * BESIDE, part.cost))
        search = Search(part, small[chosen], rules)
        search.run([change[chosen] for change in kept])
        reasons |= search.reasons()
        gaps |= {
            cell for i in np.flatnonzero(search.withheld) for cell in neighbours(part.cells[i])
        }
        changes += [_world(part, change) for change in search.changes]
        unprotected |= {part.cells[i].name for i in search.unprotected}
    return Decision(
        withheld=dict(sorted(reasons.items())),
        worlds=tuple(changes),
        unprotected=tuple(sorted(unprotected)),
    )


def protecting(
    system: System, small: Flags, rules: Rules, worlds: Sequence[World] = ()
) -> Decision:
    """The decision of ``withhold``. Raises CannotProtect where it leaves a cell unprotected."""
    decision = withhold(system, small, rules, worlds)
    if decision.unprotected:
        raise CannotProtect(decision.unprotected)
    return decision


def _is_beside(system: System, gaps: set[Cell]) -> Flags:
    """Cells withheld in a neighbouring year: a line has one gap rather than many."""
    return np.array([cell in gaps for cell in system.cells], bool)


def _world(system: System, change: Ints) -> World:
    return {system.cells[i].name: int(change[i]) for i in np.flatnonzero(change)}


def _change(world: World, position: dict[str, int]) -> Ints:
    change = np.zeros(len(position), np.int64)
    change[[position[name] for name in world]] = list(world.values())
    return change


class Search:
    """The search for worlds within one component. ``changes``: worlds, as found so far."""

    def __init__(self, system: System, small: Flags, rules: Rules) -> None:
        self.system, self.small, self.rules = system, small, rules
        self.by_rule = (small | system.withheld) & system.is_printed & ~system.fixed
        self.is_exact = system.is_printed & (system.low == system.high) & ~system.fixed
        self.insiders = small & system.is_known & np.isin(system.x, INSIDERS)
        self.kin = kin(system)
        self.mover = Mover(system)
        self.changes: list[Ints] = []
        self.withheld: Flags = self.by_rule.copy()
        self.lowest: Ints = system.x.copy()
        self.highest: Ints = system.x.copy()
        self.unprotected: set[int] = set()
        self.until = perf_counter() + rules.seconds

    def run(self, kept: Iterable[Ints]) -> None:
        """Protect every small cell, then what hides it, then all of them from insiders."""
        for change in kept:
            if change.any() and self._fits(change, *self._limits([])):
                self._adopt(change)
        for cell in self._by_size(self.small):
            self._protect(cell)
        self._drop_needless()
        self._widen()
        self._protect_from_insiders()
        self._widen()

    def reasons(self) -> dict[str, Reason]:
        named: dict[str, Reason] = {}
        for i in np.flatnonzero(self.withheld):
            reason: Reason = "complement"
            if self.small[i]:
                is_small = abs(self.system.x[i]) < self.system.threshold[i]
                reason = "small" if is_small else "revision"
            elif self.system.withheld[i]:
                reason = "earlier" if self.system.earlier[i] else "rule"
            named[self.system.cells[i].name] = reason
        return named

    def _by_size(self, chosen: Flags) -> list[int]:
        """Largest first: their worlds often serve the smaller ones."""
        return [int(i) for i in np.argsort(-self.system.x, kind="stable") if chosen[i]]

    def _protect(self, cell: int) -> None:
        """Worlds with nobody in the cell, and with as many as are not small; or unrevised, and not."""
        count, enough = int(self.system.x[cell]), int(self.system.aim_high[cell])
        few = int(self.system.aim_low[cell])
        if self.lowest[cell] > few and not self._find(cell, -MANY, few - count):
            self.unprotected.add(cell)
        if self.highest[cell] < enough and not self._find(cell, enough - count, MANY):
            self.unprotected.add(cell)

    def _widen(self) -> None:
        """Every other withheld cell takes values some way apart, lest it be marked as different."""
        width = self.rules.width
        while True:
            spread = self.highest - self.lowest
            needed = np.where(self.withheld & ~self.small, width, self.system.spread)
            is_narrow = spread < needed
            narrow = [i for i in map(int, np.flatnonzero(is_narrow)) if i not in self.unprotected]
            if not narrow:
                return
            for cell in narrow:
                ends = int(self.lowest[cell]), int(self.highest[cell])
                if ends[1] - ends[0] < needed[cell]:
                    self._spread(cell, [], *ends, int(needed[cell]))

    def _spread(self, cell: int, still: list[int], lowest: int, highest: int, width: int) -> None:
        """Worlds that leave ``still`` alone and take ``cell`` ``width`` from what it takes so far."""
        count = int(self.system.x[cell])
        if self._find(cell, width - (count - lowest), MANY, still=still):
            return
        if self._find(cell, -MANY, -(width - (highest - count)), still=still):
            return
        for fall in range(min(count, width - 1), 0, -1):
            if self._find(cell, -fall, -fall, still=still):
                if self._find(cell, width - fall, MANY, still=still):
                    return
                break
        self.unprotected |= {cell, *still}

    def _protect_from_insiders(self) -> None:
        """Who knows a cell of one or two people exactly must not learn another small one from it."""
        changes = np.array(self.changes).reshape(-1, self.system.size)
        pairs = weak_pairs(
            changes, np.flatnonzero(self.insiders), np.flatnonzero(self.small), self.kin, self.rules
        )
        for insider, cell in pairs:
            rows = self._rows_that_keep(insider, cell)
            if rows.max() - rows.min() < self.rules.width:
                self._spread(cell, [insider], int(rows.min()), int(rows.max()), self.rules.width)

    def _kin_of(self, cell: int) -> Flags:
        return row_of(self.kin, cell)

    def _rows_that_keep(self, insider: int, cell: int) -> Ints:
        """The counts of ``cell`` in the worlds that leave ``insider`` alone, the true one included."""
        changes = [change[cell] for change in self.changes if not change[insider]]
        rows: Ints = np.array([0, *changes]) + self.system.x[cell]
        return rows

    def _find(self, cell: int, least: int, most: int, still: Sequence[int] = ()) -> bool:
        """Find a world that moves ``cell`` so far; adopt it, and its mirror where that helps."""
        if perf_counter() > self.until:
            names = (self.system.cells[i].name for i in np.flatnonzero(self.small))
            raise CannotProtect(names, is_late=True)
        others = np.flatnonzero(self.insiders & ~self._kin_of(cell))
        for held in ([*still, *others], list(still)):
            down, up = self._limits(held)
            change = self._scaled(cell, least, most, down, up)
            if change is None:
                cost = self._cost()
                change = self.mover.move(down, up, cost, cost == CHEAP, cell, least, most)
            if change is not None:
                self._adopt(change)
                return True
        return False

    def _scaled(self, cell: int, least: int, most: int, down: Ints, up: Ints) -> Ints | None:
        """A multiple or mirror of a world we hold: it changes the same cells, so costs nothing."""
        need = least if least > 0 else most
        for change in reversed(self.changes):
            if not change[cell]:
                continue
            step = change // gcd(*map(int, change[change != 0]))
            if (step[cell] > 0) != (need > 0):
                step = -step
            times = -(-abs(need) // abs(int(step[cell])))
            if least <= times * step[cell] <= most and self._fits(times * step, down, up):
                return times * step
        return None

    def _limits(self, held: Iterable[int]) -> tuple[Ints, Ints]:
        """How far each cell may fall and rise. A range that is shown stays as printed."""
        system = self.system
        is_range = system.is_printed & (system.low < system.high) & ~self.withheld
        down = np.where(is_range, system.x - system.low, system.x - system.floor)
        up = np.where(is_range, system.high - system.x, MANY)
        still = system.fixed.copy()
        still[list(held)] = True
        down[still] = up[still] = 0
        return down, up

    def _cost(self) -> Floats:
        return np.where(self.is_exact & ~self.withheld, self.system.cost, CHEAP)

    def _fits(self, change: Ints, down: Ints, up: Ints) -> bool:
        is_within = bool(((-down <= change) & (change <= up)).all())
        return is_within and not (self.system.sums @ change).any()

    def _adopt(self, change: Ints) -> None:
        self.changes.append(change)
        self.withheld |= self.is_exact & (change != 0)
        self.lowest = np.minimum(self.lowest, self.system.x + change)
        self.highest = np.maximum(self.highest, self.system.x + change)

    def _recount(self) -> None:
        self.withheld = self.by_rule.copy()
        self.lowest, self.highest = self.system.x.copy(), self.system.x.copy()
        changes, self.changes = self.changes, []
        for change in changes:
            self._adopt(change)

    def _drop_needless(self) -> None:
        """Drop worlds whose work others do; what no kept world changes is shown again."""
        if not self.changes:
            return
        counts = self.system.x + np.array(self.changes)
        counts = counts[:, self.small]
        few, enough = self.system.aim_low[self.small], self.system.aim_high[self.small]
        done = np.hstack([counts <= few, counts >= enough])
        times = done.sum(axis=0)
        spoils = [int((self.is_exact & ~self.by_rule & (one != 0)).sum()) for one in self.changes]
        kept = np.ones(len(self.changes), bool)
        for i in np.argsort([-spoil for spoil in spoils], kind="stable"):
            if (times[done[i]] > 1).all():
                kept[i] = False
                times -= done[i]
        self.changes = [
            change for change, is_kept in zip(self.changes, kept, strict=True) if is_kept
        ]
        self._recount()
