"""City by step by language: what a secretariat sees of its members, what it costs, who sees nothing."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qantara.accounts.models import Holder, Person
from qantara.core import clock
from qantara.desk.journey.gathering import gather as gather_one
from qantara.desk.journey.gathering import seen
from qantara.editions.models import Block
from qantara.editions.write import write_text
from qantara.knowledge import frameworks
from qantara.knowledge.dues.standing import gather
from qantara.knowledge.profiles.models import Narrative
from qantara.network.models import Member, Network, Participation, Phase, Territory
from tests.desk.conftest import at_desk
from tests.knowledge.ledger.conftest import PEOPLE, START, City, made
from tests.people import a_holder, a_person

HEAD = [
    "City", "Team", "Evidence", "Draft: العربية", "Draft: English", "Draft: Español",
    "Draft: Français", "Reviewed", "Signed", "Released",
]  # fmt: skip
EMPTY = [
    "Nobody yet", "0 of 48", *4 * ["Not begun"], "Not proposed", "Not proposed", "Not released",
]  # fmt: skip


@pytest.fixture
def city(db: None) -> City:
    return made(None)


@pytest.fixture
def coordinator(city: City) -> Person:
    """Of a network in which Marwa and, by name before it, Ardeya take part."""
    office = a_holder("office", Holder.Kind.SECRETARIAT)
    network = Network.objects.create(slug="office", name={}, holder=office)
    phase = Phase.objects.create(network=network, number=1, name={})
    for member in (city.holder.member, a_member("ardeya")):
        take_part(network, phase, member)
    return a_person("coordinator", ("coordinator", office))


def a_member(slug: str) -> Member:
    return Member.objects.create(
        slug=slug, kind="municipality", name={"en": slug.title()}, holder=a_holder(slug)
    )


def take_part(network: Network, phase: Phase, member: Member) -> None:
    Participation.objects.create(
        network=network, member=member, valid_from=date(2020, 1, 1), joined_in=phase
    )


def write(city: City) -> None:
    words = ["Marwa lies where two rivers meet.", "It has a harbour."]
    text = write_text(words, language="en", holder=city.holder, by=city.officer, at=START)
    Narrative.objects.create(
        territory=Territory.objects.get(slug="marwa"), section="territory", text=text
    )
    first, second = Block.objects.filter(text=text)
    made_of = {"markdown": "Marwa", "by": city.officer, "at": START}
    first.translations.create(language="fr", source_hash=first.hash, **made_of)
    second.translations.create(language="fr", source_hash="0" * 64, **made_of)


def table(person: Person, query: str = "") -> list[list[str]]:
    response = at_desk(person).get(f"/en/matrix.csv{query}")
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_matrix_tells_how_far_each_member_stands(city: City, coordinator: Person) -> None:
    city.tell("marwa", PEOPLE)
    write(city)
    city.signed(city.draft("marwa"))
    assert table(coordinator) == [
        HEAD,
        ["Ardeya", *EMPTY],
        [
            "Marwa", "Complete", "1 of 48", "0 of 2", "2 of 2", "0 of 2", "1 of 2, 1 outdated",
            "Done", "Done", "Not released",
        ],
    ]  # fmt: skip


def test_page_shows_the_rows_of_the_table(city: City, coordinator: Person) -> None:
    city.tell("marwa", PEOPLE)
    page = at_desk(coordinator).get("/en/matrix/").content.decode()
    body = page.split("<tbody>")[1].split("</tbody>")[0]
    shown = [
        [
            re.sub(r"<[^>]+>", "", cell).strip()
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)
        ]
        for row in body.split("</tr>")[:-1]
    ]
    assert shown == table(coordinator)[1:]
    assert 'href="/en/cities/marwa/"' in body


def test_evidence_counts_what_the_city_itself_is_told(city: City, coordinator: Person) -> None:
    city.tell("marwa", PEOPLE)
    city.tell("harbour", {"": None}, definition="POP-02", absence="none_exists")  # type: ignore[dict-item]
    now, framework = clock.now(), frameworks.default()
    member = Member.objects.get(slug="marwa")
    held = gather([member], framework, at=now)[city.holder.pk]
    holder = seen(Holder.objects.filter(pk=city.holder.pk), city.officer, at=now).get()
    own = gather_one(holder, [], [], at=now)
    assert held.covered == {
        row.indicator.code for row in own.covered if row.state in ("recent", "answered")
    }
    assert "POP-01" in held.covered


def test_old_figure_is_none(city: City, coordinator: Person) -> None:
    city.tell("marwa", PEOPLE, period="2009-01-01")
    assert table(coordinator)[2][2] == "0 of 48"


def test_step_and_language_narrow_the_rows(city: City, coordinator: Person) -> None:
    write(city)
    assert [row[0] for row in table(coordinator, "?step=team")[1:]] == ["Ardeya"]
    drafts = table(coordinator, "?step=draft&language=en")
    assert drafts == [
        ["City", "Team", "Evidence", "Draft: English", "Reviewed", "Signed", "Released"],
        ["Ardeya", "Nobody yet", "0 of 48", "Not begun", "Not proposed", "Not proposed", "Not released"],
    ]  # fmt: skip
    assert len(table(coordinator, "?step=draft&language=fr")) == 3


def test_officer_sees_the_own_city_only_and_a_stranger_none(
    city: City, coordinator: Person
) -> None:
    assert [row[0] for row in table(city.officer)[1:]] == ["Marwa"]
    stranger = a_person("stranger", ("coordinator", a_holder("elsewhere")))
    assert table(stranger) == [HEAD]


def test_queries_do_not_grow_with_the_members(city: City, coordinator: Person) -> None:
    browser = at_desk(coordinator)
    browser.get("/en/matrix/?step=evidence")
    with CaptureQueriesContext(connection) as few:
        browser.get("/en/matrix/?step=evidence")
    network = Network.objects.get(slug="office")
    for number in range(30):
        take_part(network, network.phases.get(), a_member(f"town-{number}"))
    with CaptureQueriesContext(connection) as many:
        page = browser.get("/en/matrix/?step=evidence").content.decode()
    assert "Town-29" in page
    assert len(many) == len(few)
