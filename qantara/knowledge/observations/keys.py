"""Words to the numbers the store keeps them under: territories, periods, breakdowns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from qantara.core import periods
from qantara.knowledge.frameworks import Framework
from qantara.knowledge.observations import definitions
from qantara.knowledge.observations.models import Breakdown, Period
from qantara.network.models import Territory


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Word -> id, for each column of the key that the store keeps as a number."""

    territory: dict[str, int]
    definition: dict[str, int]
    period: dict[str, int]
    breakdown: dict[str, int]

    def numbered(self, rows: pl.DataFrame) -> pl.DataFrame:
        """``rows`` with ``territory_id`` ... beside the words."""
        return rows.with_columns(
            pl.col(name)
            .replace_strict(list(known), list(known.values()), return_dtype=pl.Int64)
            .alias(f"{name}_id")
            for name, known in self._all().items()
        )

    def worded(self, rows: pl.DataFrame) -> pl.DataFrame:
        """``rows`` with words in place of ``territory_id`` ..."""
        return rows.with_columns(
            pl.col(f"{name}_id")
            .replace_strict(list(known.values()), list(known), return_dtype=pl.String)
            .alias(name)
            for name, known in self._all().items()
        ).drop(f"{name}_id" for name in self._all())

    def _all(self) -> dict[str, dict[str, int]]:
        return {
            "territory": self.territory,
            "definition": self.definition,
            "period": self.period,
            "breakdown": self.breakdown,
        }


def keep(rows: pl.DataFrame, framework: Framework, *, at: datetime) -> Keys:
    """The keys of all words in ``rows``; definitions, periods and breakdowns are made if new.

    Raises KeyError for a territory that is not on record: review has asked about those.
    """
    slugs = rows["territory"].unique().to_list()
    territory = dict(Territory.objects.filter(slug__in=slugs).values_list("slug", "id"))
    if missing := sorted(set(slugs) - set(territory)):
        raise KeyError(missing)
    return Keys(
        territory=territory,
        definition=definitions.keep(framework, rows["definition"].unique().to_list(), at=at),
        period=_periods(rows["period"].unique().to_list()),
        breakdown=_breakdowns(rows["breakdown"].unique().to_list()),
    )


def _periods(codes: Iterable[str]) -> dict[str, int]:
    parsed = [periods.parse(code) for code in codes]
    Period.objects.bulk_create(
        (
            Period(code=one.code, start=one.start, end=one.end, reference=one.reference)
            for one in parsed
        ),
        ignore_conflicts=True,
    )
    return dict(Period.objects.filter(code__in=codes).values_list("code", "id"))


def _breakdowns(codes: Iterable[str]) -> dict[str, int]:
    Breakdown.objects.bulk_create((Breakdown(code=code) for code in codes), ignore_conflicts=True)
    return dict(Breakdown.objects.filter(code__in=codes).values_list("code", "id"))
