"""Other worlds by linear programming: the only module that speaks to HiGHS."""

from __future__ import annotations

from collections.abc import Mapping

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qantara.knowledge.disclosure.system import MANY, Flags, Floats, Ints, System

FEASIBLE = 2  # HiGHS: kSolutionStatusFeasible

#: How far from whole a corner may be and still be taken for whole.
WHOLE = 1e-6
#: Corners with denominators up to this are multiplied out before whole numbers are asked for.
MOST_MULTIPLE = 6

Options = Mapping[str, bool | int | float | str]
OPTIONS: Options = {"output_flag": False, "threads": 1, "random_seed": 1}
CORNERS: Options = {"presolve": "off", "solver": "simplex"}
#: Near the cheapest is good enough. Nodes bound the work alike on every machine; seconds are a last
#: resort.
WHOLE_NUMBERS: Options = {"mip_rel_gap": 0.1, "mip_max_nodes": 1_000, "time_limit": 3.0}


def fill(system: System) -> Ints | None:
    """Counts of all cells, whole and within what is printed, where some are unknown.

    None where no counts fit: what is printed contradicts itself.
    """
    unknown = ~system.is_known
    known_sums = system.sums[:, ~unknown] @ system.x[~unknown]
    low = np.maximum(system.low, system.floor)[unknown]
    is_range = system.is_printed & unknown
    people = int(np.abs(system.x).sum() + np.abs(system.high[is_range]).sum())
    high = np.minimum(system.high[unknown], people + np.maximum(low, 0))
    solver = _programme(system.sums[:, unknown], np.zeros(low.size), low, high, -known_sums)
    found = _answer(_in_whole_numbers(solver))
    if found is None:
        return None
    filled = system.x.copy()
    filled[unknown] = np.rint(found).astype(np.int64)
    return None if (system.sums @ filled).any() else filled


class Mover:
    """The cheapest change of a system's cells that keeps every sum, asked again and again.

    First among the cells that cost nothing, which is a small programme and mostly enough; then
    among all of them.
    """

    def __init__(self, system: System) -> None:
        self.system = system
        self.everywhere = Programme(system, np.arange(system.size))
        self.nearby = self.everywhere
        self.touched = abs(system.sums).tocsr()
        self.by_cell = self.touched.tocsc()
        self.asked = 0

    def move(
        self, down: Ints, up: Ints, cost: Floats, free: Flags, cell: int, least: int, most: int
    ) -> Ints | None:
        """The cheapest whole change with ``least <= change[cell] <= most``, both of one sign.

        down, up  how far each cell may fall and rise
        cost      of a change by one, either way
        free      cells whose change costs nothing to speak of
        None where there is none, or none was found in time.
        """
        near, far = (least, most) if least > 0 else (-most, -least)
        far = min(far, int(up[cell] if least > 0 else down[cell]))
        if near > far:
            return None
        free = free & ((down > 0) | (up > 0))
        for programme in (self._among(free, cell), self.everywhere):
            if programme is None:
                continue
            change = programme.move(down, up, cost, cell, least, near, far)
            self.asked += programme.asked
            programme.asked = 0
            if change is not None:
                return change
        return None

    def _among(self, free: Flags, cell: int) -> Programme | None:
        """The programme over these cells; None where some sum over ``cell`` has no other of them."""
        rows = self.by_cell.indices[self.by_cell.indptr[cell] : self.by_cell.indptr[cell + 1]]
        if (self.touched[rows, :] @ free.astype(np.int64) < 2).any():
            return None
        chosen = np.flatnonzero(free)
        if not np.array_equal(chosen, self.nearby.chosen):
            self.nearby = Programme(self.system, chosen)
        return self.nearby


class Programme:
    """One linear programme over some cells of a system; the others stay as they are.

    Column i raises the i-th of them, column ``size`` + i lowers it. Limits and costs change in
    place. Each answer starts from "no change", which is cheapest and close to most answers: four
    times as fast as starting from the answer before (bench/disclosure.py), and no answer depends on
    another.
    """

    def __init__(self, system: System, chosen: NDArray[np.intp]) -> None:
        rows = system.sums[:, chosen]
        self.sums = rows[np.diff(rows.indptr) > 0]
        self.system, self.chosen, self.size = system, chosen, chosen.size
        self.lower = np.zeros(2 * self.size)
        self.upper = np.zeros(2 * self.size)
        self.cost = np.zeros(2 * self.size)
        self.both = sparse.csr_array(sparse.hstack([self.sums, -self.sums]))
        self.right = np.zeros(self.sums.shape[0])
        self.far = float(10 * system.aim_high.max() + 100)
        self.solver: highspy.Highs | None = None
        self.asked = 0

    def move(
        self, down: Ints, up: Ints, cost: Floats, cell: int, least: int, near: int, far: int
    ) -> Ints | None:
        """As ``Mover.move``; ``near`` and ``far`` are how far ``cell`` moves, in the way of ``least``."""
        at = int(np.searchsorted(self.chosen, cell))
        if at == self.size or self.chosen[at] != cell:
            return None
        down, up, cost = down[self.chosen], up[self.chosen], cost[self.chosen]
        lower, upper = np.zeros(2 * self.size), np.concatenate([up, down]).astype(float)
        upper[upper >= MANY] = highspy.kHighsInf
        column, opposite = (at, at + self.size) if least > 0 else (at + self.size, at)
        lower[column], upper[column], upper[opposite] = near, far, 0
        self._set(lower, upper, np.concatenate([cost, cost]))
        change = self._change()
        if change is None:
            return None
        for multiple in range(1, MOST_MULTIPLE + 1):
            found = np.rint(change * multiple)
            if np.abs(found - change * multiple).max() < WHOLE:
                whole = found.astype(np.int64)
                if near <= abs(whole[at]) <= far and self._holds(whole, down, up):
                    return self._everywhere(whole)
        return self._whole_change(down, up)

    def _everywhere(self, change: Ints) -> Ints:
        found = np.zeros(self.system.size, np.int64)
        found[self.chosen] = change
        return found

    def _set(self, lower: Floats, upper: Floats, cost: Floats) -> None:
        if self.solver is None:
            self.solver = _programme(self.both, cost, lower, upper, self.right)
            _set_options(self.solver, CORNERS)
            self.lower, self.upper, self.cost = lower, upper, cost
            return
        at = np.flatnonzero((lower != self.lower) | (upper != self.upper)).astype(np.int32)
        if at.size:
            self.solver.changeColsBounds(at.size, at, lower[at], upper[at])
            self.lower, self.upper = lower, upper
        at = np.flatnonzero(cost != self.cost).astype(np.int32)
        if at.size:
            self.solver.changeColsCost(at.size, at, cost[at])
            self.cost = cost

    def _change(self) -> Floats | None:
        self.asked += 1
        assert self.solver is not None
        found = _answer(self.solver)
        return None if found is None else found[: self.size] - found[self.size :]

    def _whole_change(self, down: Ints, up: Ints) -> Ints | None:
        """The same question in whole numbers; limits are drawn in, since search needs an end."""
        self.asked += 1
        solver = _programme(
            self.both, self.cost, self.lower, np.minimum(self.upper, self.far), self.right
        )
        found = _answer(_in_whole_numbers(solver))
        if found is None:
            return None
        whole = np.rint(found[: self.size] - found[self.size :]).astype(np.int64)
        return self._everywhere(whole) if self._holds(whole, down, up) else None

    def _holds(self, change: Ints, down: Ints, up: Ints) -> bool:
        is_within = bool(((-down <= change) & (change <= up)).all())
        return is_within and not (self.sums @ change).any()


def _programme(
    sums: sparse.csr_array,
    cost: Floats,
    lower: Floats | Ints,
    upper: Floats | Ints,
    right: Floats | Ints,
) -> highspy.Highs:
    """Minimise ``cost @ y`` where ``sums @ y == right`` and ``lower <= y <= upper``."""
    sums = sums.tocsr()
    sums.sort_indices()
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = sums.shape
    model.col_cost_ = np.asarray(cost, float)
    model.col_lower_ = np.where(lower <= -MANY, -highspy.kHighsInf, lower).astype(float)
    model.col_upper_ = np.where(upper >= MANY, highspy.kHighsInf, upper).astype(float)
    model.row_lower_ = model.row_upper_ = np.asarray(right, float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = sums.indptr
    model.a_matrix_.index_ = sums.indices
    model.a_matrix_.value_ = sums.data.astype(float)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    _set_options(solver, OPTIONS)
    solver.passModel(model)
    return solver


def _set_options(solver: highspy.Highs, options: Options) -> None:
    for name, value in options.items():
        solver.setOptionValue(name, value)


def _in_whole_numbers(solver: highspy.Highs) -> highspy.Highs:
    _set_options(solver, WHOLE_NUMBERS)
    columns = np.arange(solver.getNumCol(), dtype=np.int32)
    kinds = np.full(columns.size, int(highspy.HighsVarType.kInteger), np.uint8)
    solver.changeColsIntegrality(columns.size, columns, kinds)
    return solver


def _answer(solver: highspy.Highs) -> Floats | None:
    solver.clearSolver()
    solver.run()
    if solver.getInfo().primal_solution_status != FEASIBLE:
        return None
    return np.array(solver.getSolution().col_value)
