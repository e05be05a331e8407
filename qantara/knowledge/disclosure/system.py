"""One system of linked cells: what sums hold, and what is printed of each cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from qantara.knowledge.disclosure.cells import Cell

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: More people than there are: no upper limit.
MANY = 1 << 40


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Arrays run over ``cells``, which are sorted.

    x           true counts, or for a cell nobody knows some count that fits (``is_known`` False)
    sums        rows over cells, ``sums @ x == 0``: -1 for a whole, 1 for each of its parts
    low, high   what is printed, were it not withheld; 0 and MANY where nothing is
    floor       what a reader knows of a withheld cell: 0 people at least, or more
    threshold   below how many people it is small; 0: never
    changed     revised by too few people to show; neither the old nor the new count is small for that
    aim_low     a cell at risk must also be able to hold this few people, or fewer
    aim_high    and this many, or more
    spread      how far apart its values must be though it is shown: a rounded count
    ours        zero by definition, or shown in an earlier release
    fixed       known for ever, or zero by definition, or what follows from such: nothing hides behind it
    withheld    by a rule, or because it was before, whatever its count
    earlier     of these, because it was before
    cost        of withholding it
    """

    cells: tuple[Cell, ...]
    x: Ints
    sums: sparse.csr_array
    low: Ints
    high: Ints
    floor: Ints
    threshold: Ints
    is_known: Flags
    changed: Flags
    aim_low: Ints
    aim_high: Ints
    spread: Ints
    ours: Flags
    fixed: Flags
    withheld: Flags
    earlier: Flags
    cost: Floats

    @property
    def size(self) -> int:
        return len(self.cells)

    @property
    def is_printed(self) -> Flags:
        return self.high < MANY

    def position(self) -> dict[str, int]:
        return {cell.name: index for index, cell in enumerate(self.cells)}

    def part(self, chosen: NDArray[np.intp]) -> System:
        """The cells at ``chosen`` and the sums over them."""
        rows = self.sums[:, chosen]
        rows = rows[np.diff(rows.indptr) > 0]
        arrays = {
            field.name: getattr(self, field.name)[chosen]
            for field in fields(self)
            if field.name not in ("cells", "sums")
        }
        return replace(self, cells=tuple(self.cells[i] for i in chosen), sums=rows, **arrays)


def components(system: System) -> Iterator[NDArray[np.intp]]:
    """Positions of cells that sums tie together; each set is solved apart."""
    if not system.size:
        return
    touched = abs(system.sums)
    _, labels = csgraph.connected_components(touched.T @ touched, directed=False)
    order = np.argsort(labels, kind="stable")
    yield from np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)


def row_of(table: sparse.csr_array, cell: int) -> Flags:
    """One row of a sparse truth table."""
    row: Flags = table[[cell], :].toarray()[0].astype(bool)
    return row


def kin(system: System) -> sparse.csr_array:
    """Truth table over cells: which cells are parts or sums of each other, at any depth."""
    wholes, parts = system.sums.minimum(0), system.sums.maximum(0)
    step = (abs(wholes).T @ parts).astype(bool).astype(np.int32)  # whole -> its parts
    reach = (step + sparse.eye_array(system.size, dtype=np.int32)).astype(bool).astype(np.int32)
    while True:
        further = (reach @ reach).astype(bool).astype(np.int32)
        if further.nnz == reach.nnz:
            return ((reach + reach.T).astype(bool)).tocsr()
        reach = further
