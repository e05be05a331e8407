"""What can be changed of a handover until somebody has taken over: its last day, and its words."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Person, Request, Role
from qantara.accounts.people import put_off
from qantara.accounts.roles import in_force
from qantara.accounts.seconding import second
from qantara.core import audit
from qantara.core.errors import Conflict
from qantara.network.handovers import hand, telling
from qantara.network.handovers.models import Handover


@transaction.atomic
def move(handover: Handover, leaves_on: date, *, by: Person, at: datetime) -> Handover:
    """Another last day. The same day again changes nothing.

    Earlier: whoever may announce it. Later: a colleague who may sign, for nobody stays longer by their own
    word. What a second person has not confirmed yet is asked for anew. Raises NotAllowed, and DomainError
    for a day that is over or too far.
    """
    found = hand.opened(handover, at)
    hand.demand_announcer(found, by, at)
    hand.demand_day(leaves_on, at)
    if leaves_on == found.leaves_on:
        return found
    before, until = hand.end_of(found.leaves_on), hand.end_of(leaves_on)
    found.leaves_on = leaves_on
    found.save(update_fields=["leaves_on"])
    audit.record("handover.moved", found, by=by, at=at)
    _ask_anew(found, until, by, at)
    for role in Role.objects.filter(in_force(at), holder=found.holder, person=found.leaving):
        if role.until == before and until > before:
            put_off(role, until, by=by, at=at)
        elif role.until is not None:
            hand.end(role, until, by, at)
    telling.moved(found, by=by, at=at)
    return found


@transaction.atomic
def reword(handover: Handover, words: str, *, seen: str, by: Person, at: datetime) -> Handover:
    """What whoever leaves wants to be known, worded anew.

    seen  the words that were before the writer
    Raises Conflict where somebody worded them meanwhile.
    """
    found = hand.opened(handover, at)
    hand.demand_announcer(found, by, at)
    if found.words != seen:
        raise Conflict(
            _(
                "Somebody changed these words meanwhile. Theirs stand on the page; yours stand below."
            )
        )
    found.words = words.strip()
    found.save(update_fields=["words"])
    audit.record("handover.reworded", found, by=by, at=at)
    return found


def _ask_anew(found: Handover, until: datetime, by: Person, at: datetime) -> None:
    """The leaving of a last approver that waits for a second person waits with the new day."""
    waiting = Request.objects.filter(
        kind=Request.Kind.LEAVING, holder=found.holder, person=found.leaving, answered_at=None
    )
    for request in waiting.select_related("role"):
        second.refuse(request, by=by, at=at)
        if request.role is not None:
            second.ask_to_leave(request.role, reason=request.reason, by=by, at=at, until=until)
