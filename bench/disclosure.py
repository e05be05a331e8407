"""How long the guard takes, as a ratio to one plain linear programme of the same system.

The tables are of a made-up city: districts x sex x country with regions, of which an earlier release
showed the districts; and three lists crossed with all their margins, under a threshold of ten.
Seconds are of the processor, on one thread. Run: python -m bench.disclosure
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from time import process_time
from typing import Any

import highspy
import numpy as np

from qantara.knowledge.disclosure import CannotProtect, Rules
from qantara.knowledge.disclosure.cells import Block, Cell, Stated
from qantara.knowledge.disclosure.declaration import Counted, Declaration
from qantara.knowledge.disclosure.grid import Grid, Printed
from qantara.knowledge.disclosure.link import link
from qantara.knowledge.disclosure.proof import prove
from qantara.knowledge.disclosure.system import System
from qantara.knowledge.disclosure.unsafe import small
from qantara.knowledge.disclosure.withhold import withhold
from qantara.knowledge.frameworks import regions
from qantara.knowledge.frameworks.schema import Measure

KEY = b"bench"
BLOCK = Block("residents", "city", "2022")
DECLARATION = Declaration(
    definitions={"CTX-01": Counted(measure="residents", is_core=True)},
    measures={
        "residents": Measure(
            id="residents", domain="CTX", name={}, protection="people",
            partitions=("AGE", "DIST", "NAT", "SEX"),
        )
    },
    units={},
    residents="residents",
)  # fmt: skip
CONTINENTS = ("002", "142", "150")


def city(districts: int, of_each: int, log_mean: float) -> Grid:
    """Districts x sex x country with continents, log-normal; shares of women; districts known before."""
    held = regions.contains()
    countries = [code for one in CONTINENTS for code in sorted(held[one])[:of_each]]
    shape = (len(countries), districts, 2)
    counts = np.exp(np.random.default_rng(1).normal(log_mean, 1.5, shape)).astype(int)
    origins = {"": slice(None)} | {code: [i] for i, code in enumerate(countries)}
    for number, continent in enumerate(CONTINENTS):
        origins[continent] = slice(number * of_each, (number + 1) * of_each)
    places = {"": slice(None)} | {f"d{i:02}": [i] for i in range(districts)}
    sexes = {"": slice(None), "F": [0], "M": [1]}
    stated, printed = [], []
    for (origin, i), (place, j), (sex, k) in product(
        origins.items(), places.items(), sexes.items()
    ):
        people = int(counts[i][:, j][:, :, k].sum())
        cell = _cell(NAT=origin, DIST=place, SEX=sex)
        stated.append(Stated(cell, people, people, 0))
        if place and not origin and not sex:
            stated.append(Stated(cell, people, people, -3, is_public=True, is_before=True))
        if sex == "F":
            whole = _cell(NAT=origin, DIST=place)
            printed.append(
                Printed(key=cell.name, source=0, numerator=cell, denominator=whole, share="share")
            )
    return Grid(printed=tuple(printed), stated=tuple(stated))


def three_lists(log_mean: float) -> Grid:
    """Twenty districts x fifteen ages x ten tenures, with all margins."""
    names: Sequence[list[str]] = (
        [f"d{i:02}" for i in range(20)],
        [*(f"Y{age}T{age + 4}" for age in range(0, 70, 5)), "Y_GE70"],
        [f"n{i}" for i in range(10)],
    )
    sizes = [len(one) for one in names]
    counts = np.exp(np.random.default_rng(1).normal(log_mean, 1.2, sizes)).astype(int)
    stated = []
    for place in product(*([None, *range(size)] for size in sizes)):
        chosen = tuple(slice(None) if at is None else at for at in place)
        people = int(counts[chosen].sum())
        code = ["" if at is None else names[axis][at] for axis, at in enumerate(place)]
        cell = _cell(DIST=code[0], AGE=code[1], SEX=code[2])
        stated.append(Stated(cell, people, people, 0))
    return Grid(printed=(), stated=tuple(stated))


def _cell(**codes: str) -> Cell:
    return Cell(BLOCK, tuple(sorted((axis, code) for axis, code in codes.items() if code)))


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
    start = process_time()
    found = act()
    return process_time() - start, found


def cases() -> Iterator[tuple[str, Grid, Rules]]:
    yield "city", city(9, 4, 2.0), Rules()
    yield "city", city(22, 5, 2.9), Rules()
    yield "city", city(22, 5, 2.3), Rules()
    yield "city", city(16, 5, 2.0), Rules()
    yield "city", city(30, 7, 2.2), Rules()
    yield "three", three_lists(5.0), Rules(people=10)
    yield "three", three_lists(4.5), Rules(people=10)


def main() -> None:
    print(
        "table cells small withheld worlds | link withhold again prove, in plain programmes | ",
        end="",
    )
    print("seconds: plain link withhold again prove")
    for name, grid, rules in cases():
        linking, (system, _) = timed(lambda g=grid, r=rules: link(g, DECLARATION, r, key=KEY))
        at_risk = small(system)
        one = min(plain_programme(system) for _ in range(3))
        try:
            deciding, decision = timed(lambda s=system, a=at_risk, r=rules: withhold(s, a, r))
        except CannotProtect:
            print(f"{name:5} {system.size:5} {int(at_risk.sum()):5}: to be coarsened")
            continue
        if decision.unprotected:
            print(f"{name:5} {system.size:5} {int(at_risk.sum()):5}: cannot be protected")
            continue
        kept = decision.worlds
        again, _ = timed(lambda s=system, a=at_risk, r=rules, k=kept: withhold(s, a, r, k))
        proving, proof = timed(lambda s=system, d=decision, r=rules: prove(s, d, r, key=KEY))
        took = (linking, deciding, again, proving)
        ratios = " ".join(f"{seconds / one:8.1f}" for seconds in took)
        plain = " ".join(f"{seconds:.3f}" for seconds in (one, *took))
        print(
            f"{name:5} {system.size:5} {proof.small:5} {proof.withheld:8} {proof.worlds:6} "
            f"| {ratios} | {plain}",
            flush=True,
        )


if __name__ == "__main__":
    main()
