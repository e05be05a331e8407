"""What is kept about the people who work here: told to them, handed over, erased.

Each package says what it holds about a person and why (``register``). Erasing is asked for, waits for
``WAIT``, so that it can be taken back, and is then done by a task.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from qantara.core import audit, fence
from qantara.core.errors import DomainError
from qantara.core.models import AuditLine, Erasure

Row = Mapping[str, Any]

#: Between asking for erasure and its being done.
WAIT = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One kind of thing kept about a person.

    what, why, kept  as the person reads them: what it is, what for, and for how long
    columns          name of a value -> as the person reads it
    rows             the values themselves, by those names: texts, numbers, moments
    erase            takes it away, or takes away whose it is; None where it stays as it is
    hindered         why it cannot be erased now; empty where it can
    is_last          erased after the others, which find the person by it
    """

    name: str
    what: Promise
    why: Promise
    kept: Promise
    columns: Mapping[str, Promise]
    rows: Callable[[UUID], Iterable[Row]]
    erase: Callable[[UUID, datetime], None] | None = None
    hindered: Callable[[UUID, datetime], str] | None = None
    is_last: bool = False


_topics: dict[str, Topic] = {}


def register(topic: Topic) -> None:
    """Make a topic known. Called from ``AppConfig.ready()``, once a topic."""
    if _topics.setdefault(topic.name, topic) is not topic:
        raise ValueError(f"two topics of personal data are called {topic.name}")


def topics() -> list[Topic]:
    """All of them, in the order of their names."""
    return [_topics[name] for name in sorted(_topics)]


@fence.reaching("person")
def rows(topic: Topic, person: UUID) -> list[Row]:
    """What a topic keeps about a person, wherever they work or worked."""
    return list(topic.rows(person))


def export(person: UUID) -> dict[str, list[dict[str, Any]]]:
    """Everything kept about a person: topic -> rows, moments in ISO 8601."""
    return {
        topic.name: [
            {name: _plain(row[name]) for name in topic.columns} for row in rows(topic, person)
        ]
        for topic in topics()
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def open_erasure(person: UUID) -> Erasure | None:
    """What a person asked for and has not taken back."""
    return Erasure.objects.filter(person=person, taken_back_at=None, done_at=None).first()


@transaction.atomic
def ask_erasure(person: UUID, *, by: audit.Actor, at: datetime) -> Erasure:
    """Ask that what is kept about a person be erased, ``WAIT`` from now.

    Raises DomainError where something stands against it.
    """
    _refuse_hindered(person, at)
    found = open_erasure(person)
    if found is None:
        found = Erasure.objects.create(person=person, asked_at=at, due_at=at + WAIT)
        audit.record("erasure.asked", found, by=by, at=at)
    return found


@transaction.atomic
def take_back(person: UUID, *, by: audit.Actor, at: datetime) -> None:
    """Keep everything after all. Raises DomainError where nothing waits."""
    found = open_erasure(person)
    if found is None:
        raise DomainError(_("No erasure is waiting."))
    found.taken_back_at = at
    found.save(update_fields=["taken_back_at"])
    audit.record("erasure.taken_back", found, by=by, at=at)


def erase_due(at: datetime) -> int:
    """Do what waits and is due; how many. What is hindered by now waits on."""
    return sum(
        _erase(found, at)
        for found in Erasure.objects.filter(taken_back_at=None, done_at=None, due_at__lte=at)
    )


@transaction.atomic
def _erase(found: Erasure, at: datetime) -> bool:
    found = Erasure.objects.select_for_update().get(pk=found.pk)
    if found.done_at or found.taken_back_at or _hindrances(found.person, at):
        return False
    for topic in sorted(topics(), key=lambda one: one.is_last):
        if topic.erase is not None:
            topic.erase(found.person, at)
    found.done_at = at
    found.save(update_fields=["done_at"])
    audit.record("erasure.done", found, by=None, at=at)
    # Last, for the acts above are still theirs.
    audit.forget(found.person)
    return True


def _refuse_hindered(person: UUID, at: datetime) -> None:
    if found := _hindrances(person, at):
        raise DomainError(" ".join(found))


def _hindrances(person: UUID, at: datetime) -> list[str]:
    return [
        why
        for topic in topics()
        if topic.hindered is not None and (why := topic.hindered(person, at))
    ]


def acts(person: UUID) -> list[Row]:
    """What the audit log says a person did, oldest first."""
    lines = AuditLine.objects.filter(actor__in=audit.names_of(person)).order_by("id")
    return list(lines.values("at", "act", "reason"))
