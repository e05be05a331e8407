"""A mapping to begin with, and what was understood by one, as plain values."""

from __future__ import annotations

HEAD = """
title = "A file"
[source]
organisation = "Statistics of Karwan"
title = "Residents"
public = true
"""

PLAIN = """
[[series]]
definition = "CTX-01"
unit = "PS"
territory = { column = "city", codes = { K = "karwan" } }
period = { column = "year" }
value = "people"
breakdown.SEX = { column = "sex" }
"""


def said(understood, *columns):
    """Rows understood, as tuples of some columns."""
    names = columns or ("definition", "period", "breakdown", "value")
    return understood.rows.select(names).rows()


def found(understood):
    return [
        (one.kind, one.severity, one.column, one.rows, one.values) for one in understood.findings
    ]
