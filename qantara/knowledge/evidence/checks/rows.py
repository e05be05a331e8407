"""What can be told of a row by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl

from qantara.core import breakdowns, periods
from qantara.knowledge.evidence.checks.verdict import Question, Verdict, named, unequal, verdicts
from qantara.knowledge.frameworks import Framework, Indicator
from qantara.knowledge.observations.rows import KEY

#: Statuses of a figure that nobody counted (SDMX CL_OBS_STATUS): estimated, forecast, imputed.
ESTIMATES = ("E", "F", "I")
#: No figure here is older: the first regular censuses.
#: And no projection reaches further.
LIFETIME = timedelta(days=100 * 365)
FIRST_CENSUSES = date(1750, 1, 1)


def check(question: Question) -> Iterator[Verdict]:
    yield from _known(question)
    yield from _said(question)
    yield from _times(question)
    yield from _sizes(question)
    yield from _rates(question)
    yield from _twice(question)


def _known(question: Question) -> Iterator[Verdict]:
    """Codes that the framework does not have, or not for this indicator."""
    rows, framework = question.rows, question.framework
    lists = {
        "obs_status": "obs_status",
        "conf_status": "conf_status",
        "absence": "absence",
        "method": "method",
    }
    for column, name in lists.items():
        codes = ["", *(code.code for code in framework.codes[name].codes)]
        strange = rows.filter(~pl.col(column).is_in(codes))
        yield from verdicts("unknown_word", "error", strange, value=column, field=column)
    used = rows.select("definition", "unit").unique().rows()
    wrong = [(code, unit) for code, unit in used if unit not in units_of(framework, code)]
    if wrong:
        keys = pl.DataFrame(wrong, schema=["definition", "unit"], orient="row")
        strange = rows.join(keys, on=["definition", "unit"], how="semi", maintain_order="left")
        yield from verdicts(
            "unit_of_another_indicator", "error", strange, value=_pair("definition", "unit")
        )
    yield from _breakdowns(question)


def units_of(framework: Framework, code: str) -> tuple[str, ...]:
    """The units a definition's figures may have."""
    indicator = framework[code.partition("/")[0]]
    return (framework.definition(code).unit, indicator.unit, *indicator.also_units)


def _breakdowns(question: Question) -> Iterator[Verdict]:
    rows, framework = question.rows, question.framework
    unasked, too_fine = [], []
    for code, breakdown in rows.select("definition", "breakdown").unique().rows():
        dimensions = breakdowns.dimensions(breakdown)
        definition = framework.definition(code)
        indicator: Indicator = framework[code.partition("/")[0]]
        allowed = {*definition.breakdowns, *indicator.dimensions()}
        if not set(dimensions) <= allowed:
            unasked.append((code, breakdown))
        if "DIST" in dimensions and any(
            framework.dimensions[name].is_whole_territory for name in dimensions
        ):
            too_fine.append((code, breakdown))
    for kind, pairs in (("breakdown_not_foreseen", unasked), ("district_and_origin", too_fine)):
        keys = pl.DataFrame(
            pairs, schema={"definition": pl.String, "breakdown": pl.String}, orient="row"
        )
        found = rows.join(keys, on=["definition", "breakdown"], how="semi", maintain_order="left")
        about_it = pl.concat_str(["definition", "breakdown", pl.lit("")], separator="\t")
        yield from verdicts(kind, "error", found, value=about_it)


def _said(question: Question) -> Iterator[Verdict]:
    """A value, or bounds, or why there is none; an estimate with its method (FRAMEWORK 6, 10)."""
    rows = question.rows
    has_value = pl.col("value").is_not_null()
    low, high = pl.col("low"), pl.col("high")
    bounded = low.is_not_null() & high.is_not_null()
    is_absent = pl.col("absence") != ""
    yield from verdicts(
        "value_and_absence",
        "error",
        rows.filter(is_absent & (has_value | low.is_not_null() | high.is_not_null())),
    )
    yield from verdicts(
        "neither_value_nor_absence", "error", rows.filter(~is_absent & ~has_value & ~bounded)
    )
    yield from verdicts("one_bound_only", "error", rows.filter(low.is_null() != high.is_null()))
    yield from verdicts(
        "bounds_out_of_order", "error",
        rows.filter((low > high) | (pl.col("value") < low) | (pl.col("value") > high)),
        value=pl.concat_str([low, "value", high], separator=" – ", ignore_nulls=True),
    )  # fmt: skip
    is_estimate = pl.col("obs_status").is_in(ESTIMATES) | low.is_not_null()
    yield from verdicts(
        "estimate_without_method", "error", rows.filter(is_estimate & (pl.col("method") == ""))
    )


def _times(question: Question) -> Iterator[Verdict]:
    """Periods before there were censuses, and those to come: a digit is wrong, or a word is missing."""
    rows = question.rows
    years = {code: periods.parse(code) for code in rows["period"].unique().to_list()}
    past = [code for code, period in years.items() if period.start < FIRST_CENSUSES]
    yield from verdicts(
        "period_long_past", "error", rows.filter(pl.col("period").is_in(past)), value="period"
    )
    far = [code for code, period in years.items() if period.start > question.today + LIFETIME]
    yield from verdicts(
        "period_far_ahead", "error", rows.filter(pl.col("period").is_in(far)), value="period"
    )
    future = [
        code
        for code, period in years.items()
        if question.today < period.start <= question.today + LIFETIME
    ]
    is_meant = pl.col("obs_status").is_in(ESTIMATES) | (pl.col("absence") != "")
    yield from verdicts(
        "period_to_come", "warning",
        rows.filter(pl.col("period").is_in(future) & ~is_meant), value="period",
    )  # fmt: skip


def _sizes(question: Question) -> Iterator[Verdict]:
    """Numbers that cannot be: shares over 100 (FRAMEWORK 6, 4), less than nobody, half a person."""
    rows = question.rows
    value = pl.col("value")
    shares, counts = question.kinds("share"), question.kinds("count")
    yield from verdicts(
        "share_out_of_range", "error",
        rows.filter(pl.col("unit").is_in(shares) & ((value > 100) | (value < 0))), value="value",
    )  # fmt: skip
    signed = [
        code
        for code in rows["definition"].unique().to_list()
        if (counted := question.framework.definition(code).counts) and counted.difference
    ]
    is_count = pl.col("unit").is_in(counts)
    yield from verdicts(
        "less_than_none", "error",
        rows.filter(is_count & ~pl.col("definition").is_in(signed) & ((value < 0) | (pl.col("low") < 0))),
        value="value",
    )  # fmt: skip
    yield from verdicts(
        "fraction_of_one",
        "warning",
        rows.filter(is_count & (value != value.round())),
        value="value",
    )


def _rates(question: Question) -> Iterator[Verdict]:
    """A rate is its numerator over its denominator, as far as it was rounded (FRAMEWORK 6, 1)."""
    factors = {code: unit.factor for code, unit in question.framework.units.items() if unit.factor}
    stated = question.rows.filter(
        pl.col("numerator").is_not_null()
        & (pl.col("denominator") > 0)
        & pl.col("value").is_not_null()
        & pl.col("unit").is_in(list(factors))
    ).with_columns(
        computed=pl.col("numerator")
        / pl.col("denominator")
        * pl.col("unit").replace_strict(factors, default=None, return_dtype=pl.Float64)
    )
    half_a_digit = 0.5 * pl.lit(10.0).pow(-pl.col("decimals").cast(pl.Float64))
    wrong = stated.filter((pl.col("value") - pl.col("computed")).abs() > half_a_digit * 1.001)
    yield from verdicts(
        "rate_is_not_its_ratio", "error", wrong,
        value=named(unequal("value", pl.col("computed").round(2))),
    )  # fmt: skip


def _twice(question: Question) -> Iterator[Verdict]:
    if not question.has_twice:
        return
    twice = question.rows.filter(pl.struct(KEY).is_duplicated())
    said = pl.coalesce(
        pl.col("value").cast(pl.String),
        pl.when(pl.col("absence") != "").then("absence"),
        pl.concat_str(["low", "high"], separator=" – "),
    )
    yield from verdicts("stated_twice", "error", twice, value=named(said))


def _pair(one: str, two: str) -> pl.Expr:
    return pl.concat_str([one, two], separator=" ")
