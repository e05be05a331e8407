"""To whom a holder's figures can be opened: whoever works with it and sees them protected only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from qantara.accounts.models import Holder, Person, Role
from qantara.accounts.roles import ACTIONS, in_force
from qantara.network.models import Network, Participation, holds_on

#: Roles with a network in which somebody may look closely at what a member sends.
_OF_NETWORK = (
    Role.Title.COORDINATOR, Role.Title.REVIEWER, Role.Title.PARTNER, Role.Title.READER,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody, and the first role by which the holder knows them."""

    person: Person
    title: str
    body: Holder


def colleagues(holder: Holder, *, at: datetime) -> list[Colleague]:
    """Experts, partners, donors and wordsmiths of the holder, and its networks' own people, by name.

    Without those who see its figures anyhow.
    """
    taking_part = Participation.objects.filter(holds_on(at.date()), member__holder=holder)
    networks = Network.objects.filter(pk__in=taking_part.values("network")).values("holder")
    theirs = Q(holder=holder) | Q(holder__in=networks, title__in=_OF_NETWORK)
    known = (
        Role.objects.filter(in_force(at), theirs, person__is_active=True)
        .exclude(person__in=_readers(holder, at))
        .select_related("person", "holder")
        .order_by("person__name", "person_id", "since")
    )
    found: dict[UUID, Colleague] = {}
    for role in known:
        one = Colleague(person=role.person, title=role.title, body=role.holder)
        found.setdefault(role.person_id, one)
    return list(found.values())


def _readers(holder: Holder, at: datetime) -> list[UUID]:
    """Whoever reads the holder's figures by their role."""
    titles = ACTIONS["observations.read"].may
    roles = Role.objects.filter(in_force(at), holder=holder, title__in=titles)
    return list(roles.values_list("person_id", flat=True))
