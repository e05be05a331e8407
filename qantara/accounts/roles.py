"""What a role may do with the records of its holder. What is not here is denied."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from qantara.accounts.models import Person, Role
from qantara.core import clock
from qantara.core.errors import NotAllowed

_Title = Role.Title

#: action -> the roles that may do it, for records of their own holder.
ACTIONS: dict[str, frozenset[str]] = {
    action: frozenset(titles)
    for action, titles in {
        "evidence.read": (_Title.OFFICER, _Title.SIGNATORY, _Title.REVIEWER, _Title.COORDINATOR),
        "evidence.add": (_Title.OFFICER, _Title.COORDINATOR),
        "evidence.destroy": (_Title.OFFICER, _Title.COORDINATOR),
        "observations.read": (
            _Title.OFFICER,
            _Title.SIGNATORY,
            _Title.REVIEWER,
            _Title.COORDINATOR,
        ),
        "observations.record": (_Title.OFFICER, _Title.COORDINATOR),
        "observations.undo": (_Title.OFFICER, _Title.COORDINATOR),
        "observations.prefer": (_Title.OFFICER, _Title.COORDINATOR),
        "texts.read": (
            _Title.OFFICER,
            _Title.SIGNATORY,
            _Title.REVIEWER,
            _Title.COORDINATOR,
            _Title.READER,
        ),
        "texts.write": (_Title.OFFICER, _Title.COORDINATOR),
        "texts.translate": (_Title.OFFICER, _Title.COORDINATOR, _Title.REVIEWER),
        "case.read": (
            _Title.OFFICER,
            _Title.SIGNATORY,
            _Title.REVIEWER,
            _Title.COORDINATOR,
            _Title.READER,
        ),
        "case.open": (_Title.OFFICER, _Title.COORDINATOR),
        "case.review": (_Title.REVIEWER, _Title.COORDINATOR),
        "case.approve": (_Title.SIGNATORY,),
        "case.release": (_Title.SIGNATORY, _Title.COORDINATOR),
        "release.withdraw": (_Title.SIGNATORY, _Title.COORDINATOR),
        "network.edit": (_Title.COORDINATOR,),
        "roles.grant": (_Title.SIGNATORY,),
    }.items()
}


class Held(Protocol):
    """A record that belongs to a holder."""

    holder_id: UUID


def can(person: Person, action: str, record: Held, *, at: datetime | None = None) -> bool:
    """Whether ``person`` may do ``action`` to ``record`` at this moment.

    Raises KeyError for an action that does not exist: a misspelt permission is a bug.
    """
    titles = ACTIONS[action]
    return held_roles(person, at=at).filter(holder=record.holder_id, title__in=titles).exists()


def demand(person: Person, action: str, record: Held, *, at: datetime | None = None) -> None:
    """Raises NotAllowed where ``person`` may not do ``action`` to ``record``."""
    if not can(person, action, record, at=at):
        raise NotAllowed(
            _("Your role does not allow this. Ask whoever may sign for the city or organisation.")
        )


def holders_for(person: Person, action: str, *, at: datetime | None = None) -> list[UUID]:
    """The holders with whose records ``person`` may do ``action``: what `.visible_to` filters by."""
    rows = held_roles(person, at=at).filter(title__in=ACTIONS[action])
    return list(rows.values_list("holder_id", flat=True).distinct())


def held_roles(person: Person, *, at: datetime | None = None) -> QuerySet[Role]:
    """The roles a person holds now."""
    if not person.is_active:
        return Role.objects.none()
    return Role.objects.filter(in_force(at or clock.now()), person=person)


def in_force(at: datetime) -> Q:
    """Roles that hold at a moment."""
    return Q(since__lte=at) & (Q(until=None) | Q(until__gt=at))
