"""A line that the city states itself, as the frame the store takes."""

from __future__ import annotations

from typing import Any

import polars as pl

from qantara.knowledge.observations.rows import ROWS

_PLAIN: dict[str, Any] = {
    **dict.fromkeys(ROWS.names()),
    **dict.fromkeys(
        ("break_note", "conf_status", "method", "note", "absence", "sheet", "column"), ""
    ),
    "obs_status": "A", "is_break": False, "decimals": 0, "row": 0,
}  # fmt: skip


def rows(*lines: dict[str, Any]) -> pl.DataFrame:
    """``lines``: what each says besides nothing; ROWS."""
    return pl.DataFrame([{**_PLAIN, **line} for line in lines], schema=ROWS)
