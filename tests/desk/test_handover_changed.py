"""Until somebody has taken over, a handover changes: its last day, its words; and those it concerns hear of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from qantara.accounts.models import Holder, Person, Request
from qantara.accounts.people import put_off
from qantara.accounts.seconding import second
from qantara.core import clock
from qantara.core.errors import Conflict, DomainError, NotAllowed
from qantara.network.handovers import amend, hand
from qantara.network.models import Handover, Member, Network, Participation, Phase
from qantara.notices.models import Notice
from qantara.notices.words import path, sentence
from tests.desk.conftest import at_desk
from tests.people import a_holder, a_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
LAST = AT.date() + timedelta(days=30)
AFTER = datetime(2026, 12, 24, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture
def city() -> Holder:
    return a_holder()


@pytest.fixture
def leaves(city: Holder) -> Person:
    return a_person("leaves", ("officer", city))


@pytest.fixture
def stays(city: Holder) -> Person:
    return a_person("stays", ("officer", city), language="ar")


@pytest.fixture
def signs(city: Holder) -> Person:
    return a_person("signs", ("signatory", city))


@pytest.fixture
def made(city: Holder, leaves: Person, stays: Person, signs: Person) -> Handover:
    return hand.announce(
        leaves, holder=city, leaves_on=LAST, successor=stays, words="Ask the registry.", by=leaves,
        at=AT,
    )  # fmt: skip


def told() -> list[tuple[str, str]]:
    return sorted(Notice.objects.unread().values_list("person__name", "kind"))


def page(made: Handover, name: str = "page") -> str:
    named = {"lang": "en", "key": made.pk} | ({"text_lang": "en"} if name == "page" else {})
    return reverse(f"desk:handover-{name}", kwargs=named)


def test_successor_is_told_in_their_language_and_led_to_the_page(
    made: Handover, stays: Person
) -> None:
    notice = Notice.objects.get()
    assert (notice.person, notice.kind) == (stays, "handover.successor")
    assert sentence(notice, "en") == (
        "Velmora: leaves hands over the desk to you, last day: 23 December 2026."
    )
    assert "23" in sentence(notice, "ar")
    assert path(notice, "ar") == f"/ar/handovers/{made.pk}/ar/"


def test_another_successor_is_told_and_the_first_is_asked_no_more(
    made: Handover, leaves: Person, signs: Person
) -> None:
    hand.succeed(made, signs, by=leaves, at=AT)
    assert told() == [("signs", "handover.successor")]
    hand.take_over(made, by=signs, at=AT)
    assert told() == [("leaves", "handover.taken_over")]


def test_last_day_is_brought_forward_by_whoever_leaves(
    made: Handover, leaves: Person, stays: Person
) -> None:
    moved = amend.move(made, LAST - WEEK, by=leaves, at=AT)
    assert moved.leaves_on == LAST - WEEK
    assert [role.until for role in leaves.roles.all()] == [AFTER - WEEK]
    assert told() == [("stays", "handover.moved"), ("stays", "handover.successor")]


def test_last_day_is_put_off_by_a_colleague_who_may_sign_alone(
    made: Handover, leaves: Person, signs: Person
) -> None:
    with pytest.raises(NotAllowed):
        amend.move(made, LAST + WEEK, by=leaves, at=AT)
    amend.move(made, LAST + WEEK, by=signs, at=AT)
    assert [role.until for role in leaves.roles.all()] == [AFTER + WEEK]
    assert ("leaves", "handover.moved") in told()


def test_role_that_ended_or_does_not_end_is_not_put_off(
    made: Handover, leaves: Person, stays: Person, signs: Person
) -> None:
    with pytest.raises(DomainError, match="does not end"):
        put_off(stays.roles.get(), AFTER, by=signs, at=AT)
    with pytest.raises(DomainError, match="has ended"):
        put_off(leaves.roles.get(), AFTER + WEEK, by=signs, at=AFTER)


@pytest.mark.parametrize("days", [-1, 367])
def test_new_day_is_neither_over_nor_too_far(made: Handover, signs: Person, days: int) -> None:
    with pytest.raises(DomainError, match="within a year"):
        amend.move(made, AT.date() + timedelta(days=days), by=signs, at=AT)


def test_last_approver_who_waits_for_a_second_person_waits_with_the_new_day(
    city: Holder, signs: Person, stays: Person
) -> None:
    office = a_holder("office", "secretariat")
    network = Network.objects.create(slug="office", name={}, holder=office)
    member = Member.objects.create(slug="velmora", kind="city", name={}, holder=city)
    phase = Phase.objects.create(network=network, number=1, name={})
    Participation.objects.create(network=network, member=member, joined_in=phase)
    coordinator = a_person("secretary", ("coordinator", office))
    made = hand.announce(
        signs, holder=city, leaves_on=LAST, successor=stays, words="", by=signs, at=AT
    )
    amend.move(made, LAST + WEEK, by=signs, at=AT)
    asked = Request.objects.get(answered_at=None)
    assert asked.until == AFTER + WEEK
    second.confirm(asked, by=coordinator, at=AT)
    assert signs.roles.get().until == AFTER + WEEK


def test_nothing_of_it_changes_once_somebody_has_taken_over(
    made: Handover, leaves: Person, stays: Person
) -> None:
    hand.take_over(made, by=stays, at=AT)
    for change in (
        lambda: amend.move(made, LAST - WEEK, by=leaves, at=AT),
        lambda: amend.reword(made, "Late.", seen=made.words, by=leaves, at=AT),
    ):
        with pytest.raises(DomainError, match="taken over already"):
            change()


def test_words_of_somebody_else_are_not_lost(made: Handover, leaves: Person, signs: Person) -> None:
    amend.reword(made, "Ask the archive.", seen="Ask the registry.", by=signs, at=AT)
    with pytest.raises(Conflict):
        amend.reword(made, "Ask nobody.", seen="Ask the registry.", by=leaves, at=AT)
    made.refresh_from_db()
    assert made.words == "Ask the archive."


class TestPage:
    """The forms on the page, without script."""

    @pytest.fixture
    def browser(self, city: Holder, leaves: Person, stays: Person, signs: Person) -> Client:
        return at_desk(leaves)

    @pytest.fixture
    def now(self, city: Holder, browser: Client, leaves: Person, stays: Person) -> Handover:
        at = clock.now()
        return hand.announce(
            leaves, holder=city, leaves_on=at.date() + WEEK, successor=stays,
            words="Ask the registry.", by=leaves, at=at,
        )  # fmt: skip

    def test_words_are_changed(self, browser: Client, now: Handover) -> None:
        sent = {"once": uuid4(), "seen": "Ask the registry.", "words": "Ask\r\nthe archive."}
        assert browser.post(page(now, "words"), sent).status_code == 302
        assert "the archive." in browser.get(page(now)).content.decode()

    def test_conflict_keeps_both_and_the_next_sending_counts(
        self, browser: Client, now: Handover
    ) -> None:
        sent = {"once": uuid4(), "seen": "Something else.", "words": "Mine."}
        answer = browser.post(page(now, "words"), sent)
        said = answer.content.decode()
        assert answer.status_code == 409
        assert "Somebody changed these words meanwhile." in said
        assert "Ask the registry." in said
        assert "Mine.</textarea>" in said
        assert 'name="seen" value="Ask the registry."' in said

    def test_day_is_moved_or_refused_in_words(self, browser: Client, now: Handover) -> None:
        day = clock.now().date()
        sent = {"once": uuid4(), "leaves_on": day.isoformat()}
        assert browser.post(page(now, "move"), sent).status_code == 302
        now.refresh_from_db()
        assert now.leaves_on == day
        sent = {"once": uuid4(), "leaves_on": (day + WEEK).isoformat()}
        answer = browser.post(page(now, "move"), sent)
        assert answer.status_code == 422
        assert "Nobody puts off the end of their own role." in answer.content.decode()

    def test_no_id_stands_twice(self, now: Handover, signs: Person) -> None:
        said = at_desk(signs).get(page(now)).content.decode()
        ids = [part.split('"')[0] for part in said.split(' id="')[1:]]
        assert len(ids) == len(set(ids))

    def test_successor_and_strangers_change_nothing(
        self, now: Handover, stays: Person, city: Holder
    ) -> None:
        assert "Move the day" not in at_desk(stays).get(page(now)).content.decode()
        sent = {"once": uuid4(), "leaves_on": clock.now().date().isoformat()}
        assert at_desk(stays).post(page(now, "move"), sent).status_code == 422
        stranger = a_person("stranger", ("officer", a_holder("elsewhere")))
        assert at_desk(stranger).post(page(now, "move"), sent).status_code == 404
