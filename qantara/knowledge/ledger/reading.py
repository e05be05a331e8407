"""What a city reads of its own draft: why each figure is withheld, and what that hides."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from qantara.accounts.models import Person
from qantara.accounts.roles import holders_for
from qantara.core import fence
from qantara.knowledge.ledger.models import Decision, Mark, Proof
from qantara.knowledge.observations.models import Observation
from qantara.releases.models import Case

#: Of several reasons for one figure the first counts.
_ORDER = ("small", "revision", "rule", "earlier", "complement", "choice", "courtesy")
#: What points at people by itself, and is what others are withheld for.
_AT_RISK = ("small", "revision")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A figure that is not shown. ``helps``: keys of the figures that would be told without it."""

    key: str
    reason: str
    helps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What became of the figures of a case.

    figures   how many have a number on record
    withheld  those that are not shown, by key
    marks     key -> what the city asks for it at the next draft
    rungs     coarser choices, where too much is withheld: ``{steps, shown, withheld}``
    left_out  tables left out whole: ``{definition, territory, period, unit, dimensions}``
    taken     codes of the steps to coarser figures that the next draft takes
    """

    figures: int
    withheld: tuple[Kept, ...]
    marks: Mapping[str, str]
    rungs: tuple[Mapping[str, Any], ...] = ()
    left_out: tuple[Mapping[str, Any], ...] = ()
    taken: tuple[str, ...] = ()

    def counts(self) -> dict[str, int]:
        """Reason -> how many, in the order of their weight."""
        reasons = [one.reason for one in self.withheld]
        return {reason: reasons.count(reason) for reason in _ORDER if reason in reasons}


def may_read(person: Person, case: Case) -> bool:
    """Whether the figures behind a case are all of holders whose observations the person may read.

    Why a figure is withheld tells of it what nobody else may know, the network's office included.
    """
    if not case.proofs.exists():
        return False
    return owners(case) <= set(holders_for(person, "observations.read"))


@fence.reaching("owners")
def owners(case: Case) -> set[UUID]:
    """The holders whose files the figures of a case come from, and its own."""
    numbers = {one for one in json.loads(case.document)["figures"]["observation"] if one}
    found = Observation.objects.filter(pk__in=numbers).values_list(
        "batch__evidence_file__holder", flat=True
    )
    return {case.holder_id, *found.distinct()}


def account(case: Case) -> Account:
    """For those who ``may_read``."""
    document = json.loads(case.document)
    states = dict(zip(document["figures"]["key"], document["figures"]["state"], strict=True))
    hidden = [key for key, state in states.items() if state in ("withheld", "courtesy")]
    reasons: dict[str, str] = {}
    helps: defaultdict[str, set[str]] = defaultdict(set)
    for proof in case.proofs.order_by("reader"):
        is_courtesy = proof.reader == Proof.Reader.COURTESY
        rows = proof.decisions.filter(outcome=Decision.Outcome.WITHHELD)
        decided = {
            cell: (why, keys) for cell, why, keys in rows.values_list("cell", "reason", "figures")
        }
        for why, keys in decided.values():
            for key in keys:
                known = reasons.get(key, _ORDER[-1])
                if states.get(key) == ("courtesy" if is_courtesy else "withheld"):
                    reasons[key] = "courtesy" if is_courtesy else min(known, why, key=_ORDER.index)
        for key, hides in _helped(proof, decided).items():
            helps[key] |= hides
    asked = Mark.objects.filter(holder=case.holder, subject=case.subject).order_by("figure")
    marks = dict(asked.values_list("figure", "wish"))
    return Account(
        figures=sum(state != "absent" for state in states.values()),
        withheld=tuple(
            Kept(
                key=key,
                reason=reasons.get(key, "rule"),
                helps=tuple(sorted(helps[key] - {key})),
            )
            for key in sorted(hidden)
        ),
        marks={figure: wish for figure, wish in marks.items() if wish != Mark.Wish.COARSEN},
        rungs=tuple(rung for proof in case.proofs.all() for rung in proof.rungs),
        left_out=tuple(table for proof in case.proofs.all() for table in proof.left_out),
        taken=tuple(figure for figure, wish in marks.items() if wish == Mark.Wish.COARSEN),
    )


def _helped(proof: Proof, decided: Mapping[str, tuple[str, list[str]]]) -> dict[str, set[str]]:
    """Complement -> the figures at risk that change with it in some world."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for world in proof.worlds.all():
        moved = [decided[cell] for cell in world.changes if cell in decided]
        at_risk = {key for why, keys in moved if why in _AT_RISK for key in keys}
        for why, keys in moved:
            if why not in _AT_RISK:
                for key in keys:
                    found[key] |= at_risk
    return found


def shown(document: Mapping[str, Any], indicator: str) -> list[str]:
    """Keys of the figures on an indicator that a document shows."""
    figures = document["figures"]
    rows = zip(figures["key"], figures["indicator"], figures["state"], strict=True)
    return [key for key, of, state in rows if of == indicator and state == "shown"]
