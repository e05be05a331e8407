"""A city with figures to bring, files it may have, and the forms they go through."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from qantara.knowledge.evidence.arrivals.models import Arrival, Delivery
from tests.desk.reading import form

FIGURES = "/en/figures/"
BRING = f"{FIGURES}bring/"

REGISTER = b"Year;Place;Sex;Residents\n2023;Karwan;Men;617283\n2023;Karwan;Women;617284\n2023;Karwan;Total;1234567\n"
MAPPING = """title = "Residents"
[source]
organisation = "Statistics of Karwan"
title = "Register"
public = false
[[series]]
definition = "CTX-01"
unit = "PS"
territory = "karwan"
period = { column = "Year", as = "{1}-01-01" }
value = "Residents"
breakdown.SEX = { column = "Sex", codes = { Men = "M", Women = "F", Total = "_T" } }
method = "register"
"""
#: People who do not exist, as a programme might list them.
PEOPLE = (
    "No;First name;Last name;Telephone;Date of birth;Aid received\n"
    + "".join(
        f"{number};Selma;Orvan{number};+999 555 01{number:02};19{60 + number}-03-0{number % 9 + 1};{40 + number}\n"
        for number in range(1, 31)
    )
).encode()


@dataclass(frozen=True)
class Control:
    """What a page asks: the name of a field, its label, its value, and the answers of its list."""

    name: str
    value: str
    options: tuple[str, ...] = ()


class _Controls(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Control] = []
        self.select: tuple[str, list[tuple[str, bool]]] | None = None

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in given}
        if tag == "select":
            self.select = (attributes["name"], [])
        elif tag == "option" and self.select:
            self.select[1].append((attributes["value"], "selected" in attributes))
        elif tag == "input" and attributes.get("type") not in {"hidden", "checkbox"}:
            self.found.append(Control(attributes["name"], attributes.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self.select:
            name, options = self.select
            chosen = [value for value, is_chosen in options if is_chosen]
            self.found.append(
                Control(
                    name,
                    chosen[0] if chosen else options[0][0],
                    tuple(value for value, _chosen in options if value),
                )
            )
            self.select = None


def controls(page: str) -> list[Control]:
    """The fields of a page that a person fills in."""
    parser = _Controls()
    parser.feed(page)
    return parser.found


def bring(
    client: Client, content: bytes, name: str = "register.csv", mapping: str = "", **given: str
) -> HttpResponse:
    """Fill in the upload form and send it."""
    sent: dict[str, object] = {"file": SimpleUploadedFile(name, content), **given}
    if mapping:
        sent["mapping"] = SimpleUploadedFile("register.toml", mapping.encode())
    return client.post(BRING, _once(client, BRING) | sent)  # type: ignore[return-value]


def waiting(client: Client, content: bytes = REGISTER, mapping: str = MAPPING) -> Arrival:
    """A file brought in with a mapping: it waits to be reviewed."""
    arrived = bring(client, content, mapping=mapping, holder="velmora")
    assert arrived.status_code == 302, errors(arrived)
    return Arrival.objects.order_by("-received_at")[0]


def a_delivery(like: Arrival) -> Delivery:
    """A file that waits to be read, sent by whoever brought another."""
    return Delivery.objects.create(
        holder=like.holder, name="register.csv", size=1, language="en",
        received_at=like.received_at, received_by=like.received_by,
    )  # fmt: skip


def store(client: Client, arrival: Arrival, **given: str) -> HttpResponse:
    """Confirm the review of a file that waits."""
    page = f"{FIGURES}files/{arrival.pk}/review/"
    sent = {"confirm": "on", **given}
    return client.post(page, form(client, page, page) | sent)  # type: ignore[return-value]


def errors(response: HttpResponse) -> list[str]:
    """What the page says is to be put right."""
    found = re.search(r'<section class="errs.*?</section>', response.content.decode(), re.DOTALL)
    lines = re.findall(r"<li>(.*?)</li>", found[0], re.DOTALL) if found else []
    return [re.sub(r"<[^>]+>", "", line) for line in lines]


def kept(folder: Path) -> list[bytes]:
    """All bytes in a store."""
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


def _once(client: Client, page: str) -> dict[str, str]:
    return form(client, page, page)
