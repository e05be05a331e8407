"""How often somebody is written to, by their own word; and the link in each mail that ends it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from qantara.accounts.models import Person
from qantara.core import audit, fence
from qantara.notices.models import Wish

_SALT = "qantara.notices.stop"


def rhythm_of(person: Person) -> str:
    """``at_once``, ``daily``, ``weekly`` or ``none``."""
    found = Wish.objects.filter(person=person).values_list("rhythm", flat=True).first()
    return found or Wish.Rhythm.DAILY


@transaction.atomic
def choose(person: Person, rhythm: str, *, at: datetime) -> None:
    """Raises KeyError for a rhythm that does not exist."""
    wish, _made = Wish.objects.update_or_create(
        person=person, defaults={"rhythm": Wish.Rhythm(rhythm), "changed_at": at}
    )
    audit.record("notices.rhythm_chosen", wish, by=person, at=at)


def token(person: UUID) -> str:
    """What the link carries: signed, of this one use, and valid for as long as mails are kept."""
    return signing.dumps(str(person), salt=_SALT)


def stop_address(person: Person) -> str:
    """In each mail: opens without signing in, and stops the mails (RFC 8058)."""
    return settings.DESK_URL + reverse(
        "desk:stop-notices", kwargs={"lang": person.language, "token": token(person.pk)}
    )


def opened(given: str) -> Person | None:
    """Whose mails a link stops; None for one that was not made here."""
    try:
        key = signing.loads(given, salt=_SALT)
    except signing.BadSignature:
        return None
    return Person.objects.filter(pk=key, is_active=True).first()


@transaction.atomic
def stop(person: Person, *, at: datetime) -> None:
    """By the link, so as nobody the desk knows. Stopping twice changes nothing."""
    with fence.reaching("notices"):
        if rhythm_of(person) != Wish.Rhythm.NONE:
            choose(person, Wish.Rhythm.NONE, at=at)
