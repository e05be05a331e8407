"""What is missing or old of a place, line by line as a letter would ask for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from qantara.knowledge.frameworks import Framework, Indicator, sets
from qantara.knowledge.profiles import coverage
from qantara.knowledge.profiles.coverage import ANSWERS, Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """An indicator without a figure, or with one older than asked for.

    latest  end of the period of its last figure; none: there is no figure at all
    absence why there is none, where somebody said so
    counts  it is of the set the city is asked for
    """

    indicator: Indicator
    latest: date | None
    absence: str
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of an annexed table: what exactly is asked for."""

    definition: str
    breakdown: str
    unit: str
    period: str


def gaps(
    framework: Framework, territory: int, *, today: date, years: int, asked: str = "core"
) -> list[Gap]:
    """The gaps of a territory (its id): those of the set that counts first, then the framework's order.

    asked  that set (``frameworks.sets``)
    """
    found, counts = coverage.known([territory]), {one.code for one in sets.of(framework, asked)}
    every = [
        gap
        for one in framework.indicators
        if (gap := _gap(one, found, today, years, counts=one.code in counts))
    ]
    return sorted(every, key=lambda gap: not gap.counts)


def lines(framework: Framework, codes: Collection[str], *, period: str) -> Iterator[Line]:
    """The whole of each indicator, and by sex where its definition knows it. Unknown codes are left out."""
    for indicator in framework.indicators:
        if indicator.code not in codes:
            continue
        yield Line(definition=indicator.code, breakdown="", unit=indicator.unit, period=period)
        if "SEX" in framework.definition(indicator.code).breakdowns:
            for sex in "FM":
                yield Line(
                    definition=indicator.code,
                    breakdown=f"SEX={sex}",
                    unit=indicator.unit,
                    period=period,
                )


def _gap(
    indicator: Indicator, found: dict[str, Known], today: date, years: int, *, counts: bool
) -> Gap | None:
    codes = [indicator.code, *(f"{indicator.code}/{one.id}" for one in indicator.variants)]
    told = [found[code] for code in codes if code in found]
    latest = max((one.latest for one in told if one.latest), default=None)
    absence = next((one.absence for one in told if one.absence), "")
    if latest is not None and latest.year >= today.year - years:
        return None
    if latest is None and absence in ANSWERS:
        return None
    return Gap(indicator=indicator, latest=latest, absence=absence, counts=counts)
