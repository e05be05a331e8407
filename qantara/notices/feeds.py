"""The secret address of a person's calendar: made, opened, ended."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from qantara.accounts.models import Person
from qantara.core import audit
from qantara.notices.models import Feed


@transaction.atomic
def make(person: Person, *, at: datetime) -> str:
    """A new secret, shown this once; the one before opens nothing any more."""
    Person.objects.select_for_update().get(pk=person.pk)
    Feed.objects.filter(person=person, ended_at=None).update(ended_at=at)
    token = secrets.token_urlsafe(32)
    feed = Feed.objects.create(person=person, digest=_digest(token), made_at=at)
    audit.record("calendar.feed_made", feed, by=person, at=at)
    return token


@transaction.atomic
def end(person: Person, *, at: datetime) -> None:
    """The address opens nothing any more. Ending twice changes nothing."""
    feed = in_force(person)
    if feed is not None:
        Feed.objects.filter(pk=feed.pk).update(ended_at=at)
        audit.record("calendar.feed_ended", feed, by=person, at=at)


def in_force(person: Person) -> Feed | None:
    return Feed.objects.filter(person=person, ended_at=None).first()


def opened(token: str) -> Person | None:
    """Whose calendar a secret opens; ended and invented secrets look the same."""
    found = Feed.objects.filter(digest=_digest(token), ended_at=None, person__is_active=True)
    feed = found.select_related("person").first()
    return feed.person if feed else None


def _digest(token: str) -> str:
    """256 random bits need no key and no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
