"""Set people up: who works here, and what they may do for whom."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email, validate_slug
from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person, Role
from qantara.accounts.roles import can, demand, in_force
from qantara.core import audit
from qantara.core.errors import DomainError, NotAllowed


@transaction.atomic
def add_person(
    email: str, *, name: str, language: str, password: str | None, by: Person | None, at: datetime
) -> Person:
    """Make somebody known here. Without a password they cannot sign in at the desk yet.

    Raises DomainError for an address that is none or is known already, and a password too weak.
    """
    email = Person.objects.normalize_email(email)
    person = Person(email=email, name=name, language=language)
    with said_plainly():
        validate_email(email)
        if password is not None:
            validate_password(password, person)
    if Person.objects.filter(email__iexact=email).exists():
        raise DomainError(
            _("Somebody with the address %(email)s is known already.") % {"email": email}
        )
    person.set_password(password)
    person.save()
    audit.record("person.added", person, by=by, at=at)
    return person


@transaction.atomic
def set_password(person: Person, password: str, *, by: Person | None, at: datetime) -> None:
    """Give somebody a new password: where they are signed in, they are asked for it.

    Raises DomainError for one too weak.
    """
    with said_plainly():
        validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    audit.record("person.password_set", person, by=by, at=at)


@transaction.atomic
def close_person(person: Person, *, reason: str, by: Person | None, at: datetime) -> Person:
    """Somebody leaves: they can no longer sign in, and all their roles end.

    What they wrote and signed stays, in their name. Raises DomainError where they left before.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not person.is_active:
        raise DomainError(_("%(person)s has left already.") % {"person": person.name})
    for role in Role.objects.filter(in_force(at), person=person):
        end_role(role, reason=reason, by=by, at=at)
    person.is_active = False
    person.save(update_fields=["is_active"])
    audit.record("person.closed", person, by=by, at=at, reason=reason)
    return person


@transaction.atomic
def add_holder(
    slug: str, *, kind: str, name: Mapping[str, str], by: Person | None, at: datetime
) -> Holder:
    """A body in whose name people act. Those of a network come with its file; this is for others.

    Raises DomainError where the slug is none or is taken, and where the body has no name.
    """
    with said_plainly():
        validate_slug(slug)
    if not name:
        raise DomainError(_("Give the body a name in at least one language."))
    if Holder.objects.filter(slug=slug).exists():
        raise DomainError(_("There is a holder “%(slug)s” already.") % {"slug": slug})
    holder = Holder.objects.create(slug=slug, kind=kind, name=dict(name))
    audit.record("holder.added", holder, by=by, at=at, holder=holder.pk)
    return holder


@transaction.atomic
def grant_role(
    person: Person,
    title: str,
    *,
    holder: Holder,
    by: Person | None,
    at: datetime,
    second: Person | None = None,
) -> Role:
    """Give a person a role with a holder. A holder's signatories grant its roles, to others.

    by      None for whoever runs the instance, who can only give a holder its first signatory
    second  who confirmed it, for a further signatory
    Raises NotAllowed, and DomainError where the person has the role already.
    """
    # Two first signatories granted at once would be one too many.
    holder = Holder.objects.select_for_update().get(pk=holder.pk)
    role = Role(person=person, holder=holder, title=title, since=at)
    if by is not None:
        demand_grant(role, by=by, at=at)
        if by.pk == person.pk:
            raise NotAllowed(_("Nobody gives themselves a role. Ask a colleague who may sign."))
        if title == Role.Title.SIGNATORY:
            demand_second(role, by=by, second=second, at=at)
    elif title != Role.Title.SIGNATORY or has_signatory(holder, at):
        raise NotAllowed(
            _(
                "Roles with “%(holder)s” are granted by its signatory. Only its first signatory is set"
                " up without one."
            )
            % {"holder": holder.slug}
        )
    if Role.objects.filter(in_force(at), person=person, holder=holder, title=title).exists():
        raise DomainError(_("%(person)s has this role already.") % {"person": person.name})
    role.save()
    audit.record("role.granted", role, by=by, at=at, fields=[title])
    if second is not None:
        audit.record("role.confirmed", role, by=second, at=at, fields=[title])
    return role


@transaction.atomic
def end_role(
    role: Role,
    *,
    reason: str,
    by: Person | None,
    at: datetime,
    second: Person | None = None,
    until: datetime | None = None,
) -> Role:
    """End a role from now on, or at a later moment (``until``); what was done in it stays.

    A holder's signatories end its roles, everybody may lay down their own, and whoever runs the
    instance (``by`` None) may end any: a signatory may be out of reach. The last signatory's role ends
    with a ``second`` person. An end once set can be brought forward here, and put off by others
    (``put_off``). Raises NotAllowed, and DomainError where the role has ended.
    """
    Holder.objects.select_for_update().get(pk=role.holder_id)
    role = Role.objects.select_for_update().select_related("person").get(pk=role.pk)
    if by is not None and by.pk != role.person_id:
        demand(by, "roles.grant", role, at=at)
    ends = max(until or at, at)
    if role.until is not None and role.until <= ends:
        raise DomainError(
            _("This role of %(person)s has ended.") % {"person": role.person.name}
            if role.until <= at
            else _("This role of %(person)s ends by then already.") % {"person": role.person.name}
        )
    if by is not None and is_last_signatory(role, at):
        demand_second(role, by=by, second=second, at=at)
    role.until = ends
    role.save(update_fields=["until"])
    audit.record("role.ended", role, by=by, at=at, reason=reason, fields=[role.title])
    if second is not None:
        audit.record("role.end_confirmed", role, by=second, at=at, fields=[role.title])
    return role


@transaction.atomic
def put_off(role: Role, until: datetime, *, by: Person, at: datetime) -> Role:
    """A role that is to end ends later. Said by a colleague who may sign: nobody stays by their own word.

    Raises NotAllowed, and DomainError where the role has ended, or does not end.
    """
    Holder.objects.select_for_update().get(pk=role.holder_id)
    role = Role.objects.select_for_update().select_related("person").get(pk=role.pk)
    if by.pk == role.person_id:
        raise NotAllowed(
            _("Nobody puts off the end of their own role. Ask a colleague who may sign.")
        )
    demand(by, "roles.grant", role, at=at)
    if role.until is None or role.until <= at:
        raise DomainError(
            _("This role of %(person)s has ended.") % {"person": role.person.name}
            if role.until
            else _("This role of %(person)s does not end.") % {"person": role.person.name}
        )
    role.until = until
    role.save(update_fields=["until"])
    audit.record("role.put_off", role, by=by, at=at, fields=[role.title])
    return role


def is_last_signatory(role: Role, at: datetime) -> bool:
    """Whether nobody could sign for the holder once this role ended: those who leave do not count."""
    others = Role.objects.filter(
        in_force(at), holder=role.holder_id, title=Role.Title.SIGNATORY, person__is_active=True,
        until=None,
    ).exclude(pk=role.pk)  # fmt: skip
    return role.title == Role.Title.SIGNATORY and not others.exists()


def demand_grant(role: Role, *, by: Person, at: datetime) -> None:
    """Raises NotAllowed unless ``by`` may give this role: the holder's signatories may, and a
    network's secretariat may find a signatory for a member that has none."""
    is_first = role.title == Role.Title.SIGNATORY and can(by, "desk.refill", role, at=at)
    if not (is_first and not has_signatory(role.holder, at)):
        demand(by, "roles.grant", role, at=at)


def demand_second(record: Role, *, by: Person, second: Person | None, at: datetime) -> None:
    """Raises NotAllowed unless a second person who may confirm it has done so."""
    if second is None or second.pk in {by.pk, record.person_id}:
        raise NotAllowed(
            _("This takes two people: another who may sign, or the secretariat, has to confirm it.")
        )
    demand(second, "roles.confirm", record, at=at)


@contextlib.contextmanager
def said_plainly() -> Iterator[None]:
    """What a check of a single value finds, as a broken rule of the field."""
    try:
        yield
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error


def has_signatory(holder: Holder, at: datetime) -> bool:
    return Role.objects.filter(
        in_force(at), holder=holder, title=Role.Title.SIGNATORY, person__is_active=True
    ).exists()
