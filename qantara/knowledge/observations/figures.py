"""Read: the preferred figures of territories as the frame that drafts and releases are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import polars as pl
from django.db.models import Max

from qantara.knowledge import frameworks
from qantara.knowledge.frameworks import Framework
from qantara.knowledge.observations import definitions
from qantara.knowledge.observations.models import Definition, Observation, ObservationQuerySet

#: The figure frame (docs/concepts.md).
FIGURES = pl.Schema(
    {
        "key": pl.String,
        "indicator": pl.String,
        "definition": pl.String,
        "territory": pl.String,
        "period": pl.String,
        "reference_date": pl.Date,
        "breakdown": pl.String,
        "unit": pl.String,
        "value": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "numerator": pl.Float64,
        "denominator": pl.Float64,
        "decimals": pl.Int8,
        "obs_status": pl.String,
        "is_break": pl.Boolean,
        "break_note": pl.String,
        "absence": pl.String,
        "conf_status": pl.String,
        "state": pl.String,
        "source": pl.Int64,
        "method": pl.String,
        "note": pl.String,
        "observation": pl.Int64,
    }
)

_SAID = (
    "unit", "value", "low", "high", "numerator", "denominator", "decimals", "obs_status", "is_break",
    "break_note", "absence", "conf_status", "method", "note",
)  # fmt: skip
_SOURCE = ("id", "organisation", "title", "table", "url", "licence", "is_public")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSource:
    """One entry of the list that ``source`` counts in. ``accessed_on``: the newest file's day."""

    id: int
    organisation: str
    title: str
    table: str
    url: str
    licence: str
    is_public: bool
    accessed_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """``frame``: FIGURES, by territory, definition, period, breakdown; before protection.

    ``left_out``: codes of which there are figures under another definition than the framework's.
    ``rivals``: FIGURES, what public sources state of the same places besides, so that readers know
    it; empty unless asked for. ``source`` counts in ``sources``, and on behind them.
    """

    frame: pl.DataFrame
    sources: tuple[FigureSource, ...]
    left_out: tuple[str, ...] = ()
    rivals: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FIGURES))


def figures(
    territories: Sequence[str],
    *,
    as_of: datetime,
    framework: Framework | None = None,
    with_rivals: bool = False,
) -> Figures:
    """What was known of ``territories`` (slugs) at a moment: one statement a figure, the preferred.

    Every row is ``shown``, or ``absent`` with its reason; nothing is protected yet. Only figures are
    found that say what ``framework`` (the one that is shipped, if not said) says today: a definition
    that was changed begins a series of its own.
    """
    stated = Observation.objects.as_of(as_of).filter(territory__slug__in=territories)
    others = definitions.of_another_meaning(
        framework or frameworks.default(),
        Definition.objects.filter(pk__in=stated.values("definition")),
    )
    said = stated.exclude(definition__in=others)
    found = said.preferred(as_of=as_of)
    sources = _sources(found)
    position = {source.id: at for at, source in enumerate(sources)}
    frame = _frame(found, position)
    figures = Figures(frame=frame, sources=sources, left_out=tuple(sorted(set(others.values()))))
    return replace(figures, rivals=_rivals(said, frame, position)) if with_rivals else figures


def _rivals(
    said: ObservationQuerySet, preferred: pl.DataFrame, position: Mapping[int, int]
) -> pl.DataFrame:
    """What public sources state that nobody prefers."""
    public = said.filter(source__is_public=True, absence="")
    stating = public.order_by("source").values_list("source", flat=True).distinct()
    unlisted = [source for source in stating if source not in position]
    further = {source: len(position) + at for at, source in enumerate(unlisted)}
    stated = _frame(public, {**position, **further})
    return stated.join(preferred, on="observation", how="anti", maintain_order="left")


def _frame(said: ObservationQuerySet, position: Mapping[int, int]) -> pl.DataFrame:
    """FIGURES. ``position``: of a source by its id."""
    ordered = said.order_by(
        "territory__slug", "definition__code", "period__end", "period__code", "breakdown__code",
        "unit", "source", "id",
    )  # fmt: skip
    rows = list(
        ordered.values_list(
            "territory__slug", "definition__code", "period__code", "period__reference", "breakdown__code",
            *_SAID, "source_id", "id", "definition__unit",
        )
    )  # fmt: skip
    frame = pl.DataFrame(
        rows,
        schema={
            "territory": pl.String, "definition": pl.String, "period": pl.String,
            "reference_date": pl.Date, "breakdown": pl.String,
            **{name: FIGURES[name] for name in _SAID}, "source": pl.Int64, "observation": pl.Int64,
            "own_unit": pl.String,
        },
        orient="row",
    )  # fmt: skip
    frame = frame.with_columns(
        key=_key(),
        indicator=pl.col("definition").str.extract(r"^([^/]*)"),
        state=pl.when(pl.col("absence") == "").then(pl.lit("shown")).otherwise(pl.lit("absent")),
        source=pl.col("source").replace_strict(position, return_dtype=pl.Int64),
    )
    return frame.select(FIGURES.names())


def _key() -> pl.Expr:
    """The series key: ``POP-01@vienna;SEX=F;2022``, or ``... share`` for its share.

    A figure in another unit than its definition's own names it.
    """
    part = pl.when(pl.col("breakdown") == "").then(None).otherwise("breakdown")
    about = pl.concat_str(
        [pl.col("definition") + "@" + pl.col("territory"), part, "period"],
        separator=";",
        ignore_nulls=True,
    )
    return (
        pl.when(pl.col("unit") == pl.col("own_unit"))
        .then(about)
        .when(pl.col("unit") == "PT")
        .then(about + " share")
        .otherwise(about + " " + pl.col("unit"))
    )


def _sources(found: ObservationQuerySet) -> tuple[FigureSource, ...]:
    """The sources of the figures found, in the order of their names."""
    rows = (
        found.order_by()
        .values(*(f"source__{name}" for name in _SOURCE))
        .annotate(accessed_on=Max("batch__evidence_file__accessed_on"))
        .order_by("source__organisation", "source__title", "source__table")
        .values_list(*(f"source__{name}" for name in _SOURCE), "accessed_on")
    )
    names = (*_SOURCE, "accessed_on")
    return tuple(FigureSource(**dict(zip(names, row, strict=True))) for row in rows)
