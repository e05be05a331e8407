"""The people of the demonstration. None of them exists; their addresses cannot receive mail."""

from __future__ import annotations

import os
import secrets
from base64 import b32decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import make_password

from qantara.accounts.factors import keep, sealed, totp
from qantara.accounts.models import Authenticator, Holder, Person, Role

SINCE = datetime(2023, 1, 1, tzinfo=UTC)
#: Whom a secretariat works with, so that there is an account for every role.
OTHERS = (Role.Title.PARTNER, Role.Title.TRANSLATOR, Role.Title.EDITOR, Role.Title.READER)
#: One account for each role, as `qantara demo` prints them.
SHOWN = {
    Role.Title.OFFICER: "officer.ardelune",
    Role.Title.SIGNATORY: "signatory.ardelune",
    Role.Title.REVIEWER: "reviewer.ardelune",
    Role.Title.COORDINATOR: "coordinator.four-shores-secretariat",
    **{title: f"{title}.four-shores-secretariat" for title in OTHERS},
}


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
    if author == Role.Title.COORDINATOR:
        for title in OTHERS:
            person(title, title)
    return Team(
        holder=holder,
        author=person(author, author),
        reviewer=person("reviewer", Role.Title.REVIEWER),
        signatory=person("signatory", Role.Title.SIGNATORY),
    )


def password() -> str:
    """One password for all of them, made for this machine and kept beside its secrets."""
    return _kept("demo.password", lambda: secrets.token_urlsafe(12))


def app() -> bytes:
    """The secret of the one authenticator app of all who must have a second factor, kept likewise.

    They sign in as people in earnest do: no setting opens the desk without.
    """
    text = _kept("demo.authenticator", lambda: totp.letters(totp.new_secret()))
    return b32decode(text)


def code(at: datetime) -> str:
    """The figures that app shows."""
    return totp.code(app(), totp.step_at(at))


def _kept(name: str, make: Callable[[], str]) -> str:
    path = settings.VAR / name
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(make())
    return path.read_text().strip()


@cache
def _hashed(password: str) -> str:
    """The password as it is stored, made once: making it slowly is the point of how it is stored."""
    return make_password(password)


def _person(mailbox: str, name: str, title: str, holder: Holder, language: str) -> Person:
    email = f"{mailbox}@example.org"
    person = Person.objects.filter(email=email).first()
    if person is None:
        person = Person.objects.create_user(email, name=name, language=language)
        person.password = _hashed(password())
        person.save(update_fields=["password"])
        if title in keep.DEMANDING:
            Authenticator.objects.create(
                person=person, sealed_secret=sealed.seal(app()), since=SINCE, last_step=0
            )
    Role.objects.get_or_create(
        person=person, holder=holder, title=title, until=None, defaults={"since": SINCE}
    )
    return person
