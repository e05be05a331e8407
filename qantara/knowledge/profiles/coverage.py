"""Which indicators of a place have a recent figure, which an old one, and which none.

Only whether a figure is there is told, never which: a network's secretariat may ask it of a member.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Max, Q

from qantara.core.fence import reaching
from qantara.knowledge.frameworks import Domain, Framework, Indicator
from qantara.knowledge.observations.models import Observation

#: A figure about a time longer ago is old: the framework asks for one of the last three years.
YEARS = 3

#: Absences that are an answer: nothing is missing.
ANSWERS = ("none_exists", "not_applicable", "not_competent")

State = Literal["recent", "old", "missing", "answered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The last that was said of a definition: the end of the latest period, and an absence."""

    latest: date | None = None
    absence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """An indicator that counts and what is known of it. ``latest`` as in ``Known``."""

    indicator: Indicator
    state: State
    latest: date | None = None
    absence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Of a domain's indicators that count, how many have a recent figure or are answered."""

    domain: Domain
    recent: int
    total: int


@reaching("coverage", savepoint=False)
def known(territories: Collection[int]) -> dict[str, Known]:
    """What stands about territories (ids): definition code -> the last that was said. One query."""
    rows = (
        Observation.objects.current()
        .filter(territory__in=territories)
        .values("definition__code")
        .annotate(
            latest=Max("period__end", filter=Q(absence="")),
            absent=Max("absence", filter=~Q(absence="")),
        )
    )
    return {
        row["definition__code"]: Known(latest=row["latest"], absence=row["absent"] or "")
        for row in rows
    }


def covered(
    indicators: Iterable[Indicator], found: Mapping[str, Known], today: date
) -> list[Covered]:
    """Each of the indicators that count for a city; a national variant speaks for its indicator."""
    return [_covered(indicator, found, today) for indicator in indicators]


def by_domain(framework: Framework, rows: Iterable[Covered]) -> list[Share]:
    """Domains that have indicators that count, in the framework's order."""
    rows = list(rows)
    shares = []
    for domain in framework.domains:
        states = [row.state for row in rows if row.indicator.domain == domain.code]
        if states:
            recent = sum(state in ("recent", "answered") for state in states)
            shares.append(Share(domain=domain, recent=recent, total=len(states)))
    return shares


def most_wanted(
    framework: Framework, rows: Iterable[Covered], written: Collection[str], *, limit: int
) -> list[Covered]:
    """The gaps that matter most to a draft: those of sections that have text and no figure first.

    written  ids of the sections with narrative
    """
    sections = {domain.code: domain.section for domain in framework.domains}
    gaps = [row for row in rows if row.state in ("missing", "old")]
    gaps.sort(
        key=lambda row: (sections[row.indicator.domain] not in written, row.state != "missing")
    )
    return gaps[:limit]


def _covered(indicator: Indicator, found: Mapping[str, Known], today: date) -> Covered:
    codes = [indicator.code, *(f"{indicator.code}/{variant.id}" for variant in indicator.variants)]
    told = [found[code] for code in codes if code in found]
    latest = max((one.latest for one in told if one.latest), default=None)
    absence = next((one.absence for one in told if one.absence), "")
    state: State
    if latest is not None:
        state = "recent" if latest.year >= today.year - YEARS else "old"
    else:
        state = "answered" if absence in ANSWERS else "missing"
    return Covered(indicator=indicator, state=state, latest=latest, absence=absence)
