"""Who hears of a handover: whoever is to take over, and of a new day whoever leaves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from qantara.accounts.models import Person
from qantara.network.handovers.models import Handover
from qantara.notices.tell import settle, tell

NAMED = "handover.successor"


def named(handover: Handover, *, by: Person, at: datetime) -> None:
    """To the colleague who is to take over. Whoever was named before is asked for it no more."""
    settle([NAMED], [str(handover.pk)], at=at)
    if handover.successor is not None:
        about = {"person": handover.leaving.name, "day": handover.leaves_on.isoformat()}
        _tell(NAMED, handover, handover.successor, about, by, at, mark=str(handover.pk))


def moved(handover: Handover, *, by: Person, at: datetime) -> None:
    about = {"person": handover.leaving.name, "day": handover.leaves_on.isoformat()}
    for person in (handover.leaving, handover.successor):
        if person is not None:
            _tell("handover.moved", handover, person, about, by, at)


def taken_over(handover: Handover, *, by: Person, at: datetime) -> None:
    settle([NAMED], [str(handover.pk)], at=at)
    _tell("handover.taken_over", handover, handover.leaving, {"person": by.name}, by, at)


def _tell(
    kind: str,
    handover: Handover,
    person: Person,
    about: Mapping[str, str],
    by: Person,
    at: datetime,
    mark: str = "",
) -> None:
    link = {"key": handover.pk, "text_lang": person.language}
    tell(
        kind,
        to=[person],
        holder=handover.holder_id,
        by=by,
        at=at,
        about=about,
        link=link,
        mark=mark,
    )
