"""Rows of one text alone, such as “Women” over a list of ages: said of the rows under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from qantara.knowledge.evidence.mapping.model import SECTION
from qantara.knowledge.evidence.readers.sheets import Sheet


def divided(sheet: Sheet) -> Sheet:
    """The sheet without such rows, and with what they say as its column SECTION."""
    names = [name for name in sheet.frame.columns if name != "row"]
    return replace(sheet, frame=divide(sheet.frame, names))


def divide(frame: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """``frame`` without rows of one text alone, and with the last one over each row as SECTION.

    names  the columns of the file
    Rows over the first of them are the whole more often than not: they have the first of their own
    texts there, so that whoever reads it sees what they are.
    """
    is_label = is_heading(names)
    text = pl.coalesce(_cell(name) for name in names)
    above = pl.when(is_label).then(text).otherwise(None).forward_fill()
    return frame.with_columns(pl.coalesce(above, _cell(names[0])).alias(SECTION)).filter(~is_label)


def is_heading(names: Sequence[str]) -> pl.Expr:
    """Whether a row has one cell alone, and that without a digit at its beginning."""
    filled = pl.sum_horizontal(_cell(name).is_not_null().cast(pl.Int32) for name in names)
    text = pl.coalesce(_cell(name) for name in names)
    return ((filled == 1) & ~text.str.contains(r"^[-+]?\d[\d.,\s]*$")).fill_null(value=False)


def _cell(name: str) -> pl.Expr:
    return pl.col(name).str.strip_chars().replace("", None)
