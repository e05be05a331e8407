"""What becomes of a proposal: merged, withdrawn, brought back, taken to the workshop or not."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.action.priorities.models import Priority
from qantara.action.priorities.propose import OPEN, held
from qantara.core import audit, trace
from qantara.core.errors import DomainError

State = Priority.State


@transaction.atomic
def merge(priority: Priority, into: Priority, *, reason: str, by: Person, at: datetime) -> Priority:
    """Let ``into`` speak for both. What was merged stays to be read, and both origins are kept."""
    found = _deciding(priority, by, at)
    target = held(into, "priorities.decide", by, at)
    if found.pk == target.pk:
        raise DomainError(_("A proposal is merged into another one."))
    if (found.holder_id, found.territory_id) != (target.holder_id, target.territory_id):
        raise DomainError(_("Only proposals for the same place are merged."))
    if target.state not in OPEN:
        raise DomainError(_("It can be merged only into a proposal that is still open."))
    _go(found, State.MERGED, _said(reason), at)
    found.merged_into = target
    found.save()
    trace.link(target, "took in", found)
    audit.record("priority.merged", found, by=by, at=at, reason=found.reason)
    return found


@transaction.atomic
def withdraw(priority: Priority, *, reason: str, by: Person, at: datetime) -> Priority:
    """Take a proposal off, with a reason."""
    found = _deciding(priority, by, at)
    _go(found, State.WITHDRAWN, _said(reason), at)
    found.save()
    audit.record("priority.withdrawn", found, by=by, at=at, reason=found.reason)
    return found


@transaction.atomic
def bring_back(priority: Priority, *, by: Person, at: datetime) -> Priority:
    """A merged or withdrawn proposal stands again."""
    found = held(priority, "priorities.decide", by, at)
    if found.state not in (State.MERGED, State.WITHDRAWN):
        raise DomainError(_("This proposal stands."))
    if found.merged_into is not None:
        edge = (trace.node(found.merged_into), "took in", trace.node(found))
        trace.unlink_all([edge])
    _go(found, State.PROPOSED, "", at)
    found.merged_into = None
    found.save()
    audit.record("priority.brought_back", found, by=by, at=at)
    return found


@transaction.atomic
def choose(priority: Priority, *, by: Person, at: datetime) -> Priority:
    """Take a proposal to the workshop, where the group ranks it."""
    found = _deciding(priority, by, at)
    if found.state == State.PROPOSED:
        _go(found, State.CHOSEN, "", at)
        found.save()
        audit.record("priority.chosen", found, by=by, at=at)
    return found


@transaction.atomic
def leave_out(priority: Priority, *, by: Person, at: datetime) -> Priority:
    """Not to the workshop after all."""
    found = _deciding(priority, by, at)
    if found.state == State.CHOSEN:
        if found.places.filter(ranking__undone_at=None).exists():
            raise DomainError(_("The group has ranked this proposal. Take the ranking back first."))
        _go(found, State.PROPOSED, "", at)
        found.save()
        audit.record("priority.left_out", found, by=by, at=at)
    return found


def _deciding(priority: Priority, by: Person, at: datetime) -> Priority:
    found = held(priority, "priorities.decide", by, at)
    if found.state not in OPEN:
        raise DomainError(_("This proposal is not open any more."))
    return found


def _go(priority: Priority, state: str, reason: str, at: datetime) -> None:
    priority.state, priority.reason, priority.changed_at = state, reason, at
    priority.version += 1


def _said(reason: str) -> str:
    said = " ".join(reason.split())
    if not said:
        raise DomainError(_("Say why."))
    return said
