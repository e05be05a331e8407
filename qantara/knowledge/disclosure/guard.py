"""The way from the figures of a release to what may be printed of them (DISCLOSURE 10).

``link -> small -> withhold -> prove -> protected``, over every figure of a release at once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import polars as pl

from qantara.knowledge.disclosure.cells import Cell, Stated
from qantara.knowledge.disclosure.decision import Decision, World
from qantara.knowledge.disclosure.declaration import Declaration
from qantara.knowledge.disclosure.errors import CannotProtect
from qantara.knowledge.disclosure.fold import fold
from qantara.knowledge.disclosure.grid import Grid, full_grid
from qantara.knowledge.disclosure.link import as_if_private, link
from qantara.knowledge.disclosure.proof import Proof, prove
from qantara.knowledge.disclosure.reveal import hidden, protected
from qantara.knowledge.disclosure.rules import Rules
from qantara.knowledge.disclosure.system import System
from qantara.knowledge.disclosure.unsafe import small
from qantara.knowledge.disclosure.withhold import withhold


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Figures decided upon against one reader's knowledge."""

    grid: Grid
    system: System
    names: dict[tuple[Cell, int], str]
    decision: Decision
    proof: Proof

    def hidden(self) -> frozenset[str]:
        """Keys of the figures that may not be printed."""
        return hidden(self.grid, self.names, self.decision.withheld)


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """``frame`` may leave the house; all else is private.

    folded    the figures the frame was made from, small groups counted as "other"
    real      protection of what nobody else has printed
    courtesy  as if no source were public; None where none is
    """

    frame: pl.DataFrame
    folded: pl.DataFrame
    real: Judged
    courtesy: Judged | None

    @property
    def decision(self) -> Decision:
        return self.real.decision

    @property
    def proof(self) -> Proof:
        return self.real.proof


def protect(
    figures: pl.DataFrame,
    declaration: Declaration,
    rules: Rules,
    *,
    key: bytes,
    known: pl.DataFrame | None = None,
    public: Collection[int] = (),
    worlds: Sequence[World] = (),
) -> Protected:
    """The protected frame of all figures of one release, with the decision behind it and its proof.

    figures  a figure frame (docs/concepts.md): one row a figure, ``source`` a position in its list
    key      private to the network: breaks ties, and signs the proof
    known    a figure frame of what was released before; its shown numbers are known for ever
    public   positions of sources anybody can read. Their cells cannot hide others; small ones are
             ``courtesy``: not repeated here
    worlds   kept from the decision before, to change as little as possible

    Raises ContradictoryFigures where one source does not add up, CannotProtect where no other world
    hides a cell or there are too many, NotProven where the decision fails its proof.
    """
    grid = full_grid(figures, declaration, rules, public=public)
    folded = fold(figures, grid, declaration, rules)
    if folded is not figures:
        grid = full_grid(folded, declaration, rules, public=public)
    folded = _with_parts_of_shares_only(folded, declaration)
    if known is not None:
        grid = replace(grid, stated=(*grid.stated, *_known(known, declaration, rules)))
    system, names = link(grid, declaration, rules, key=key)

    def judged(system: System) -> Judged:
        decision = withhold(system, small(system), rules, worlds)
        if decision.unprotected:
            raise CannotProtect(decision.unprotected)
        proof = prove(system, decision, rules, key=key)
        return Judged(grid=grid, system=system, names=names, decision=decision, proof=proof)

    real = judged(system)
    courtesy = judged(as_if_private(system)) if public else None
    frame = protected(folded, real.hidden(), courtesy.hidden() if courtesy else ())
    return Protected(frame=frame, folded=folded, real=real, courtesy=courtesy)


def _with_parts_of_shares_only(figures: pl.DataFrame, declaration: Declaration) -> pl.DataFrame:
    """Numerators and denominators of other figures belong to no cell, so nothing would guard them."""
    shares = [code for code, unit in declaration.units.items() if unit.kind in ("share", "rate")]
    return figures.with_columns(
        pl.when(pl.col("unit").is_in(shares)).then(pl.col(name)).alias(name)
        for name in ("numerator", "denominator")
    )


def _known(known: pl.DataFrame, declaration: Declaration, rules: Rules) -> list[Stated]:
    """What was shown before. Its sources count downwards from -2, apart from those of the draft.

    Rates that a draft computed are left out: they repeat counts that are there themselves.
    """
    is_repeated = (pl.col("method") == "computed") & pl.col("observation").is_null()
    shown = known.filter((pl.col("state") == "shown") & ~is_repeated)
    before = full_grid(shown, declaration, rules)
    return [
        replace(one, is_public=True, is_before=True, source=-3 - one.source)
        for one in before.stated
    ]
