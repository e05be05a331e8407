"""What a page says, and what its forms would send."""

from __future__ import annotations

from html.parser import HTMLParser

from django.test import Client


class _Form(HTMLParser):
    """Hidden fields of the form whose action is given; what is visible is for the test to fill in."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.inside = action, False
        self.values: dict[str, str] = {}

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in given}
        if tag == "form":
            self.inside = attributes.get("action") == self.action
        elif tag == "input" and self.inside and attributes.get("type") == "hidden":
            self.values[attributes["name"]] = attributes["value"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False


def form(client: Client, page: str, action: str) -> dict[str, str]:
    """The hidden fields, among them the once-key, of a form on a page."""
    parser = _Form(action)
    parser.feed(client.get(page).content.decode())
    assert parser.values, f"no form {action} on {page}"
    return parser.values
