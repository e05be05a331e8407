"""Whose account elsewhere it is: find, link, take away, join by it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from qantara.accounts import letters
from qantara.accounts.identity.models import Identity, Provider
from qantara.accounts.identity.providers import standing
from qantara.accounts.invitations import invite
from qantara.accounts.models import Holder, Person, Role
from qantara.accounts.roles import held_roles, in_force
from qantara.core import audit
from qantara.core.errors import DomainError, NotAllowed


def person_of(provider: Provider, subject: str, *, at: datetime) -> Person | None:
    """Whoever this account opens the desk to: known by it, here still, with a role of the body's."""
    with_role = Role.objects.filter(
        in_force(at), person=OuterRef("person"), holder=provider.holder_id
    )
    found = (
        Identity.objects.filter(
            Exists(with_role), provider=provider, subject=subject, person__is_active=True,
            provider__removed_at=None,
        )
        .select_related("person")
        .first()
    )  # fmt: skip
    if found is None:
        return None
    Identity.objects.filter(pk=found.pk).update(used_at=at)
    return found.person


def of(person: Person) -> QuerySet[Identity]:
    """The accounts elsewhere that open the desk to ``person``, or did while they had a role there."""
    found = Identity.objects.filter(person=person, provider__removed_at=None)
    return found.select_related("provider__holder").order_by("since")


def to_link(person: Person, *, at: datetime) -> QuerySet[Provider]:
    """Providers of the bodies a person works for, where they have no account linked yet."""
    bodies = held_roles(person, at=at).values("holder")
    return standing().filter(holder__in=bodies).exclude(identities__person=person)


@transaction.atomic
def link(person: Person, provider: Provider, subject: str, *, at: datetime) -> Identity:
    """From now on this account elsewhere opens the desk to ``person``, who is told so by mail.

    Raises NotAllowed without a role with the body whose accounts these are; DomainError where either
    is linked already, in words that do not say whose it is.
    """
    if not held_roles(person, at=at).filter(holder=provider.holder_id).exists():
        raise NotAllowed(_("Only who has a role with a body signs in with its accounts."))
    try:
        with transaction.atomic():
            made = Identity.objects.create(
                provider=provider, subject=subject, person=person, since=at
            )
    except IntegrityError as error:
        raise DomainError(_("This account cannot be linked.")) from error
    audit.record("identity.linked", person, by=person, at=at, holder=provider.holder_id)
    letters.identity_linked(person, provider.holder, at=at)
    return made


@transaction.atomic
def unlink(person: Person, identity: Identity, *, at: datetime) -> None:
    """Somebody takes their own link away. Without a password, one is asked for by mail."""
    holder = identity.provider.holder_id
    if Identity.objects.filter(person=person, pk=identity.pk).delete()[0]:
        audit.record("identity.unlinked", person, by=person, at=at, holder=holder)


@transaction.atomic
def join(
    token: str, provider: Provider, subject: str, *, name: str, language: str, at: datetime
) -> Person:
    """The invited person's account, without a password, opened by the inviting body's own account.

    Raises DomainError, and NotAllowed for an invitation of another body.
    """
    invitation = invite.opened(token, at=at)
    if invitation is not None and invitation.holder_id != provider.holder_id:
        raise NotAllowed(_("This invitation is another body's."))
    person = invite.join(token, name=name, language=language, password=None, at=at)
    link(person, provider, subject, at=at)
    return person


def provider_of(holder: Holder) -> Provider | None:
    return standing().filter(holder=holder).first()
