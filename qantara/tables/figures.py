"""The protected frame as it is published: SDMX columns, rounded as printed, statuses as letters."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import polars as pl

from qantara.tables import status

#: Numbers of a row, which only a shown row may hold.
NUMBERS = ("value", "low", "high", "numerator", "denominator")
#: Those of them that are printed with the row's decimals.
PRINTED = ("value", "low", "high")

WHOLE = "_T"  # SDMX code of the total of a dimension
_STATES = ("shown", "withheld", "courtesy", "absent")


class UnprotectedFigure(ValueError):
    """A row that is not shown holds a number: the frame did not come from the guard."""


def dimensions(figures: pl.DataFrame) -> list[str]:
    """Dimensions that some breakdown of the frame uses, sorted."""
    parts = figures["breakdown"].str.split(";").explode().drop_nulls()
    return sorted(set(parts.str.split("=").list.first().drop_nulls()) - {""})


def published(figures: pl.DataFrame) -> pl.DataFrame:
    """The figures as any file gives them, one row a figure, in the order they came.

    figures     the figure frame of ``docs/concepts.md``, protected
    Returns SERIES_KEY, INDICATOR, DEFINITION, REF_AREA, TIME_PERIOD, REF_DATE (ISO 8601 or ""),
    a column a dimension (``_T`` for its total), UNIT_MEASURE, OBS_VALUE, OBS_LOW, OBS_HIGH,
    NUMERATOR, DENOMINATOR, DECIMALS, OBS_STATUS, CONF_STATUS, ABSENCE, IS_BREAK, BREAK_NOTE,
    METHOD, NOTE, SOURCE (from 1, null where none) and STATE (``shown``, ``withheld``, ``courtesy``, ``absent``).
    Value, low and high are rounded to their decimals, so that a file never says more than the page.
    Raises UnprotectedFigure where a row that is not shown holds a number or has an unknown state.
    """
    is_shown = pl.col("state") == "shown"
    leaks = figures.filter(
        (~is_shown & pl.any_horizontal(pl.col(*NUMBERS).is_not_null()))
        | ~pl.col("state").is_in(_STATES)
    )
    if not leaks.is_empty():
        raise UnprotectedFigure(leaks["key"].to_list())
    return _as_printed(figures).select(
        SERIES_KEY="key",
        INDICATOR="indicator",
        DEFINITION="definition",
        REF_AREA="territory",
        TIME_PERIOD="period",
        REF_DATE=pl.col("reference_date").cast(pl.Date).dt.to_string("iso").fill_null(""),
        **{dimension: _code(dimension) for dimension in dimensions(figures)},
        UNIT_MEASURE="unit",
        OBS_VALUE="value",
        OBS_LOW="low",
        OBS_HIGH="high",
        NUMERATOR="numerator",
        DENOMINATOR="denominator",
        DECIMALS="decimals",
        OBS_STATUS=_obs_status(),
        CONF_STATUS=pl.when(_is_withheld())
        .then(pl.lit(status.CONFIDENTIAL))
        .otherwise(pl.lit(status.FREE)),
        ABSENCE=pl.when(is_shown | _is_withheld()).then(pl.lit("")).otherwise(_text("absence")),
        IS_BREAK="is_break",
        BREAK_NOTE=_text("break_note"),
        METHOD=_text("method"),
        NOTE=_text("note"),
        SOURCE=pl.col("source") + 1,
        STATE="state",
    )


def _code(dimension: str) -> pl.Expr:
    code = pl.col("breakdown").str.extract(rf"(?:^|;){dimension}=([^;]*)")
    return code.fill_null(WHOLE)


def _text(column: str) -> pl.Expr:
    return pl.col(column).fill_null("")


def rounded(number: float, decimals: int) -> float:
    """A half goes away from zero, as the figure is written: 2.675 is 2.68 with two decimals."""
    return float(Decimal(str(number)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def _as_printed(figures: pl.DataFrame) -> pl.DataFrame:
    decimals = figures["decimals"].to_list()
    return figures.with_columns(
        pl.Series(
            column,
            [
                None if number is None else rounded(number, places)
                for number, places in zip(figures[column], decimals, strict=True)
            ],
            dtype=pl.Float64,
        )
        for column in PRINTED
    )


def _is_withheld() -> pl.Expr:
    return pl.col("state").is_in(["withheld", "courtesy"])


def _obs_status() -> pl.Expr:
    missing = pl.col("absence").replace_strict(
        status.OF_ABSENCE, default=status.MISSING, return_dtype=pl.String
    )
    return (
        pl.when(_is_withheld())
        .then(pl.lit(status.SUPPRESSED))
        .when(pl.col("state") == "absent")
        .then(missing)
        .otherwise(_text("obs_status"))
    )
