"""The disclosure guard: what must be proven before a figure about people leaves the house.

Reads figures, returns the protected frame with a decision and its proof; knows no database, clock
or person. Storing decisions, remembering what was released and asking the city are left to others.
The theory is in ``docs/disclosure.md``.
"""

from qantara.knowledge.disclosure.decision import Decision
from qantara.knowledge.disclosure.declaration import Area, Declaration, declared
from qantara.knowledge.disclosure.errors import (
    AlreadyExact,
    CannotProtect,
    ContradictoryFigures,
    DisclosureError,
    NotProven,
)
from qantara.knowledge.disclosure.guard import Judged, Protected, protect
from qantara.knowledge.disclosure.proof import Proof
from qantara.knowledge.disclosure.rules import Rules

__all__ = [
    "AlreadyExact",
    "Area",
    "CannotProtect",
    "ContradictoryFigures",
    "Decision",
    "Declaration",
    "DisclosureError",
    "Judged",
    "NotProven",
    "Proof",
    "Protected",
    "Rules",
    "declared",
    "protect",
]
