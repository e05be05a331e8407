"""What is due and still to be done, of the cities whose work a person may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from qantara.accounts.models import Person
from qantara.accounts.roles import holders_for
from qantara.knowledge import frameworks
from qantara.knowledge.dues import days
from qantara.knowledge.dues.standing import gather
from qantara.knowledge.dues.words import step_name
from qantara.network.models import Member
from qantara.web import names


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing due on a day. ``key`` stays the same when the day changes."""

    key: str
    on: date
    set_at: datetime
    step: str
    city: str
    city_language: str
    path: str


def entries(person: Person, lang: str, *, at: datetime) -> list[Entry]:
    """The nearest day first. Five queries or so, however many cities there are."""
    holders = holders_for(person, "work.read", at=at)
    dated = days.load(holders, at)
    if not dated.set:
        return []
    members = list(Member.objects.filter(holder__among=holders).select_related("holder"))
    held = gather(members, frameworks.default(), at=at)
    found = (
        _entry(member, item, lang)
        for member in members
        for item in dated.open(member.holder_id, held[member.holder_id])
    )
    return sorted(found, key=lambda entry: (entry.on, entry.city, entry.key))


def by_month(found: list[Entry]) -> Iterator[tuple[date, list[Entry]]]:
    """First day of each month, and its entries."""
    month: list[Entry] = []
    for entry in found:
        if month and (entry.on.year, entry.on.month) != (month[0].on.year, month[0].on.month):
            yield month[0].on.replace(day=1), month
            month = []
        month.append(entry)
    if month:
        yield month[0].on.replace(day=1), month


def _entry(member: Member, item: days.Item, lang: str) -> Entry:
    city, city_language = names.in_language(member.name, lang)
    return Entry(
        key=f"{member.holder_id}-{item.step}-{item.language or 'all'}",
        on=item.day.on,
        set_at=item.day.set_at,
        step=str(step_name(item.step, item.language)),
        city=city or member.slug,
        city_language=city_language or lang,
        path=reverse("desk:city-dues", args=[lang, member.holder.slug]),
    )
