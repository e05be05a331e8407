"""The directory at the desk: one's own entry, and whom one finds, as far and as long as they agreed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qantara.accounts.models import Holder, Person
from qantara.config import database_roles
from qantara.core import clock
from qantara.network.models import Consent, Entry, Member, Network, Participation, Phase
from qantara.network.people import keep
from qantara.network.people.keep import Draft
from tests.desk.conftest import at_desk
from tests.desk.reading import form
from tests.fenced import as_role, fenced_desk
from tests.people import a_holder, a_person
from tests.web.reading import Page

__all__ = ["fenced_desk"]

MINE, ALL = "/en/account/directory/", "/en/directory/"


def in_network(slug: str, *cities: str) -> Network:
    office = a_holder(f"office-{slug}", Holder.Kind.SECRETARIAT)
    network = Network.objects.create(slug=slug, name={}, holder=office)
    phase = Phase.objects.create(network=network, number=1, name={})
    for city in cities:
        holder = Holder.objects.filter(slug=city).first() or a_holder(city)
        member, _made = Member.objects.get_or_create(
            slug=city, defaults={"kind": "city", "name": holder.name, "holder": holder}
        )
        Participation.objects.create(
            network=network, member=member, joined_in=phase, valid_from=date(2020, 1, 1)
        )
    return network


def a_colleague(name: str, city: str, *, title: str = "officer", agrees: bool = True) -> Person:
    person = a_person(name, (title, Holder.objects.get(slug=city)))
    draft = Draft(name=name.title(), function="Planner", languages=["fr"], themes=["HOU"])
    keep.write(person, draft, at=clock.now())
    if agrees:
        day = clock.now().date() + timedelta(days=9)
        keep.agree(person, "colleagues", last_day=day, version=1, language="en", at=clock.now())
    return person


@pytest.fixture
def network(db: None) -> Network:
    in_network("elsewhere", "ardelune", "far-away")
    return in_network("arches", "velmora", "karwan")


def names(browser: Client, query: str = "") -> list[str]:
    html = browser.get(ALL + query).content.decode()
    return [text for text in ("Amal", "Bilal", "Carmen", "Dalia", "Eve") if f">{text}<" in html]


def test_only_who_agreed_is_found_and_only_by_colleagues(network: Network) -> None:
    reader = at_desk(a_colleague("amal", "velmora", agrees=False))
    a_colleague("bilal", "karwan")
    a_colleague("carmen", "karwan", agrees=False)
    a_colleague("dalia", "far-away")
    assert names(reader) == ["Bilal"]
    assert names(at_desk(a_person("office", ("coordinator", network.holder)))) == ["Bilal"]
    assert names(at_desk(a_person("far", ("officer", Holder.objects.get(slug="ardelune"))))) == [
        "Dalia"
    ]


def test_donors_do_not_see_the_directory(network: Network) -> None:
    donor = at_desk(a_person("donor", ("reader", network.holder)))
    assert donor.get(ALL).status_code == 404
    assert at_desk(a_person("nobody")).get(ALL).status_code == 404


def test_found_by_language_and_theme(network: Network) -> None:
    reader = at_desk(a_colleague("amal", "velmora"))
    other = a_colleague("bilal", "karwan")
    keep.write(other, Draft(name="Bilal", languages=["ar", "tr"], themes=["EDU"]), at=clock.now())
    assert names(reader) == ["Amal", "Bilal"]
    assert names(reader, "?language=tr") == ["Bilal"]
    assert names(reader, "?theme=HOU") == ["Amal"]
    assert names(reader, "?theme=HOU&language=tr") == []
    assert names(reader, "?theme=%00&language='\"><script>") == ["Amal", "Bilal"]


def test_over_withdrawn_and_gone_are_not_shown(network: Network) -> None:
    reader = at_desk(a_colleague("amal", "velmora", agrees=False))
    over, withdrew, left, closed = (
        a_colleague(name, "karwan") for name in ("bilal", "carmen", "dalia", "eve")
    )
    assert names(reader) == ["Bilal", "Carmen", "Dalia", "Eve"]
    long_ago = clock.now() - timedelta(days=400)
    Consent.objects.filter(person=over).update(given_at=long_ago, until=clock.now())
    keep.withdraw(withdrew, "colleagues", at=clock.now())
    left.roles.update(until=clock.now())
    Person.objects.filter(pk=closed.pk).update(is_active=False)
    assert names(reader) == []
    assert Entry.objects.count() == 5


def test_member_that_left_the_network_finds_nobody_of_it(network: Network) -> None:
    a_colleague("bilal", "karwan")
    reader = at_desk(a_colleague("amal", "velmora", agrees=False))
    Participation.objects.filter(member__slug="velmora").update(valid_to=date(2021, 1, 1))
    assert names(reader) == []


def test_person_writes_agrees_and_withdraws_in_forms(fenced_desk: None, network: Network) -> None:
    browser = at_desk(a_person("amal", ("officer", Holder.objects.get(slug="velmora"))))
    html = browser.get(MINE).content.decode()
    assert "Write your entry first." in html
    sent = form(browser, MINE, MINE) | {
        "name": "Amal",
        "themes": ["HOU"],
        "languages": ["ar", "fr"],
    }
    assert browser.post(MINE, sent).status_code == 302
    agree = f"{MINE}colleagues/agree/"
    given = form(browser, MINE, agree) | {"last_day": str(clock.now().date() + keep.USUAL)}
    assert browser.post(agree, given).status_code == 422
    assert not Consent.objects.exists()
    for _time in range(2):
        assert browser.post(agree, given | {"sure": "on"}).status_code == 302
    consent = Consent.objects.get()
    assert (consent.use, consent.version, consent.language) == ("colleagues", 1, "en")
    assert consent.last_day.date() == clock.now().date() + keep.USUAL
    assert names(browser) == ["Amal"]
    withdraw = f"{MINE}colleagues/withdraw/"
    assert browser.post(withdraw, form(browser, MINE, withdraw)).status_code == 302
    assert names(browser) == []
    assert browser.post(f"{MINE}remove/", form(browser, MINE, f"{MINE}remove/")).status_code == 302
    assert not Entry.objects.exists()
    assert browser.post(f"{MINE}curiosity/agree/", given).status_code == 404


def test_wrong_day_and_changed_words_are_told_on_the_page(network: Network) -> None:
    person = a_colleague("amal", "velmora", agrees=False)
    browser, agree = at_desk(person), f"{MINE}public/agree/"
    for wrong, said in (
        ({"last_day": "2020-01-01"}, "within the next 24 months"),
        ({"last_day": "never"}, "Give a day, such as"),
        (
            {"version": "7", "last_day": str(clock.now().date())},
            "These words have changed meanwhile",
        ),
    ):
        answer = browser.post(agree, form(browser, MINE, agree) | {"sure": "on"} | wrong)
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    ("lang", "mine", "everybody"),
    [
        ("ar", "بياناتكم في الدليل", "الدليل"),
        ("en", "Your entry in the directory", "Directory"),
        ("es", "Su ficha en el directorio", "Directorio"),
        ("fr", "Votre fiche dans l’annuaire", "Annuaire"),
    ],
)
def test_pages_in_every_language(network: Network, lang: str, mine: str, everybody: str) -> None:
    browser = at_desk(a_colleague("amal", "velmora"))
    for path, title in (("account/directory/", mine), ("directory/", everybody)):
        html = browser.get(f"/{lang}/{path}").content.decode()
        page = Page(html)
        assert f"<h1>{title}</h1>" in html
        assert page.is_inline_free
        assert page.repeated_ids == set()


def test_database_shows_an_entry_to_nobody_else_without_consent(
    fenced_desk: None, network: Network
) -> None:
    """Behind the filter of the page: whatever the desk's code asks for."""
    people = {
        "amal": a_colleague("amal", "velmora", agrees=False),
        "bilal": a_colleague("bilal", "karwan"),
        "carmen": a_colleague("carmen", "karwan", agrees=False),
        "dalia": a_colleague("dalia", "far-away"),
    }

    def seen(person: Person | None) -> set[str]:
        with as_role(database_roles.DESK, person.pk if person else None):
            assert set(Consent.objects.values_list("person__name", flat=True)) <= {"bilal", "dalia"}
            return set(Entry.objects.values_list("name", flat=True))

    assert seen(people["amal"]) == {"Amal", "Bilal"}
    assert seen(people["bilal"]) == {"Bilal"}
    assert seen(people["dalia"]) == {"Dalia"}
    assert seen(None) == set()
    keep.withdraw(people["bilal"], "colleagues", at=clock.now())
    assert seen(people["amal"]) == {"Amal"}
    assert names(at_desk(people["amal"])) == []


def test_others_entries_are_changed_by_nobody(fenced_desk: None, network: Network) -> None:
    reader, other = a_colleague("amal", "velmora"), a_colleague("bilal", "karwan")
    with as_role(database_roles.DESK, reader.pk):
        assert Entry.objects.filter(person=other).update(name="X") == 0
        assert Consent.objects.filter(person=other).update(ended_at=None) == 0
        assert Entry.objects.filter(person=other).delete()[0] == 0
    assert Entry.objects.get(person=other).name == "Bilal"


def test_directory_asks_as_much_of_three_people_as_of_thirty(network: Network) -> None:
    reader = at_desk(a_colleague("amal", "velmora"))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            reader.get(ALL)
        return len(queries)

    for number in range(2):
        a_colleague(f"few-{number}", "karwan")
    few = asked()
    for number in range(27):
        a_colleague(f"many-{number}", "karwan")
    assert asked() == few
