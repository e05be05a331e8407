"""The protected frame: the figures of a release without what is withheld."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

import polars as pl

from qantara.knowledge.disclosure.cells import Cell
from qantara.knowledge.disclosure.grid import Grid, Printed

NUMBERS = ("value", "low", "high", "numerator", "denominator")

#: SDMX: observation suppressed, confidential. One pair for all that is withheld, whatever the reason.
SUPPRESSED, CONFIDENTIAL = "Q", "C"


def hidden(
    grid: Grid, names: Mapping[tuple[Cell, int], str], withheld: Collection[str]
) -> frozenset[str]:
    """Keys of the figures that may not be printed: a rule forbids it, or a cell is withheld.

    names  of every (cell, source) in the system
    """
    anywhere: dict[Cell, set[str]] = defaultdict(set)
    for (cell, _), name in names.items():
        anywhere[cell].add(name)

    def shows_withheld(one: Printed) -> bool:
        for cell in (one.numerator, one.denominator):
            if cell is None:
                continue
            here = names.get((cell, one.source))
            if any(name in withheld for name in ([here] if here else anywhere[cell])):
                return True
        return False

    return frozenset(
        one.key
        for one in grid.printed
        if one.is_never_formed or one.is_ruled_out or shows_withheld(one)
    )


def protected(
    figures: pl.DataFrame, withheld: Collection[str], courtesy: Collection[str] = ()
) -> pl.DataFrame:
    """``figures`` sorted by key, with a state each and no number where it is not shown.

    withheld, courtesy  keys of figures; what is in both is withheld
    """
    key, is_absent = pl.col("key"), pl.col("value").is_null() & pl.col("low").is_null()
    is_absent &= pl.col("absence") != "none_exists"
    is_nobody = (pl.col("absence") == "none_exists") & pl.col("value").is_null()
    state = (
        pl.when(is_absent)
        .then(pl.lit("absent"))
        .when(key.is_in(sorted(withheld)))
        .then(pl.lit("withheld"))
        .when(key.is_in(sorted(courtesy)))
        .then(pl.lit("courtesy"))
        .when(is_nobody)
        .then(pl.lit("absent"))
        .otherwise(pl.lit("shown"))
    )
    is_kept_back = pl.col("state").is_in(["withheld", "courtesy"])
    frame = (
        figures.sort("key")
        .with_columns(state=state)
        .with_columns(
            *(
                pl.when(pl.col("state") == "shown").then(pl.col(name)).alias(name)
                for name in NUMBERS
            ),
            *(
                pl.when(is_kept_back).then(pl.lit(text)).otherwise(pl.col(name)).alias(name)
                for name, text in (
                    ("obs_status", SUPPRESSED),
                    ("conf_status", CONFIDENTIAL),
                    ("absence", ""),
                    ("note", ""),
                )
            ),
        )
    )
    # What a column has lost may lie underneath, in memory and in Arrow files: write it all anew.
    return pl.DataFrame(frame.to_dict(as_series=False), schema=frame.schema)
