"""The frame in which statements travel from a file to the store. No Django."""

from __future__ import annotations

import polars as pl

#: What an observation is about; with its source, one statement.
KEY = ("territory", "definition", "period", "breakdown", "unit")

#: What it says; two rows that agree in these say the same.
SAID = (
    "value", "low", "high", "numerator", "denominator", "obs_status", "is_break", "break_note",
    "absence", "conf_status", "method", "note",
)  # fmt: skip

ROWS = pl.Schema(
    {
        "territory": pl.String,
        "definition": pl.String,
        "period": pl.String,
        "breakdown": pl.String,
        "unit": pl.String,
        "value": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "numerator": pl.Float64,
        "denominator": pl.Float64,
        "decimals": pl.Int8,
        "obs_status": pl.String,
        "is_break": pl.Boolean,
        "break_note": pl.String,
        "absence": pl.String,
        "conf_status": pl.String,
        "method": pl.String,
        "note": pl.String,
        "sheet": pl.String,
        "row": pl.Int64,
        "column": pl.String,
    }
)

#: What stands already: the same, with the source's id and the observation's.
STANDING = pl.Schema(
    [
        *((name, ROWS[name]) for name in (*KEY, *SAID)),
        ("decimals", pl.Int8()),
        ("source", pl.String()),
        ("observation", pl.Int64()),
    ]
)
