"""What commands that act for a person share: finding people, and saying plainly what is refused."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qantara.cli import CommandFailed

if TYPE_CHECKING:
    from qantara.accounts.models import Person


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
