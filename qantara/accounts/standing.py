"""What a person holds, read once for the time of a page.

A page asks for many actions, and each asks for the roles of the same person. Within ``remembered()``
they are read from the database once. Pages that change something read them anew each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Value
from django.http import HttpRequest, HttpResponse

from qantara.accounts.models import Opening, Person, Role

Found = TypeVar("Found")
#: Fields of a role; an opening has no title.
_ROW = ("holder_id", "title", "since", "until")
_memory: ContextVar[dict[object, Any] | None] = ContextVar("standing", default=None)


class Held(NamedTuple):
    """A role of a person with a holder, or what a holder opened to them (``title`` is empty)."""

    holder: UUID
    title: str
    since: datetime
    until: datetime | None

    def holds(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at < self.until)


def roles_of(person: Person) -> list[Held]:
    """Every role a person has, had, or will have."""
    return [held for held in _held(person) if held.title]


def opened_to(person: Person) -> list[Held]:
    """Everything holders have opened to a person, or had."""
    return [held for held in _held(person) if not held.title]


def _held(person: Person) -> list[Held]:
    def ask() -> list[Held]:
        roles = Role.objects.filter(person=person).values_list(*_ROW)
        opened = Opening.objects.filter(person=person).annotate(title=Value(""))
        both = roles.union(opened.values_list(*_ROW), all=True)
        return [Held(*row) for row in both.order_by("since")]

    return once(("held", person.pk), ask)


def once(key: object, ask: Callable[[], Found]) -> Found:
    """What ``ask`` answers; within ``remembered()``, what it answered the first time."""
    memory = _memory.get()
    if memory is None:
        return ask()
    if key not in memory:
        memory[key] = ask()
    found: Found = memory[key]
    return found


@contextmanager
def remembered() -> Iterator[None]:
    """Within, what a person holds is read once."""
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


class OncePerPage:
    """Middleware: a page that is only read looks up once what its reader holds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with remembered():
            return self.get_response(request)
