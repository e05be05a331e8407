"""What the clock shows where a person works. Where a holder is, the network's package says."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from qantara.accounts.models import Person, Role
from qantara.accounts.roles import in_force

#: From this hour on a day's digest is sent, and no later than that one: nobody is woken.
HOUR, LAST_HOUR = 7, 20
#: Of the week: Monday, as ``datetime.weekday`` counts.
WEEKDAY = 0

#: Holders -> the IANA time zone of each that has one.
ZonesOf = Callable[[Collection[UUID]], dict[UUID, str]]
_zones_of: list[ZonesOf] = []


def register_zones(zones_of: ZonesOf) -> None:
    """Say where holders are. Registering again changes nothing."""
    if zones_of not in _zones_of:
        _zones_of.append(zones_of)


def local(people: Collection[Person], at: datetime) -> dict[UUID, datetime]:
    """Person -> ``at`` on their clock: the one they chose, else of the city they work for longest."""
    first: dict[UUID, UUID] = {}
    roles = Role.objects.filter(in_force(at), person__in=people).order_by("since")
    for person, holder in roles.values_list("person_id", "holder_id"):
        first.setdefault(person, holder)
    places: dict[UUID, str] = {}
    for zones_of in _zones_of:
        places |= zones_of(set(first.values()))
    return {
        person.pk: at.astimezone(_zone(person, places.get(first.get(person.pk, person.pk), "UTC")))
        for person in people
    }


def _zone(person: Person, place: str) -> ZoneInfo:
    try:
        return ZoneInfo(person.time_zone if person.time_zone != "UTC" else place)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def is_time(rhythm: str, here: datetime) -> bool:
    """Whether a digest of this rhythm may go out now, on the reader's clock."""
    if rhythm == "at_once":
        return True
    if rhythm == "none" or not HOUR <= here.hour < LAST_HOUR:
        return False
    return rhythm == "daily" or here.weekday() == WEEKDAY
