"""Set people up: who works here, and what they may do for whom."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person, Role
from qantara.accounts.roles import demand, in_force
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
    try:
        validate_email(email)
        if password is not None:
            validate_password(password, person)
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    if Person.objects.filter(email__iexact=email).exists():
        raise DomainError(
            _("Somebody with the address %(email)s is known already.") % {"email": email}
        )
    person.set_password(password)
    person.save()
    audit.record("person.added", person, by=by, at=at)
    return person


@transaction.atomic
def grant_role(
    person: Person, title: str, *, holder: Holder, by: Person | None, at: datetime
) -> Role:
    """Give a person a role with a holder. A holder's signatories grant its roles.

    ``by`` is None for whoever runs the instance, who can only give a holder its first signatory.
    Raises NotAllowed, and DomainError where the person has the role already.
    """
    # Two first signatories granted at once would be one too many.
    holder = Holder.objects.select_for_update().get(pk=holder.pk)
    role = Role(person=person, holder=holder, title=title, since=at)
    if by is not None:
        demand(by, "roles.grant", role, at=at)
    elif title != Role.Title.SIGNATORY or _has_signatory(holder, at):
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
    return role


def _has_signatory(holder: Holder, at: datetime) -> bool:
    return Role.objects.filter(
        in_force(at), holder=holder, title=Role.Title.SIGNATORY, person__is_active=True
    ).exists()
