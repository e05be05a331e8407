"""Every address of the desk, by every method, as every role and as nobody.

What each page asks for is declared where it is written (``desk.asking``); what each role may do stands
in ``accounts.roles``. From these two follows what every request must answer, and it is tried: for a
person of the holder whose records they are, of a network it takes part in, and of any other holder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, reverse

from qantara.accounts.models import Holder, Person, Role
from qantara.accounts.roles import ACTIONS
from qantara.core.models import AuditLine
from qantara.desk.asking import ANYBODY, SIGNED_IN, addresses, asked_by
from tests.desk.bringing import FIGURES
from tests.desk.conftest import at_desk
from tests.desk.having import Records, records
from tests.desk.records import LINKS, QUERIES, RECORDS
from tests.people import a_person

__all__ = ["records"]

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


Given = dict[str, object]


@dataclass(frozen=True)
class Address:
    """An address of the desk with a record of the holder in it."""

    name: str
    path: str
    absent: str  # the same with a record that does not exist
    has_record: bool
    read: str
    act: str

    def takes(self, method: str) -> str:
        return self.read if method in ("GET", "HEAD") else self.act


def every_address(has: Records) -> Iterator[Address]:
    for route, pattern in addresses():
        asked = asked_by(pattern)
        assert asked is not None, f"{route} does not say what it asks for"
        if pattern.name in LINKS:
            continue
        yield _address(pattern, route, has, asked.read, asked.act)


def _address(pattern: URLPattern, route: str, has: Records, read: str, act: str) -> Address:
    name = pattern.name or route
    parameters = set(re.findall(r"<(?:\w+:)?(\w+)>", route)) - {"lang"}
    if not pattern.name:
        return Address(name, f"/{route}", f"/{route}", False, read, act)
    assert not parameters or name in RECORDS, f"give {route} a record in RECORDS"
    given = RECORDS[name](has) if parameters else {}
    assert set(given) == parameters, route
    lang = {"lang": "en"} if "lang" in route else {}
    query = QUERIES.get(name, "")
    return Address(
        name=name,
        path=reverse(f"desk:{name}", kwargs={**lang, **given}) + query,
        absent=reverse(f"desk:{name}", kwargs={**lang, **_absent(given)}) + query,
        has_record=bool(parameters),
        read=read,
        act=act,
    )


def _absent(given: Given) -> Given:
    """The first parameter names the record: another one, which there is not."""
    if not given:
        return {}
    first, *_rest = given
    value = given[first]
    return {**given, first: uuid4() if isinstance(value, UUID) else "a" * len(str(value))}


RELATIONS = ("own", "afar", "other")


def somebody(has: Records, title: str, relation: str) -> Person:
    holder = {
        "own": lambda: has.city.holder,
        "afar": lambda: Holder.objects.get(slug="office"),
        "other": lambda: Holder.objects.get_or_create(
            slug="elsewhere", defaults={"kind": "city", "name": {}}
        )[0],
    }[relation]()
    return a_person(f"{title}.{relation}", (title, holder))


def may(title: str, relation: str, action: str) -> bool:
    if action in (SIGNED_IN, ANYBODY):
        return True
    permission = ACTIONS[action]
    return title in {"own": permission.may, "afar": permission.afar, "other": ()}[relation]


def answer(client: Client, method: str, path: str) -> tuple[int, bytes, list[str]]:
    """Status, body and the acts it left in the log; whatever it did is taken back."""
    kept = client.cookies.copy()  # signing out would take the session along
    with transaction.atomic():
        before = AuditLine.objects.count()
        response = client.generic(method, path)
        acts = list(AuditLine.objects.order_by("id").values_list("act", flat=True)[before:])
        body = b"" if response.streaming else response.content
        transaction.set_rollback(True)
    client.cookies = kept
    return response.status_code, body, acts


REFUSED = {403, 404}


def test_every_address_answers_every_role_as_the_table_says(records: Records) -> None:
    wrong = []
    for title in Role.Title.values:
        for relation in RELATIONS:
            client = at_desk(somebody(records, title, relation))
            for address in every_address(records):
                for method in ("GET", "POST"):
                    status, _body, acts = answer(client, method, address.path)
                    wrong += [
                        f"{title} {relation}: {method} {address.name} {status} {acts}: {why}"
                        for why in judged(title, relation, address, method, status, acts)
                    ]
    assert "\n".join(wrong) == ""


def judged(
    title: str, relation: str, address: Address, method: str, status: int, acts: list[str]
) -> Iterator[str]:
    """What is wrong with an answer."""
    if status >= 500:
        yield "an error"
    if status == 405:
        return
    reads = may(title, relation, address.read)
    # A page about no record is for whoever may do what it is for with records of any holder.
    if not address.has_record and relation != "own":
        reads = may(title, "own", address.read)
    # A network writes of its members' places in its own name: what it sees there is its own.
    if "/profiles/marwa/" in address.path and relation == "afar":
        reads = reads or may(title, "own", address.read)
    # The template is of a place one speaks for.
    if address.name in QUERIES and relation == "other":
        reads = False
    if not reads and status not in REFUSED:
        yield "reached without the permission"
    # Whoever reads a holder's cases may be told that an act on them is not theirs.
    if address.has_record and status == 403 and not may(title, relation, "case.read"):
        yield "told that there is a record"
    # Where it has written nothing yet there is nothing to take along.
    has_nothing = relation == "afar" and address.name in {
        "word-whole", "word-section", "dossier", "dossier-files", "dossier-back",
    }  # fmt: skip
    if reads and method == "GET" and status in REFUSED and not has_nothing:
        yield "refused with the permission"
    acting = reads and not has_nothing and method == "POST" and may(title, relation, address.act)
    # A paragraph in the language it was written in is for who may write, not for who translates.
    if acting and address.name in {"save", "history"}:
        acting = may(title, relation, "texts.write")
    if acting and status in REFUSED:
        yield "refused to act with the permission"
    if acts and not may(title, relation, address.takes(method)):
        yield "acted without the permission"
    if acts and method == "GET":
        yield "acted by being looked at"


def test_record_of_another_holder_answers_as_one_that_does_not_exist(records: Records) -> None:
    """The same words and as many questions to the database."""
    people = [
        somebody(records, title, relation)
        for title, relation in (
            ("signatory", "other"),
            ("officer", "other"),
            ("coordinator", "other"),
        )
    ]
    for client in map(at_desk, people):
        for address in every_address(records):
            if not address.has_record:
                continue
            for method in ("GET", "POST"):
                there, absent = (
                    observed(client, method, path) for path in (address.path, address.absent)
                )
                assert there == absent, f"{method} {address.name}"
                assert there[0] in (404, 405), f"{method} {address.name}"


def observed(client: Client, method: str, path: str) -> tuple[int, bytes, int]:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.generic(method, path)
    bare = path.partition("/en/")[2].encode()
    body = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)
    return response.status_code, body.replace(bare, b"..."), len(queries)


def test_nobody_is_asked_to_sign_in_and_told_nothing(records: Records) -> None:
    client = Client()
    door = reverse("desk:sign-in", kwargs={"lang": "en"})
    for address in every_address(records):
        if address.read == ANYBODY:
            continue
        for method in METHODS:
            for path in (address.path, address.absent):
                response = client.generic(method, path)
                assert response.status_code == 302, f"{method} {address.name}"
                assert response["Location"].startswith(f"{door}?next="), f"{method} {address.name}"


def test_methods_nothing_is_made_for_are_refused(records: Records) -> None:
    officer = at_desk(somebody(records, "officer", "own"))
    for address in every_address(records):
        client = Client() if address.read == ANYBODY else officer
        for method in ("PUT", "PATCH", "DELETE", "TRACE"):
            status, _body, acts = answer(client, method, address.path)
            assert (status, acts) == (405, []), f"{method} {address.name}"


def test_figures_are_listed_for_nobody_else(records: Records) -> None:
    """Lists show what their record pages would."""
    for title in Role.Title.values:
        page = at_desk(somebody(records, title, "other")).get(FIGURES).content.decode()
        assert str(records.batch.pk) not in page
        assert str(records.given.pk) not in page
