"""What an outsider can work out of a protected frame. Shares no code with the guard.

The reader knows the code lists, so the finest cells ("atoms": one code on every axis), that counts
are whole and not negative, and every number printed. Nothing else of the frame is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
import polars as pl
from scipy.optimize import linprog

Atom = tuple[str, ...]


class Reader:
    """Reads one measure's counts, ``definition``, of a frame: what is shown, what is not.

    codes  axis -> its finest codes. A code of a breakdown that is not among them stands for several:
           ``coarse`` names them
    """

    def __init__(self, frame, definition: str, codes: dict[str, list[str]], coarse=None) -> None:
        self.axes = list(codes)
        self.atoms: list[Atom] = list(product(*codes.values()))
        self.coarse = coarse or {}
        self.shown: dict[str, int] = {}
        self.hidden: set[str] = set()
        counts = frame.filter(pl.col("definition") == definition, pl.col("unit") == "PS")
        for row in counts.iter_rows(named=True):
            if row["state"] == "shown":
                self.shown[row["breakdown"]] = int(row["value"])
            else:
                self.hidden.add(row["breakdown"])

    def members(self, breakdown: str) -> np.ndarray:
        """Which atoms a breakdown counts, as 0 and 1."""
        wanted = dict(piece.split("=") for piece in breakdown.split(";") if piece)
        return np.array(
            [
                all(
                    atom[self.axes.index(axis)] in self.coarse.get(code, [code])
                    for axis, code in wanted.items()
                )
                for atom in self.atoms
            ],
            dtype=int,
        )

    def span(self, breakdown: str, given: dict[str, int] | None = None) -> tuple[float, float]:
        """Least and most people the cell can hold, by linear programming; inf for no limit."""
        printed = {**self.shown, **(given or {})}
        sums = np.array([self.members(one) for one in printed])
        target = self.members(breakdown)
        found = []
        for sign in (1, -1):
            answer = linprog(
                sign * target,
                A_eq=sums if len(printed) else None,
                b_eq=list(printed.values()) if printed else None,
                bounds=(0, None),
            )
            assert answer.status in (0, 3), answer.message
            found.append(sign * answer.fun if answer.status == 0 else float("inf"))
        return found[0], found[1]

    def worlds(self, most: int, given: dict[str, int] | None = None) -> Iterator[np.ndarray]:
        """Every table of whole counts up to ``most`` that fits what is printed, atom by atom."""
        printed = {**self.shown, **(given or {})}
        members = np.array([self.members(one) for one in printed], dtype=int).reshape(
            len(printed), len(self.atoms)
        )
        last = [int(np.flatnonzero(row)[-1]) for row in members]
        counts = np.zeros(len(self.atoms), int)

        def place(at: int, left: np.ndarray) -> Iterator[np.ndarray]:
            if at == len(self.atoms):
                yield counts.copy()
                return
            touched = np.flatnonzero(members[:, at])
            limit = min([most, *left[touched].tolist()])
            ends = [int(left[row]) for row in touched if last[row] == at]
            choices = range(limit + 1) if not ends else {ends[0]} if ends[0] <= limit else ()
            for count in choices:
                rest = left - count * members[:, at]
                if all(rest[row] == 0 for row in touched if last[row] == at):
                    counts[at] = count
                    yield from place(at + 1, rest)

        yield from place(0, np.array(list(printed.values()), int))
