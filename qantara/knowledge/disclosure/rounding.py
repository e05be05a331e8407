"""Counts rounded to base 5, where a network chose so for a series before its first release.

The whole of a table, its totals too: a reader then knows every count to two people either way, and
no cell is withheld for being small. That sums leave each its range is proven as usual.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import polars as pl

from qantara.knowledge.disclosure.declaration import Declaration
from qantara.knowledge.disclosure.errors import AlreadyExact

BASE = 5
#: How far a rounded count may be from the true one.
OFF = BASE // 2


def rounded(people: float) -> int:
    return BASE * math.floor(people / BASE + 0.5)


def is_rounded(definition: str, declaration: Declaration) -> bool:
    counted = declaration.definitions[definition]
    return counted is not None and bool({counted.measure, counted.share_of} & declaration.rounded)


def with_rounded(figures: pl.DataFrame, declaration: Declaration) -> pl.DataFrame:
    """The figures with every count of a rounded measure rounded."""
    if not declaration.rounded:
        return figures
    counts = _counts(figures, declaration)
    value = (
        pl.when(pl.col("key").is_in(counts))
        .then((pl.col("value") / BASE + 0.5).floor() * BASE)
        .otherwise("value")
    )
    return figures.with_columns(value=value)


def refuse_exact(frames: Iterable[pl.DataFrame], declaration: Declaration) -> None:
    """Raises AlreadyExact where a release has shown exactly what is to be rounded now."""
    for frame in frames if declaration.rounded else ():
        shown = frame.filter(pl.col("key").is_in(_counts(frame, declaration)))
        exact = shown.filter((pl.col("state") == "shown") & (pl.col("value") % BASE != 0))
        if exact.height:
            raise AlreadyExact(exact["key"])


def _counts(figures: pl.DataFrame, declaration: Declaration) -> list[str]:
    return [
        key
        for key, definition, unit in figures.select("key", "definition", "unit").iter_rows()
        if declaration.units[unit].kind == "count" and is_rounded(definition, declaration)
    ]
