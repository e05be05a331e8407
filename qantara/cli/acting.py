"""What commands that act for a person share: finding people, and saying plainly what is refused."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from qantara.cli import CommandFailed

if TYPE_CHECKING:
    from qantara.accounts.models import Holder, Person


@contextlib.contextmanager
def refusals() -> Iterator[None]:
    """A broken rule of the field ends the command with the rule's own sentence."""
    from qantara.core.errors import DomainError

    try:
        yield
    except DomainError as error:
        raise CommandFailed(str(error)) from error


def person(email: str) -> Person:
    """Whoever has this address. Raises CommandFailed."""
    from qantara.accounts.models import Person

    found = Person.objects.filter(email__iexact=email).first()
    if found is None:
        raise CommandFailed(
            f"Nobody here has the address {email}. Add them with `qantara accounts add-person`."
        )
    return found


def holder_named(slug: str) -> Holder:
    """The holder of this slug. Raises CommandFailed."""
    from qantara.accounts.models import Holder

    holder = Holder.objects.filter(slug=slug).first()
    if holder is None:
        raise CommandFailed(f"There is no holder “{slug}”. `qantara accounts list` shows them.")
    return holder


def first_line(source: str, *, what: str) -> str:
    """The first line of a file, or of standard input where it is -: a secret is no argument, which
    every process could read. Raises CommandFailed."""
    if source == "-":
        return sys.stdin.readline().rstrip("\r\n")
    try:
        return Path(source).read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    except OSError as error:
        raise CommandFailed(f"{what} cannot be read from {source}: {error.strerror}.") from error
