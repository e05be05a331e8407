"""Cells to numbers and absences."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass

import polars as pl

from qantara.knowledge.evidence import numbers
from qantara.knowledge.evidence.findings import Finding, about
from qantara.knowledge.evidence.mapping import lookups
from qantara.knowledge.evidence.mapping.model import Value

#: Marks that statistics offices write for "no figure" (FRAMEWORK 5). Which absence each one means
#: differs from office to office, so it is asked once a file.
MARKS = frozenset(
    {
        "", ".", "..", "...", "…", "-", "--", "---", "–", "—", ":", "c", "x", "X", "*", "**", "s", "n",
        "na", "NA", "N/A", "n/a", "n.a.", "n.d.", "nd", "ND", "s/d", "<5", "< 5", "<10", "< 10", "غ.م",
        "null", "NULL",
    }
)  # fmt: skip

_READ = ("value", "absence", "percent", "unread", "decimals")

#: More digits than this behind the sign are left by binary fractions, not by a statistician.
MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """``frame``: value f64, absence str, percent bool, unread bool, decimals i8, for each row read."""

    frame: pl.DataFrame
    decimal: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How the cells of a sheet are read: its marks of absence, declared and proven decimal sign."""

    sheet: str
    absence: Dictionary[str, str]
    decimal: str
    fallback: str


def read(
    frame: pl.DataFrame, column: str, manner: Manner, *, excused: pl.Series | None = None
) -> Cells:
    """The cells of one column.

    excused  rows where an empty cell needs no explanation: another column gives it
    """
    name = lookups.cell(column)
    texts = frame[name]
    result = numbers.understand(
        without_marks(texts, manner.absence), decimal=manner.decimal, fallback=manner.fallback
    )
    absence = _absence(texts, manner.absence)
    is_blank = texts.is_null() & (absence == "")
    if excused is not None:
        is_blank &= ~excused
        absence = absence.set(excused & texts.is_null(), "")
    unread = result.unread | is_blank
    findings: list[Finding | None] = []
    if result.question:
        unread = texts.is_not_null() & (absence == "")
        findings.append(
            about(
                f"numbers_{result.question}", "question", frame.filter(unread),
                sheet=manner.sheet, column=column, examples=" · ".join(result.examples),
            )
        )  # fmt: skip
    elif unread.any():
        missed = frame.filter(unread).with_columns(pl.col(name).fill_null(""))
        where = {"sheet": manner.sheet, "column": column, "value": name}
        is_mark = pl.col(name).is_in(sorted(MARKS))
        findings.append(about("unknown_mark", "question", missed.filter(is_mark), **where))
        findings.append(about("not_a_number", "error", missed.filter(~is_mark), **where))
    return Cells(
        frame=pl.DataFrame(
            {
                "value": result.values,
                "absence": absence,
                "percent": result.percent,
                "unread": unread,
                "decimals": result.decimals.clip(0, MOST_DECIMALS),
            }
        ),
        decimal=result.decimal,
        findings=tuple(finding for finding in findings if finding),
    )


def combine(value: Value, every: list[Cells]) -> pl.DataFrame:
    """Columns added and taken away; absent where one of them is."""
    if len(every) == 1 and value.plus:
        return every[0].frame
    signs = [1.0] * len(value.plus) + [-1.0] * len(value.minus)
    side_by_side = pl.concat(
        [
            cells.frame.rename({name: f"{name}{number}" for name in _READ})
            for number, cells in enumerate(every)
        ],
        how="horizontal",
    )
    total = pl.lit(0.0)
    for number, sign in enumerate(signs):
        total = total + pl.col(f"value{number}") * sign
    return side_by_side.select(
        value=total,
        absence=pl.max_horizontal("^absence[0-9]+$"),
        percent=pl.any_horizontal("^percent[0-9]+$"),
        unread=pl.any_horizontal("^unread[0-9]+$"),
        decimals=pl.max_horizontal("^decimals[0-9]+$"),
    )


def without_marks(texts: pl.Series, absence: Dictionary[str, str]) -> pl.Series:
    """``texts`` with marks of absence as null."""
    marks = [mark for mark in absence if mark]
    return texts.set(texts.str.strip_suffix(numbers.NATIVE).is_in(marks), None) if marks else texts


def _absence(texts: pl.Series, absence: Dictionary[str, str]) -> pl.Series:
    if not absence:
        return pl.repeat("", len(texts), dtype=pl.String, eager=True)
    return (
        texts.fill_null("")
        .str.strip_suffix(numbers.NATIVE)
        .replace_strict(list(absence), list(absence.values()), default="", return_dtype=pl.String)
    )
