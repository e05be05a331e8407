"""The directory of a network, as released: who takes part, as of a day. Values in, values out.

A member is what takes part (a city, a metropolis, a fund of municipalities); its places are where
it is found on a map. Dates that nobody recorded fall back on those of the phase a member joined in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from qantara.core import locales
from qantara.web import names

Document = dict[str, Any]
Name = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    slug: str
    name: Name
    country: Document
    longitude: float | None
    latitude: float | None
    has_page: bool
    path: str  # of its page; empty where none has been released


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    name: Name
    country: Name
    joined_in: int
    since: date | None
    until: date | None
    note: Name
    source: str
    places: tuple[Place, ...]

    @property
    def cities(self) -> tuple[Place, ...]:
        """Its places that have a page of their own: a metropolis may share its city's."""
        return tuple(place for place in self.places if place.has_page)

    @property
    def stands_for_others(self) -> bool:
        """Several cities take part through it, so they are named beside it."""
        return len(self.cities) > 1

    @property
    def path(self) -> str:
        """Of the page of the one city it is; empty where it stands for several."""
        return self.cities[0].path if len(self.cities) == 1 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    number: int
    name: Name
    since: date | None
    until: date | None
    members: tuple[Member, ...]


def phases(
    document: Document, lang: str, *, on: date | None, path: Callable[[str], str]
) -> list[Phase]:
    """Phases with the members that joined in them and take part ``on`` a day, by name.

    Without a day, everybody who ever took part. Phases nobody is in are left out.
    """
    by_name = locales.sort_key(lang)
    members = sorted(
        (_member(record, document, path) for record in document["members"]),
        key=lambda member: by_name(names.in_language(member.name, lang)[0]),
    )
    found = []
    for record in document["phases"]:
        joined = tuple(
            member
            for member in members
            if member.joined_in == record["number"] and takes_part(member, on)
        )
        if joined:
            found.append(
                Phase(
                    number=record["number"],
                    name=record["name"],
                    since=_date(record["from"]),
                    until=_date(record["to"]),
                    members=joined,
                )
            )
    return found


def takes_part(member: Member, on: date | None) -> bool:
    if on is None:
        return True
    has_begun = member.since is None or member.since <= on
    return has_begun and (member.until is None or on <= member.until)


def countries(members: Iterable[Member]) -> int:
    return len({place.country["code"] for member in members for place in member.places})


def facts(document: Document, prefix: str) -> dict[str, list[Document]]:
    """Recorded facts whose names begin with ``prefix``; contradicting ones stand side by side."""
    found: dict[str, list[Document]] = {}
    for fact in document["facts"]:
        if fact["fact"].startswith(prefix):
            found.setdefault(fact["fact"].removeprefix(prefix), []).append(fact)
    return found


def _member(record: Document, document: Document, path: Callable[[str], str]) -> Member:
    phase = next(
        (one for one in document["phases"] if one["number"] == record["joined_in"]),
        {"from": None, "to": None},
    )
    return Member(
        name=record["name"],
        country=record["country"]["name"],
        joined_in=record["joined_in"],
        since=_date(record["from"] or phase["from"]),
        until=_date(record["to"]),
        note=record["note"],
        source=record["source"],
        places=tuple(_place(place, path) for place in record["places"]),
    )


def _place(record: Document, path: Callable[[str], str]) -> Place:
    return Place(
        slug=record["slug"],
        name=record["name"],
        country=record["country"],
        longitude=record["longitude"],
        latitude=record["latitude"],
        has_page=record["has_page"],
        path=path(record["slug"]) if record["has_page"] else "",
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
