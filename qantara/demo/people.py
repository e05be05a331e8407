"""The people of the demonstration. None of them exists; their addresses cannot receive mail."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import make_password

from qantara.accounts.models import Holder, Person, Role

SINCE = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Who acts for a holder: one writes, one reviews, one signs."""

    holder: Holder
    author: Person
    reviewer: Person
    signatory: Person


def team_of(holder: Holder, *, author: str, named: Mapping[str, str] | None = None) -> Team:
    """Make the people of a holder; ``author`` is the first one's role.

    A deputy signs too, since a withdrawal takes two.
    named  their names by mailbox, and their ``language``
    """
    named = named or {}

    def person(mailbox: str, title: str) -> Person:
        name = named.get(mailbox, f"{mailbox} of {holder.slug}")
        language = named.get("language", "en")
        return _person(f"{mailbox}.{holder.slug}", name, title, holder, language)

    person("deputy", Role.Title.SIGNATORY)
    return Team(
        holder=holder,
        author=person(author, author),
        reviewer=person("reviewer", Role.Title.REVIEWER),
        signatory=person("signatory", Role.Title.SIGNATORY),
    )


def password() -> str:
    """One password for all of them, made for this machine and kept beside its secrets."""
    path = settings.VAR / "demo.password"
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(12))
    return path.read_text().strip()


@cache
def _kept(password: str) -> str:
    """The password as it is stored, made once: making it slowly is the point of how it is stored."""
    return make_password(password)


def _person(mailbox: str, name: str, title: str, holder: Holder, language: str) -> Person:
    email = f"{mailbox}@example.org"
    person = Person.objects.filter(email=email).first()
    if person is None:
        person = Person.objects.create_user(email, name=name, language=language)
        person.password = _kept(password())
        person.save(update_fields=["password"])
    Role.objects.get_or_create(
        person=person, holder=holder, title=title, until=None, defaults={"since": SINCE}
    )
    return person
