"""What is on record about each indicator of a city, gathered once for a page. Few queries."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from qantara.accounts.models import Holder
from qantara.core import periods
from qantara.desk.journey.gathering import territories_of
from qantara.knowledge import frameworks
from qantara.knowledge.answers.choose import chosen
from qantara.knowledge.answers.models import Competence
from qantara.knowledge.answers.states import Standing, standings
from qantara.knowledge.frameworks import Indicator, sets
from qantara.knowledge.observations.models import Latest
from qantara.knowledge.profiles import coverage
from qantara.knowledge.requests.models import DataRequest
from qantara.releases.models import Release

#: Kinds of release that hold figures of a place.
KINDS = ("profile", "figures")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """choice     the set that counts for the city
    standings  every indicator of the framework and where it stands
    counted    codes of the set
    held       code -> the standing statement of who holds it
    letters    code -> the letter that waits for its answer
    """

    choice: str
    standings: list[Standing]
    counted: frozenset[str]
    held: dict[str, Competence]
    letters: dict[str, DataRequest]

    @property
    def complete(self) -> int:
        return sum(one.is_complete for one in self.standings if self.counts(one.indicator))

    @property
    def answered(self) -> set[str]:
        """Codes of all indicators with a figure that is not old, or with an answer."""
        return {one.indicator.code for one in self.standings if one.is_complete}

    def counts(self, indicator: Indicator) -> bool:
        return indicator.code in self.counted


def gather(holder: Holder, *, at: datetime, with_letters: bool) -> Gathered:
    """``with_letters``: whether whoever asks may know of the city's letters."""
    framework = frameworks.default()
    places = territories_of(holder)
    choice = chosen(holder)
    held = {
        one.indicator: one
        for one in Competence.objects.standing().filter(holder=holder).order_by("-stated_at")
    }
    letters = _letters(holder) if with_letters else {}
    found = coverage.known([place.pk for place in places]) if places else {}
    return Gathered(
        choice=choice,
        counted=frozenset(one.code for one in sets.of(framework, choice)),
        held=held,
        letters=letters,
        standings=standings(
            framework.indicators,
            found,
            released=_released(holder, [place.slug for place in places]),
            asked=letters,
            elsewhere=held,
            today=at.date(),
        ),
    )


def latest(holder: Holder) -> dict[str, Latest]:
    """Indicator -> its newest figure for the whole, of the city's own files or a public source."""
    places = [place.pk for place in territories_of(holder)]
    own = Q(observation__batch__evidence_file__holder=holder) | Q(
        observation__source__is_public=True
    )
    rows = (
        Latest.objects.filter(own, territory__in=places, breakdown__code="")
        .select_related("definition", "period")
        .order_by("period__end", "pk")
    )
    units = {one.code: one.unit for one in frameworks.default().indicators}
    return {row.definition.code: row for row in rows if units.get(row.definition.code) == row.unit}


def _letters(holder: Holder) -> dict[str, DataRequest]:
    waiting = DataRequest.objects.filter(holder=holder, state=DataRequest.State.SENT)
    return {
        line["definition"].partition("/")[0]: one
        for one in waiting.select_related("contact").order_by("sent_on")
        for line in one.asked
    }


def _released(holder: Holder, subjects: list[str]) -> dict[str, date]:
    """Indicator -> end of the latest period of which the newest standing release has a figure."""
    release = (
        Release.objects.standing()
        .filter(holder_id=holder.pk, subject__in=subjects, kind__in=KINDS)
        .order_by("-released_at")
        .first()
    )
    if release is None:
        return {}
    figures = json.loads(release.document).get("figures", {})
    newest: dict[str, date] = {}
    ends: dict[str, date] = {}
    columns = (figures.get(name, []) for name in ("indicator", "period", "state"))
    for code, period, state in zip(*columns, strict=True):
        if state == "absent":
            continue
        if period not in ends:
            ends[period] = periods.parse(period).end
        newest[code] = max(newest.get(code, ends[period]), ends[period])
    return newest
