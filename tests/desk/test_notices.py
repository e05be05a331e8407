"""Notices at the desk: read, unread, settings; due dates and extensions; calendar page and feed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

import icalendar
import pytest
from django.conf import settings
from django.test import Client

from qantara.accounts.models import Holder, Person
from qantara.config import database_roles
from qantara.core import clock
from qantara.knowledge.dues.models import Due, Extension
from qantara.network.models import Member, Network, Participation, Phase
from qantara.notices import wishes
from qantara.notices.models import Digest, Feed, Notice, Wish
from qantara.notices.tell import tell
from tests.desk.conftest import at_desk
from tests.fenced import as_role, fenced_desk
from tests.people import a_holder, a_person

__all__ = ["fenced_desk"]


@pytest.fixture
def marwa(fenced_desk: None) -> Holder:
    office = a_holder("office", Holder.Kind.SECRETARIAT)
    network = Network.objects.create(slug="rivers", name={"en": "Rivers"}, holder=office)
    holder = a_holder("marwa")
    member = Member.objects.create(
        slug="marwa", kind="city", name={"en": "Marwa", "ar": "مروة"}, holder=holder
    )
    Participation.objects.create(
        network=network, member=member, valid_from=date(2020, 1, 1),
        joined_in=Phase.objects.create(network=network, number=1, name={}),
    )  # fmt: skip
    return holder


@pytest.fixture
def officer(marwa: Holder) -> Person:
    return a_person("officer", ("officer", marwa))


@pytest.fixture
def coordinator(marwa: Holder) -> Person:
    return a_person("coordinator", ("coordinator", Holder.objects.get(slug="office")))


def told(person: Person, marwa: Holder, at: datetime | None = None) -> Notice:
    tell("due.near", to=[person], holder=marwa.pk, at=at or clock.now(),
         about={"step": "Evidence complete", "day": "2027-01-31"}, link={"slug": "marwa"})  # fmt: skip
    return Notice.objects.latest("at")


def in_days(number: int) -> str:
    return (clock.now().date() + timedelta(days=number)).isoformat()


def a_due(number: int = 30, step: str = "evidence") -> Due:
    coordinator = Person.objects.get(name="coordinator")
    return Due.objects.create(
        network=Network.objects.get(), step=step, set_by=coordinator, set_at=clock.now(),
        on=date.fromisoformat(in_days(number)),
    )  # fmt: skip


def test_notice_is_opened_and_read(marwa: Holder, officer: Person) -> None:
    notice = told(officer, marwa)
    browser = at_desk(officer)
    page = browser.get("/en/notices/").content.decode()
    assert "Marwa: Evidence complete, due on 31 January 2027." in page
    assert "(1<span" in page
    answer = browser.post(f"/en/notices/{notice.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, "/en/cities/marwa/dues/")
    page = browser.get("/en/notices/").content.decode()
    assert "Nothing new." in page
    assert "due on 31 January 2027" in browser.get("/en/notices/?show=all").content.decode()


def test_all_is_read_but_what_came_since(marwa: Holder, officer: Person) -> None:
    for _time in range(3):
        newest = told(officer, marwa)
    later = told(officer, marwa)
    form = {"once": uuid4(), "newest": newest.pk}
    assert at_desk(officer).post("/en/notices/read/", form).status_code == 302
    assert list(Notice.objects.unread()) == [later]


def test_notice_of_somebody_else_does_not_exist(marwa: Holder, officer: Person) -> None:
    notice = told(officer, marwa)
    other = a_person("other", ("officer", marwa))
    browser = at_desk(other)
    assert browser.post(f"/en/notices/{notice.pk}/").status_code == 404
    browser.post("/en/notices/read/", {"once": uuid4(), "newest": notice.pk})
    assert "Marwa: Evidence" not in browser.get("/en/notices/?show=all").content.decode()
    assert Notice.objects.unread().count() == 1


def test_rhythm_is_chosen(marwa: Holder, officer: Person) -> None:
    browser = at_desk(officer)
    wrong = browser.post("/en/notices/rhythm/", {"once": uuid4(), "rhythm": "hourly"})
    assert wrong.status_code == 422
    right = browser.post("/en/notices/rhythm/", {"once": uuid4(), "rhythm": "weekly"})
    assert right.status_code == 302
    assert wishes.rhythm_of(officer) == "weekly"


def test_mails_are_stopped_from_outside_the_desk(marwa: Holder, officer: Person) -> None:
    path = wishes.stop_address(officer).removeprefix(settings.DESK_URL)
    assert Client(enforce_csrf_checks=True).post(path).status_code == 200
    assert wishes.rhythm_of(officer) == "none"


def test_secretariat_sets_a_day_city_asks_for_more_and_gets_it(
    marwa: Holder, officer: Person, coordinator: Person
) -> None:
    office, city = at_desk(coordinator), at_desk(officer)
    form = {
        "once": uuid4(), "network": "rivers", "step": "evidence", "language": "", "city": "",
        "on": in_days(30),
    }  # fmt: skip
    assert office.post("/en/dues/", form).status_code == 302
    assert "Evidence complete" in city.get("/en/").content.decode()
    ask = {
        "once": uuid4(), "item": "evidence-", "until": in_days(60), "reason": "Elections in spring",
    }  # fmt: skip
    assert city.post("/en/cities/marwa/dues/", ask).status_code == 302
    assert "Elections in spring" in office.get("/en/dues/").content.decode()
    extension = Extension.objects.get()
    grant = {"once": uuid4(), "until": in_days(45), "answer": "Good luck", "grant": "1"}
    assert office.post(f"/en/extensions/{extension.pk}/", grant).status_code == 302
    assert Due.objects.in_force().filter(holder=marwa).get().on.isoformat() == in_days(45)
    page = city.get("/en/cities/marwa/dues/").content.decode()
    assert "granted until" in page
    assert "Good luck" in page
    assert "has more time" in city.get("/en/notices/").content.decode()
    due = Due.objects.in_force().get(holder=marwa)
    assert office.post("/en/dues/end/", {"once": uuid4(), "due": due.pk}).status_code == 302
    assert not Due.objects.in_force().filter(holder=marwa).exists()


def test_refusal_needs_a_reason_and_says_so_beside_its_form(
    marwa: Holder, officer: Person, coordinator: Person
) -> None:
    due = a_due()
    extension = Extension.objects.create(
        holder=marwa, due=due, had=due.on, wanted=due.on + timedelta(days=9), reason="x",
        asked_by=officer, asked_at=clock.now(),
    )  # fmt: skip
    form = {"once": uuid4(), "until": "", "answer": "", "refuse": "1"}
    answer = at_desk(coordinator).post(f"/en/extensions/{extension.pk}/", form)
    assert answer.status_code == 422
    assert "Say for which reason it is refused." in answer.content.decode()


def test_matrix_shows_days_and_finds_what_is_late(
    marwa: Holder, officer: Person, coordinator: Person
) -> None:
    browser = at_desk(coordinator)
    assert "No city fits." in browser.get("/en/matrix/?step=late").content.decode()
    a_due(3)
    assert "No city fits." in browser.get("/en/matrix/?step=late").content.decode()
    a_due(-3, step="team")
    page = browser.get("/en/matrix/?step=late").content.decode()
    assert "No city fits." not in page
    assert page.count("<small") == 2
    table = browser.get("/en/matrix.csv").content.decode()
    assert "(due " in table


# Calendar


def feed_of(person: Person) -> str:
    page = at_desk(person).post("/en/calendar/link/", {"once": uuid4()}).content.decode()
    address = page.split('id="address">')[1].split("<")[0]
    return address.removeprefix(settings.DESK_URL)


def test_feed_is_a_calendar_without_signing_in_until_it_is_ended(
    marwa: Holder, officer: Person, coordinator: Person
) -> None:
    due = a_due()
    path = feed_of(officer)
    answer = Client().get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert (event["SUMMARY"], event.decoded("DTSTART")) == ("Marwa: Evidence complete", due.on)
    first = event["UID"], event["SEQUENCE"]
    at_desk(coordinator).post(
        "/en/dues/",
        {"once": uuid4(), "network": "rivers", "step": "evidence", "on": in_days(50)},
    )
    Due.objects.in_force().update(set_at=clock.now() + timedelta(minutes=2))
    (event,) = icalendar.Calendar.from_ical(Client().get(path).content).walk("VEVENT")
    assert event["UID"] == first[0]
    assert event["SEQUENCE"] > first[1]
    at_desk(officer).post("/en/calendar/link/", {"once": uuid4(), "end": "1"})
    assert Client().get(path).status_code == 404


def test_new_address_ends_the_one_before_and_the_secret_is_not_kept(
    marwa: Holder, officer: Person
) -> None:
    first, second = feed_of(officer), feed_of(officer)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    secret = second.split("/")[-1].removesuffix(".ics")
    assert not Feed.objects.filter(digest=secret).exists()


def test_feed_and_page_show_no_other_citys_days(
    marwa: Holder, officer: Person, coordinator: Person
) -> None:
    a_due()
    stranger = a_person("stranger", ("officer", a_holder("elsewhere")))
    assert b"VEVENT" not in Client().get(feed_of(stranger)).content
    assert "Marwa" not in at_desk(stranger).get("/en/calendar/").content.decode()
    assert "Marwa" in at_desk(coordinator).get("/en/calendar/").content.decode()


def test_feed_of_whoever_left_is_empty(marwa: Holder, officer: Person, coordinator: Person) -> None:
    a_due()
    path = feed_of(officer)
    officer.roles.update(until=clock.now())
    assert b"VEVENT" not in Client().get(path).content
    officer.is_active = False
    officer.save()
    assert Client().get(path).status_code == 404


def test_feed_is_in_the_language_of_its_address(
    marwa: Holder, officer: Person, coordinator: Person
) -> None:
    a_due()
    content = Client().get(feed_of(officer).replace("/en/", "/ar/", 1)).content.decode()
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert event["SUMMARY"] == "مروة: اكتمال البيانات"
    assert all(len(line.encode()) <= 75 for line in content.split("\r\n"))


def test_database_shows_each_person_their_own_rows_alone(
    marwa: Holder, officer: Person, coordinator: Person
) -> None:
    told(officer, marwa)
    wishes.choose(officer, "weekly", at=clock.now())
    feed_of(officer)
    Digest.objects.create(person=officer, day=clock.now().date(), is_asked=False, at=clock.now())
    due = a_due()
    Due.objects.create(
        network=due.network, step="team", holder=marwa, on=due.on, set_by=coordinator,
        set_at=clock.now(),
    )  # fmt: skip
    Extension.objects.create(
        holder=marwa, due=due, had=due.on, wanted=due.on + timedelta(days=9), reason="x",
        asked_by=officer, asked_at=clock.now(),
    )  # fmt: skip
    stranger = a_person("stranger", ("officer", a_holder("elsewhere")))
    models = (Notice, Wish, Feed, Digest, Extension, Due)

    def counts(person: Person | None) -> list[int]:
        with as_role(database_roles.DESK, person and person.pk):
            return [model._default_manager.count() for model in models]

    assert counts(officer) == [1, 1, 1, 1, 1, 2]
    assert counts(coordinator) == [0, 0, 0, 0, 1, 2]
    # That all members have a day is no secret of one of them.
    assert counts(stranger) == [0, 0, 0, 0, 0, 1]
    assert counts(None) == [0, 0, 0, 0, 0, 1]
