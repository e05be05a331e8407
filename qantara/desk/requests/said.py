"""Where a request stands, its next step and the day for it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara.knowledge.requests.models import DataRequest

State, Said = DataRequest.State, DataRequest.Said

#: Days between one reminder and the next; after this many the answer is taken not to come.
PATIENCE, REMINDERS = timedelta(days=14), 2


@dataclass(frozen=True, slots=True)
class Next:
    """What to do, and from which day on; none: at once. ``name``: send, confirm, remind, settle, wait."""

    name: str
    words: str
    on: date | None = None


def state(code: str) -> str:
    return {
        State.DRAFT.value: pgettext("state of a letter", "draft"),
        State.SENT.value: pgettext("state of a letter", "sent"),
        State.ANSWERED.value: pgettext("state of a letter", "answered"),
        State.PARTLY.value: pgettext("state of a letter", "partly answered"),
        State.REFUSED.value: pgettext("state of a letter", "refused"),
        State.NO_ANSWER.value: pgettext("state of a letter", "no answer"),
    }[code]


def said(code: str) -> str:
    """What an office answered by its link, as it is told to the city."""
    return {
        Said.FILE.value: _("They sent a file."),
        Said.NOT_HELD.value: _("They do not have these figures."),
        Said.REFUSED.value: _("They may not give these figures."),
        Said.LATER.value: _("They will answer later."),
    }[code]


def next_step(request: DataRequest, today: date) -> Next | None:
    """None once it is settled. Nothing is ever sent by itself: a reminder is only suggested."""
    if request.state == State.DRAFT:
        return Next("send", _("Read the letter, then send it"))
    if request.state != State.SENT:
        return None
    if request.said == Said.FILE:
        return Next("confirm", _("Review the file that came back, then settle the letter"))
    if request.said in (Said.NOT_HELD, Said.REFUSED):
        return Next("confirm", _("Confirm what the office answered"))
    due = request.said_on or request.deadline
    if request.reminded_on is not None:
        due = max(due, request.reminded_on + PATIENCE)
    if today <= due:
        return Next("wait", _("Wait for the answer"), due)
    if request.reminded < REMINDERS:
        return Next("remind", _("Send a reminder"), due)
    return Next("settle", _("Record that there was no answer"), due)
