"""What tells the rows of a table apart: columns that split them, and totals among their parts."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from qantara.knowledge.evidence import numbers
from qantara.knowledge.evidence.proposals import lexicon
from qantara.knowledge.evidence.proposals.facts import Column, Table

#: Groups of rows that are looked at to find totals among them.
_GROUPS = 2_000


def with_figures(table: Table, values: Sequence[str]) -> pl.DataFrame:
    """The rows with anything in a column of figures: notes under a table have nothing there."""
    if not values:
        return table.frame
    return table.frame.filter(~pl.all_horizontal(pl.col(name).is_null() for name in values))


def splitting(frame: pl.DataFrame, keys: Sequence[str], others: Sequence[str]) -> list[str]:
    """Those of ``others`` without which rows would say the same thing several times over."""
    chosen: list[str] = []
    count = _distinct(frame, keys)
    while count < len(frame):
        gains = {
            name: _distinct(frame, [*keys, *chosen, name]) for name in others if name not in chosen
        }
        best = max(gains, key=lambda name: gains[name], default="")
        if not best or gains[best] <= count:
            break
        count = gains[best]
        chosen.append(best)
    return chosen


def _distinct(frame: pl.DataFrame, names: Sequence[str]) -> int:
    if not names:
        return min(1, len(frame))
    return len(frame.select(names).unique())


def total_word(column: Column) -> str:
    """The text of a column that is a word for the whole."""
    found = [text for text in column.texts if lexicon.fold(text) in lexicon.listed("total")]
    return found[0] if len(found) == 1 else ""


def totals(frame: pl.DataFrame, keys: Sequence[str], name: str, value: str) -> tuple[str, ...]:
    """Texts of ``name`` whose figure is, time and again, the sum of the others of its group."""
    read = numbers.understand(frame[value])
    # Names of our own begin with a sign that no column of a file keeps to itself.
    rows = frame.select([*keys, name]).with_columns(read.values.alias("@figure"))
    rows = rows.drop_nulls("@figure")
    figure = pl.col("@figure")
    summed = (
        rows.with_columns(
            (figure.sum().over(keys) if keys else figure.sum()).alias("@whole"),
            (pl.len().over(keys) if keys else pl.len()).alias("@size"),
        )
        .filter((pl.col("@size") >= 3) & (figure > 0))
        .with_columns(((2 * figure - pl.col("@whole")).abs() < 0.5).alias("@total"))
    )
    often = summed.group_by(name).agg(pl.col("@total").sum(), pl.len().alias("@seen"))
    is_total = (pl.col("@total") >= 0.8 * pl.col("@seen")) & (pl.col("@total") > 0)
    found = often.filter(is_total)
    return tuple(sorted(text for text in found[name].to_list() if text is not None))
