"""Which figures of a series may be said or drawn together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from qantara.knowledge.comparability import Statement
from qantara.knowledge.profiles.figures import Figure


def eras(series: Iterable[Figure]) -> dict[int, int]:
    """Which unbroken stretch each figure (by ``at``) belongs to; oldest first, from 0.

    A break is declared on the first figure after it. A break on a withheld figure is a break.
    """
    found: dict[int, int] = {}
    era = 0
    for position, figure in enumerate(sorted(series, key=lambda figure: figure.on)):
        era += figure.is_break and position > 0
        found[figure.at] = era
    return found


def statement(figure: Figure, territory_type: str, era: int, *, on: date) -> Statement:
    """What comparability needs to know of a figure."""
    return Statement(
        definition=f"{figure.definition} {figure.unit}",
        territory_type=territory_type,
        method=figure.method,
        on=on,
        is_estimate=not figure.is_counted,
        era=era,
    )


def ends(series: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """The first and last counted figure since the last break, or None where there are no two.

    Their method is the same and, since a series is long, their distance in time is not held
    against them: what lies between has been counted in the same way.
    """
    in_era = eras(series)
    newest = max(in_era.values(), default=0)
    counted = [one for one in series if in_era[one.at] == newest and one.is_counted]
    alike = [one for one in counted if one.method == counted[-1].method]
    return (alike[0], alike[-1]) if len(alike) > 1 else None


def same_time(figures: Sequence[Figure]) -> bool:
    """Whether all are of one period and one source: what may be set side by side as parts."""
    return len({(one.period, one.source, one.method) for one in figures}) == 1


def kept(terms: dict[str, Any], definition: str) -> bool:
    """Whether a definition may be spoken of: those kept at audience “city” never are (FRAMEWORK 7)."""
    return bool(terms["indicators"][definition]["audience"] == "public")
