"""What was decided for a release, in a form that can be kept and proven again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np

from qantara.knowledge.disclosure.rules import VERSION
from qantara.knowledge.disclosure.system import Flags, Ints, System

#: Why a cell is withheld: it points at people, its revision does, it would give another away, a rule
#: forbids it, it was withheld before.
Reason = Literal["small", "revision", "complement", "rule", "earlier"]

#: A world, as its difference from the true one: cell name -> people more or fewer.
World = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """
    withheld     name of each printed cell that is withheld -> why; sorted
    worlds       other worlds that publish identically
    unprotected  cells for which no world was found: nothing may be released
    """

    withheld: Mapping[str, Reason]
    worlds: tuple[World, ...]
    unprotected: tuple[str, ...] = ()
    rules_version: str = VERSION

    def is_withheld(self, system: System) -> Flags:
        return np.array([cell.name in self.withheld for cell in system.cells], bool)

    def counts(self, system: System) -> Ints:
        """The counts of all cells in all worlds, one world a row, the true one first.

        Raises KeyError where a world speaks of a cell the system does not have.
        """
        position = system.position()
        counts = np.tile(system.x, (len(self.worlds) + 1, 1))
        for row, world in enumerate(self.worlds, start=1):
            counts[row, [position[name] for name in world]] += list(world.values())
        return counts

    def as_json(self) -> dict[str, Any]:
        """Private: a world and the printed frame together give away what is withheld."""
        return {
            "rules_version": self.rules_version,
            "unprotected": list(self.unprotected),
            "withheld": dict(self.withheld),
            "worlds": [dict(world) for world in self.worlds],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Decision:
        if not set(kept["withheld"].values()) <= set(get_args(Reason)):
            raise ValueError(f"unknown reasons in a kept decision: {kept['withheld']}")
        return cls(
            withheld=kept["withheld"],
            worlds=tuple(kept["worlds"]),
            unprotected=tuple(kept["unprotected"]),
            rules_version=kept["rules_version"],
        )
