"""Rows of one text alone, such as “Women” over a list of ages: said of the rows under them.

Several may stand over one another: a place, a sex in it, then ages. The last of such rows is the
innermost, and the ones before it hold until the next that stand as far from the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from qantara.knowledge.evidence.mapping.model import SECTIONS
from qantara.knowledge.evidence.readers.sheets import Sheet


def divided(sheet: Sheet, depth: int) -> Sheet:
    """The sheet without such rows, and with what they say as its columns SECTIONS, ``depth`` of them."""
    names = [name for name in sheet.frame.columns if name != "row"]
    return replace(sheet, frame=divide(sheet.frame, names, depth))


def divide(frame: pl.DataFrame, names: Sequence[str], depth: int) -> pl.DataFrame:
    """``frame`` without rows of one text alone, and with the last ones over each row as SECTIONS.

    names  the columns of the file
    Rows over the first of them are the whole more often than not: they have the first of their own
    texts there, so that whoever reads it sees what they are.
    """
    text = pl.coalesce(_cell(name) for name in names)
    own = _cell(names[0])
    return (
        frame.with_columns(over(names).alias("@over"))
        .with_columns(
            pl.coalesce(
                pl.when(pl.col("@over") == level).then(text).otherwise(None).forward_fill(), own
            ).alias(name)
            for level, name in enumerate(SECTIONS[:depth], 1)
        )
        .filter(pl.col("@over").is_null())
        .drop("@over")
    )


def over(names: Sequence[str]) -> pl.Expr:
    """How far a row of one text stands over the next row of figures: 1 right over it; else null."""
    is_label = is_heading(names)
    run = is_label.rle_id()
    place = pl.int_range(pl.len()).over(run)
    return pl.when(is_label).then(pl.len().over(run) - place)


def is_heading(names: Sequence[str]) -> pl.Expr:
    """Whether a row has one cell alone, and that without a digit at its beginning."""
    filled = pl.sum_horizontal(_cell(name).is_not_null().cast(pl.Int32) for name in names)
    text = pl.coalesce(_cell(name) for name in names)
    return ((filled == 1) & ~text.str.contains(r"^[-+]?\d[\d.,\s]*$")).fill_null(value=False)


def _cell(name: str) -> pl.Expr:
    return pl.col(name).str.strip_chars().replace("", None)
