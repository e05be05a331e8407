"""A published table lists every combination of its codes (DISCLOSURE 3).

Where offices leave out rows of nobody, a missing row would say "nobody" beside a withheld one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import product
from typing import Any

import polars as pl

from qantara.core import breakdowns
from qantara.knowledge.disclosure.declaration import Declaration
from qantara.knowledge.disclosure.grid import full_grid
from qantara.knowledge.disclosure.reveal import protected
from qantara.knowledge.disclosure.rules import Rules

#: What tells one table from another, beside its dimensions.
TABLE = ("definition", "territory", "period", "unit", "source")
#: Combinations a list of rows may stand for, as a multiple of the rows: more, and it is no table.
MOST = 4


def missing_rows(
    figures: pl.DataFrame, declaration: Declaration, rules: Rules, open_cells: Collection[str]
) -> pl.DataFrame:
    """The rows a reader of withheld cells would miss, withheld: without any number.

    open_cells  names of cells that differ between kept worlds; being listed then says nothing
    """
    rows = list(_missing(figures, declaration))
    if not rows:
        return protected(figures.clear(), ())
    frame = pl.DataFrame(rows, schema=figures.schema)
    grid = full_grid(frame, declaration, rules)
    found = {
        one.key
        for one in grid.printed
        if one.numerator and not one.share and one.numerator.name in open_cells
    }
    # A number is what makes a row be withheld; it is taken away with all others.
    listed = frame.filter(pl.col("key").is_in(sorted(found))).with_columns(value=pl.lit(0.0))
    return protected(listed, found)


def _missing(figures: pl.DataFrame, declaration: Declaration) -> Iterator[dict[str, Any]]:
    tables: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in figures.sort("key").iter_rows(named=True):
        dimensions = breakdowns.dimensions(row["breakdown"])
        if len(dimensions) > 1 and declaration.units[row["unit"]].kind == "count":
            tables[(*(row[name] for name in TABLE), dimensions)].append(row)
    for (*_, dimensions), rows in tables.items():
        present = {row["breakdown"] for row in rows}
        parsed = [breakdowns.parse(one) for one in present]
        codes = [sorted({parts[dimension] for parts in parsed}) for dimension in dimensions]
        size = 1
        for some in codes:
            size *= len(some)
        if size == len(present) or size > MOST * len(present):
            continue
        first = rows[0]
        for place in product(*codes):
            breakdown = breakdowns.canonical(dict(zip(dimensions, place, strict=True)))
            if breakdown not in present:
                yield {
                    **first,
                    "key": first["key"].replace(first["breakdown"], breakdown),
                    "breakdown": breakdown,
                    **dict.fromkeys(("value", "low", "high", "numerator", "denominator")),
                    "absence": "not_collected",
                    "note": "",
                    "observation": None,
                }
