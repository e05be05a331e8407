"""Rows added up and parts derived, as a mapping declares; never half a sum."""

from __future__ import annotations

import polars as pl

from qantara.core.breakdowns import TOTAL
from qantara.knowledge.evidence.findings import Finding, about
from qantara.knowledge.evidence.mapping.lookups import cell
from qantara.knowledge.evidence.mapping.model import Derived, Series


def add_up(
    frame: pl.DataFrame, key: list[str], series: Series, sheet: str, column: str
) -> tuple[pl.DataFrame, list[Finding]]:
    """Sum ``frame`` over ``series.sum_over``: one row a key.

    A sum with a part that is absent, unread, missing or stated twice is left out, with a finding.
    """
    parts = [*key, *map(cell, series.sum_over)]
    findings = []
    twice = pl.DataFrame(schema=frame.schema)
    if frame.select(parts).n_unique() < len(frame):
        twice = frame.filter(pl.struct(parts).is_duplicated())
        which = pl.concat_str(map(cell, series.sum_over), separator=" · ", ignore_nulls=True)
        findings.append(
            about("part_stated_twice", "error", twice, sheet=sheet, column=column, value=which)
        )
    summed = frame.group_by(key, maintain_order=True).agg(
        pl.col("value", "low", "high", "numerator", "denominator").sum(),
        pl.col("value").is_null().any().alias("is_short"),
        pl.col("percent").any(),
        pl.len().alias("parts"),
        pl.col("decimals").max(),
        pl.col("row").min(),
        pl.col("obs_status", "conf_status", "method", "break_note", "note").first(),
        pl.col("column", "is_break").first(),
    )
    summed = _null_where_unsaid(summed, frame)
    short = summed.filter("is_short")
    findings.append(about("sum_with_gaps", "error", short, sheet=sheet, column=column))
    if series.parts:
        wrong = summed.filter(pl.col("parts") != series.parts)
        findings.append(
            about(
                "sum_of_wrong_length", "error", wrong, sheet=sheet, column=column, value="parts",
                parts=series.parts,
            )
        )  # fmt: skip
        summed = summed.filter(pl.col("parts") == series.parts)
    summed = summed.filter(~pl.col("is_short"))
    if not twice.is_empty():
        summed = summed.join(twice.select(key).unique(), on=key, how="anti")
    return summed.drop("is_short", "parts").with_columns(absence=pl.lit("")), [
        finding for finding in findings if finding
    ]


def _null_where_unsaid(summed: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    """A sum of nothing is nothing, where Polars says zero."""
    unsaid = [
        name for name in ("low", "high", "numerator", "denominator") if frame[name].is_null().any()
    ]
    return summed.with_columns(pl.lit(None, pl.Float64).alias(name) for name in unsaid)


def derive(
    frame: pl.DataFrame, key: list[str], one: Derived, sheet: str
) -> tuple[pl.DataFrame, list[Finding]]:
    """``frame`` with the part ``one`` added wherever all it is computed from is there.

    Where the file states the part itself, the file's figure stays and nothing is derived.
    """
    part = f"part:{one.dimension}"
    rest = [name for name in key if name != part]
    terms = [(code, 1) for code in one.plus] + [(code, -1) for code in one.minus]
    found = frame.filter(
        (pl.col(part) == terms[0][0]) & pl.col("value").is_not_null()
    ).with_columns(value=pl.col("value") * terms[0][1])
    for code, sign in terms[1:]:
        other = frame.filter((pl.col(part) == code) & pl.col("value").is_not_null()).select(
            *rest, other=pl.col("value") * sign, others=pl.col("decimals")
        )
        found = (
            found.join(other, on=rest, how="inner")
            .with_columns(
                value=pl.col("value") + pl.col("other"),
                decimals=pl.max_horizontal("decimals", "others"),
            )
            .drop("other", "others")
        )
    stated = frame.filter(pl.col(part) == one.code).select(rest)
    found = found.join(stated, on=rest, how="anti").with_columns(
        pl.lit(one.code).alias(part),
        pl.lit(None, pl.Float64).alias("low"),
        pl.lit(None, pl.Float64).alias("high"),
        pl.lit(None, pl.Float64).alias("numerator"),
        note=_noted(f"{one.dimension}: {one.formula}"),
    )
    negative = about(
        "derived_below_zero",
        "error",
        found.filter(pl.col("value") < 0),
        sheet=sheet,
        formula=one.formula,
    )
    whole_parts = found.filter(pl.col("value") >= 0).select(frame.columns)
    return pl.concat([frame, whole_parts]), [negative] if negative else []


def _noted(text: str) -> pl.Expr:
    return pl.when(pl.col("note") == "").then(pl.lit(text)).otherwise(pl.col("note") + "; " + text)


def breakdown(dimensions: list[str]) -> pl.Expr:
    """The canonical breakdown from the columns ``part:SEX`` ...: sorted, totals left out."""
    if not dimensions:
        return pl.lit("")
    return pl.concat_str(
        [
            pl.when(pl.col(f"part:{dimension}") == TOTAL)
            .then(None)
            .otherwise(pl.lit(f"{dimension}=") + pl.col(f"part:{dimension}"))
            for dimension in sorted(dimensions)
        ],
        separator=";",
        ignore_nulls=True,
    )
