"""Keep what the guard decided of a draft, and prove it again at the gate."""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from time import perf_counter
from typing import Any
from uuid import UUID

import numpy as np
import polars as pl
from django.conf import settings
from django.db import transaction

from qantara.core.transfer import copy_in
from qantara.knowledge.disclosure.coarsen import Rung
from qantara.knowledge.disclosure.decision import World
from qantara.knowledge.disclosure.guard import Judged, Protected
from qantara.knowledge.disclosure.holding import Table
from qantara.knowledge.disclosure.rules import Rules
from qantara.knowledge.disclosure.system import System, components
from qantara.knowledge.ledger import models
from qantara.knowledge.ledger.packed import packed
from qantara.releases.models import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """What the guard found of one draft, to be kept with its case.

    known    releases it was held against
    chosen   keys of figures that the city withholds though the guard does not ask for it
    rungs    coarser choices, where too much is withheld
    left_out tables that are not in the document at all, because nothing could protect them
    seconds  deciding and proving took
    """

    protected: Protected
    rules: Rules
    known: tuple[UUID, ...]
    seconds: float
    chosen: frozenset[str] = frozenset()
    rungs: tuple[Rung, ...] = ()
    left_out: tuple[Table, ...] = ()

    def judged(self) -> Iterable[tuple[str, Judged]]:
        yield models.Proof.Reader.REAL, self.protected.real
        if self.protected.courtesy is not None:
            yield models.Proof.Reader.COURTESY, self.protected.courtesy

    @property
    def seal(self) -> str:
        """What the signatures of the case cover beside its document."""
        return seal((reader, judged.proof.fingerprint) for reader, judged in self.judged())


def seal(fingerprints: Iterable[tuple[str, str]]) -> str:
    """Keyed digest of the proofs of a case: (reader, fingerprint)."""
    digest = hmac.new(settings.GUARD_KEY.encode(), digestmod="sha256")
    for reader, fingerprint in sorted(fingerprints):
        digest.update(f"{reader} {fingerprint}\n".encode())
    return digest.hexdigest()


@transaction.atomic
def keep(case: Case, guarded: Guarded, *, at: datetime) -> None:
    """Store proofs, decisions and worlds of a case that has just been opened."""
    frame, real = guarded.protected.frame, guarded.protected.real
    territories = sorted(set(frame["territory"]))
    for reader, judged in guarded.judged():
        found = judged.proof
        proof = models.Proof.objects.create(
            case=case, reader=reader, territories=territories, known=list(guarded.known),
            printed=found.printed, withheld=found.withheld, small=found.small,
            worlds_count=found.worlds, insiders=found.insiders, fingerprint=found.fingerprint,
            rungs=[_offer(one) for one in guarded.rungs] if judged is real else [],
            left_out=[_table(one) for one in guarded.left_out] if judged is real else [],
            rules=asdict(guarded.rules), rules_version=judged.decision.rules_version,
            solver_version=version("highspy"), seconds=guarded.seconds, made_at=at,
            system=packed(judged.system, None if judged is real else real.system),
        )  # fmt: skip
        decisions = _decisions(judged, guarded)
        _keep_decisions(proof, decisions)
        models.World.objects.bulk_create(
            models.World(proof=proof, number=number, component=component, changes=dict(world))
            for number, (component, world) in enumerate(
                _by_component(judged.system, judged.decision.worlds), start=1
            )
        )


def _offer(rung: Rung) -> dict[str, Any]:
    return {
        "steps": [step.code for step in rung.steps], "shown": rung.shown, "withheld": rung.withheld,
    }  # fmt: skip


def _table(table: Table) -> dict[str, Any]:
    definition, territory, period, unit, dimensions = table
    return {
        "definition": definition, "territory": territory, "period": period, "unit": unit,
        "dimensions": list(dimensions),
    }  # fmt: skip


@dataclass(slots=True)
class _Decided:
    outcome: str
    reason: str
    figures: list[str]


def _decisions(judged: Judged, guarded: Guarded) -> Mapping[str, _Decided]:
    """What became of each printed cell, and of each figure a rule forbids that has no cell.

    A figure that stands as it was released before prints nothing of the cell as it is now.
    """
    withheld = judged.decision.withheld
    system = judged.system
    found = {
        system.cells[i].name: _Decided("shown", "", []) for i in np.flatnonzero(system.is_printed)
    }
    for cell, reason in withheld.items():
        found[cell] = _Decided("withheld", reason, [])
    printing = cells_of(judged)
    for key, cells in printing.items():
        for cell in cells:
            if cell in found and key not in guarded.protected.standing:
                found[cell].figures.append(key)
    hidden = judged.hidden()
    for key in sorted(hidden):
        if key not in guarded.protected.standing and withheld.keys().isdisjoint(printing[key]):
            found[key] = _Decided("withheld", "rule", [key])
    if judged is guarded.protected.real:
        for key in sorted(guarded.chosen - hidden):
            found[key] = _Decided("withheld", "choice", [key])
    return found


def cells_of(judged: Judged) -> dict[str, list[str]]:
    """Key of a figure -> names of the cells it prints."""
    anywhere: defaultdict[object, set[str]] = defaultdict(set)
    for (cell, _source), name in judged.names.items():
        anywhere[cell].add(name)
    found: dict[str, list[str]] = {}
    for one in judged.grid.printed:
        cells = [cell for cell in (one.numerator, one.denominator) if cell is not None]
        names = []
        for cell in cells:
            here = judged.names.get((cell, one.source))
            names += [here] if here else sorted(anywhere[cell])
        found[one.key] = names
    return found


def _keep_decisions(proof: models.Proof, decisions: Mapping[str, _Decided]) -> None:
    rows = pl.DataFrame(
        {
            "proof_id": [str(proof.pk)] * len(decisions),
            "cell": list(decisions),
            "outcome": [one.outcome for one in decisions.values()],
            "reason": [one.reason for one in decisions.values()],
            "figures": [_array(one.figures) for one in decisions.values()],
        },
        schema_overrides=dict.fromkeys(
            ("proof_id", "cell", "outcome", "reason", "figures"), pl.String
        ),
    )
    if not rows.is_empty():
        copy_in(rows, models.Decision._meta.db_table, rows.columns)


def _array(texts: Collection[str]) -> str:
    """Texts as PostgreSQL writes an array of them."""
    quoted = (text.replace("\\", "\\\\").replace('"', '\\"') for text in texts)
    return "{" + ",".join(f'"{text}"' for text in quoted) + "}"


def _by_component(system: System, worlds: Collection[World]) -> list[tuple[str, World]]:
    first: dict[str, str] = {}
    for chosen in components(system):
        name = system.cells[chosen[0]].name
        first.update((system.cells[i].name, name) for i in chosen)
    return [(first[next(iter(world))], world) for world in worlds if world]


class Timed:
    """Seconds between entering and leaving."""

    seconds: float = 0.0

    def __enter__(self) -> Timed:
        self._began = perf_counter()
        return self

    def __exit__(self, *_error: object) -> None:
        self.seconds = perf_counter() - self._began
