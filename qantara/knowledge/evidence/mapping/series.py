"""One series of a mapping on one sheet: which rows, what each is about, what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from qantara.core.breakdowns import TOTAL, BreakdownError, parse
from qantara.knowledge.evidence.findings import Finding, about
from qantara.knowledge.evidence.mapping import asked, lookups, sums, values
from qantara.knowledge.evidence.mapping.model import FLAGGED, SKIP, Lookup, Said, Series, Value
from qantara.knowledge.evidence.mapping.places import Places
from qantara.knowledge.evidence.mapping.values import Manner
from qantara.knowledge.frameworks import Framework
from qantara.knowledge.observations.rows import ROWS

DETAILS = ("obs_status", "conf_status", "method", "break_note", "note")
AMOUNTS = ("low", "high", "numerator", "denominator")
STATED = "stated_absence"
WRITTEN = "stated_decimals"
PART = "part:"
DISTRICT = f"{PART}DIST"


@dataclass(slots=True, kw_only=True)
class Context:
    """What one sheet is understood with, and what is found on the way."""

    framework: Framework
    places: Places
    manner: Manner
    findings: list[Finding] = field(default_factory=list)
    decimal: dict[str, str] = field(default_factory=dict)

    def units(self, *kinds: str) -> list[str]:
        """Units of some kinds."""
        return [code for code, unit in self.framework.units.items() if unit.kind in kinds]

    def say(self, *findings: Finding | None) -> None:
        self.findings += [finding for finding in findings if finding]


def understand(frame: pl.DataFrame, series: Series, context: Context) -> pl.DataFrame:
    """The rows of one series (observations.rows.ROWS). What is not understood is said and left out."""
    chosen = frame.filter(lookups.all_hold(series.where)) if series.where else frame
    if chosen.is_empty():
        context.say(*asked.about_nothing(frame, series, context.manner.sheet))
        return pl.DataFrame(schema=ROWS)
    chosen = _resolve_all(chosen, series, context)
    chosen = chosen.with_columns(_amount(chosen, series, name, context) for name in AMOUNTS)
    dimensions = sorted(
        {
            *(name.removeprefix(PART) for name in chosen.columns if name.startswith(PART)),
            *(dimension for value in series.values for dimension in value.parts),
            *(one.dimension for one in series.derive),
        }
    )
    read = [_figures(chosen, series, value, dimensions, context) for value in series.values]
    rows = pl.concat(read)
    key = ["territory", "definition", "period", "unit", *(PART + name for name in dimensions)]
    for one in series.derive:
        rows, findings = sums.derive(rows, key, one, context.manner.sheet)
        context.say(*findings)
    return rows.with_columns(
        breakdown=sums.breakdown(dimensions), sheet=pl.lit(context.manner.sheet)
    ).select(pl.col(name).cast(kind) for name, kind in ROWS.items())


def _resolve_all(frame: pl.DataFrame, series: Series, context: Context) -> pl.DataFrame:
    said: dict[str, tuple[Said, Callable[[str], str | None]]] = {
        "territory": (series.territory, lookups.to_territory(series.territory, context.places)),
        "definition": (
            series.definition,
            _or_later(
                _to_definition(context.framework), [each.definition for each in series.values]
            ),
        ),
        "period": (
            series.period,
            _or_later(lookups.to_period, [each.period for each in series.values]),
        ),
        "unit": (
            series.unit,
            _or_later(_to_unit(context.framework), [each.unit for each in series.values]),
        ),
        STATED: (series.absence_column, lookups.as_it_is),
        WRITTEN: (series.decimals if isinstance(series.decimals, Lookup) else "", _to_decimals),
        **{name: (getattr(series, name), lookups.as_it_is) for name in DETAILS},
        **{
            PART + dimension: (lookup, _to_part(dimension, context))
            for dimension, lookup in series.breakdown.items()
        },
    }
    for name, (lookup, translate) in said.items():
        frame, findings = lookups.resolve(frame, name, lookup, translate, context.manner.sheet)
        context.say(
            *(asked.with_nearest(one, context.framework, context.places) for one in findings)
        )
    frame = frame.drop_nulls(list(said))
    if series.breakdown_column:
        frame = _parted(frame, series.breakdown_column, context)
    if DISTRICT in frame.columns:
        # Among its districts a place itself is the whole of them.
        is_whole = pl.col(DISTRICT) == pl.col("territory")
        whole = pl.when(is_whole).then(pl.lit(TOTAL)).otherwise(pl.col(DISTRICT))
        frame = frame.with_columns(whole.alias(DISTRICT))
    return frame


def _or_later(
    translate: Callable[[str], str | None], by_columns: list[str]
) -> Callable[[str], str | None]:
    """Empty is right where each column of figures says it for itself."""
    may_be_empty = all(by_columns)
    return lambda text: text if may_be_empty and not text else translate(text)


def _to_definition(framework: Framework) -> Callable[[str], str | None]:
    known = frozenset(framework.definitions())
    return lambda text: text if text in known else None


def _to_unit(framework: Framework) -> Callable[[str], str | None]:
    return lambda text: text if text in framework.units else None


def _to_decimals(text: str) -> str | None:
    return text if text in {"", *map(str, range(values.MOST_DECIMALS + 1))} else None


def _to_part(dimension: str, context: Context) -> Callable[[str], str | None]:
    listed = context.framework.dimensions.get(dimension)

    def translate(text: str) -> str | None:
        if text == TOTAL:
            return text if listed is not None or dimension == "DIST" else None
        if dimension == "DIST":
            return text if text in context.places.slugs else None
        return text if listed is not None and text in listed else None

    return translate


def _parted(frame: pl.DataFrame, column: str, context: Context) -> pl.DataFrame:
    """A column of whole breakdowns (``AGE=Y0T4;SEX=F``) as one column a dimension."""
    parsed: dict[str | None, dict[str, str] | None] = {}
    name = lookups.cell(column)
    for text in frame[name].unique().to_list():
        try:
            parts = parse(text or "")
        except BreakdownError:
            parsed[text] = None
            continue
        known = all(_to_part(dim, context)(code) for dim, code in parts.items())
        parsed[text] = parts if known else None
    unknown = [text for text, parts in parsed.items() if parts is None]
    missed = frame.filter(pl.col(name).is_in(unknown))
    context.say(
        about(
            "unknown_code", "question", missed, sheet=context.manner.sheet, column=column,
            value=name, field="breakdown",
        )
    )  # fmt: skip
    dimensions = sorted({dim for parts in parsed.values() for dim in parts or {}})
    texts = pl.col(name).fill_null("")
    return frame.filter(~texts.is_in(unknown)).with_columns(
        texts.replace_strict(
            {text or "": (parts or {}).get(dim, TOTAL) for text, parts in parsed.items()},
            return_dtype=pl.String,
        ).alias(PART + dim)
        for dim in dimensions
    )


def _amount(frame: pl.DataFrame, series: Series, name: str, context: Context) -> pl.Series:
    """A column of numbers that may be empty: bounds, numerator, denominator."""
    column: str = getattr(series, name)
    if not column:
        return pl.Series(name, [None], dtype=pl.Float64).new_from_index(0, len(frame))
    excused = frame[lookups.cell(column)].is_null()
    cells = values.read(frame, column, context.manner, excused=excused)
    context.say(*cells.findings)
    factor = series.times if name in {"low", "high"} else 1
    return _times(cells.frame, factor)["value"].alias(name)


def _figures(
    frame: pl.DataFrame, series: Series, value: Value, dimensions: list[str], context: Context
) -> pl.DataFrame:
    """The figures of one column, or of a sum of columns, each with what it is about."""
    excused = (frame[STATED] != "") | frame["low"].is_not_null() | frame["high"].is_not_null()
    every = [values.read(frame, name, context.manner, excused=excused) for name in value.columns]
    for name, cells in zip(value.columns, every, strict=True):
        context.say(*cells.findings)
        context.decimal[name] = cells.decimal
    factor = 1 if value.share_of else series.times
    rows = pl.concat([frame, _times(values.combine(value, every), factor)], how="horizontal")
    if value.share_of:
        rows = _people_of_share(rows, value.share_of, series.times, context)
    rows = rows.with_columns(_said_by_flag(name, context) for name in FLAGGED)
    rows = rows.with_columns(
        *_said_by_column(value, dimensions, rows, context),
        pl.when(pl.col("absence") == "").then(STATED).otherwise("absence").alias("absence"),
        column=pl.lit(value.name),
        is_break=pl.col("break_note") != "",
    ).filter((pl.col("absence") != SKIP) & ~pl.col("unread"))
    rows = rows.with_columns(
        pl.when(pl.col("absence") == "").then("value").otherwise(None).alias("value"),
        decimals=_decimals(series, context.units("count")),
    )
    rows = _without_stray_percents(rows, value.name, context)
    keep = [
        "territory", "definition", "period", "unit", *(PART + name for name in dimensions), "value",
        *AMOUNTS, "decimals", *DETAILS, "is_break", "absence", "row", "column", "percent",
    ]  # fmt: skip
    if series.sum_over:
        key = keep[: 4 + len(dimensions)]
        rows, findings = sums.add_up(rows, key, series, context.manner.sheet, value.name)
        context.say(*findings)
    return rows.select(keep)


def _times(cells: pl.DataFrame, factor: int) -> pl.DataFrame:
    """Figures given in thousands, say, as what they count: 244.8 thousand are 244,800."""
    if factor == 1:
        return cells
    lost = len(str(factor)) - 1
    whole = pl.col("value") * factor
    return cells.with_columns(
        # Binary fractions: 16.1 times 1,000 is 16,100 and nothing else.
        value=whole.round(values.MOST_DECIMALS),
        decimals=(pl.col("decimals") - lost).clip(0, None),
    )


def _people_of_share(rows: pl.DataFrame, column: str, times: int, context: Context) -> pl.DataFrame:
    """People from a rounded percentage of ``column``: an estimate, as exact as its rounding allows."""
    cells = values.read(rows, column, context.manner)
    context.say(*cells.findings)
    base = cells.frame["value"] * times
    half = 0.5 * pl.lit(10.0).pow(-pl.col("decimals").cast(pl.Float64))
    share = pl.col("value")
    return rows.with_columns(
        value=(share / 100 * base).round(),
        low=((share - half).clip(0) / 100 * base).floor(),
        high=((share + half).clip(None, 100) / 100 * base).ceil(),
        unread=pl.col("unread") | cells.frame["unread"] | base.is_null(),
        obs_status=pl.lit("E"),
        method=pl.lit("computed"),
        decimals=pl.lit(0, pl.Int8),
        percent=pl.lit(value=False),
    )


def _decimals(series: Series, counts: list[str]) -> pl.Expr:
    """As many as any figure of the same definition and unit has: a zero at the end is often lost.

    counts  units of which there are no fractions, where all figures are whole: 2500,0 people are 2500
    """
    if isinstance(series.decimals, int):
        return pl.lit(series.decimals, pl.Int8)
    together = ["definition", "unit"]
    is_whole = (pl.col("value") == pl.col("value").round()).fill_null(value=True).all()
    written = (
        pl.when(pl.col("unit").is_in(counts) & is_whole.over(together))
        .then(pl.lit(0, pl.Int8))
        .otherwise(pl.col("decimals").max().over(together))
    )
    return pl.coalesce(pl.col(WRITTEN).replace("", None).cast(pl.Int8), written)


def _said_by_column(
    value: Value, dimensions: list[str], rows: pl.DataFrame, context: Context
) -> list[pl.Expr]:
    """What the mapping says about this column of figures besides what its rows say."""
    said = []
    checks: list[tuple[str, str, Callable[[str], str | None]]] = [
        ("definition", value.definition, _to_definition(context.framework)),
        ("unit", value.unit, _to_unit(context.framework)),
        ("period", value.period, lookups.to_period),
        *((PART + dim, code, _to_part(dim, context)) for dim, code in value.parts.items()),
    ]
    for name, text, translate in checks:
        if not text:
            continue
        known = translate(text)
        if known is None:
            context.say(
                about(
                    "unknown_in_mapping", "question", rows, sheet=context.manner.sheet,
                    column=value.name, field=name.removeprefix(PART), code=text,
                )
            )  # fmt: skip
            said.append(pl.lit(value=True).alias("unread"))
        else:
            said.append(pl.lit(known).alias(name))
    said += [
        pl.lit(TOTAL).alias(PART + dim)
        for dim in dimensions
        if dim not in value.parts and PART + dim not in rows.columns
    ]
    return said


def _said_by_flag(name: str, context: Context) -> pl.Expr:
    """What the flag behind a figure says, over what is said for its row."""
    said = {
        sign: flag.said[name] for sign, flag in context.manner.flags.items() if name in flag.said
    }
    if not said:
        return pl.col(name)
    by_flag = pl.col("flag").replace_strict(said, default=None, return_dtype=pl.String)
    return pl.coalesce(by_flag, name).alias(name)


def _without_stray_percents(rows: pl.DataFrame, column: str, context: Context) -> pl.DataFrame:
    """A percent sign on a count means that something else is meant."""
    if not rows["percent"].any():
        return rows
    shares = context.units("share", "difference")
    is_stray = pl.col("percent") & ~pl.col("unit").is_in(shares)
    context.say(
        about(
            "percent_sign_in_unit", "error", rows.filter(is_stray), sheet=context.manner.sheet,
            column=column, value="unit",
        )
    )  # fmt: skip
    return rows.filter(~is_stray)


def figures_of(series: Series) -> set[str]:
    """The columns of a sheet that a series reads numbers from."""
    return {
        *(column for value in series.values for column in value.columns),
        *(value.share_of for value in series.values if value.share_of),
        *(name for name in (getattr(series, amount) for amount in AMOUNTS) if name),
    }


def columns_of(series: Series) -> set[str]:
    """The columns of a sheet that a series needs."""
    said = (
        series.territory, series.definition, series.period, series.unit, series.absence_column,
        series.decimals, *(getattr(series, name) for name in DETAILS), *series.breakdown.values(),
    )  # fmt: skip
    return {
        *(one.column for one in said if isinstance(one, Lookup)),
        *figures_of(series),
        *(condition.column for condition in series.where),
        *(condition.same_as for condition in series.where if condition.same_as),
        *series.sum_over,
        *([series.breakdown_column] if series.breakdown_column else []),
    }
