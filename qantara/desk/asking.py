"""What each page of the desk asks of whoever opens it, said where the page is written.

`@asks("case.read", act="case.review")`: the first to read, the second to send. A page that says nothing
is a fault: Django's checks name it (`undeclared`), and tests/desk/test_every_door.py tries every page
as every role. The decorator declares; the page itself shows only what ``visible_to`` or ``holders_for``
lets through, and answers 404 for the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core import checks
from django.urls import URLPattern, URLResolver, get_resolver

from qantara.accounts.roles import ACTIONS

#: Not an action on records: everybody with an account, and everybody.
SIGNED_IN, ANYBODY = "signed in", "anybody"

Page = TypeVar("Page", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Asked:
    """Actions it takes to ``read`` a page (GET, HEAD) and to send something to it (``act``)."""

    read: str
    act: str


def asks(read: str, *, act: str = "") -> Callable[[Page], Page]:
    """Declare what a page asks for. Raises KeyError for an action that does not exist."""
    for action in (read, act or read):
        if action not in (SIGNED_IN, ANYBODY):
            ACTIONS[action]

    def declared(page: Page) -> Page:
        page.asked = Asked(read, act or read)  # type: ignore[attr-defined]
        return page

    return declared


def asked_by(pattern: URLPattern) -> Asked | None:
    """What the page at an address asks for; None where it does not say."""
    page = getattr(pattern.callback, "view_class", pattern.callback)
    found = getattr(page, "asked", None)
    return found if isinstance(found, Asked) else None


def addresses(
    resolver: URLResolver | None = None, path: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every address there is, as patterns are written, and its page."""
    for each in (resolver or get_resolver()).url_patterns:
        here = f"{path}{each.pattern}"
        if isinstance(each, URLResolver):
            yield from addresses(each, here)
        else:
            yield here, each


def undeclared(**_given: object) -> list[checks.CheckMessage]:
    """Django's check: pages that do not say what they ask for."""
    return [
        checks.Error(
            f"The page at {path} does not say what it asks for: qantara.desk.asking.asks.",
            id="desk.E001",
        )
        for path, pattern in addresses()
        if asked_by(pattern) is None
    ]
