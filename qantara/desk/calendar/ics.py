"""Due dates as iCalendar (RFC 5545): whole days, one event a step and city, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from qantara.desk.calendar.entries import Entry
from qantara.web.links import desk

#: How often calendar programs are asked to look again (RFC 7986).
AGAIN = timedelta(hours=6)
#: From when revisions are counted.
SINCE = datetime(2026, 1, 1, tzinfo=UTC)


def calendar(found: Iterable[Entry], lang: str, *, at: datetime) -> bytes:
    """The file. A day that changes changes its event: the event's UID stays."""
    made = Calendar()
    made.add("prodid", "-//Qantara//Desk//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", _("Qantara: what is due"), parameters={"LANGUAGE": lang})
    made.add("x-wr-calname", _("Qantara: what is due"))
    made.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", AGAIN)
    for entry in found:
        made.add_component(_event(entry, lang, at))
    content: bytes = made.to_ical()
    return content


def _event(entry: Entry, lang: str, at: datetime) -> Event:
    event = Event()
    host = settings.DESK_URL.split("://", 1)[-1]
    event.add("uid", f"{entry.key}@{host}")
    event.add("dtstamp", at.replace(microsecond=0))
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + timedelta(days=1))
    # Rises when the day is set anew, by minutes: a program then replaces what it has.
    event.add("sequence", int((entry.set_at - SINCE).total_seconds()) // 60)
    event.add("last-modified", entry.set_at.replace(microsecond=0))
    event.add(
        "summary",
        _("%(city)s: %(step)s") % {"city": entry.city, "step": entry.step},
        parameters={"LANGUAGE": lang},
    )
    event.add("url", desk(entry.path))
    event.add("transp", "TRANSPARENT")
    return event
