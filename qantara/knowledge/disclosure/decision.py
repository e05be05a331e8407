"""What was decided for a release, in a form that can be kept and proven again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from scipy import sparse

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

    def is_withheld(self, system: System, position: Mapping[str, int] | None = None) -> Flags:
        """Truth of each cell. ``position``: of the system, where it is known already."""
        position = system.position() if position is None else position
        found = np.zeros(system.size, bool)
        found[[position[name] for name in self.withheld if name in position]] = True
        return found

    def counts(self, system: System, position: Mapping[str, int] | None = None) -> Ints:
        """The counts of all cells in all worlds, one world a row, the true one first.

        Raises KeyError where a world speaks of a cell the system does not have.
        """
        counts: Ints = system.x + self.changes(system, position).toarray()
        return counts

    def changes(
        self, system: System, position: Mapping[str, int] | None = None
    ) -> sparse.csr_array:
        """What ``counts`` has more or fewer than the true world."""
        position = system.position() if position is None else position
        worlds: list[World] = [{}, *self.worlds]
        columns = [position[name] for world in worlds for name in world]
        people = [count for world in worlds for count in world.values()]
        ends = np.cumsum([0, *map(len, worlds)])
        shape = (len(worlds), system.size)
        found = sparse.csr_array((np.array(people, np.int64), columns, ends), shape=shape)
        found.sort_indices()
        return found

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
