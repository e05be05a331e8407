"""How long the guard takes, as a ratio to one plain linear programme of the same system.

The tables are districts x sex x origin of a made-up city, with residents of the districts.
Run: python -m bench.disclosure
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Any

import highspy
import numpy as np

from qantara.knowledge.disclosure import Rules
from qantara.knowledge.disclosure.cells import Block, Cell, Stated
from qantara.knowledge.disclosure.declaration import Counted, Declaration
from qantara.knowledge.disclosure.grid import Grid
from qantara.knowledge.disclosure.link import link
from qantara.knowledge.disclosure.proof import prove
from qantara.knowledge.disclosure.system import System
from qantara.knowledge.disclosure.unsafe import small
from qantara.knowledge.disclosure.withhold import withhold
from qantara.knowledge.frameworks.schema import Measure

KEY = b"bench"
AXES = ("CITG", "DIST", "SEX")
DECLARATION = Declaration(
    definitions={"CTX-01": Counted(measure="residents", is_core=True)},
    measures={
        "residents": Measure(
            id="residents", domain="CTX", name={}, protection="people", partitions=AXES
        )
    },
    units={},
    residents="residents",
)


def city(districts: int, origins: int, log_mean: float) -> Grid:
    """A table with all its margins, its counts log-normal."""
    counts = np.exp(np.random.default_rng(1).normal(log_mean, 1.5, (origins, districts, 2)))
    whole = counts.astype(int)
    names = [
        [f"o{i:02}" for i in range(origins)],
        [f"d{i:02}" for i in range(districts)],
        ["F", "M"],
    ]
    block = Block("residents", "city", "2022")
    stated = []
    for axes in np.ndindex(2, 2, 2):
        table = whole.sum(axis=tuple(i for i in range(3) if not axes[i]), keepdims=True)
        for at, people in np.ndenumerate(table):
            parts = [(AXES[i], names[i][at[i]]) for i in range(3) if axes[i]]
            stated.append(Stated(Cell(block, tuple(parts)), int(people), int(people), 0))
    return Grid(printed=(), stated=tuple(stated))


def plain_programme(system: System) -> float:
    """Seconds of one programme over the sums: the most of the first cell, all others free."""
    solver = highspy.Highs()
    for name, value in (("output_flag", False), ("threads", 1), ("presolve", "off")):
        solver.setOptionValue(name, value)
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = system.sums.shape
    model.col_cost_ = -np.eye(1, system.size)[0]
    model.col_lower_, model.col_upper_ = np.zeros(system.size), system.x * 2.0 + 10
    model.row_lower_ = model.row_upper_ = np.zeros(system.sums.shape[0])
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_ = system.sums.indptr, system.sums.indices
    model.a_matrix_.value_ = system.sums.data.astype(float)
    solver.passModel(model)
    return timed(solver.run)[0]


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    start = perf_counter()
    found = act()
    return perf_counter() - start, found


def main() -> None:
    print("cells small withheld worlds | link withhold again prove, in plain programmes | seconds")
    for districts, origins, log_mean in ((23, 8, 3.0), (23, 16, 3.0), (23, 16, 2.4), (33, 8, 3.0)):
        grid = city(districts, origins, log_mean)
        linking, (system, _) = timed(lambda g=grid: link(g, DECLARATION, Rules(), key=KEY))
        at_risk = small(system)
        one = min(plain_programme(system) for _ in range(3))
        deciding, decision = timed(lambda s=system, a=at_risk: withhold(s, a, Rules()))
        again, _ = timed(lambda s=system, a=at_risk, d=decision: withhold(s, a, Rules(), d.worlds))
        proving, proof = timed(lambda s=system, d=decision: prove(s, d, Rules(), key=KEY))
        ratios = " ".join(
            f"{seconds / one:8.1f}" for seconds in (linking, deciding, again, proving)
        )
        print(
            f"{system.size:5} {proof.small:5} {proof.withheld:8} {proof.worlds:6} | {ratios} "
            f"| {one:.4f} {deciding:.2f}"
        )


if __name__ == "__main__":
    main()
