"""What came before and what others say (FRAMEWORK 6: 5 to 9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import polars as pl

from qantara.core import periods
from qantara.knowledge.evidence.checks.verdict import Question, Verdict, named, unequal, verdicts
from qantara.knowledge.observations.rows import KEY

#: Change between neighbouring years that asks for a reason (FRAMEWORK 6, 5).
CHANGE = 0.25
#: Counts below this move by a quarter through chance alone.
LEAST_COUNT = 30
#: Neighbours: no further apart than this.
NEIGHBOURS = timedelta(days=550)
#: Sources further apart than this need a choice (FRAMEWORK 6, 9).
APART = 0.05
#: A figure older than this is marked old (FRAMEWORK 6, 8).
OLD = timedelta(days=5 * 365 + 1)
#: A denominator further than this from the population of its territory belongs to another.
ANOTHER_TERRITORY = 0.005

_SERIES = ["territory", "definition", "breakdown", "unit"]


def check(question: Question) -> Iterator[Verdict]:
    dates = _dates(question)
    yield from _jumps(question, dates)
    yield from _denominators(question)
    yield from _new_series(question, dates)
    yield from _old(question, dates)
    yield from _apart(question)


def _dates(question: Question) -> pl.DataFrame:
    codes = pl.concat([question.rows["period"], question.standing["period"]]).unique().to_list()
    read = [(code, (one := periods.parse(code)).middle, one.end) for code in codes]
    return pl.DataFrame(
        read, schema={"period": pl.String, "middle": pl.Date, "end": pl.Date}, orient="row"
    )


def _jumps(question: Question, dates: pl.DataFrame) -> Iterator[Verdict]:
    """A change over 25 % between neighbouring years asks for a break in the series."""
    columns = [*_SERIES, "period", "value", "is_break"]
    own = question.standing.filter(pl.col("source") == question.source)
    before = own.join(question.rows, on=KEY, how="anti").select(columns)
    every = (
        pl.concat(
            [question.rows.select(*columns, "at"), before.with_columns(at=pl.lit(None, pl.UInt32))]
        )
        .filter(pl.col("value").is_not_null())
        .join(dates, on="period")
        .sort([*_SERIES, "middle"])
    )
    is_same = pl.all_horizontal(pl.col(name) == pl.col(name).shift() for name in _SERIES)
    last = pl.col("value").shift()
    is_near = (pl.col("middle") - pl.col("middle").shift()) <= NEIGHBOURS
    is_small = pl.col("unit").is_in(question.kinds("count")) & (
        pl.max_horizontal("value", last) < LEAST_COUNT
    )
    jumped = every.filter(
        is_same & is_near & ~pl.col("is_break") & ~is_small & (last > 0)
        & ((pl.col("value") - last).abs() > CHANGE * last) & pl.col("at").is_not_null()
    ).select("at")  # fmt: skip
    found = question.rows.join(jumped, on="at", how="semi", maintain_order="left")
    yield from verdicts("jump_without_break", "warning", found, value=named())


def _denominators(question: Question) -> Iterator[Verdict]:
    """The territory of a rate is that of its denominator: people of one place over the same place."""
    rated = question.rows.filter(pl.col("denominator").is_not_null())
    if rated.is_empty():
        return
    framework = question.framework
    measures = {
        code: counts.share_of
        for code in rated["definition"].unique().to_list()
        if (counts := framework.definition(code).counts) and counts.share_of
    }
    populations = {
        counts.measure: code
        for code in framework.definitions()
        if (counts := framework.definition(code).counts)
        and not counts.where
        and framework.units[framework.definition(code).unit].kind == "count"
    }
    over = {code: populations[of] for code, of in measures.items() if of in populations}
    columns = ["territory", "period", "breakdown", "definition", "value"]
    known = pl.concat([question.rows.select(columns), question.standing.select(columns)]).unique(
        ["territory", "period", "breakdown", "definition"]
    )
    compared = rated.with_columns(
        over=pl.col("definition").replace_strict(over, default=None, return_dtype=pl.String)
    ).join(
        known.rename({"definition": "over", "value": "population"}),
        on=["territory", "period", "breakdown", "over"],
        how="inner",
        maintain_order="left",
    )
    apart = (pl.col("denominator") - pl.col("population")).abs()
    wrong = compared.filter(apart > ANOTHER_TERRITORY * pl.col("population"))
    yield from verdicts(
        "denominator_of_another_territory", "warning", wrong,
        value=named(unequal("denominator", "population")),
    )  # fmt: skip


def _new_series(question: Question, dates: pl.DataFrame) -> Iterator[Verdict]:
    """Another definition than before begins a new series: no line is drawn across."""
    last = _reach(question.rows, dates).drop("first")
    first = _reach(question.standing, dates).drop("last")
    met = last.join(first, on=["territory", "indicator", "unit"], suffix="_before").filter(
        pl.col("definition") != pl.col("definition_before"), pl.col("first") < pl.col("last")
    )
    found = question.rows.join(
        met.select("territory", "definition", "unit").unique(),
        on=["territory", "definition", "unit"],
        how="semi",
        maintain_order="left",
    )
    yield from verdicts("new_series", "info", found, value="definition")


def _reach(rows: pl.DataFrame, dates: pl.DataFrame) -> pl.DataFrame:
    """First and last date of each series: one line a definition, however many periods it has."""
    return (
        rows.join(dates, on="period")
        .group_by("territory", "definition", "unit")
        .agg(first=pl.col("middle").min(), last=pl.col("middle").max())
        .with_columns(indicator=pl.col("definition").str.extract("^([^/]*)"))
    )


def _old(question: Question, dates: pl.DataFrame) -> Iterator[Verdict]:
    """The newest figures of a definition are older than five years."""
    newest = (
        question.rows.select("territory", "definition", "period")
        .unique()
        .join(dates, on="period")
        .group_by("territory", "definition")
        .agg(pl.col("end").max())
        .filter(pl.col("end") < question.today - OLD)
    )
    found = question.rows.join(
        newest, on=["territory", "definition"], how="semi", maintain_order="left"
    )
    yield from verdicts("old_figures", "info", found, value="period")


def _apart(question: Question) -> Iterator[Verdict]:
    """Two sources differ by over 5 %: both are kept, and one is to be preferred."""
    others = question.standing.filter(pl.col("source") != question.source).select(
        *KEY, pl.col("value").alias("theirs")
    )
    compared = question.rows.join(others, on=KEY, how="inner", maintain_order="left")
    apart = (pl.col("value") - pl.col("theirs")).abs() > APART * pl.col("theirs").abs()
    yield from verdicts(
        "sources_apart",
        "warning",
        compared.filter(apart),
        value=named(unequal("value", "theirs")),
    )
