"""People and holders made up for tests."""

from __future__ import annotations

from datetime import UTC, datetime

from qantara.accounts.models import Holder, Person, Role

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def a_holder(slug: str = "velmora", kind: str = Holder.Kind.CITY) -> Holder:
    return Holder.objects.create(slug=slug, kind=kind, name={"en": slug.title()})


def a_person(name: str, *roles: tuple[str, Holder], language: str = "en") -> Person:
    """Someone who holds ``roles``, each a title and a holder, since long ago."""
    person = Person.objects.create_user(f"{name}@example.org", name=name, language=language)
    for title, holder in roles:
        Role.objects.create(person=person, holder=holder, title=title, since=LONG_AGO)
    return person
