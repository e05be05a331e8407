"""A finding and the rows it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from qantara.knowledge.evidence.findings import Finding, Severity, about
from qantara.knowledge.frameworks import Framework

#: Number of a row within its review.
AT = "at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``at``: the rows in question (u32); they are refused where the finding is an error."""

    finding: Finding
    at: pl.Series


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a check looks at.

    rows      the rows of the file (observations.rows.ROWS) with ``at``
    standing  what stands in the same territories and definitions (STANDING), of all sources
    source    the id of the file's source, as ``standing`` writes it
    today     the day of the review
    has_twice whether two rows speak of the same figure
    """

    rows: pl.DataFrame
    standing: pl.DataFrame
    source: str
    framework: Framework
    today: date
    has_twice: bool = False

    def kinds(self, *wanted: str) -> list[str]:
        """Units of some kinds."""
        return [code for code, unit in self.framework.units.items() if unit.kind in wanted]


def verdicts(
    kind: str,
    severity: Severity,
    rows: pl.DataFrame,
    *,
    value: str | pl.Expr = "",
    **detail: object,
) -> list[Verdict]:
    """One verdict for each sheet and column that has such rows; what is only good to know, by sheet."""
    if rows.is_empty():
        return []
    by = ["sheet"] if severity == "info" else ["sheet", "column"]
    found = []
    for names, group in rows.group_by(by, maintain_order=True):
        where = dict(zip(by, map(str, names), strict=True))
        finding = about(kind, severity, group, value=value, **where, **detail)  # type: ignore[arg-type]
        if finding:
            found.append(Verdict(finding=finding, at=group[AT]))
    return found


def named(said: pl.Expr | None = None) -> pl.Expr:
    """What a row is about, and what is said of it, parted by tabs: ``words`` puts it into words."""
    about_it = [pl.col(name) for name in ("definition", "breakdown", "period")]
    return pl.concat_str([*about_it, *([] if said is None else [said])], separator="\t")


def unequal(one: str, other: str | pl.Expr) -> pl.Expr:
    return pl.format("{} ≠ {}", one, other)
