"""Weighing: what a waiting file would add, change and refuse, told to the person who asks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import polars as pl

from qantara.accounts.models import Person
from qantara.knowledge.evidence import intake
from qantara.knowledge.evidence.arrivals import readings
from qantara.knowledge.evidence.arrivals.amending import amended
from qantara.knowledge.evidence.arrivals.amending import of as amendments
from qantara.knowledge.evidence.arrivals.models import Arrival
from qantara.knowledge.evidence.arrivals.seen import refuse_source_of_others, seen_by
from qantara.knowledge.evidence.intake import Intake
from qantara.knowledge.evidence.review import Review
from qantara.knowledge.observations.rows import KEY

#: What is shown of a figure.
FIGURE = ("value", "low", "high", "absence")


def weigh(arrival: Arrival, *, by: Person, at: datetime, despite: Collection[str] = ()) -> Intake:
    """A waiting arrival reviewed against what ``by`` may see of what stands.

    despite  kinds of contradictions that are kept as the source publishes them
    Raises MappingError, UnreadableFile, SourceOfOthers.
    """
    mapping = readings.mapping_of(arrival)
    refuse_source_of_others(mapping.source, by)
    taken = intake.understand(
        Path(arrival.name),
        amended(readings.sheets(arrival, mapping.options), amendments(arrival)),
        mapping,
        at=at,
        seen=[str(key) for key in seen_by(by).values_list("pk", flat=True)],
    )
    return replace(taken, review=taken.review.despite(despite)) if despite else taken


def beside(review: Review) -> pl.DataFrame:
    """New figures that say otherwise than another source does; what that says under ``their:value`` ...

    Both stay on record, and one comes first.
    """
    others = (
        review.asked.standing.filter(pl.col("source") != review.asked.source)
        .unique(KEY, keep="first", maintain_order=True)
        .select(*KEY, *(pl.col(name).alias(f"their:{name}") for name in FIGURE))
    )
    joined = review.difference.new.join(others, on=KEY, how="inner", maintain_order="left")
    return joined.filter(
        pl.any_horizontal(
            pl.col(name).ne_missing(pl.col(f"their:{name}")) for name in ("value", "absence")
        )
    )
