"""Which day counts for a city: the one said for it alone before the one said for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from qantara.knowledge.dues.models import Due, Step
from qantara.knowledge.dues.standing import Held
from qantara.network.models import Participation, holds_on

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day that was set. ``own``: for this city alone."""

    due: UUID
    on: date
    own: bool
    set_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A step of a city that is still to be done, and by when. ``language`` empty: all."""

    step: str
    language: str
    day: Day


@dataclass(frozen=True, kw_only=True)
class Days:
    """Days in force.

    set       (network, holder or None, step, language or "") -> day
    networks  holder -> networks it takes part in
    """

    set: Mapping[tuple[UUID, UUID | None, str, str], Day]
    networks: Mapping[UUID, frozenset[UUID]]
    _for_all: dict[tuple[frozenset[UUID], str, str], Day | None] = field(default_factory=dict)

    @cached_property
    def _with_own(self) -> frozenset[UUID]:
        """Holders for whom alone a day was set."""
        return frozenset(whose for _network, whose, _step, _language in self.set if whose)

    def of(self, holder: UUID, step: str, language: str = "") -> Day | None:
        """The earliest of what the holder's networks say; each says it for one city before for all."""
        networks = self.networks.get(holder, frozenset())
        if holder in self._with_own:
            return self._earliest(networks, holder, step, language)
        # Thousands of cities share what is said for all.
        key = networks, step, language
        if key not in self._for_all:
            self._for_all[key] = self._earliest(networks, holder, step, language)
        return self._for_all[key]

    def _earliest(
        self, networks: frozenset[UUID], holder: UUID, step: str, language: str
    ) -> Day | None:
        found = [
            day for network in networks if (day := self._said(network, holder, step, language))
        ]
        return min(found, key=lambda day: day.on, default=None)

    def _said(self, network: UUID, holder: UUID, step: str, language: str) -> Day | None:
        for whose in (holder, None):
            for which in (language, "") if language else ("",):
                if day := self.set.get((network, whose, step, which)):
                    return day
        return None

    def open(self, holder: UUID, held: Held) -> list[Item]:
        """What is still to be done of what has a day, the nearest first."""
        return sorted(
            self._open(holder, held),
            key=lambda item: (item.day.on, Step.values.index(item.step), item.language),
        )

    def _open(self, holder: UUID, held: Held) -> Iterator[Item]:
        for step in Step.values:
            if step == Step.DRAFT:
                yield from self._open_drafts(holder, held)
            elif not held.is_done(step) and (day := self.of(holder, step)):
                yield Item(step=step, language="", day=day)

    def _open_drafts(self, holder: UUID, held: Held) -> Iterator[Item]:
        days = {
            language: day
            for language in LANGUAGES
            if not held.is_done(Step.DRAFT, language)
            and (day := self.of(holder, Step.DRAFT, language))
        }
        if len(days) == len(LANGUAGES) and len(set(days.values())) == 1:
            yield Item(step=Step.DRAFT, language="", day=days[LANGUAGES[0]])
            return
        for language, day in days.items():
            yield Item(step=Step.DRAFT, language=language, day=day)


def load(holders: Collection[UUID], at: datetime) -> Days:
    """Days in force for holders: one query for one of them, at most two for however many."""
    taking_part = Participation.objects.filter(
        holds_on(at.date()), member__holder__among=list(holders)
    )
    dues = Due.objects.in_force()
    is_one = len(holders) == 1
    if is_one:
        dues = dues.filter(Q(holder=None) | Q(holder__in=holders))
        dues = dues.filter(network__in=taking_part.values("network"))
    days: dict[tuple[UUID, UUID | None, str, str], Day] = {
        (network, holder, step, language): Day(
            due=key, on=on, own=holder is not None, set_at=set_at
        )
        for key, network, holder, step, language, on, set_at in dues.values_list(
            "pk", "network_id", "holder_id", "step", "language", "on", "set_at"
        )
    }
    networks: dict[UUID, set[UUID]] = defaultdict(set)
    if is_one:
        networks = {holder: {key[0] for key in days} for holder in holders}
    elif days:
        for holder, network in taking_part.values_list("member__holder_id", "network_id"):
            networks[holder].add(network)
    return Days(set=days, networks={one: frozenset(each) for one, each in networks.items()})
