"""Who sees whom: people of a network those who agreed to it, as long as they agreed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from qantara.accounts.models import Holder, Person, Role
from qantara.accounts.roles import holders_for, in_force
from qantara.network.models import Participation, holds_on
from qantara.network.people.models import Consent, Entry
from qantara.network.people.purposes import Use


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One entry, and for whom its person works, as far as that is of a common network."""

    entry: Entry
    bodies: Sequence[Holder]


def shown_to(
    person: Person, *, at: datetime, language: str = "", theme: str = ""
) -> QuerySet[Entry]:
    """Entries of people of one's networks who agreed; with a language, with a theme."""
    holders = _of_networks(holders_for(person, "directory.read", at=at), at)
    there = Role.objects.filter(in_force(at), holder__in=holders, person__is_active=True)
    agreed = Consent.objects.in_force(at).filter(use=Use.COLLEAGUES)
    found = Entry.objects.filter(person__in=there.values("person"), pk__in=agreed.values("person"))
    if language:
        found = found.filter(languages__contains=[language])
    return found.filter(themes__contains=[theme]) if theme else found


def with_bodies(entries: Sequence[Entry], reader: Person, *, at: datetime) -> list[Found]:
    """The same with the bodies each works for, of networks of the reader."""
    holders = _of_networks(holders_for(reader, "directory.read", at=at), at)
    roles = Role.objects.filter(
        in_force(at), holder__in=holders, person__in=[one.person_id for one in entries]
    )
    bodies: dict[UUID, dict[UUID, Holder]] = defaultdict(dict)
    for role in roles.select_related("holder").order_by("since", "pk"):
        bodies[role.person_id][role.holder_id] = role.holder
    return [Found(entry=one, bodies=list(bodies[one.person_id].values())) for one in entries]


def _of_networks(holders: Collection[UUID], at: datetime) -> set[UUID]:
    """Holders of all networks that ``holders`` run or take part in, and of their members."""
    taking_part = Participation.objects.filter(holds_on(at.date()))
    run = set(
        taking_part.filter(member__holder__in=holders).values_list("network__holder_id", flat=True)
    ) | set(
        taking_part.filter(network__holder__in=holders).values_list("network__holder_id", flat=True)
    )
    members = taking_part.filter(network__holder__in=run)
    return run | set(members.values_list("member__holder_id", flat=True))
