"""Where each indicator of a city stands: known, asked for, missing, refused, or somebody else's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qantara.knowledge.frameworks import Indicator
from qantara.knowledge.profiles.coverage import YEARS, Known

State = Literal[
    "released",
    "new",
    "old",
    "answered",
    "not_competent",
    "asked",
    "refused",
    "no_answer",
    "missing",
]
#: In the order a filter offers them.
STATES: tuple[State, ...] = (
    "released", "new", "old", "answered", "not_competent", "asked", "refused", "no_answer", "missing",
)  # fmt: skip
#: With these an item is complete.
COMPLETE = frozenset({"released", "new", "answered", "not_competent"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An indicator and where it stands. ``latest``: end of the period of its last figure."""

    indicator: Indicator
    state: State
    latest: date | None

    @property
    def is_complete(self) -> bool:
        return self.state in COMPLETE


def standings(
    indicators: Iterable[Indicator],
    known: Mapping[str, Known],
    *,
    released: Mapping[str, date],
    asked: Collection[str],
    elsewhere: Collection[str],
    today: date,
) -> list[Standing]:
    """Each indicator where it stands.

    known      definition code -> the last that was said (``coverage.known``)
    released   indicator code -> end of the latest period with a figure in the standing release
    asked      codes in letters that wait for their answer
    elsewhere  codes that are not the city's competence
    """
    return [
        _standing(one, known, released=released, asked=asked, elsewhere=elsewhere, today=today)
        for one in indicators
    ]


def _standing(
    indicator: Indicator,
    known: Mapping[str, Known],
    *,
    released: Mapping[str, date],
    asked: Collection[str],
    elsewhere: Collection[str],
    today: date,
) -> Standing:
    codes = [indicator.code, *(f"{indicator.code}/{one.id}" for one in indicator.variants)]
    told = [known[code] for code in codes if code in known]
    latest = max((one.latest for one in told if one.latest), default=None)
    absence = next((one.absence for one in told if one.absence), "")
    state = _figure(indicator.code, latest, released, asked, today) or _reason(
        absence, indicator.code in asked, indicator.code in elsewhere
    )
    return Standing(indicator=indicator, state=state, latest=latest)


def _figure(
    code: str,
    latest: date | None,
    released: Mapping[str, date],
    asked: Collection[str],
    today: date,
) -> State | None:
    """With a figure: released or new, else asked for again, else old."""
    if latest is None:
        return None
    if latest.year < today.year - YEARS:
        return "asked" if code in asked else "old"
    return "released" if code in released and released[code] >= latest else "new"


def _reason(absence: str, is_asked: bool, is_elsewhere: bool) -> State:
    if is_elsewhere or absence == "not_competent":
        return "not_competent"
    if absence in ("none_exists", "not_applicable"):
        return "answered"
    if is_asked:
        return "asked"
    if absence == "refused":
        return "refused"
    return "no_answer" if absence == "no_answer" else "missing"
