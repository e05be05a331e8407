"""List and end where somebody is signed in."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from qantara.accounts.models import Person
from qantara.accounts.visits.models import Visit
from qantara.core import audit

#: How exactly "last used" is kept: a write for every page would cost more than it tells.
GRAIN = timedelta(minutes=5)


def of(person: Person, *, at: datetime) -> QuerySet[Visit]:
    """Where ``person`` is signed in, newest first."""
    return Visit.objects.filter(person=person, expire_date__gt=at).order_by("-used_at", "-since")


def end(person: Person, number: str, *, at: datetime) -> bool:
    """End one; whether there was one. Nobody ends another's."""
    ended, _each = Visit.objects.filter(person=person, number=number).delete()
    if ended:
        audit.record("visit.ended", person, by=person, at=at)
    return bool(ended)


def end_all(person: Person, *, but: str = "") -> int:
    """End all, or all but the one with this session key; how many."""
    return Visit.objects.filter(person=person).exclude(session_key=but).delete()[0]


def device(agent: str) -> str:
    """Browser and system in two words, from what a browser says of itself: "Firefox, Android"."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    return ", ".join(name for name in (browser, system) if name)


# The first that fits: Edge and Opera say Chrome too, Chrome says Safari, Android says Linux.
_BROWSERS = (
    ("Firefox/", "Firefox"), ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Chrome/", "Chrome"), ("Chromium/", "Chromium"), ("Safari/", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip
