"""The way from the figures of a release to what may be printed of them (DISCLOSURE 10).

``link -> small -> withhold -> prove -> protected``, over every figure of a release at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import polars as pl

from qantara.knowledge.disclosure.cells import Cell, Stated
from qantara.knowledge.disclosure.decision import Decision, World
from qantara.knowledge.disclosure.declaration import Declaration
from qantara.knowledge.disclosure.errors import CannotProtect
from qantara.knowledge.disclosure.fold import fold
from qantara.knowledge.disclosure.grid import Grid, full_grid
from qantara.knowledge.disclosure.holding import MOST_ROUNDS, unprotectable
from qantara.knowledge.disclosure.indices import with_indices
from qantara.knowledge.disclosure.link import Linked, as_if_private, link
from qantara.knowledge.disclosure.listing import missing_rows
from qantara.knowledge.disclosure.memory import (
    Memory,
    releases,
    remembered,
    standing,
    withheld_before,
)
from qantara.knowledge.disclosure.proof import Proof, prove
from qantara.knowledge.disclosure.reveal import hidden, protected
from qantara.knowledge.disclosure.rounding import refuse_exact, with_rounded
from qantara.knowledge.disclosure.rules import Rules
from qantara.knowledge.disclosure.steps import steps
from qantara.knowledge.disclosure.system import System
from qantara.knowledge.disclosure.unsafe import small
from qantara.knowledge.disclosure.withhold import protecting


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

    def by_arithmetic(self) -> frozenset[str]:
        """Of these, the keys of those that no rule forbids by itself."""
        ruled_out = {
            one.key for one in self.grid.printed if one.is_never_formed or one.is_ruled_out
        }
        return self.hidden() - ruled_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """``frame`` may leave the house; all else is private.

    folded    the figures the frame was made from, small groups counted as "other"
    real      protection of what nobody else has printed
    courtesy  as if no source were public; None where none is
    standing  keys of figures that are shown as the release before showed them: they were revised,
              and the change is too small to show
    held_back keys of figures that are not in the frame at all: nothing could protect their tables
    """

    frame: pl.DataFrame
    folded: pl.DataFrame
    real: Judged
    courtesy: Judged | None
    standing: frozenset[str] = frozenset()
    held_back: frozenset[str] = frozenset()

    @property
    def decision(self) -> Decision:
        return self.real.decision

    @property
    def proof(self) -> Proof:
        return self.real.proof

    def counted(self) -> dict[str, int]:
        """How many figures are shown, and how many are not for which reason; standing ones apart."""
        states = self.frame["state"].to_list()
        named = ("shown", "withheld", "courtesy", "absent")
        counts = {state: states.count(state) for state in named}
        counts["shown"] -= len(self.standing)
        return {**counts, "standing": len(self.standing)}


def protect(
    figures: pl.DataFrame,
    declaration: Declaration,
    rules: Rules,
    *,
    key: bytes,
    known: pl.DataFrame | Sequence[pl.DataFrame] | None = None,
    public: Collection[int] = (),
    worlds: Sequence[World] = (),
    elsewhere: pl.DataFrame | None = None,
    kept: Collection[str] = (),
    lifted: Collection[str] = (),
    repeat: Collection[int] = (),
    bases: Mapping[int, int] = MappingProxyType({}),
    behind: pl.DataFrame | None = None,
    holding_back: bool = False,
) -> Protected:
    """The protected frame of all figures of one release, with the decision behind it and its proof.

    figures    a figure frame (docs/concepts.md): one row a figure, ``source`` a position in its list
    key        private to the network: breaks ties, and signs the proof
    known      what was released before of these places: one protected frame a release, the oldest
               first. Its shown numbers are known for ever, its withheld figures stay withheld
    public     positions of sources anybody can read. Their cells cannot hide others; small ones are
               ``courtesy``: not repeated here
    worlds     kept from the decision before, to change as little as possible
    elsewhere  a figure frame of what public sources print besides, by the same list of sources
    kept       keys of figures the city would like to keep: bound in its narrative, or marked
    lifted     keys of figures that need stay withheld no longer, for a reason on record
    repeat     public sources whose small cells are repeated, sensitive measures apart
    bases      source -> what its office rounds counts to, so that its sums hold only nearly
    behind     a figure frame of what is on record and the draft leaves out, by the same list of
               sources: what was withheld of it before is protected as if it were drafted again
    holding_back  leave whole tables out (``Protected.held_back``) rather than refuse a draft of
               which some cannot be protected; it is refused still where none would be left

    Raises AlreadyExact where figures to be rounded were shown exactly, ContradictoryFigures where
    one source does not add up, CannotProtect where no other world hides a cell, there are too many or
    the search takes too long, NotProven where the decision fails its proof.
    """
    known = list(releases(known))
    refuse_exact(known, declaration)
    memory = remembered(known, declaration, rules)

    def decided(figures: pl.DataFrame, elsewhere: pl.DataFrame | None) -> Protected:
        return _decided(
            figures, declaration, rules, memory, key=key, public=public, worlds=worlds,
            elsewhere=elsewhere, kept=kept, lifted=lifted, repeat=repeat, bases=bases, behind=behind,
        )  # fmt: skip

    return _holding_back(figures, elsewhere, public, MOST_ROUNDS if holding_back else 0, decided)


def _holding_back(
    figures: pl.DataFrame,
    elsewhere: pl.DataFrame | None,
    public: Collection[int],
    rounds: int,
    decided: Callable[[pl.DataFrame, pl.DataFrame | None], Protected],
) -> Protected:
    """What is decided of the figures, without the tables nothing can protect.

    What a public source prints of them is known as before.
    """
    left, held = figures, frozenset[str]()
    refused: CannotProtect | None = None
    for _round in range(rounds + 1):
        try:
            return replace(decided(left, elsewhere), held_back=held)
        except CannotProtect as error:
            refused = refused or error
            gone = error.held_back
            if error.is_late or not gone or gone >= set(left["key"]):
                break
            is_gone = pl.col("key").is_in(sorted(gone))
            known = left.filter(is_gone, pl.col("source").is_in(list(public)))
            if known.height:
                elsewhere = known if elsewhere is None else pl.concat([elsewhere, known])
            left, held = left.filter(~is_gone), held | gone
    assert refused is not None
    raise refused


def _decided(
    figures: pl.DataFrame,
    declaration: Declaration,
    rules: Rules,
    memory: Memory,
    *,
    key: bytes,
    public: Collection[int],
    worlds: Sequence[World],
    elsewhere: pl.DataFrame | None,
    kept: Collection[str],
    lifted: Collection[str],
    repeat: Collection[int],
    bases: Mapping[int, int],
    behind: pl.DataFrame | None,
) -> Protected:
    """``protect``, of figures none of which is held back."""
    earlier = memory.withheld - set(lifted)
    left_out = withheld_before(behind, figures, earlier, public=public)
    drafted, figures = figures, pl.concat([figures, left_out]) if left_out.height else figures
    grid = full_grid(figures, declaration, rules, public=public, earlier=earlier, bases=bases)
    folded = fold(figures, grid, declaration, rules)
    if folded is not figures:
        grid = full_grid(folded, declaration, rules, public=public, earlier=earlier, bases=bases)
    folded = with_rounded(_with_parts_of_shares_only(folded, declaration), declaration)
    lost = [] if behind is None else memory.lost(pl.concat([figures, behind]), grid.stated, lifted)
    ours = replace(
        grid,
        stated=(*grid.stated, *lost, *memory.stated),
        earlier=grid.earlier | {one.cell for one in lost},
    )
    besides = _elsewhere(elsewhere, declaration, rules, bases)
    grid = replace(ours, stated=(*ours.stated, *besides))

    def linked(grid: Grid) -> Linked:
        return link(grid, declaration, rules, key=key, memory=memory, kept=kept)

    def judged(linked: Linked) -> Judged:
        system, names = linked
        try:
            decision = protecting(system, small(system), rules, worlds)
        except CannotProtect as error:
            concerned = {name.partition("@")[0] for name in error.cells}
            cells = {cell for cell in system.cells if cell.name in error.cells}
            error.held_back = unprotectable(drafted, grid, cells)
            error.rungs = tuple(
                step.code for step in steps(drafted, declaration) if step.measure in concerned
            )
            raise
        proof = prove(system, decision, rules, key=key)
        return Judged(grid=grid, system=system, names=names, decision=decision, proof=proof)

    known_to_all = linked(grid)
    real = judged(known_to_all)
    courtesy = None
    if public or besides:
        system, names = linked(ours) if besides else known_to_all
        repeated = _repeated(ours, names, repeat, declaration)
        courtesy = judged((as_if_private(system, repeated), names))
    frame = protected(folded, real.hidden(), courtesy.hidden() if courtesy else ())
    by_arithmetic = real.by_arithmetic() | (courtesy.by_arithmetic() if courtesy else frozenset())
    is_drafted = ~pl.col("key").is_in(left_out["key"].to_list())
    frame, folded = frame.filter(is_drafted), folded.filter(is_drafted)
    frame, standing_keys = standing(frame, memory.shown, by_arithmetic)
    frame, decision, proof = with_indices(
        frame, grid, real.system, real.decision, real.proof, declaration, rules, key=key
    )
    real = replace(real, decision=decision, proof=proof)
    varying = {name for world in real.decision.worlds for name in world}
    unlisted = missing_rows(folded, declaration, rules, varying)
    frame = pl.concat([frame, unlisted]).sort("key") if unlisted.height else frame
    return Protected(
        frame=frame, folded=folded, real=real, courtesy=courtesy, standing=standing_keys
    )


def _with_parts_of_shares_only(figures: pl.DataFrame, declaration: Declaration) -> pl.DataFrame:
    """Numerators and denominators of other figures belong to no cell, so nothing would guard them."""
    shares = [code for code, unit in declaration.units.items() if unit.kind in ("share", "rate")]
    return figures.with_columns(
        pl.when(pl.col("unit").is_in(shares)).then(pl.col(name)).alias(name)
        for name in ("numerator", "denominator")
    )


def _elsewhere(
    figures: pl.DataFrame | None,
    declaration: Declaration,
    rules: Rules,
    bases: Mapping[int, int],
) -> list[Stated]:
    """What public sources print of the same people, though we do not."""
    if figures is None:
        return []
    grid = full_grid(figures, declaration, rules, bases=bases)
    return [replace(one, is_public=True, is_core=False) for one in grid.stated]


def _repeated(
    grid: Grid,
    names: Mapping[tuple[Cell, int], str],
    sources: Collection[int],
    declaration: Declaration,
) -> frozenset[str]:
    """Names of the cells that are shown as their public source shows them."""
    return frozenset(
        names[one.cell, one.source]
        for one in grid.stated
        if one.is_public
        and one.source in sources
        and declaration.measures[one.cell.block.measure].protection != "sensitive"
    )
