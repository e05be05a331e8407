"""People and holders made up for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.test import Client

from qantara.accounts.factors import keep, sealed, totp
from qantara.accounts.models import (
    Authenticator,
    Holder,
    Invitation,
    Opening,
    Person,
    Provider,
    Request,
    Role,
)
from qantara.accounts.visits.store import USED
from qantara.core import clock
from qantara.desk.doors.proof import PROVED, SECOND

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def a_holder(slug: str = "velmora", kind: str = Holder.Kind.CITY) -> Holder:
    return Holder.objects.create(slug=slug, kind=kind, name={"en": slug.title()})


def a_person(name: str, *roles: tuple[str, Holder], language: str = "en") -> Person:
    """Someone who holds ``roles``, each a title and a holder, since long ago."""
    person = Person.objects.create_user(f"{name}@example.org", name=name, language=language)
    for title, holder in roles:
        Role.objects.create(person=person, holder=holder, title=title, since=LONG_AGO)
    return person


def signed_in(person: Person, client: Client | None = None) -> Client:
    """A browser in which ``person`` has just signed in, with a second factor."""
    client = client or Client()
    client.force_login(person)
    session = client.session
    session[PROVED] = session[SECOND] = session[USED] = clock.now().isoformat()
    session.save()
    return client


def with_app(person: Person) -> list[str]:
    """Give ``person`` an authenticator app, as if set up a while ago; the recovery codes."""
    secret = totp.new_secret()
    Authenticator.objects.create(
        person=person, sealed_secret=sealed.seal(secret), since=LONG_AGO, last_step=0
    )
    return keep.new_codes(person, at=LONG_AGO)


def code_for(person: Person) -> str:
    """The figures their app shows now, or the next ones where those were used."""
    app = Authenticator.objects.get(person=person)
    step = max(totp.step_at(clock.now()), app.last_step + 1)
    return totp.code(sealed.unseal(app.sealed_secret), step)


def an_invitation(holder: Holder) -> Invitation:
    """Written, open, and not yet sent."""
    return Invitation.objects.create(
        holder=holder, email="new@example.org", language="en", title=Role.Title.OFFICER,
        invited_at=LONG_AGO, expires_at=clock.now() + timedelta(days=7),
    )  # fmt: skip


def a_request(holder: Holder) -> Request:
    """That the holder's last signatory leaves, asked for by whoever runs the instance."""
    role = Role.objects.filter(holder=holder, title=Role.Title.SIGNATORY).first()
    return Request.objects.create(
        kind=Request.Kind.LEAVING, holder=holder, role=role, asked_at=LONG_AGO,
        expires_at=clock.now() + timedelta(days=7),
    )  # fmt: skip


def an_opening(holder: Holder) -> Opening:
    """The holder's figures, open to somebody of its own until next week; made once."""
    if made := Opening.objects.filter(holder=holder).first():
        return made
    expert = a_person("named.expert", ("reviewer", holder))
    approver = Role.objects.filter(holder=holder, title=Role.Title.SIGNATORY).first()
    return Opening.objects.create(
        holder=holder, person=expert, opened_by=approver.person, reason="Checks the series",
        since=LONG_AGO, until=clock.now() + timedelta(days=7),
    )  # fmt: skip


def a_provider(holder: Holder) -> Provider:
    """Of the holder's accounts, on a host that nobody answers on; added once."""
    if made := Provider.objects.filter(holder=holder).first():
        return made
    return Provider.objects.create(
        holder=holder, issuer="https://127.0.0.1:1", client_id="desk", added_at=LONG_AGO,
        sealed_secret=sealed.seal(b"secret"),
    )  # fmt: skip
