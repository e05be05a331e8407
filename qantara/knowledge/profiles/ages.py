"""Age bands: where most of a group stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qantara.knowledge.profiles.figures import Figure
from qantara.knowledge.profiles.words import REMAINDERS, first_age

#: A stretch of ages is worth a sentence when so many percent of the group are in it.
MOST = 50
#: How old people are taken to become, to measure a band that is open.
OLDEST = 120


def by_band(rows: Sequence[Figure]) -> dict[str, float]:
    """People by age band, youngest first, both sexes together; nothing where any is not counted."""
    found: dict[str, float] = {}
    for figure in sorted(rows, key=lambda one: first_age(one.parts["AGE"])):
        if not figure.is_counted or figure.value is None:
            return {}
        found[figure.parts["AGE"]] = found.get(figure.parts["AGE"], 0) + figure.value
    return found if sum(found.values()) else {}


def shortest_stretch(people: Mapping[str, float]) -> tuple[str, str]:
    """First and last band of the stretch, in years shortest, that holds half of all or more.

    People of unknown age count among all, in no stretch.
    """
    bands = [band for band in people if band not in REMAINDERS]
    stretches = [
        (first, last)
        for at, first in enumerate(bands)
        for last in bands[at:]
        if share_between(people, first, last) >= MOST
    ]
    return min(
        stretches or [(bands[0], bands[-1])],
        key=lambda ends: (_years(*ends), -share_between(people, *ends)),
    )


def _years(first: str, last: str) -> int:
    return (last_age(last) or OLDEST) - first_age(first)


def share_between(people: Mapping[str, float], first: str, last: str) -> float:
    """Percent of all people who are in the bands from ``first`` to ``last``."""
    if not people:
        return 0.0
    bands = list(people)
    inside = bands[bands.index(first) : bands.index(last) + 1]
    return sum(people[band] for band in inside) / sum(people.values()) * 100


def last_age(code: str) -> int | None:
    """The oldest age of a band; None where it is open."""
    _, until, last = code.partition("T")
    return int(last) if until and last.isdigit() else None
