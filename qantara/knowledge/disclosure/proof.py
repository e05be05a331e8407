"""The proof that a decision protects: whole-number arithmetic, and nothing of how it was found."""

from __future__ import annotations

import hmac
from dataclasses import asdict, dataclass

import numpy as np
from scipy import sparse

from qantara.knowledge.disclosure.decision import Decision
from qantara.knowledge.disclosure.errors import NotProven
from qantara.knowledge.disclosure.insiders import weak_pairs
from qantara.knowledge.disclosure.rules import Rules
from qantara.knowledge.disclosure.system import Flags, Ints, System, kin
from qantara.knowledge.disclosure.unsafe import small

#: Of each cell, the fewest and the most people in any world, the true one included.
Ends = tuple[Ints, Ints]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Numbers of cells unless said otherwise.

    fingerprint  of system and decision, under the network's key: a bare hash of so few people could
                 be found by trying
    """

    printed: int
    withheld: int
    small: int
    worlds: int
    insiders: int
    fingerprint: str


def prove(system: System, decision: Decision, rules: Rules, *, key: bytes) -> Proof:
    """That each withheld cell keeps its range, and each world publishes as the true one does.

    Raises NotProven with the cells that fail.
    """
    at_risk = small(system)
    position = system.position()
    withheld = decision.is_withheld(system, position)
    lost = [name for world in decision.worlds for name in world if name not in position]
    if lost or decision.unprotected:
        raise NotProven([*lost, *decision.unprotected])
    changes = decision.changes(system, position)
    least, most = (end(axis=0).toarray().ravel() for end in (changes.min, changes.max))
    ends = system.x + least, system.x + most
    failures = (
        _shown_small(system, withheld, at_risk)
        | _not_alike(system, withheld, changes, ends)
        | _too_narrow(system, withheld, at_risk, ends, rules)
        | _known_to_insiders(system, at_risk, changes, rules)
    )
    if failures.any():
        raise NotProven(system.cells[i].name for i in np.flatnonzero(failures))
    return Proof(
        printed=int(system.is_printed.sum()),
        withheld=int(withheld.sum()),
        small=int(at_risk.sum()),
        worlds=len(decision.worlds),
        insiders=int(_insiders(system, at_risk).sum()),
        fingerprint=fingerprint(system, decision, rules, key=key),
    )


def fingerprint(system: System, decision: Decision, rules: Rules, *, key: bytes) -> str:
    """Keyed, and the same for the same cells, sums, rules and decision."""
    digest = hmac.new(key, digestmod="sha256")
    digest.update("".join(f"{cell.name}\n" for cell in system.cells).encode())
    sums = system.sums.tocsr()
    sums.sort_indices()
    arrays = [system.x, system.low, system.high, system.floor, system.threshold, system.fixed]
    arrays += [system.changed, system.aim_low, system.aim_high, system.spread]
    for array in [*arrays, system.withheld, sums.indptr, sums.indices, sums.data]:
        digest.update(np.ascontiguousarray(array, np.int64).tobytes())
    digest.update(repr((asdict(rules), decision.as_json())).encode())
    return digest.hexdigest()


def _shown_small(system: System, withheld: Flags, at_risk: Flags) -> Flags:
    """Small cells and cells under a rule that are printed and not withheld."""
    return (at_risk | (system.withheld & ~system.fixed)) & system.is_printed & ~withheld


def _not_alike(system: System, withheld: Flags, changes: sparse.csr_array, ends: Ends) -> Flags:
    """Cells by which a reader could tell a world from the true one, or see that it is none."""
    lowest, highest = ends
    is_open = ~system.is_printed | withheld
    least = np.where(is_open, system.floor, system.low)
    most = np.where(is_open, np.iinfo(np.int64).max, system.high)
    failures = (lowest < least) | (highest > most)
    failures |= system.fixed & ((lowest < system.x) | (highest > system.x))
    # Worlds change few cells: their sums are those of the true world and of these few.
    broken = system.sums @ system.x != 0
    broken |= abs(system.sums @ changes.T.tocsr()).sum(axis=1) > 0
    failures |= abs(system.sums[broken]).sum(axis=0) > 0
    return np.asarray(failures, bool)


def _too_narrow(system: System, withheld: Flags, at_risk: Flags, ends: Ends, rules: Rules) -> Flags:
    """Small: from nobody to as many as are not small. Withheld for another reason: some way apart.

    Revised by few: from unrevised to revised by as many as are not.
    """
    lowest, highest = ends
    is_narrow = (lowest > system.aim_low) | (highest < system.aim_high)
    is_other = withheld & ~at_risk & ~system.fixed
    is_close = highest - lowest < rules.width
    is_told = highest - lowest < system.spread
    return np.asarray((at_risk & is_narrow) | (is_other & is_close) | is_told, bool)


def _known_to_insiders(
    system: System, at_risk: Flags, changes: sparse.csr_array, rules: Rules
) -> Flags:
    """Small cells that who knows one cell of one or two people could work out."""
    failures = np.zeros(system.size, bool)
    insiders, small_cells = (
        np.flatnonzero(chosen) for chosen in (_insiders(system, at_risk), at_risk)
    )
    pairs = weak_pairs(changes, insiders, small_cells, kin(system), rules)
    failures[[cell for _, cell in pairs]] = True
    return failures


def _insiders(system: System, at_risk: Flags) -> Flags:
    return at_risk & system.is_known & np.isin(system.x, (1, 2))
