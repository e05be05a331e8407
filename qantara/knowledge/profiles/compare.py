"""Comparability inside one document: how far figures over which a chart leads may be compared (K3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qantara.core.locales import LANGUAGES
from qantara.knowledge import comparability
from qantara.knowledge.profiles import series
from qantara.knowledge.profiles.choose import Declaration
from qantara.knowledge.profiles.figures import Figure, Figures


def verdicts(
    figures: Figures, charts: Sequence[Declaration], territory_type: str
) -> dict[str, dict[str, Any]]:
    """By chart over time: the badge of its oldest beside its newest figure, where it is not A.

    ``grade, left, right, reason``. A series is as long as it is: its years are not held against it,
    but a break, another kind of source or an estimate is.
    """
    found = {}
    for chart in charts:
        if chart["kind"] in ("line", "range") and "by" not in chart:
            rows = [figures[at] for at in chart["rows"]]
            ends = _ends(rows)
            if ends and (verdict := _verdict(*ends, territory_type, series.eras(rows))):
                found[chart["id"]] = verdict
    return found


def _ends(rows: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    shown = [figure for figure in rows if figure.is_shown]
    return (shown[0], shown[-1]) if len(shown) > 1 else None


def _verdict(
    left: Figure, right: Figure, territory_type: str, eras: dict[int, int]
) -> dict[str, Any] | None:
    badge = comparability.badge(
        series.statement(left, territory_type, eras[left.at], on=right.on),
        series.statement(right, territory_type, eras[right.at], on=right.on),
    )
    if badge.grade == "A":
        return None
    return {
        "grade": badge.grade,
        "left": left.at,
        "right": right.at,
        "reason": {lang: comparability.explain(badge, lang) for lang in LANGUAGES},
    }
