"""What a set of statements would change of what stands. No Django, no database."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from qantara.knowledge.observations.rows import KEY, SAID


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Rows of a file against the standing statements of its source.

    new, same   rows as given
    changed     rows as given, with ``observation`` (i64), the statement each replaces, and what
                that said under ``was:value`` ...
    missing     standing statements of the same territories, definitions and periods that the file
                does not repeat
    """

    new: pl.DataFrame
    changed: pl.DataFrame
    same: pl.DataFrame
    missing: pl.DataFrame

    @property
    def to_store(self) -> pl.DataFrame:
        return pl.concat([self.new, self.changed.select(self.new.columns)])


def compare(rows: pl.DataFrame, standing: pl.DataFrame) -> Difference:
    """``rows`` (rows.ROWS, unique by KEY) against ``standing`` (rows.STANDING, one source)."""
    if standing.is_empty():
        nothing = rows.clear()
        return Difference(
            new=rows, changed=_with_was(nothing, standing), same=nothing, missing=standing
        )
    scope = ["territory", "definition", "period"]
    joined = _with_was(rows, standing)
    is_known = pl.col("observation").is_not_null()
    is_same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"was:{name}")) for name in SAID)
    changed = joined.filter(is_known & ~is_same)
    return Difference(
        new=joined.filter(~is_known).select(rows.columns),
        changed=changed,
        same=joined.filter(is_known & is_same).select(rows.columns),
        missing=standing.join(rows.select(KEY), on=KEY, how="anti").join(
            rows.select(scope).unique(), on=scope, how="semi"
        ),
    )


def _with_was(rows: pl.DataFrame, standing: pl.DataFrame) -> pl.DataFrame:
    before = standing.select(
        *KEY, "observation", *(pl.col(name).alias(f"was:{name}") for name in SAID)
    )
    return rows.join(before, on=KEY, how="left", maintain_order="left")
