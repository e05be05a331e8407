"""Every address of the desk, by every method, as every role and as nobody.

What each page asks for is declared where it is written (``desk.asking``); what each role may do stands
in ``accounts.roles``. From these two follows what every request must answer, and it is tried: for a
person of the holder whose records they are, of a network it takes part in, and of any other holder.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, reverse

from qantara.accounts.models import Holder, Person, Role
from qantara.accounts.roles import ACTIONS
from qantara.core import clock
from qantara.core.models import AuditLine
from qantara.desk.asking import ANYBODY, SIGNED_IN, addresses, asked_by
from qantara.desk.journey.gathering import territories_of
from qantara.editions.models import Text
from qantara.editions.write import write_text
from qantara.files import store as files
from qantara.knowledge.answers.competence import Held, state
from qantara.knowledge.answers.models import Competence
from qantara.knowledge.dues.models import Due, Extension
from qantara.knowledge.evidence.arrivals.models import Arrival
from qantara.knowledge.observations.models import Batch, Observation
from qantara.knowledge.profiles.models import Narrative
from qantara.knowledge.profiles.proposing.models import Proposal
from qantara.knowledge.requests import acts as requests
from qantara.knowledge.requests.models import DataRequest
from qantara.knowledge.reviews import disputes
from qantara.knowledge.reviews import remarks as reviews
from qantara.knowledge.reviews.models import Thread
from qantara.network.handovers.hand import announce
from qantara.network.models import (
    Handover,
    Member,
    Network,
    Office,
    Participation,
    Phase,
    Stakeholder,
    Standing,
    Territory,
)
from qantara.network.stakeholders import keep
from qantara.network.stakeholders.keep import Draft
from qantara.releases.models import Case, Release
from qantara.releases.sheets.models import Mandate, Sheet
from tests.desk.bringing import FIGURES, MAPPING, REGISTER, a_delivery, bring, store
from tests.desk.conftest import Team, at_desk
from tests.knowledge.ledger.conftest import PEOPLE, START, City, made
from tests.people import a_holder, a_person, a_request, an_invitation, an_opening
from tests.releases.conftest import opened, released
from tests.turned import rise_that_became_a_fall

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


@dataclass(frozen=True)
class Records:
    """One of everything a holder has."""

    city: City
    case: Case
    profile: Case
    guarded: Case
    release: Release
    asked: Arrival
    given: Arrival
    batch: Batch
    text: Text

    @property
    def block(self) -> UUID:
        return re.search(r'"id":"([0-9a-f-]{36})"', self.profile.document)[1]  # type: ignore[index,return-value]


Given = dict[str, object]

#: Name of an address -> the parameters that lead to a record of the holder. An address with parameters
#: that is not here fails the test: give it one.
RECORDS: dict[str, Callable[[Records], Given]] = {
    "case": lambda has: {"key": has.case.pk},
    "act": lambda has: {"key": has.case.pk, "act": "review"},
    "guarded": lambda has: {"key": has.guarded.pk},
    "wording": lambda has: {"key": has.profile.pk, "block": has.block, "text_lang": "fr"},
    "rewrite": lambda has: {"key": has.profile.pk, "block": has.block, "text_lang": "fr"},
    "withdraw": lambda has: {"address": has.release.address},
    "questions": lambda has: {"key": has.asked.pk},
    "mapping": lambda has: {"key": has.asked.pk},
    "review": lambda has: {"key": has.given.pk},
    "discard": lambda has: {"key": has.given.pk},
    "amend": lambda has: {"key": has.given.pk},
    "delivery": lambda has: {"key": a_delivery(has.given).pk},
    "import": lambda has: {"key": has.batch.pk},
    "import-mapping": lambda has: {"key": has.batch.pk},
    "city": lambda has: {"slug": has.city.holder.slug},
    "propose": lambda has: {"slug": has.city.holder.slug},
    "proposal": lambda has: {"key": a_proposal(has.city).pk},
    "mandates": lambda has: {"slug": has.city.holder.slug},
    "end-mandate": lambda has: {"key": a_sheet(has).mandate_id},
    "print": lambda has: {"key": has.case.pk},
    "sheet": lambda has: {"number": a_sheet(has).number},
    "sheet-pdf": lambda has: {"number": a_sheet(has).number},
    "scan": lambda has: {"number": a_sheet(has).number},
    "scanned": lambda has: {"number": a_sheet(has).number},
    "settle-sheet": lambda has: {"number": a_sheet(has).number, "act": "refuse"},
    "people": lambda has: {"slug": has.city.holder.slug},
    "invite": lambda has: {"slug": has.city.holder.slug},
    "take-back": lambda has: {"key": an_invitation(has.city.holder).pk},
    "role": lambda has: {"key": has.city.signatory.roles.get().pk},
    "act-on-role": lambda has: {"key": has.city.signatory.roles.get().pk, "act": "factor"},
    "answer": lambda has: {"key": a_request(has.city.holder).pk, "said": "refuse"},
    "openings": lambda has: {"slug": has.city.holder.slug},
    "end-opening": lambda has: {"key": an_opening(has.city.holder).pk},
}
SECTION = "national-context"
RECORDS |= {
    name: lambda has: {"place": "marwa"}
    for name in (
        "profile", "refresh-figures", "word", "word-back", "word-take", "word-earlier", "word-begin",
        "dossier", "dossier-files", "dossier-back",
    )
}  # fmt: skip
RECORDS |= {
    name: lambda has: {"place": "marwa", "name": SECTION}
    for name in ("section", "change", "find-figure")
}
RECORDS |= {
    name: lambda has: {"place": "marwa", "text_lang": "en"}
    for name in ("draft", "draft-pdf", "word-whole")
}
RECORDS |= {
    name: lambda has: {"place": "marwa", "name": SECTION, "text_lang": "fr"}
    for name in ("translate", "word-section")
}
RECORDS |= {
    name: lambda has: {"block": has.text.blocks.get().pk, "text_lang": "en"}
    for name in ("save", "shown", "history")
}
RECORDS |= {
    name: lambda has: {"slug": has.city.holder.slug} for name in ("requests", "request-begin")
}
RECORDS |= {
    name: lambda has: {"key": a_data_request(has.city).pk}
    for name in ("request", "request-text", "request-docx", "request-pdf", "request-table")
}
RECORDS |= {
    name: lambda has: {"slug": has.city.holder.slug}
    for name in (
        "indicators", "indicator-set", "city-template", "competences", "earlier-answers", "frames",
    )
}  # fmt: skip
RECORDS |= {
    "competence-end": lambda has: {"key": a_competence(has.city).pk},
    "earlier-answer": lambda has: {
        "slug": has.city.holder.slug, "number": an_earlier_answer(has.city).pk
    },
    "frame-file": lambda has: {
        "slug": has.city.holder.slug, "frame": "local-mgi", "form": "csv"
    },
}  # fmt: skip
RECORDS |= {"request-act": lambda has: {"key": a_data_request(has.city).pk, "act": "send"}}
RECORDS |= {
    name: lambda has: {"key": has.text.pk, "text_lang": "en"}
    for name in ("chapter", "sign-expert", "sign-city")
}
RECORDS |= {
    name: lambda has: {"block": has.text.blocks.get().pk, "text_lang": "en"}
    for name in ("remark", "dispute")
}
RECORDS |= {
    name: lambda has: {"key": a_thread(has).pk}
    for name in ("thread", "thread-reply", "thread-resolve", "thread-reopen")
}
RECORDS |= {
    name: lambda has: {"key": a_thread(has, "dispute").pk}
    for name in ("restate", "settle-city", "settle-expert")
}
RECORDS |= {
    "city-dues": lambda has: {"slug": has.city.holder.slug},
    "decide-extension": lambda has: {"key": an_extension(has.city).pk},
}
RECORDS |= {
    name: lambda has: {"slug": has.city.holder.slug}
    for name in (
        "team", "stakeholders-file", "stakeholder-add", "stakeholders-bring", "stakeholders-store",
        "office-add", "handover", "refill",
    )
}  # fmt: skip
RECORDS |= {
    name: lambda has: {"key": a_stakeholder(has.city).pk}
    for name in ("stakeholder", "stakeholder-remove")
}
RECORDS |= {
    name: lambda has: {"key": an_office(has.city).pk} for name in ("office", "office-remove")
}
RECORDS |= {
    name: lambda has: {"key": a_handover(has.city).pk}
    for name in ("handover-successor", "handover-take-over")
}
RECORDS |= {
    "handover-page": lambda has: {"key": a_handover(has.city).pk, "text_lang": "ar"},
    "handover-file": lambda has: {
        "key": a_handover(has.city).pk, "text_lang": "ar", "form": "docx"
    },
}  # fmt: skip
#: Opened by a secret in the link, or one's own: no holder's record (tests/desk/test_doors*.py).
LINKS = {"app-code", "reset", "invitation", "end-visit", "passkey-remove", "back", "unlink"}
LINKS |= {"request-answer", "request-answer-table", "stop-notices", "feed", "notice"}
#: What stands behind the question mark where a page needs it to be one.
QUERIES: dict[str, str] = {"template": "?territory=karwan&language=en"}


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


@pytest.fixture
def records(db: None, leaflets: None, settings: LazySettings, tmp_path: Path) -> Records:
    plain = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {"BACKEND": plain, "OPTIONS": {"location": tmp_path / "private"}},
    }
    city = made(None)
    team = Team(city.holder, city.officer, city.reviewer, city.signatory, city.officer)
    place = Territory.objects.create(slug="karwan", type="municipality", country="XA", name={})
    member = Member.objects.get(slug="marwa")
    Standing.objects.create(member=member, territory=place)
    office = a_holder("office", Holder.Kind.SECRETARIAT)
    network = Network.objects.create(slug="office", name={}, holder=office)
    Participation.objects.create(
        network=network, member=member, valid_from=date(2020, 1, 1),
        joined_in=Phase.objects.create(network=network, number=1, name={}),
    )  # fmt: skip
    browser = at_desk(city.officer)
    assert bring(browser, REGISTER, mapping=MAPPING, holder="marwa").status_code == 302
    assert store(browser, Arrival.objects.get()).status_code == 302
    rows = [REGISTER.replace(b"2023", year) for year in (b"2021", b"2022")]
    assert bring(browser, rows[0], mapping=MAPPING, holder="marwa").status_code == 302
    assert bring(browser, rows[1], "other.csv", holder="marwa").status_code == 302
    city.tell("marwa", PEOPLE)
    waiting = Arrival.objects.filter(batch=None)
    text = write_text(["Bridges"], language="en", holder=city.holder, by=city.officer, at=START)
    whole = Territory.objects.get(slug="marwa")
    Narrative.objects.create(territory=whole, section=SECTION, text=text)
    return Records(
        text=text,
        city=city,
        case=opened(team, "Arches"),
        profile=rise_that_became_a_fall(team),
        guarded=city.draft("marwa"),
        release=released(team),
        asked=waiting.get(meaning="asked"),
        given=waiting.get(meaning="given"),
        batch=Batch.objects.exclude(mapping="").get(),
    )


def a_sheet(has: Records) -> Sheet:
    """The signed decision sheet of the case, once made."""
    if made := Sheet.objects.filter(case=has.case).first():
        return made
    at, officer = clock.now(), has.city.officer
    mandate = Mandate.objects.create(
        holder=has.city.holder, office="Mayor", legal_basis="Law 1", since=at.date(),
        set_by=officer, set_at=at,
    )  # fmt: skip
    scan = files.keep(
        b"%PDF-", name="s.pdf", media_type="application/pdf", holder_id=has.city.holder.pk, at=at
    )
    return Sheet.objects.create(
        case=has.case, mandate=mandate, audience="public", digest=has.case.digest,
        printed_by=officer, printed_at=at, scan=scan, signed_on=at.date(), scanned_by=officer,
        scanned_at=at,
    )  # fmt: skip


def a_proposal(city: City) -> Proposal:
    asked, _made = Proposal.objects.get_or_create(
        holder=city.holder, territory=Territory.objects.get(slug="harbour"), network=city.network,
        kind="profile", defaults={"asked_by": city.officer, "asked_at": clock.now()},
    )  # fmt: skip
    return asked


def a_data_request(city: City) -> DataRequest:
    """A letter in draft, once begun."""
    if found := DataRequest.objects.filter(holder=city.holder).first():
        return found
    return requests.begin(
        ["POP-01"], holder=city.holder, territory=Territory.objects.get(slug="karwan"), language="en",
        period="2025", by=city.officer, at=clock.now(),
    )  # fmt: skip


def a_competence(city: City) -> Competence:
    """That the region holds a figure of the city, once stated."""
    if found := Competence.objects.filter(holder=city.holder).first():
        return found
    return state(
        "HLT-01", Held(level="region", body="Health agency"), holder=city.holder,
        territory=Territory.objects.get(slug="karwan"), document=None, lang="en", by=city.officer,
        at=clock.now(),
    )  # fmt: skip


def an_earlier_answer(city: City) -> Observation:
    """What the city said of itself of an earlier year about the first of its places."""
    place = territories_of(city.holder)[0].slug
    found = Observation.objects.filter(territory__slug=place, method="self_reported")
    if not found.exists():
        city.tell(place, {"": 2.0}, day=5, definition="GOV-02", unit="LVL", method="self_reported")
    return found.get()


def a_thread(has: Records, kind: str = "remark") -> Thread:
    """A remark on the paragraph, or the city's dispute of it; once made."""
    if found := Thread.objects.filter(kind=kind).first():
        return found
    block, given = has.text.blocks.get(), {"by": has.city.officer, "at": clock.now()}
    if kind == "remark":
        return reviews.remark(block, "en", "Which ones?", seen=block.hash, **given)
    return disputes.dispute(block, "en", {"en": "None."}, seen=block.hash, **given)


def an_extension(city: City) -> Extension:
    """More time asked for by the city, of the network whose office is ``office``; once asked."""
    if found := Extension.objects.filter(holder=city.holder).first():
        return found
    at = clock.now()
    day = (at + timedelta(days=30)).date()
    due = Due.objects.create(
        network=Network.objects.get(slug="office"), step="evidence", on=day, set_by=city.signatory,
        set_at=at,
    )  # fmt: skip
    return Extension.objects.create(
        holder=city.holder, due=due, had=day, wanted=day + timedelta(days=7), reason="Elections",
        asked_by=city.officer, asked_at=at,
    )  # fmt: skip


def a_stakeholder(city: City) -> Stakeholder:
    """An organisation on the city's map, once added."""
    if found := Stakeholder.objects.filter(holder=city.holder).first():
        return found
    draft = Draft(name="Housing office", level="local", parts={"HOU": ["decides"]})
    return keep.add(draft, holder=city.holder, by=city.officer, at=clock.now())


def an_office(city: City) -> Office:
    """An office of the city's team, once added."""
    if found := Office.objects.filter(holder=city.holder).first():
        return found
    return keep.add_office(
        function="Head of registers", organisation="Registry", email="", telephone="",
        holder=city.holder, by=city.officer, at=clock.now(),
    )  # fmt: skip


def a_handover(city: City) -> Handover:
    """That the city's officer leaves, once announced."""
    if found := Handover.objects.filter(holder=city.holder).first():
        return found
    at = clock.now()
    return announce(
        city.officer, holder=city.holder, leaves_on=at.date(), successor=None, words="",
        by=city.officer, at=at,
    )  # fmt: skip


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
