"""What this package keeps about people, and for how long."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qantara.core.personal_data import Row, Topic
from qantara.core.retention import Timer
from qantara.notices.models import Digest, Feed, Notice, Wish
from qantara.notices.words import sentence


def _notices(person: UUID) -> Iterable[Row]:
    lang = get_language() or "en"
    for notice in Notice.objects.filter(person=person).select_related("holder").order_by("at"):
        yield {"at": notice.at, "says": sentence(notice, lang), "read_at": notice.read_at}


def _erase_notices(person: UUID, at: datetime) -> None:
    for model in (Notice, Digest):
        model._default_manager.filter(person=person).delete()


NOTICES = Topic(
    name="notices",
    what=_("What you were told"),
    why=_("So that you learn what waits for you without looking everywhere."),
    kept=_("For 180 days."),
    columns={
        "at": _("When"),
        "says": pgettext_lazy("column of a table", "Notice"),
        "read_at": pgettext_lazy("of a notice", "Read"),
    },
    rows=_notices,
    erase=_erase_notices,
)


def _wishes(person: UUID) -> Iterable[Row]:
    return Wish.objects.filter(person=person).values("rhythm", "changed_at")


def _erase_wishes(person: UUID, at: datetime) -> None:
    Wish.objects.filter(person=person).delete()


WISHES = Topic(
    name="rhythm",
    what=_("How often you are written to"),
    why=_("So that you get as much mail as you want."),
    kept=_("Until you are erased."),
    columns={"rhythm": _("How often"), "changed_at": _("Since")},
    rows=_wishes,
    erase=_erase_wishes,
)


def _feeds(person: UUID) -> Iterable[Row]:
    rows = Feed.objects.filter(person=person).order_by("made_at")
    return rows.values(since=F("made_at"), until=F("ended_at"))


def _erase_feeds(person: UUID, at: datetime) -> None:
    Feed.objects.filter(person=person).delete()


FEEDS = Topic(
    name="feeds",
    what=_("Addresses by which your calendar reads due dates"),
    why=_("So that due dates stand in your own calendar, and you can end that."),
    kept=_("For 180 days after they were ended. The secret itself is not kept."),
    columns={"since": _("Since"), "until": _("Until")},
    rows=_feeds,
    erase=_erase_feeds,
)

TOPICS = (NOTICES, WISHES, FEEDS)


def _forget(before: datetime) -> int:
    """Digests stay as long as a mail could still be counted against them: as long as their notices."""
    old = Notice.objects.filter(at__lt=before).delete()[0]
    Feed.objects.filter(ended_at__lt=before).delete()
    return old + Digest.objects.filter(at__lt=before, notices=None).delete()[0]


TIMERS = (
    Timer(
        name="notices",
        what=_("What people were told"),
        keep=timedelta(days=180),
        forget=_forget,
    ),
)
