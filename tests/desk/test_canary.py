"""A withheld number of 987,6xx people is in nothing that leaves a city's desk (DISCLOSURE 12.6)."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from qantara.accounts.models import Holder, Person
from qantara.core.locales import LANGUAGES
from qantara.editions.write import write_text
from qantara.files import store
from qantara.knowledge.profiles.models import Narrative
from qantara.knowledge.reviews import remarks
from qantara.network.models import Member, Network, Participation, Phase, Territory
from qantara.releases.models import Case, Release
from tests.desk.conftest import at_desk
from tests.knowledge.ledger.conftest import START, City, made
from tests.knowledge.twins.test_canary import CANARY, texts
from tests.people import a_holder, a_person

#: Three children are hidden by one of the others, whichever the key chooses.
AGES = {
    "": 2_962_809.0, "AGE=Y0T14": 3.0, "AGE=Y15T24": 987_601.0, "AGE=Y25T64": 987_602.0, "AGE=Y_GE65": 987_603.0,
}  # fmt: skip


@dataclass(frozen=True)
class Drafted:
    city: City
    case: Case
    office: Person
    withheld: str  # the digits of the number that hides the children


@pytest.fixture
def drafted(db: None) -> Drafted:
    city = made(db)
    office = a_holder("office", Holder.Kind.SECRETARIAT)
    network = Network.objects.create(slug="office", name={}, holder=office)
    Participation.objects.create(
        network=network, member=Member.objects.get(slug="marwa"),
        joined_in=Phase.objects.create(network=network, number=1, name={}),
        valid_from=date(2020, 1, 1),
    )  # fmt: skip
    text = write_text(["Three ages."], language="en", holder=city.holder, by=city.officer, at=START)
    place = Territory.objects.get(slug="marwa")
    Narrative.objects.create(territory=place, section="people", text=text)
    city.tell("marwa", AGES)
    case = city.draft("marwa", day=1, kind="profile")
    figures = json.loads(case.document)["figures"]
    hidden = [
        key.split(";")[1]
        for key, state in zip(figures["key"], figures["state"], strict=True)
        if key.startswith("POP-01@marwa;AGE=") and state == "withheld"
    ]
    (other,) = (one for one in hidden if AGES[one] > 3)
    block = text.blocks.get()
    remarks.remark(block, "en", "Why three?", seen=block.hash, by=city.reviewer, at=START)
    return Drafted(
        city=city,
        case=case,
        office=a_person("coordinator", ("coordinator", office)),
        withheld=f"{AGES[other]:.0f}",
    )


def found(drafted: Drafted, text: str) -> bool:
    return drafted.withheld in {"".join(filter(str.isdigit, one)) for one in CANARY.findall(text)}


def is_in(drafted: Drafted, name: str, content: bytes) -> bool:
    return any(found(drafted, text) for text in texts(name, content))


def rows(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"select t::text from {table} t")
        return "\n".join(row[0] for row in cursor.fetchall())


def tables(schema: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = %s", [schema])
        return [f"{schema}.{name}" for (name,) in cursor.fetchall()]


#: What the city's own figures, the files they came in and what the guard keeps of them lie in.
PRIVATE = {
    "public.knowledge_observation",
    "public.knowledge_latest",
    "public.knowledge_world",
    "public.knowledge_decision",
}


def test_number_is_where_it_belongs_and_would_be_seen_elsewhere(drafted: Drafted) -> None:
    assert found(drafted, rows("public.knowledge_observation"))
    assert found(drafted, f"{drafted.withheld[:3]}\u202f{drafted.withheld[3:]}")
    shown = next(
        str(int(one)) for one in AGES.values() if f"{one:.0f}" not in (drafted.withheld, "3")
    )
    assert shown in drafted.case.document


def test_nothing_released_holds_it(drafted: Drafted) -> None:
    release: Release = drafted.city.release(drafted.case, day=1)
    assert not found(drafted, release.document)
    for file in release.artefacts.all():
        assert not is_in(drafted, file.filename, store.read_key(file.key, file.store)), file
    for table in tables("site"):
        assert not found(drafted, rows(table)), table


def test_no_table_but_those_of_figures_holds_it(drafted: Drafted) -> None:
    """Log, letters, notices, cases, texts: a backup of all but the figures tells nothing."""
    drafted.city.release(drafted.case, day=1)
    holding = {table for table in tables("public") if found(drafted, rows(table))}
    assert holding <= PRIVATE
    assert "public.knowledge_observation" in holding


def pages(drafted: Drafted, lang: str) -> Iterator[str]:
    city, case = drafted.city, drafted.case
    yield reverse("desk:home", args=[lang])
    yield reverse("desk:city", args=[lang, "marwa"])
    yield reverse("desk:case", args=[lang, case.pk])
    yield reverse("desk:matrix", args=[lang])
    yield reverse("desk:matrix-table", args=[lang])
    yield reverse("desk:reviews", args=[lang])
    yield reverse("desk:notices", args=[lang])
    yield reverse("desk:indicators", args=[lang, city.holder.slug])
    yield reverse("desk:profile", args=[lang, "marwa"])
    yield reverse("desk:section", args=[lang, "marwa", "people"])
    yield reverse("desk:word-whole", args=[lang, "marwa", lang])
    yield reverse("desk:draft", args=[lang, "marwa", lang])
    yield reverse("desk:draft-pdf", args=[lang, "marwa", lang])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_secretariat_and_experts_are_shown_nothing_of_it(drafted: Drafted, lang: str) -> None:
    for person in (drafted.office, drafted.city.reviewer):
        client = at_desk(person)
        opened = 0
        for path in pages(drafted, lang):
            answer = client.get(path)
            opened += answer.status_code == 200
            name = {"application/pdf": "p.pdf"}.get(answer["Content-Type"], "p")
            assert not is_in(drafted, name, answer.content), path
        assert opened > 5


def test_dossier_holds_nothing_of_it(drafted: Drafted) -> None:
    drafted.city.release(drafted.case, day=1)
    client: Client = at_desk(drafted.city.officer)
    answer = client.post(reverse("desk:dossier-files", args=["en", "marwa"]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert len(packed.namelist()) > 12
    assert not is_in(drafted, "dossier.zip", answer.content)
