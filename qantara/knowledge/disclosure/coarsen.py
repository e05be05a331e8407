"""When to publish coarser figures instead, and what each coarser choice would show (DISCLOSURE 8).

The guard never coarsens by itself: the city chooses, and ``steps.coarser`` does what it chose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import polars as pl

from qantara.knowledge.disclosure.declaration import Declaration
from qantara.knowledge.disclosure.errors import CannotProtect, ContradictoryFigures
from qantara.knowledge.disclosure.guard import Judged, protect
from qantara.knowledge.disclosure.rules import Rules
from qantara.knowledge.disclosure.steps import Step, coarser, steps
from qantara.knowledge.disclosure.unsafe import small

#: Cells; of a smaller table a single small one would be too large a part.
LEAST_TABLE = 20
#: How many rungs are offered.
OFFERED = 3
#: How long a choice may take to be tried; the figures were refused already.
SECONDS_A_TRY = 5

#: Measure, territory, period, axes.
Table = tuple[str, str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    """A table not worth printing as it is. Numbers of cells."""

    table: Table
    cells: int
    small: int
    withheld: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One coarser choice, and how many figures it would show and withhold."""

    steps: tuple[Step, ...]
    shown: int
    withheld: int
    is_within: bool

    @property
    def code(self) -> str:
        return "; ".join(step.code for step in self.steps)


def excess(judged: Judged, rules: Rules) -> list[Excess]:
    """The tables with too many small or withheld cells."""
    system = judged.system
    is_small = dict(zip((cell.name for cell in system.cells), small(system), strict=True))
    cells: dict[Table, set[str]] = {}
    for one in judged.grid.printed:
        name = judged.names.get((one.numerator, one.source)) if one.numerator else None
        if one.numerator and name and not one.share:
            block = one.numerator.block
            table = block.measure, block.territory, block.period, tuple(sorted(one.numerator.axes))
            cells.setdefault(table, set()).add(name)
    found = []
    for table, names in sorted(cells.items()):
        few = sum(bool(is_small[name]) for name in names)
        gone = sum(name in judged.decision.withheld for name in names)
        is_much = 100 * few > rules.most_small_share * len(names)
        is_much |= 100 * gone > rules.most_withheld_share * len(names)
        if is_much and len(names) >= LEAST_TABLE:
            found.append(Excess(table=table, cells=len(names), small=few, withheld=gone))
    return found


def ladder(
    figures: pl.DataFrame,
    declaration: Declaration,
    rules: Rules,
    *,
    measures: Sequence[str] = (),
    most: int = OFFERED,
    **more: Any,
) -> list[Rung]:
    """The finest coarser choices: those within the rules' limits first, then by what they show.

    measures  whose figures may be coarsened; none: all that can be
    more      ``key``, ``known`` and what else ``protect`` takes
    """
    single = [
        step for step in steps(figures, declaration) if not measures or step.measure in measures
    ]
    choices: list[tuple[Step, ...]] = [(step,) for step in single]
    rungs = _tried(figures, choices, declaration, rules, more)
    if not any(rung.is_within for rung in rungs):
        pairs = [
            (one, other)
            for one, other in product(single, single)
            if one < other and one.measure == other.measure and one.dimension != other.dimension
        ]
        rungs += _tried(figures, pairs, declaration, rules, more)
    rungs.sort(key=lambda rung: (not rung.is_within, -rung.shown, rung.withheld, rung.code))
    return rungs[:most]


def working(
    figures: pl.DataFrame,
    declaration: Declaration,
    rules: Rules,
    codes: Iterable[str],
    *,
    most: int = OFFERED,
    **more: Any,
) -> list[str]:
    """Of these steps those after which figures that cannot be protected can be, the finest first.

    Each is tried on its own, so that nobody is sent from one refusal to the next.
    """
    left = {step: coarser(figures, [step], declaration).height for step in map(Step.parse, codes)}
    quick = replace(rules, seconds=min(rules.seconds, SECONDS_A_TRY))
    found: list[str] = []
    for step in sorted(left, key=lambda step: (-left[step], step.code)):
        if len(found) < most and _tried(figures, [(step,)], declaration, quick, more):
            found.append(step.code)
    return found


def _tried(
    figures: pl.DataFrame,
    choices: Sequence[tuple[Step, ...]],
    declaration: Declaration,
    rules: Rules,
    more: dict[str, Any],
) -> list[Rung]:
    found = []
    for taken in choices:
        try:
            tried = protect(coarser(figures, taken, declaration), declaration, rules, **more)
        except (CannotProtect, ContradictoryFigures):
            continue
        counts = Counter(tried.frame["state"].to_list())
        found.append(
            Rung(
                steps=taken,
                shown=counts["shown"],
                withheld=counts["withheld"] + counts["courtesy"],
                is_within=not excess(tried.real, rules),
            )
        )
    return found
