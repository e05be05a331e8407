"""Findings: what reading, mapping and review have to say about a file, without words.

A finding holds what and where; ``words`` says it in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

import polars as pl

#: ``question``: answered in the mapping, the rows wait. ``error``: the rows are refused.
#: ``warning``: stored if confirmed. ``info``: good to know.
Severity = Literal["question", "error", "warning", "info"]

#: Row numbers a finding names; the rest are counted.
SHOWN = 5
#: Values a finding keeps, so that a mapping can be completed from it; the rest are counted.
KEPT = 200
#: Columns that are told one by one.
COLUMNS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to say, about all the rows it is true of.

    rows    the first row numbers, as a spreadsheet shows them; ``count`` says how many there are
    values  the texts in question, most frequent first; ``distinct`` says how many there are
    detail  what the sentence of this kind needs besides
    """

    kind: str
    severity: Severity
    sheet: str = ""
    column: str = ""
    rows: tuple[int, ...] = ()
    count: int = 0
    values: tuple[str, ...] = ()
    distinct: int = 0
    detail: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def about(
    kind: str,
    severity: Severity,
    rows: pl.DataFrame,
    *,
    sheet: str = "",
    column: str = "",
    value: str | pl.Expr = "",
    **detail: object,
) -> Finding | None:
    """A finding about the rows of a frame that has ``row``; None where there are none.

    ``value``: the column (or expression) whose distinct texts are shown.
    """
    if rows.is_empty():
        return None
    values: list[str] = []
    distinct = 0
    if isinstance(value, pl.Expr) or value:
        chosen = rows.select(value=value)["value"] if isinstance(value, pl.Expr) else rows[value]
        texts = chosen.cast(pl.String).fill_null("")
        if isinstance(value, pl.Expr) or chosen.dtype.is_float():
            texts = texts.str.replace_all(r"\b(\d+)\.0\b", "$1")
        counted = texts.value_counts(name="times")
        ordered = counted.sort(["times", chosen.name], descending=[True, False])
        values, distinct = ordered[chosen.name].head(KEPT).to_list(), len(ordered)
    return Finding(
        kind=kind,
        severity=severity,
        sheet=sheet,
        column=column,
        rows=tuple(rows["row"].unique().sort().head(SHOWN).to_list()),
        count=len(rows),
        values=tuple(values),
        distinct=distinct,
        detail={name: str(item) for name, item in detail.items()},
    )


def gathered(every: Iterable[Finding]) -> list[Finding]:
    """Findings, with those that a wide table makes in column after column told once.

    Where more than ``COLUMNS`` columns of a sheet share a kind of finding, one stands for all.
    """
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for one in every:
        key = (one.kind, one.severity, one.sheet, *sorted(one.detail.items()))
        alike.setdefault(key, []).append(one)
    return [
        told
        for group in alike.values()
        for told in ([_one_for(group)] if len({one.column for one in group}) > COLUMNS else group)
    ]


def _one_for(group: list[Finding]) -> Finding:
    values = dict.fromkeys(text for one in group for text in one.values)
    rows = sorted({row for one in group for row in one.rows})
    columns = [*dict.fromkeys(one.column for one in group)]
    return replace(
        group[0],
        column=" · ".join([*columns[:COLUMNS], "…"]),
        rows=tuple(rows[:SHOWN]),
        count=max(len(rows), *(one.count for one in group)),
        values=tuple(values)[:KEPT],
        distinct=max(len(values), *(one.distinct for one in group)),
    )
