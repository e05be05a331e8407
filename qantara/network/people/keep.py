"""Write an entry, agree to a use of it, withdraw, take it all away. Everybody does it for themselves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.core import audit
from qantara.core.errors import DomainError
from qantara.network.people.languages import SPOKEN
from qantara.network.people.models import Consent, Entry
from qantara.network.people.purposes import VERSIONS, Use
from qantara.notices.tell import settle

#: How long a consent holds unless another day is chosen, and the longest it can.
USUAL, LONGEST = timedelta(days=365), timedelta(days=730)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry as somebody writes it. ``themes`` are codes the caller has checked."""

    name: str
    function: str = ""
    languages: Collection[str] = ()
    themes: Collection[str] = ()


@transaction.atomic
def write(person: Person, draft: Draft, *, at: datetime) -> Entry:
    """Raises DomainError for no name, and a language that is not on the list."""
    said = {
        "name": " ".join(draft.name.split()),
        "function": " ".join(draft.function.split()),
        "languages": sorted(set(draft.languages)),
        "themes": sorted(set(draft.themes)),
    }
    if not said["name"] or not set(draft.languages) <= set(SPOKEN):
        raise DomainError(
            _("Give the name by which you want to be found, and languages of the list.")
        )
    _alone(person)
    found = Entry.objects.filter(person=person).first() or Entry(person=person)
    changed = [name for name, value in said.items() if getattr(found, name) != value]
    if changed:
        for name, value in said.items():
            setattr(found, name, value)
        found.changed_at = at
        found.save()
        audit.record("entry.written", found, by=person, at=at, fields=changed)
    return found


@transaction.atomic
def agree(
    person: Person, use: str, *, last_day: date, version: int, language: str, at: datetime
) -> Consent:
    """Agree, or agree anew: the day then is the new one.

    version   of the words that were read
    Raises DomainError where there is no entry yet, the words have changed, or the day does not fit.
    """
    _alone(person)
    if not Entry.objects.filter(person=person).exists():
        raise DomainError(_("Write your entry first. Then say who may see it."))
    if version != VERSIONS[Use(use)]:
        raise DomainError(_("These words have changed meanwhile. Read them again."))
    today = at.astimezone(UTC).date()
    if not today <= last_day <= today + LONGEST:
        raise DomainError(_("Choose a last day within the next 24 months."))
    _end(person, use, at)
    made = Consent.objects.create(
        person=person, use=use, version=version, language=language, given_at=at,
        until=datetime.combine(last_day, time(), UTC) + timedelta(days=1),
    )  # fmt: skip
    audit.record("consent.given", made, by=person, at=at, fields=[use])
    return made


@transaction.atomic
def withdraw(person: Person, use: str, *, at: datetime) -> None:
    """From now on. Withdrawing twice changes nothing."""
    _alone(person)
    for consent in _end(person, Use(use), at):
        audit.record("consent.withdrawn", consent, by=person, at=at, fields=[use])


@transaction.atomic
def take_away(person: Person, *, at: datetime) -> None:
    """The entry is deleted, and every consent to its use ends."""
    for use in Use.values:
        withdraw(person, use, at=at)
    found = Entry.objects.filter(person=person).first()
    if found is not None:
        audit.record("entry.removed", found, by=person, at=at)
        found.delete()


def _end(person: Person, use: str, at: datetime) -> list[Consent]:
    """What stood, ended now; nobody is asked about it any more."""
    standing = list(Consent.objects.filter(person=person, use=use, ended_at=None))
    Consent.objects.filter(pk__in=[one.pk for one in standing]).update(ended_at=at)
    settle([f"consent.{use}"], [str(one.pk) for one in standing], at=at)
    return standing


def _alone(person: Person) -> None:
    """One act of a person at a time: two windows would both find that nothing stands yet."""
    Person.objects.select_for_update().get(pk=person.pk)
