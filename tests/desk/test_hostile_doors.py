"""Every address of the desk as each role, with what nobody sends who means well.

Probes go into every parameter a page reads, every field of every form it shows, the address itself, the
name of a file, the headers and the kind of body. No answer may be an error of ours, repeat a probe so that
a browser runs it, lead elsewhere, go without its headers, or touch another city. What it did is taken back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

import qantara.desk
from qantara.accounts.models import Attempt, Authenticator, Person, Role
from qantara.core.models import AuditLine
from qantara.desk.asking import addresses, asked_by
from tests.desk.conftest import PASSWORD, Team, at_desk, with_password
from tests.desk.having import Records, records
from tests.desk.records import LINKS, RECORDS
from tests.desk.test_every_door import Address, somebody
from tests.desk.test_every_door import _address as address_of
from tests.people import a_person, code_for, with_app

__all__ = ["records"]

SCRIPT = "qz\"'><svg/onload=qz()>"
PROBES = (
    SCRIPT,
    "{{ 7|add:7 }}${7*7}<!--#exec-->%0d%0aqz\r\nSet-Cookie: qz=1\r\n\r\n",
    "\u202eqz\u2066\u200b\ufeff\x00\x01\x1b[2J/../../../etc/passwd",
    "//evil.example/\\evil.example",
    "9" * 40,
    "-1",
    "2027-02-30T25:61",
    "=cmd|'/c calc'!A1' or 1=1; --" + "q" * 20_000,
)
#: What an answer shows that ran, or would run, a probe.
RAN = ("<svg/onload", "qz\"'", "<!--#exec-->", "<b>\x00")


@dataclass(frozen=True)
class Form:
    """A form of a page: where it goes, and its fields with what stands in them."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    """All forms of a page."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.found = path, list[Form]()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.select = ""

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in given}
        self.tags.append((tag, has))
        if tag == "form":
            self.found.append(
                Form(has.get("action") or self.path, has.get("method", "get").lower())
            )
        elif not self.found:
            return
        name = has.get("name", "")
        if tag == "input" and has.get("type") == "file":
            self.found[-1].files.add(name)
        elif tag in ("input", "textarea", "button") and name:
            self.found[-1].fields.setdefault(name, has.get("value", ""))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and has.get("value"):
            self.found[-1].fields.setdefault(self.select, has["value"])


def forms_of(path: str, html: str) -> list[Form]:
    read = _Forms(path)
    read.feed(html)
    return read.found


def asked_parameters() -> list[str]:
    """What the pages read behind the question mark, by their sources."""
    found: set[str] = set()
    for source in Path(qantara.desk.__file__).parent.rglob("*.py"):
        found |= set(re.findall(r'GET(?:\.get|\.getlist)?[\[(]"(\w+)"', source.read_text()))
    assert {"next", "page", "step"} <= found
    return sorted(found)


@dataclass(frozen=True)
class Answer:
    status: int
    body: str
    headers: Mapping[str, str]
    acts: list[str]
    holders: set[object]

    @property
    def is_page(self) -> bool:
        kind = self.headers.get("Content-Type", "")
        return self.status == 200 and kind.startswith("text/html")


def ask(client: Client, method: str, path: str, **sent: Any) -> Answer:
    """One request, whatever it did taken back."""
    client.raise_request_exception = False
    kept = client.cookies.copy()
    with transaction.atomic():
        before = AuditLine.objects.count()
        response = (
            client.generic(method.upper(), path, **sent)
            if isinstance(sent.get("data"), bytes)
            else getattr(client, method)(path, **sent)
        )
        raw = b"".join(response.streaming_content) if response.streaming else response.content
        lines = list(AuditLine.objects.order_by("id").values_list("act", "holder")[before:])
        transaction.set_rollback(True)
    client.cookies = kept
    return Answer(
        status=response.status_code, body=raw.decode(errors="replace"),
        headers=dict(response.items()), acts=[act for act, _holder in lines],
        holders={holder for _act, holder in lines},
    )  # fmt: skip


def faults(answer: Answer, *, probe: str = "") -> Iterator[str]:
    """What is wrong with an answer, whoever asked for what."""
    if answer.status >= 500:
        yield f"an error: {answer.status}"
    kind = answer.headers.get("Content-Type", "")
    is_page = kind.startswith("text/html")
    yield from _unsafe_headers(answer, kind)
    place = urlsplit(answer.headers.get("Location", ""))
    if (
        place.netloc
        or answer.headers.get("Location", "/")[:1] not in "/?"
        or "\\" in place.path[:2]
    ):
        yield f"leads elsewhere: {answer.headers['Location'][:80]}"
    if any("\n" in value or "\r" in value for value in answer.headers.values()):
        yield "a header in two lines"
    if "qz=1" in answer.headers.get("Set-Cookie", ""):
        yield "a cookie that was sent to it"
    if is_page and any(sign in answer.body for sign in RAN):
        yield f"repeats a probe: {probe[:20]}"
    if "Traceback (most recent" in answer.body or "psycopg" in answer.body:
        yield "tells of its inside"


def _unsafe_headers(answer: Answer, kind: str) -> Iterator[str]:
    policy = answer.headers.get("Content-Security-Policy", "")
    for wanted in ("default-src 'self'", "frame-ancestors 'none'", "form-action 'self'"):
        if wanted not in policy and not ("default-src 'none'" in policy and "default" in wanted):
            yield f"no {wanted} in {policy[:60]!r}"
    if "unsafe" in policy:
        yield "an unsafe policy"
    for name, value in (
        ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Cache-Control", "no-store"),
        ("Referrer-Policy", "same-origin"),
    ):  # fmt: skip
        if value not in answer.headers.get(name, ""):
            yield f"no {name}: {value}"
    if answer.body and not kind:
        yield "no type"
    if kind.startswith("text/") and "charset=" not in kind:
        yield f"no charset: {kind}"


def walked(has: Records) -> Iterator[Address]:
    """All addresses but the way out. That every address has a record is asked in test_every_door."""
    for route, pattern in addresses():
        asked = asked_by(pattern)
        is_known = "<" not in route.replace("(?P<lang>", "") or pattern.name in RECORDS
        if asked and is_known and pattern.name not in LINKS | {"sign-out"}:
            yield address_of(pattern, route, has, asked.read, asked.act)


ROLES = [
    *((title, "own") for title in Role.Title.values),
    ("coordinator", "afar"),
    ("officer", "other"),
]


def strongest(has: Records) -> Person:
    """Whoever may do all that anybody may in one city: every page opens to them."""
    titles = (Role.Title.OFFICER, Role.Title.SIGNATORY, Role.Title.COORDINATOR)
    return a_person("strongest", *((title, has.city.holder) for title in titles))


def sent_by(form: Form, probe: str) -> dict[str, object]:
    """The form with a probe in every field; its key stays, without which nothing is looked at."""
    values: dict[str, object] = dict.fromkeys(form.fields, probe)
    values |= {name: form.fields[name] for name in ("once",) if name in form.fields}
    return values | {
        name: SimpleUploadedFile("../../qz<svg/onload=qz()>\u202e.csv", b"qz")
        for name in form.files
    }


def test_no_probe_in_any_parameter_or_field_is_an_error_or_comes_back_alive(
    records: Records,
) -> None:
    """All probes by whoever may do most, one by every other role."""
    parameters = asked_parameters()
    wrong = probed(records, strongest(records), parameters, PROBES)
    for title, relation in ROLES:
        wrong |= probed(records, somebody(records, title, relation), parameters, PROBES[:1])
    assert sorted(wrong) == []


def probed(has: Records, person: Person, parameters: list[str], probes: Sequence[str]) -> set[str]:
    client, wrong = at_desk(person), set[str]()
    for address in walked(has):
        page = ask(client, "get", address.path)
        forms = forms_of(address.path, page.body) if page.is_page else []
        for probe in probes:
            asked = dict.fromkeys(parameters, probe)
            seen = ask(client, "get", address.path.partition("?")[0], data=asked)
            wrong |= {f"GET {address.name}: {why}" for why in faults(seen, probe=probe)}
            wrong |= {f"GET {address.name} did {seen.acts}"} if seen.acts else set()
            for form in forms:
                answer = ask(client, form.method, form.action, data=sent_by(form, probe))
                wrong |= {
                    f"{form.method} {_bare(form.action)} {probe[:12]!r}: {why}"
                    for why in faults(answer, probe=probe)
                }
    return wrong


def _bare(path: str) -> str:
    return re.sub(r"[0-9a-f-]{36}", "<uuid>", path)


#: A ballot gives no cookie; whoever has a card's code sends it from its page alone (tests of the workshop).
#: The link that stops mails is not walked here (``LINKS``): a mail program sends it.
WITHOUT_CSRF = {"ballot"}


def test_no_form_is_taken_from_another_site(records: Records) -> None:
    """Without the token, with a wrong one, and by the tricks that make a request look like another."""
    officer = somebody(records, "signatory", "own")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = at_desk(officer).cookies
    wrong = []
    for address in walked(records):
        if address.name in WITHOUT_CSRF:
            continue
        tries: list[dict[str, Any]] = [
            {},
            {"data": {"csrfmiddlewaretoken": "x" * 64, "confirm": "on"}},
            {"data": "{}", "content_type": "application/json"},
            {"data": "<a/>", "content_type": "text/xml"},
            {"headers": {"Origin": "https://evil.example"}},
        ]
        for sent in tries:
            answer = ask(strict, "post", address.path, **sent)
            if (answer.status, answer.acts) not in ((403, []), (405, [])) or answer.holders:
                wrong.append(f"{address.name}: {answer.status} {answer.acts}")
        for name in ("X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"):
            answer = ask(strict, "get", address.path + "?_method=POST", headers={name: "DELETE"})
            wrong += [f"{address.name} by {name}: {answer.acts}"] if answer.acts else []
    assert sorted(set(wrong)) == []


BODIES: tuple[tuple[str, bytes], ...] = (
    ("application/json", b'{"once": ["a", {"b": null}], "confirm": true}'),
    ("application/json; charset=utf-7", b"+ADw-"),
    ("text/plain", b"once=1"),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a'),
    ("application/x-www-form-urlencoded; charset=nonsense", b"once=%ff%fe"),
    ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % number for number in range(3_000))),
    ("application/x-www-form-urlencoded", b"words=" + b"q" * 3_000_000),
    (
        "application/x-www-form-urlencoded",
        b"once=%00&once=&%5b%5d=1&seen=1e309&version=-0&to=%ed%a0%80",
    ),
    ("", b"\x00\xff"),
)


def test_no_body_of_another_kind_is_an_error_or_does_anything(records: Records) -> None:
    client, wrong = at_desk(strongest(records)), set()
    for address in walked(records):
        for kind, body in BODIES:
            answer = ask(client, "post", address.path, data=body, content_type=kind)
            wrong |= {f"{address.name} {kind} {body[:20]!r}: {why}" for why in faults(answer)}
    assert sorted(wrong) == []


NAMES = (
    "%3Csvg%2Fonload=qz()%3E",
    "%00",
    "..%2f..%2fsettings.py",
    "%ff%fe",
    "%E2%80%AE",
    "q" * 3_000,
    "-1",
    "%0d%0aqz",
)


def test_no_name_in_an_address_is_an_error_or_comes_back_alive(records: Records) -> None:
    officer, nobody = at_desk(somebody(records, "officer", "own")), Client()
    wrong = set()
    for route, pattern in addresses():
        plain = route.replace("^(?P<lang>ar|en|es|fr)/", "en/")
        parameters = re.findall(r"<(?:\w+:)?\w+>", plain)
        for name in NAMES if parameters else ():
            path = "/" + re.sub(r"<(?:\w+:)?\w+>", name, plain)
            for client in (officer, nobody):
                for method in ("get", "post"):
                    answer = ask(client, method, path)
                    wrong |= {
                        f"{method} {pattern.name} {name[:20]}: {why}" for why in faults(answer)
                    }
                    if answer.acts:
                        wrong.add(f"{method} {pattern.name} {name[:20]} did {answer.acts}")
    assert sorted(wrong) == []


FILENAMES = ("../../../etc/cron.d/qz.csv", "..\\..\\qz.xlsx", "a\x00.csv", "\u202efdp.csv", "q" * 300 + ".csv",
             "<svg onload=qz()>.csv", ".csv", "con.csv", "a\r\nSet-Cookie: qz=1.csv")  # fmt: skip


def test_no_name_of_a_file_is_an_error_or_a_place_to_write(
    records: Records, tmp_path: Path
) -> None:
    client, wrong = at_desk(strongest(records)), set()
    for address in walked(records):
        page = ask(client, "get", address.path)
        for form in forms_of(address.path, page.body) if page.is_page else ():
            for name in FILENAMES if form.files else ():
                files = {each: SimpleUploadedFile("x", b"a,b\n1,2\n") for each in form.files}
                for each in files.values():
                    each._name = name  # as it came, before anybody made it safe
                answer = ask(client, "post", form.action, data={**form.fields, **files})
                wrong |= {f"{_bare(form.action)} {name[:20]!r}: {why}" for why in faults(answer)}
    assert sorted(wrong) == []
    assert not list(tmp_path.glob("**/qz*"))
    assert not Path("/etc/cron.d/qz.csv").exists()


def test_records_of_another_city_in_a_form_are_not_there(records: Records) -> None:
    """Whoever has no part in the city names its records in every field of every form they see."""
    city, keys = records.city.holder, [
        records.city.holder.slug, str(records.city.holder.pk), str(records.case.pk), str(records.batch.pk),
        str(records.given.pk), str(records.text.pk), str(records.city.officer.pk), "karwan",
    ]  # fmt: skip
    wrong = set()
    for title in Role.Title.values:
        client = at_desk(somebody(records, title, "other"))
        for address in walked(records):
            page = ask(client, "get", address.path)
            if not page.is_page:
                continue
            if {"Arches", "Bridges", "register.csv"} & set(re.findall(r"[\w.]+", page.body)):
                wrong.add(f"{title} {address.name} shows what is the city's")
            for form in forms_of(address.path, page.body):
                for key in keys:
                    values = {
                        name: key if name != "once" else was for name, was in form.fields.items()
                    }
                    answer = ask(client, form.method, form.action, data=values)
                    if city.pk in answer.holders:
                        wrong.add(f"{title} {_bare(form.action)}: {answer.acts}")
                    wrong |= {f"{title} {_bare(form.action)}: {why}" for why in faults(answer)}
    assert sorted(wrong) == []


NEXT = ("https://evil.example/", "//evil.example", "/\\evil.example", "///evil.example", "javascript:qz()",
        "http:evil.example", "\t//evil.example", "/\t/evil.example", "/en/\r\nSet-Cookie: qz=1", "people", "-1",
        "https://testserver@evil.example/", "\x00/", "%2f%2fevil.example", ".", "data:text/html,qz")  # fmt: skip


def test_nobody_is_led_elsewhere_behind_a_door(team: Team) -> None:
    """By where they wanted to go: signed out, halfway, with both factors, and signed in already."""
    plain, guarded = with_password(team.stranger), with_password(team.officer)
    with_app(guarded)
    wrong = []
    for then in NEXT:
        door = f"/en/sign-in/?next={quote(then)}"
        for person in (plain, guarded):
            Authenticator.objects.update(last_step=0)
            Attempt.objects.all().delete()
            client = Client()
            client.raise_request_exception = False
            given = {"username": person.email, "password": PASSWORD, "next": then}
            steps = [client.get(door), client.post(door, given)]
            if person == guarded:
                steps.append(client.post("/en/sign-in/second/", {"code": code_for(person)}))
            steps.append(client.get(door))
            for step in steps:
                answer = Answer(
                    step.status_code, step.content.decode(), dict(step.items()), [], set()
                )
                wrong += [f"{then!r} {person.name}: {why}" for why in faults(answer)]
                if "evil" in answer.headers.get("Location", "").partition("next=")[0]:
                    wrong.append(f"{then!r}: {answer.headers['Location']}")
            assert "_auth_user_id" in client.session, then
    assert wrong == []
