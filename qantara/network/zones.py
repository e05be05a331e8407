"""What time it is where a member is: the IANA time zone of the territory it speaks for.

Zones of a country, each with the place it is named after, stand in ``zone.tab`` of the tz database (public
domain); the nearest to the territory counts. Invented countries have none.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from uuid import UUID

from qantara.network.models import Standing

_POSITION = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?([+-])(\d{3})(\d{2})(\d{2})?")


class Zone(NamedTuple):
    """A time zone and where the place is that it is named after, in degrees."""

    name: str
    latitude: float
    longitude: float


def zones_of(holders: Collection[UUID]) -> dict[UUID, str]:
    """Holder -> the zone of its first territory whose country has one. One query."""
    found: dict[UUID, str] = {}
    rows = Standing.objects.filter(member__holder__among=list(holders)).order_by("order", "pk")
    for holder, country, latitude, longitude in rows.values_list(
        "member__holder_id", "territory__country", "territory__latitude", "territory__longitude"
    ):
        if holder not in found and (name := nearest(country, latitude, longitude)):
            found[holder] = name
    return found


def nearest(country: str, latitude: float | None, longitude: float | None) -> str:
    """The country's zone nearest to a position; the first it lists where there is none; or empty."""
    zones = _zones().get(country, [])
    if not zones:
        return ""
    if latitude is None or longitude is None:
        return zones[0].name
    narrow = math.cos(math.radians(latitude))
    here = latitude, longitude * narrow
    return min(zones, key=lambda one: math.dist(here, (one.latitude, one.longitude * narrow))).name


@cache
def _zones() -> dict[str, list[Zone]]:
    found: dict[str, list[Zone]] = defaultdict(list)
    text = (files("tzdata") / "zoneinfo" / "zone.tab").read_text()
    for country, position, name in _lines(text):
        latitude, longitude = _degrees(position)
        found[country].append(Zone(name, latitude, longitude))
    return dict(found)


def _lines(text: str) -> Iterator[tuple[str, str, str]]:
    for line in text.splitlines():
        if line and not line.startswith("#"):
            country, position, name, *_comment = line.split("\t")
            yield country, position, name


def _degrees(position: str) -> tuple[float, float]:
    """``+3348+00905`` or with seconds, as ISO 6709."""
    read = _POSITION.fullmatch(position)
    assert read, position
    parts = read.groups()

    def degrees(sign: str, whole: str, minutes: str, seconds: str | None) -> float:
        size = int(whole) + int(minutes) / 60 + int(seconds or 0) / 3_600
        return -size if sign == "-" else size

    return degrees(*parts[:4]), degrees(*parts[4:])
