"""Invite, take back, accept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from qantara.accounts import letters
from qantara.accounts.attempts import throttle
from qantara.accounts.invitations.models import Invitation
from qantara.accounts.models import Holder, Person, Role
from qantara.accounts.people import (
    demand_grant,
    demand_second,
    grant_role,
    has_signatory,
    said_plainly,
)
from qantara.accounts.roles import demand, in_force
from qantara.core import audit
from qantara.core.errors import DomainError, NotAllowed

LASTS = timedelta(days=7)

#: Roles there are with each kind of holder.
TITLES: dict[str, tuple[str, ...]] = {
    Holder.Kind.CITY: (
        Role.Title.OFFICER, Role.Title.SIGNATORY, Role.Title.REVIEWER, Role.Title.EDITOR,
        Role.Title.TRANSLATOR, Role.Title.PARTNER, Role.Title.READER,
    ),
    Holder.Kind.SECRETARIAT: (
        Role.Title.COORDINATOR, Role.Title.SIGNATORY, Role.Title.REVIEWER, Role.Title.EDITOR,
        Role.Title.TRANSLATOR, Role.Title.PARTNER, Role.Title.READER,
    ),
    Holder.Kind.PARTNER: (
        Role.Title.OFFICER, Role.Title.SIGNATORY, Role.Title.REVIEWER, Role.Title.EDITOR,
        Role.Title.TRANSLATOR, Role.Title.PARTNER, Role.Title.READER,
    ),
}  # fmt: skip


@transaction.atomic
def invite(
    email: str, title: str, *, holder: Holder, language: str, by: Person | None, at: datetime
) -> Invitation:
    """Ask somebody to take a role. A signatory's invitation goes out once a second person confirms
    it (``seconding``), every other at once (``send``).

    ``by`` is None for whoever runs the instance, who can only invite a holder's first signatory.
    The answer is the same whether the address has an account. Raises NotAllowed and DomainError.
    """
    email = Person.objects.normalize_email(email.strip())
    with said_plainly():
        validate_email(email)
    if title not in TITLES[holder.kind]:
        raise DomainError(_("There is no such role with this body."))
    if by is not None:
        demand_grant(Role(holder=holder, title=title), by=by, at=at)
        throttle.count("invite", str(by.pk), at=at)
    elif title != Role.Title.SIGNATORY or has_signatory(holder, at):
        raise NotAllowed(
            _("Its approver invites the people of “%(holder)s”.") % {"holder": holder.slug}
        )
    if by is not None and email.casefold() == by.email.casefold():
        raise NotAllowed(_("Nobody gives themselves a role. Ask a colleague who may sign."))
    if Role.objects.filter(
        in_force(at), holder=holder, title=title, person__email__iexact=email
    ).exists():
        raise DomainError(_("%(person)s has this role already.") % {"person": email})
    standing(holder, at).filter(email__iexact=email, title=title).update(taken_back_at=at)
    invitation = Invitation.objects.create(
        holder=holder, email=email, language=language, title=title, invited_by=by, invited_at=at,
        expires_at=at + LASTS,
    )  # fmt: skip
    audit.record("invitation.written", invitation, by=by, at=at, fields=[title])
    return invitation


@transaction.atomic
def send(invitation: Invitation, *, at: datetime, second: Person | None = None) -> str:
    """Mail the link; the link. Its week begins now. Raises NotAllowed where it takes a second person."""
    role = Role(holder=invitation.holder, title=invitation.title)
    if invitation.title == Role.Title.SIGNATORY and invitation.invited_by is not None:
        demand_second(role, by=invitation.invited_by, second=second, at=at)
    token = secrets.token_urlsafe(32)
    invitation.digest = digest(token)
    invitation.expires_at = at + LASTS
    invitation.confirmed_by = second
    invitation.save(update_fields=["digest", "expires_at", "confirmed_by"])
    return letters.invite(invitation, token, at=at)


@transaction.atomic
def take_back(invitation: Invitation, *, by: Person, at: datetime) -> Invitation:
    """The link opens nothing any more. Raises NotAllowed, and DomainError where it was used."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    demand(by, "roles.grant", invitation, at=at)
    if invitation.accepted_at or invitation.taken_back_at:
        raise DomainError(_("This invitation is no longer open."))
    invitation.taken_back_at = at
    invitation.save(update_fields=["taken_back_at"])
    audit.record("invitation.taken_back", invitation, by=by, at=at, fields=[invitation.title])
    return invitation


def standing(holder: Holder, at: datetime) -> QuerySet[Invitation]:
    """Invitations that can still be accepted, or wait for a second person."""
    return Invitation.objects.filter(
        holder=holder, accepted_at=None, taken_back_at=None, expires_at__gt=at
    )


def opened(token: str, *, at: datetime) -> Invitation | None:
    """The invitation a link opens, or None: used, taken back, expired and invented look the same."""
    found = Invitation.objects.filter(
        digest=digest(token), accepted_at=None, taken_back_at=None, expires_at__gt=at
    )
    return found.select_related("holder", "invited_by").first()


def account(invitation: Invitation) -> Person | None:
    """Whoever has an account under the address already, and signs in instead of making one."""
    return Person.objects.filter(email__iexact=invitation.email).first()


@transaction.atomic
def join(token: str, *, name: str, language: str, password: str | None, at: datetime) -> Person:
    """Make the invited person's account, and give it the role. Raises DomainError.

    ``password`` is None where another account opens this one (``identity``).
    """
    invitation = _taken(token, at)
    person = Person(email=invitation.email, name=name, language=language)
    if password is not None:
        with said_plainly():
            validate_password(password, person)
    if account(invitation) is not None:
        raise DomainError(_("Sign in to accept this invitation."))
    person.set_password(password)
    person.save()
    audit.record("person.joined", person, by=person, at=at)
    _give(invitation, person, at)
    return person


@transaction.atomic
def accept(token: str, *, by: Person, at: datetime) -> Role:
    """Take the role with the account one has. Raises DomainError for somebody else's invitation."""
    invitation = _taken(token, at)
    if by.email.casefold() != invitation.email.casefold():
        raise NotAllowed(_("This invitation was written to another address."))
    return _give(invitation, by, at)


def digest(token: str) -> str:
    """256 random bits need no key and no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def _taken(token: str, at: datetime) -> Invitation:
    found = opened(token, at=at)
    invitation = found and Invitation.objects.select_for_update().get(pk=found.pk)
    if invitation is None or invitation.accepted_at or invitation.taken_back_at:
        raise DomainError(_("This link opens nothing any more. Ask for a new invitation."))
    return invitation


def _give(invitation: Invitation, person: Person, at: datetime) -> Role:
    """The role, in the name of who invited: if they may still give it."""
    invitation.accepted_at, invitation.accepted_by = at, person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    audit.record("invitation.accepted", invitation, by=person, at=at, fields=[invitation.title])
    role = grant_role(
        person, invitation.title, holder=invitation.holder, by=invitation.invited_by,
        second=invitation.confirmed_by, at=at,
    )  # fmt: skip
    for told in _told:
        told(invitation, person, at)
    return role


#: Told in its transaction that an invitation was accepted, by whom and when.
Told = Callable[[Invitation, Person, datetime], None]
_told: list[Told] = []


def register_told(told: Told) -> None:
    """Have ``told`` called when somebody joins. Registering again changes nothing."""
    if told not in _told:
        _told.append(told)
