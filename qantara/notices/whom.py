"""Whom an act concerns: whoever may do the next one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from qantara.accounts.models import Person, Role
from qantara.accounts.roles import ACTIONS, holders_for, in_force


def who_may(action: str, holder: UUID, *, at: datetime, afar: bool = True) -> list[Person]:
    """People who may do ``action`` with records of ``holder``; with ``afar``, of its networks too."""
    permission = ACTIONS[action]
    near = Role.objects.filter(in_force(at), holder=holder, title__in=permission.may)
    found = list(Person.objects.filter(roles__in=near, is_active=True).distinct())
    if not afar or not permission.afar:
        return found
    there = Role.objects.filter(in_force(at), title__in=permission.afar).exclude(holder=holder)
    others = Person.objects.filter(roles__in=there, is_active=True).exclude(
        pk__in=near.values("person")
    )
    return found + [
        person for person in others.distinct() if holder in holders_for(person, action, at=at)
    ]


def teams(holders: Collection[UUID], *, at: datetime) -> dict[UUID, list[tuple[str, Person]]]:
    """Holder -> title and person, of each role that is held."""
    found: dict[UUID, list[tuple[str, Person]]] = defaultdict(list)
    roles = Role.objects.filter(in_force(at), holder__among=holders, person__is_active=True)
    for role in roles.select_related("person"):
        found[role.holder_id].append((role.title, role.person))
    return found
