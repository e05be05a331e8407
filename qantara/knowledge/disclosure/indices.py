"""Indices of cells that stay unpublished: printed only as all kept worlds print them alike (DISCLOSURE 5).

An index of dissimilarity is half the sum, over districts, of how far the share of one group that
lives there is from the share of the other: 0 where both live alike, 1 where they never meet.
Duncan and Duncan, A Methodological Analysis of Segregation Indexes, 1955.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from qantara.knowledge.disclosure.cells import Cell
from qantara.knowledge.disclosure.decision import Decision, World
from qantara.knowledge.disclosure.declaration import Declaration
from qantara.knowledge.disclosure.division import is_rest
from qantara.knowledge.disclosure.errors import NotProven
from qantara.knowledge.disclosure.grid import Grid
from qantara.knowledge.disclosure.proof import Proof, prove
from qantara.knowledge.disclosure.reveal import protected
from qantara.knowledge.disclosure.rules import Rules
from qantara.knowledge.disclosure.system import Floats, Ints, System

#: How finely an index is printed, and how finely otherwise.
STEPS = (0.01, 0.05, 0.1)
#: The axis that an index compares two groups over.
OVER = "DIST"


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Two groups over the same places: positions in the system, place by place.

    others  of the same people without the group: its wholes, where the group is a part of them
    """

    group: NDArray[np.intp]
    wholes: NDArray[np.intp]

    def values(self, counts: Ints) -> Floats:
        """The index in every world, one world a row of ``counts``; nan where a group is empty."""
        group = counts[:, self.group].astype(float)
        others = counts[:, self.wholes] - group
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = group / group.sum(axis=1, keepdims=True)
            shares -= others / others.sum(axis=1, keepdims=True)
        return np.asarray(np.abs(shares).sum(axis=1) / 2, np.float64)


def index_of(about: Cell, whole: str, system: System) -> Index | None:
    """What an index about this group is made of; None where the system has no such cells.

    about  the group in the whole territory
    whole  the measure it is a part of
    """
    position = {cell: at for at, cell in enumerate(system.cells)}
    pairs = [
        (at, position[cell.of(whole)])
        for cell, at in position.items()
        if cell.block == about.block
        and OVER in cell.axes
        and cell.with_part(None, OVER) == about
        and not is_rest(dict(cell.parts)[OVER])
        and cell.of(whole) in position
    ]
    if len(pairs) < 2:
        return None
    group, wholes = np.array(pairs, np.intp).T
    return Index(group=group, wholes=wholes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """``step``: how finely the index may be printed; 0: not at all."""

    step: float
    decision: Decision
    proof: Proof


def settled(
    index: Index, system: System, decision: Decision, proof: Proof, rules: Rules, *, key: bytes
) -> Settled:
    """The index as finely as it can be printed, with the worlds that print it alike.

    Worlds that print it differently are dropped. Where the rest no longer give every cell its
    range, it is printed less finely, and at last not at all.
    """
    counts = decision.counts(system)
    values = index.values(counts)
    for step in STEPS:
        alike = printed(values, step) == printed(values[:1], step)
        worlds = _chosen(decision.worlds, alike[1:])
        fewer = replace(decision, worlds=worlds)
        try:
            again = proof if alike.all() else prove(system, fewer, rules, key=key)
        except NotProven:
            continue
        return Settled(step=step, decision=fewer, proof=again)
    return Settled(step=0, decision=decision, proof=proof)


def printed(values: Floats, step: float) -> Floats:
    """In whole steps."""
    return np.asarray(np.rint(values / step), np.float64)


def _chosen(worlds: Sequence[World], is_kept: NDArray[np.bool_]) -> tuple[World, ...]:
    def chosen() -> Iterator[World]:
        for world, is_alike in zip(worlds, is_kept, strict=True):
            if is_alike:
                yield world

    return tuple(chosen())


def with_indices(
    frame: pl.DataFrame,
    grid: Grid,
    system: System,
    decision: Decision,
    proof: Proof,
    declaration: Declaration,
    rules: Rules,
    *,
    key: bytes,
) -> tuple[pl.DataFrame, Decision, Proof]:
    """A protected frame with its indices as finely as they may be printed, and what proves them."""
    varying = {name for world in decision.worlds for name in world}
    steps: dict[str, float] = {}
    for one in grid.printed:
        if one.index is None:
            continue
        whole = declaration.measures[one.index.block.measure].part_of or declaration.residents
        index = index_of(one.index, whole, system)
        if index is None or not varying.intersection(
            system.cells[at].name for at in (*index.group, *index.wholes)
        ):
            continue
        found = settled(index, system, decision, proof, rules, key=key)
        decision, proof, steps[one.key] = found.decision, found.proof, found.step
    gone = [key for key, step in steps.items() if not step]
    is_shown = pl.col("state") == "shown"
    shown = frame.filter(~pl.col("key").is_in(gone))
    for name, step in steps.items():
        if step:
            is_this = is_shown & (pl.col("key") == name)
            value = ((pl.col("value") / step).round() * step).round(2)
            decimals = pl.lit(1 if step == STEPS[-1] else 2, dtype=pl.Int8)
            shown = shown.with_columns(
                value=pl.when(is_this).then(value).otherwise("value"),
                decimals=pl.when(is_this).then(decimals).otherwise("decimals"),
            )
    hidden = protected(frame.filter(pl.col("key").is_in(gone)), gone)
    return pl.concat([shown, hidden]).sort("key"), decision, proof
