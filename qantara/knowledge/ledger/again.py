"""At the gate: the proof once more, against what was released since, without a solver.

Whole-number arithmetic on what was kept. Whatever is not plainly as it was when it was drafted is
refused: drafting again is cheap, and takes what came since into account.
"""

from __future__ import annotations

import hmac
import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from time import perf_counter
from typing import Any, cast, get_args
from uuid import UUID

import numpy as np
import polars as pl
from django.conf import settings
from django.utils.translation import gettext as _

from qantara.core.errors import DomainError
from qantara.knowledge import frameworks
from qantara.knowledge.disclosure import proof as proofs
from qantara.knowledge.disclosure.cells import Block, Cell, Stated
from qantara.knowledge.disclosure.decision import Decision, Reason, World
from qantara.knowledge.disclosure.declaration import declared
from qantara.knowledge.disclosure.errors import NotProven
from qantara.knowledge.disclosure.grid import full_grid
from qantara.knowledge.disclosure.rules import Rules
from qantara.knowledge.disclosure.system import System
from qantara.knowledge.ledger import models
from qantara.knowledge.ledger.linked import components, linked
from qantara.knowledge.ledger.memory import Memory, Reading, remembered
from qantara.knowledge.ledger.packed import unpacked
from qantara.knowledge.ledger.record import seal
from qantara.releases import kinds
from qantara.releases.models import Case, Release


def together(document: dict[str, Any], subject: str, reading: Reading) -> list[str]:
    """Names of what no other gate may release at the same time: one a set of linked territories."""
    frame = reading(document)
    places = [] if frame is None else frame["territory"].unique().to_list()
    return components([subject, *places])


def prove(case: Case, release: Release, reading: Reading) -> None:
    """Prove what was kept of a case once more, and note that it is released.

    Raises DomainError where it no longer holds, or was never proven.
    """
    began = perf_counter()
    kept = list(case.proofs.order_by("-reader"))
    if not kept or seal((one.reader, one.fingerprint) for one in kept) != case.proof:
        raise DomainError(
            _("What protects people in this draft was not kept with it. Draft it again.")
        )
    frame = reading(json.loads(case.document))
    assert frame is not None  # a guarded kind has figures
    _demand_withheld(kept, frame)
    since = remembered(kept[0].territories, reading, but=[*kept[0].known, release.pk])
    _demand_later(since, case)
    _demand(kept, [one for each in since.figures for one in _stated(each)])
    if since.releases:
        own = _stated(frame)
        for others in _by_case(since.releases):
            near = linked(others[0].territories)
            _demand(others, [one for one in own if one.cell.block.territory in near])
    spent = (perf_counter() - began) * 1_000
    for one in kept:
        one.release, one.again_ms = release, spent
        one.save(update_fields=["release", "again_ms"])


def decision(kept: models.Proof, system: System) -> Decision:
    """The decision as it was taken, in the order in which its fingerprint was."""
    position = system.position()
    rows = kept.decisions.filter(outcome="withheld", reason__in=get_args(Reason))
    withheld: dict[str, Reason] = {
        cell: cast(Reason, reason)
        for cell, reason in sorted(rows.values_list("cell", "reason"))
        if cell in position
    }
    return Decision(
        withheld=withheld,
        worlds=tuple(_ordered(world.changes, position) for world in kept.worlds.all()),
        rules_version=kept.rules_version,
    )


def _ordered(world: World, position: dict[str, int]) -> World:
    return dict(sorted(world.items(), key=lambda pair: position.get(pair[0], -1)))


def _demand_later(since: Memory, case: Case) -> None:
    """Another version of the same subject is no ground for this one, whatever it shows of people."""
    others = Release.objects.filter(pk__in=since.releases, subject=case.subject)
    if others.filter(kind__in=kinds.guarded()).exists():
        raise _released_since()


def _by_case(releases: Collection[UUID]) -> Iterator[list[models.Proof]]:
    """The proofs of each of the releases, the real one first."""
    rows = models.Proof.objects.filter(release__in=releases).order_by("case", "-reader")
    for _case, found in groupby(rows, key=lambda proof: proof.case_id):
        yield list(found)


def _demand_withheld(kept: Sequence[models.Proof], frame: pl.DataFrame) -> None:
    """No figure of the document prints a cell that was decided to be withheld."""
    shown = set(frame.filter(pl.col("state") == "shown")["key"])
    rows = models.Decision.objects.filter(proof__in=kept, outcome="withheld")
    if any(not shown.isdisjoint(figures) for figures in rows.values_list("figures", flat=True)):
        raise DomainError(
            _("This draft shows what was to be withheld to protect people. Draft it again.")
        )


def _demand(kept: Sequence[models.Proof], shown: Collection[Stated]) -> None:
    """The proofs of one case hold still, were ``shown`` known as well."""
    real = kept[0]
    if not real.system:  # made before systems were kept: nothing can be said
        if shown:
            raise _released_since()
        return
    key = settings.GUARD_KEY.encode()
    try:
        system = unpacked(bytes(real.system))
        rules = Rules(**{name: _tuples(value) for name, value in real.rules.items()})
        for one in kept:
            of_reader = system if one is real else unpacked(bytes(one.system), system)
            found = decision(one, of_reader)
            proven = proofs.prove(of_reader, found, rules, key=key)
            _demand_same(one, proven)
            if shown:
                _demand_still(of_reader, found, shown, rules)
    except (NotProven, ValueError, KeyError, TypeError) as error:
        raise DomainError(
            _("What protects people in this draft can no longer be proven. Draft it again.")
        ) from error


def _demand_same(kept: models.Proof, proven: proofs.Proof) -> None:
    """Nothing that was kept has been changed since."""
    if not hmac.compare_digest(kept.fingerprint, proven.fingerprint):
        raise NotProven(())


def _demand_still(system: System, found: Decision, shown: Collection[Stated], rules: Rules) -> None:
    try:
        known = _with_known(system, found, shown)
        proofs.prove(known, found, rules, key=settings.GUARD_KEY.encode())
    except NotProven as error:
        raise _released_since() from error


def _with_known(system: System, decided: Decision, shown: Collection[Stated]) -> System:
    """The system to a reader who has seen ``shown``. Raises NotProven where that is not plain."""
    places: defaultdict[Cell, list[int]] = defaultdict(list)
    for at, cell in enumerate(system.cells):
        places[_without_origin(cell)].append(at)
    is_withheld = decided.is_withheld(system)
    periods = {system.cells[i].block.period for i in np.flatnonzero(is_withheld)}
    fixed = system.fixed.copy()
    for one in shown:
        here = places.get(_without_origin(one.cell))
        if here is None:
            # A cell this system does not have may still tie some it has.
            if one.cell.block.period in periods:
                raise NotProven([one.cell.name])
            continue
        is_same = [one.low <= system.x[at] <= one.high for at in here]
        if is_withheld[here].any() or not all(is_same):
            raise NotProven([one.cell.name])
        fixed[here] |= one.low == one.high
    return replace(system, fixed=fixed)


def _without_origin(cell: Cell) -> Cell:
    return Cell(Block(*cell.block)._replace(origin=""), cell.parts)


def _stated(frame: pl.DataFrame) -> tuple[Stated, ...]:
    """The cells a document prints. Rates it computed itself repeat what is there."""
    is_repeated = (pl.col("method") == "computed") & pl.col("observation").is_null()
    shown = frame.filter((pl.col("state") == "shown") & ~is_repeated)
    return full_grid(shown, declared(frameworks.default()), Rules()).stated


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _released_since() -> DomainError:
    return DomainError(
        _("Another version has been released since this was drafted. Draft it again.")
    )
