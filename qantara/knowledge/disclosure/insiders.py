"""Who belongs to a cell of one or two people knows it exactly: what else does that tell them?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qantara.knowledge.disclosure.rules import Rules
from qantara.knowledge.disclosure.system import Ints


def weak_pairs(
    changes: Ints | sparse.csr_array,
    insiders: NDArray[np.intp],
    cells: NDArray[np.intp],
    kin: sparse.csr_array,
    rules: Rules,
) -> list[tuple[int, int]]:
    """(insider, cell) where worlds that leave the insider's own cell alone do not hide the other.

    changes  of all cells in all worlds, one world a row; the true world changes nothing
    kin      truth table over cells: parts and sums of the insider's own cell are no secret to them
    """
    if not insiders.size or not cells.size:
        return []
    # One world that moves a cell by the whole width and leaves the insider's alone is enough: count,
    # over all pairs at once, the worlds that move the cell so far, less those that move both.
    moved = sparse.csc_array(changes)
    theirs, owned = moved[:, cells], moved[:, insiders]
    far = (abs(theirs) >= rules.width).astype(np.int32)
    both = (owned.astype(bool).astype(np.int32).T @ far).toarray()
    enough = far.sum(axis=0)[None, :] - both > 0
    is_kin = kin[insiders, :][:, cells].toarray().astype(bool)
    found = []
    for at, of in np.argwhere(~enough & ~is_kin):
        insider, cell = int(insiders[at]), int(cells[of])
        mine, other = owned[:, [at]].toarray().ravel(), theirs[:, [of]].toarray().ravel()
        kept = other[mine == 0]
        spread = max(int(kept.max(initial=0)), 0) - min(int(kept.min(initial=0)), 0)
        if insider != cell and spread < rules.width:
            found.append((insider, cell))
    return found
