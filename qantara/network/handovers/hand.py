"""Announce that somebody leaves, say who succeeds, take over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.invitations import invite as inviting
from qantara.accounts.models import Holder, Invitation, Person, Request, Role
from qantara.accounts.people import end_role, is_last_signatory
from qantara.accounts.roles import can, demand, in_force
from qantara.accounts.seconding import second
from qantara.core import audit
from qantara.core.errors import DomainError, NotAllowed
from qantara.network.handovers import telling
from qantara.network.handovers.models import Handover

#: How far ahead a last day can be.
FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Somebody without an account who is asked to take over."""

    email: str
    title: str
    language: str


Successor = Person | Invited | None


@transaction.atomic
def announce(
    leaving: Person,
    *,
    holder: Holder,
    leaves_on: date,
    successor: Successor,
    words: str,
    by: Person,
    at: datetime,
) -> Handover:
    """All roles of ``leaving`` with the holder end with that day; a last approver's once confirmed.

    Whoever leaves says it themselves, or a colleague who may sign does. Raises NotAllowed, and
    DomainError for a day that is over or too far, and for somebody who hands over already.
    """
    holder = Holder.objects.select_for_update().get(pk=holder.pk)
    found = Handover(
        holder=holder, leaving=leaving, leaves_on=leaves_on, words=words.strip(),
        language=leaving.language, announced_by=by, announced_at=at,
    )  # fmt: skip
    demand_announcer(found, by, at)
    demand_day(leaves_on, at)
    roles = list(Role.objects.filter(in_force(at), holder=holder, person=leaving))
    if not roles:
        raise DomainError(_("%(person)s has no role here.") % {"person": leaving.name})
    if Handover.objects.filter(holder=holder, leaving=leaving, taken_over_at=None).exists():
        raise DomainError(_("%(person)s is handing over already.") % {"person": leaving.name})
    _name(found, successor, by, at)
    found.save()
    audit.record("handover.announced", found, by=by, at=at)
    until = end_of(leaves_on)
    for role in roles:
        end(role, until, by, at)
    telling.named(found, by=by, at=at)
    return found


@transaction.atomic
def succeed(handover: Handover, successor: Successor, *, by: Person, at: datetime) -> Handover:
    """Somebody else succeeds, or somebody at last. An invitation that was not accepted is taken back."""
    found = opened(handover, at)
    demand_announcer(found, by, at)
    earlier = found.invitation
    _name(found, successor, by, at)
    found.save(update_fields=["successor", "invitation", "language"])
    if earlier and earlier.accepted_at is None and earlier.taken_back_at is None:
        inviting.take_back(earlier, by=by, at=at)
    audit.record("handover.successor_named", found, by=by, at=at)
    telling.named(found, by=by, at=at)
    return found


@transaction.atomic
def take_over(handover: Handover, *, by: Person, at: datetime) -> Handover:
    """Whoever succeeds has read it and takes over; without a named successor, any colleague."""
    found = opened(handover, at)
    demand(by, "team.write", found, at=at)
    named = successor_of(found)
    if by.pk == found.leaving_id or (named is not None and named.pk != by.pk):
        raise NotAllowed(_("Whoever succeeds takes over."))
    found.successor, found.taken_over_by, found.taken_over_at = by, by, at
    found.save(update_fields=["successor", "taken_over_by", "taken_over_at"])
    audit.record("handover.taken_over", found, by=by, at=at)
    telling.taken_over(found, by=by, at=at)
    return found


def successor_of(handover: Handover) -> Person | None:
    """Whoever succeeds: a colleague, or who accepted the invitation; None while nobody does."""
    invited = handover.invitation.accepted_by if handover.invitation else None
    return handover.successor or invited


def waits_for_second(handover: Handover, at: datetime) -> bool:
    """Whether the leaving of a last approver is still to be confirmed."""
    return Request.objects.filter(
        kind=Request.Kind.LEAVING, holder=handover.holder_id, person=handover.leaving_id,
        answered_at=None, expires_at__gt=at,
    ).exists()  # fmt: skip


def team(holder: Holder, at: datetime) -> list[Person]:
    """Officers and approvers of a city who are here to stay."""
    staying = Role.objects.filter(
        in_force(at), holder=holder, person__is_active=True, until=None,
        title__in=(Role.Title.OFFICER, Role.Title.SIGNATORY),
    )  # fmt: skip
    return list(Person.objects.filter(pk__in=staying.values("person")).order_by("name"))


def could_succeed(holder: Holder, leaving: Person, at: datetime) -> list[Person]:
    """Colleagues of the city's own team who stay."""
    return [one for one in team(holder, at) if one.pk != leaving.pk]


def end_of(day: date) -> datetime:
    """The moment a last day is over, UTC."""
    return datetime.combine(day + timedelta(days=1), time(), UTC)


def demand_day(leaves_on: date, at: datetime) -> None:
    if not at.date() <= leaves_on <= at.date() + FARTHEST:
        raise DomainError(_("The last day is today at the earliest, and within a year."))


def demand_announcer(found: Handover, by: Person, at: datetime) -> None:
    demand(by, "team.write", found, at=at)
    if by.pk != found.leaving_id and not can(by, "roles.grant", found, at=at):
        raise NotAllowed(_("Whoever leaves says it themselves, or a colleague who may sign does."))


def _name(found: Handover, successor: Successor, by: Person, at: datetime) -> None:
    found.successor, found.invitation = None, None
    match successor:
        case Person():
            if successor not in could_succeed(found.holder, found.leaving, at):
                raise DomainError(_("Choose a colleague who stays."))
            found.successor, found.language = successor, successor.language
        case Invited():
            found.invitation = _invite(found, successor, by, at)
            found.language = successor.language


def _invite(found: Handover, whom: Invited, by: Person, at: datetime) -> Invitation:
    if whom.title not in (Role.Title.OFFICER, Role.Title.SIGNATORY):
        raise DomainError(_("Whoever takes over the desk is an officer or an approver."))
    written = inviting.invite(
        whom.email, whom.title, holder=found.holder, language=whom.language, by=by, at=at
    )
    if whom.title == Role.Title.SIGNATORY:
        second.ask_for_approver(written, by=by, at=at)
    else:
        inviting.send(written, at=at)
    return written


def end(role: Role, until: datetime, by: Person, at: datetime) -> None:
    """With the last day; where it is the last approver's, once a second person confirms it."""
    if role.until is not None and role.until <= until:
        return
    if is_last_signatory(role, at):
        second.ask_to_leave(role, reason="", by=by, at=at, until=until)
    else:
        end_role(role, reason="", by=by, at=at, until=until)


def opened(handover: Handover, at: datetime) -> Handover:
    """Locked, and nobody has taken over yet."""
    found: Handover = (
        Handover.objects.select_for_update(of=("self",))
        .select_related("holder", "leaving", "successor", "invitation__accepted_by")
        .get(pk=handover.pk)
    )
    if found.taken_over_at is not None:
        raise DomainError(_("This has been taken over already."))
    return found
