"""Wholes and parts: what is divided sums to what it was (FRAMEWORK 6, 2 and 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import polars as pl

from qantara.core import breakdowns
from qantara.knowledge.evidence.checks.verdict import (
    AT,
    Question,
    Verdict,
    named,
    unequal,
    verdicts,
)
from qantara.knowledge.evidence.findings import Severity
from qantara.knowledge.frameworks import Framework

_SUBJECT = ["territory", "definition", "period", "unit"]

#: Codes for people whose part is not known or not told: with one of them a list is complete.
REMAINDERS = ("_U", "_O", "_X", "W0_OTH")

_BAND = re.compile(r"Y(\d+)T(\d+)|Y_GE(\d+)|Y_LT(\d+)|Y(\d+)")
_OLDEST = 999


def check(question: Question) -> Iterator[Verdict]:
    """Compare every whole in the file with its parts, dimension by dimension."""
    counts = question.rows.filter(
        pl.col("unit").is_in(question.kinds("count")) & pl.col("value").is_not_null()
    )
    known = [breakdowns.parse(text) for text in counts["breakdown"].unique().to_list()]
    for dimension in sorted({dim for parts in known for dim in parts}):
        yield from _dimension(question, counts, dimension)


def _dimension(question: Question, counts: pl.DataFrame, dimension: str) -> Iterator[Verdict]:
    parts = _parts(counts, dimension)
    apart = _apart(counts, parts)
    if apart.is_empty():
        return
    codes = parts.join(apart, on=[*_SUBJECT, "of"], how="semi")
    apart = apart.join(
        codes.group_by([*_SUBJECT, "of"]).agg(
            pl.col("code").unique().sort().str.join(" ").alias("codes"),
            pl.col("code").is_in(REMAINDERS).any().alias("has_remainder"),
        ),
        on=[*_SUBJECT, "of"],
    )
    divided = {
        text: divides(question.framework, dimension, text.split(" "))
        for text in apart["codes"].unique().to_list()
    }
    is_over, is_all = pl.col("gap") > 0, pl.col("divides") == "all"
    apart = apart.with_columns(
        divides=pl.col("codes").replace_strict(divided, return_dtype=pl.String)
    ).filter(pl.col("divides") != "overlaps")
    short = apart.filter(~is_over, is_all | _listed(dimension))
    # Who is of unknown age can be missing from a list of ages; of sexes, offices list all.
    is_told = pl.lit(value=True) if dimension == "SEX" else pl.col("has_remainder")
    yield from _told(
        question, parts, apart.filter(is_over), "parts_exceed_whole", "error", dimension
    )
    yield from _told(
        question, parts, short.filter(is_told & is_all), "parts_fall_short", "error", dimension
    )
    yield from _told(
        question, parts, short.filter(~is_told), "remainder_not_stated", "warning", dimension
    )


def _apart(counts: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """Wholes that differ from the sum of their parts by more than rounding: sum, whole, gap, count."""
    whole = counts.select(
        *_SUBJECT, pl.col("breakdown").alias("of"), pl.col("value").alias("whole")
    )
    half_a_digit = 0.5 * pl.lit(10.0).pow(-pl.col("decimals").cast(pl.Float64))
    return (
        parts.group_by([*_SUBJECT, "of"])
        .agg(pl.col("value").sum().alias("sum"), pl.len().alias("count"), pl.col("decimals").max())
        .join(whole, on=[*_SUBJECT, "of"], how="inner")
        .with_columns(gap=pl.col("sum") - pl.col("whole"))
        .filter(pl.col("gap").abs() > half_a_digit * pl.col("count"))
    )


def _listed(dimension: str) -> pl.Expr:
    """Whether a list of several parts claims to be one of all: not so for bands of age."""
    return (pl.col("count") > 1) & (dimension not in {"AGE", "AGEG", "SEX"})


def _parts(counts: pl.DataFrame, dimension: str) -> pl.DataFrame:
    """Rows divided by ``dimension``, with their ``code`` and the breakdown they are part ``of``."""
    split = []
    for text in counts["breakdown"].unique().to_list():
        parts = breakdowns.parse(text)
        if dimension in parts:
            split.append((text, parts[dimension], breakdowns.without(text, [dimension])))
    table = pl.DataFrame(split, schema=["breakdown", "code", "of"], orient="row")
    return counts.join(table, on="breakdown", how="inner", maintain_order="left")


def _told(
    question: Question,
    parts: pl.DataFrame,
    found: pl.DataFrame,
    kind: str,
    severity: Severity,
    dimension: str,
) -> Iterator[Verdict]:
    """Verdicts on the parts and on the wholes they belong to."""
    if found.is_empty():
        return
    groups = found.select(*_SUBJECT, "of", "sum", "whole", "gap")
    wholes = question.rows.join(
        groups, left_on=[*_SUBJECT, "breakdown"], right_on=[*_SUBJECT, "of"], how="inner",
        maintain_order="left",
    )  # fmt: skip
    at_parts = parts.join(groups.select(*_SUBJECT, "of"), on=[*_SUBJECT, "of"], how="semi")[AT]
    for verdict in verdicts(
        kind,
        severity,
        wholes,
        value=named(unequal("sum", "whole")),
        dimension=dimension,
    ):
        yield Verdict(finding=verdict.finding, at=pl.concat([verdict.at, at_parts]).unique())


def divides(framework: Framework, dimension: str, codes: list[str]) -> str:
    """How a set of codes divides its whole: ``all`` of it, ``some``, or so that it ``overlaps``."""
    if dimension == "SEX":
        return "all" if {"F", "M"} <= set(codes) else "some"
    if dimension in {"AGE", "AGEG"}:
        return _bands(codes)
    listed = framework.dimensions[dimension]
    counted = set(codes) - set(REMAINDERS)
    for partition in listed.partitions:
        if counted <= set(partition):
            return "all" if set(partition) - set(REMAINDERS) == counted else "some"
    if listed.partitions:
        return "overlaps"
    parents = {code.code: code.parent for code in listed.codes}
    for code in codes:
        parent = parents.get(code, "")
        while parent:
            if parent in codes:
                return "overlaps"
            parent = parents.get(parent, "")
    return "all" if set(REMAINDERS) & set(codes) else "some"


def _bands(codes: list[str]) -> str:
    spans = sorted(span for code in codes if (span := _span(code)))
    if any(after <= before for (_, before), (after, _) in pairwise(spans)):
        return "overlaps"
    is_whole = (
        bool(spans)
        and spans[0][0] == 0
        and spans[-1][1] == _OLDEST
        and all(after == before + 1 for (_, before), (after, _) in pairwise(spans))
    )
    return "all" if is_whole else "some"


def _span(code: str) -> tuple[int, int] | None:
    """First and last year of an age band of CL_AGE."""
    match = _BAND.fullmatch(code)
    if not match:
        return None
    first, last, at_least, under, single = match.groups()
    if first:
        return int(first), int(last)
    if at_least:
        return int(at_least), _OLDEST
    if under:
        return 0, int(under) - 1
    return int(single), int(single)
