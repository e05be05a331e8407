"""Set up a second factor, prove oneself by it, forget it."""

from __future__ import annotations

import logging
import secrets
from datetime import datetime

from cryptography.fernet import InvalidToken
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from qantara.accounts.attempts import throttle
from qantara.accounts.factors import sealed, totp
from qantara.accounts.factors.models import Authenticator, Passkey, RecoveryCode
from qantara.accounts.models import Person, Role
from qantara.accounts.roles import in_force
from qantara.accounts.visits import visits
from qantara.core import audit
from qantara.core.errors import DomainError, NotAllowed

logger = logging.getLogger(__name__)

#: Roles that sign in with a second factor: those who approve on screen, and the secretariat.
DEMANDING = (Role.Title.SIGNATORY, Role.Title.COORDINATOR)
CODES = 10
#: Without letters and figures that are read for each other: 32 signs, 5 bits each.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 3, 4


def has_one(person: Person) -> bool:
    return (
        Authenticator.objects.filter(person=person).exists()
        or Passkey.objects.filter(person=person).exists()
    )


def standing(person: Person, at: datetime) -> tuple[bool, bool]:
    """Whether ``person`` has a second factor, and must have one. One query."""
    demanding = Role.objects.filter(in_force(at), person=OuterRef("pk"), title__in=DEMANDING)
    found = (
        Person.objects.filter(pk=person.pk)
        .values_list(
            Exists(Authenticator.objects.filter(person=OuterRef("pk"))),
            Exists(Passkey.objects.filter(person=OuterRef("pk"))),
            Exists(demanding),
        )
        .get()
    )
    return found[0] or found[1], found[2]


@transaction.atomic
def set_up(person: Person, secret: bytes, typed: str, *, at: datetime) -> list[str]:
    """Keep the secret of an app that has shown a right code; the recovery codes, to be read once.

    Raises DomainError for a wrong code, or where there is an app already.
    """
    lock(person)
    step = totp.matching(secret, _plain(typed), at=at, after=0)
    if step is None:
        raise DomainError(
            _(
                "This is not the code your app shows now. Check the clock of your phone and try again."
            )
        )
    if Authenticator.objects.filter(person=person).exists():
        raise DomainError(_("An app is set up already."))
    Authenticator.objects.create(
        person=person, sealed_secret=sealed.seal(secret), since=at, last_step=step
    )
    audit.record("factor.set_up", person, by=person, at=at, fields=["authenticator"])
    return write_codes(person, at)


@transaction.atomic
def remove_app(person: Person, *, at: datetime) -> None:
    """Somebody takes their own app away, to set up another. Without any factor, no codes are left."""
    lock(person)
    Authenticator.objects.filter(person=person).delete()
    removed(person, "authenticator", at=at)


def removed(person: Person, what: str, *, at: datetime) -> None:
    """What follows when somebody took one of their factors away."""
    if not has_one(person):
        RecoveryCode.objects.filter(person=person).delete()
    audit.record("factor.removed", person, by=person, at=at, fields=[what])


@transaction.atomic
def new_codes(person: Person, *, at: datetime) -> list[str]:
    """Replace the recovery codes; what was printed before opens nothing any more."""
    lock(person)
    audit.record("factor.codes_renewed", person, by=person, at=at)
    return write_codes(person, at)


def prove(person: Person, typed: str, *, at: datetime) -> bool:
    """Whether the figures of the app, or a recovery code, are right. Each works once.

    Raises throttle.TooMany after too many tries.
    """
    throttle.count("factor", str(person.pk), at=at)
    with transaction.atomic():
        lock(person)
        plain = _plain(typed)
        right = _by_app(person, plain, at) or _by_code(person, plain, at)
    if right:
        throttle.clear("factor", str(person.pk))
    return right


@transaction.atomic
def forget(person: Person, *, by: Person, reason: str, holder: object, at: datetime) -> None:
    """Take every second factor from somebody who lost it, and end where they are signed in.

    Called by ``seconding`` once two people agreed. Raises NotAllowed for one's own.
    """
    if by.pk == person.pk:
        raise NotAllowed(_("Nobody resets their own second factor. Ask two colleagues."))
    lock(person)
    Authenticator.objects.filter(person=person).delete()
    Passkey.objects.filter(person=person).delete()
    RecoveryCode.objects.filter(person=person).delete()
    visits.end_all(person)
    audit.record(
        "factor.forgotten", person, by=by, at=at, reason=reason, holder=holder,  # type: ignore[arg-type]
    )  # fmt: skip


def codes_left(person: Person) -> int:
    return RecoveryCode.objects.filter(person=person, used_at=None).count()


def _by_app(person: Person, typed: str, at: datetime) -> bool:
    app = Authenticator.objects.filter(person=person).first()
    if app is None:
        return False
    try:
        secret = sealed.unseal(app.sealed_secret)
    except InvalidToken:
        logger.warning("authenticator of %s sealed with another secret key", person.pk)
        return False
    step = totp.matching(secret, typed, at=at, after=app.last_step)
    if step is None:
        return False
    app.last_step = step
    app.save(update_fields=["last_step"])
    return True


def _by_code(person: Person, typed: str, at: datetime) -> bool:
    used = RecoveryCode.objects.filter(
        person=person, digest=sealed.digest(person.pk, typed), used_at=None
    ).update(used_at=at)
    if used:
        audit.record("factor.code_used", person, by=person, at=at)
    return bool(used)


def write_codes(person: Person, at: datetime) -> list[str]:
    """New recovery codes in the place of the old, to be read once."""
    RecoveryCode.objects.filter(person=person).delete()
    codes = [
        "-".join("".join(secrets.choice(_SIGNS) for _i in range(_GROUP)) for _g in range(_GROUPS))
        for _n in range(CODES)
    ]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, digest=sealed.digest(person.pk, _plain(code)), made_at=at)
        for code in codes
    )
    return codes


def _plain(typed: str) -> str:
    """As typed, without what people add: spaces, hyphens, capitals, Arabic figures."""
    kept = (each for each in typed.casefold() if each.isalnum())
    return "".join(str(int(each)) if each.isdecimal() else each for each in kept)


def lock(person: Person) -> None:
    """Two tries at once take their turns: no code opens twice."""
    Person.objects.select_for_update().filter(pk=person.pk).first()
