"""Digests: at most one a day, at the reader's hour, in their language, stopped by one click."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from smtplib import SMTPServerDisconnected
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client

from qantara.accounts.models import Holder, Person
from qantara.mail import outbox
from qantara.mail.models import Letter
from qantara.network.models import Member, Standing, Territory
from qantara.network.zones import nearest, zones_of
from qantara.notices import digest, hours, wishes
from qantara.notices.models import Digest, Notice, Wish
from qantara.notices.tell import tell
from tests.people import a_holder, a_person

#: A Sunday. Notices are told at three in the morning, UTC.
NIGHT = datetime(2026, 11, 22, 3, tzinfo=UTC)
MORNING = NIGHT + timedelta(hours=4)
DAY = timedelta(days=1)
LINK = {"key": "00000000-0000-0000-0000-000000000001"}
RHYTHMS = {"daily", "weekly"}


@pytest.fixture
def city(db: None) -> Holder:
    return a_holder("velmora")


@pytest.fixture
def officer(city: Holder) -> Person:
    return a_person("officer", ("officer", city))


def told(*people: Person, at: datetime = NIGHT, kind: str = "case.review") -> None:
    (holder,) = {role.holder_id for person in people for role in person.roles.all()}
    tell(kind, to=people, holder=holder, at=at, link=LINK)


def send(at: datetime) -> int:
    return digest.send_due(at=at, rhythms=RHYTHMS)


def test_several_notices_are_one_mail_of_the_day(officer: Person) -> None:
    told(officer)
    told(officer, kind="case.release")
    assert send(NIGHT) == 0
    assert send(MORNING) == 1
    assert outbox.send_waiting(at=MORNING) == 1
    told(officer, at=MORNING)
    assert send(MORNING + timedelta(hours=1)) == 0
    assert send(MORNING + DAY) == 1
    first, second = Letter.objects.order_by("written_at")
    assert first.subject == "2 notices from your desk"
    assert second.subject == "1 notice from your desk"
    assert mail.outbox[0].body.count("\n* ") == 2


def test_nothing_new_is_no_mail(officer: Person) -> None:
    told(officer)
    Notice.objects.update(read_at=NIGHT)
    told(officer)
    Notice.objects.filter(read_at=None).update(settled_at=NIGHT)
    assert send(MORNING) == 0
    assert not Letter.objects.exists()


def test_database_refuses_a_second_digest_of_a_day(officer: Person) -> None:
    Digest.objects.create(person=officer, day=NIGHT.date(), is_asked=False, at=NIGHT)
    Digest.objects.create(person=officer, day=NIGHT.date(), is_asked=True, at=NIGHT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Digest.objects.create(person=officer, day=NIGHT.date(), is_asked=False, at=MORNING)


@pytest.mark.parametrize(
    ("rhythm", "sent"),
    [
        ("daily", ["Sun", "Mon", "Tue"]),
        ("weekly", ["Mon"]),
        ("none", []),
    ],
)
def test_rhythm_is_kept(officer: Person, rhythm: str, sent: list[str]) -> None:
    wishes.choose(officer, rhythm, at=NIGHT)
    days = [MORNING + number * DAY for number in range(3)]
    for at in days:
        told(officer, at=at)
        send(at)
    assert [one.written_at.strftime("%a") for one in Letter.objects.order_by("written_at")] == sent


def test_at_once_is_for_who_asked(officer: Person, city: Holder) -> None:
    other = a_person("other", ("officer", city))
    wishes.choose(officer, "at_once", at=NIGHT)
    for _time in range(2):
        told(officer, other)
        digest.send_due(at=NIGHT, rhythms={"at_once"})
    assert [one.recipient for one in Letter.objects.all()] == 2 * [officer.email]


def test_hour_is_that_of_the_city(officer: Person, city: Holder) -> None:
    place = Territory.objects.create(
        slug="karwan", type="municipality", country="JO", name={}, latitude=32.5, longitude=35.9
    )
    member = Member.objects.create(slug="velmora", kind="city", name={}, holder=city)
    Standing.objects.create(member=member, territory=place)
    assert zones_of([city.pk]) == {city.pk: "Asia/Amman"}
    told(officer)
    assert send(NIGHT + timedelta(minutes=59)) == 0
    assert send(NIGHT + timedelta(hours=1)) == 1
    officer.time_zone = "America/Lima"
    assert hours.local([officer], NIGHT)[officer.pk] == NIGHT.astimezone(ZoneInfo("America/Lima"))


def test_zone_is_the_nearest_of_the_country() -> None:
    assert nearest("ES", 41.39, 2.17) == "Europe/Madrid"
    assert nearest("ES", 28.1, -15.4) == "Atlantic/Canary"
    assert nearest("TN", None, None) == "Africa/Tunis"
    assert nearest("XA", 1.0, 1.0) == ""


def test_mail_is_in_the_readers_language_and_carries_links_alone(city: Holder) -> None:
    person = a_person("مريم", ("officer", city), language="ar")
    told(person)
    send(MORNING)
    letter = Letter.objects.get()
    assert '<html lang="ar" dir="rtl">' in letter.html
    assert "\u2068Velmora\u2069" in letter.body
    assert "/ar/cases/00000000-0000-0000-0000-000000000001/" in letter.body
    assert "/ar/cases/00000000-0000-0000-0000-000000000001/" in letter.html


def test_one_click_stops_the_mails_without_signing_in(officer: Person) -> None:
    told(officer)
    send(MORNING)
    assert outbox.send_waiting(at=MORNING) == 1
    (sent,) = mail.outbox
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch("<(.+)>", sent.extra_headers["List-Unsubscribe"])[1]  # type: ignore[index]
    assert address in sent.body
    path = "/" + address.split("/", 3)[3]
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get(path).status_code == 200
    assert wishes.rhythm_of(officer) == "daily"
    for _time in range(2):
        answer = stranger.post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert wishes.rhythm_of(officer) == "none"
    assert stranger.post(path[:-3] + "x/").status_code == 404


# What happens at the same moment, and where a process dies.


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_one_mail() -> None:
    officer = a_person("officer", ("officer", a_holder("velmora")))
    told(officer)
    told(officer)
    wrote: list[int] = []
    ready = threading.Barrier(2)

    def work() -> None:
        ready.wait()
        try:
            wrote.append(send(MORNING))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _each in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert sorted(wrote) == [0, 1]
    assert Letter.objects.count() == Digest.objects.count() == 1


@pytest.fixture
def dying(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The mail server takes a letter, and then the process is killed before it can write that down."""
    taken: list[str] = []

    def send_and_die(message: mail.EmailMultiAlternatives) -> None:
        taken.append(message.subject)
        raise KeyboardInterrupt

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", send_and_die)
    yield taken
    monkeypatch.undo()


@pytest.mark.django_db(transaction=True)
def test_digest_whose_sender_died_is_not_sent_again(dying: list[str]) -> None:
    officer = a_person("officer", ("officer", a_holder("velmora")))
    told(officer)
    send(MORNING)
    with pytest.raises(KeyboardInterrupt):
        outbox.send_waiting(at=MORNING)
    assert outbox.send_waiting(at=MORNING) == 0
    assert dying == ["1 notice from your desk"]
    assert Letter.objects.get().taken_at == MORNING
    # What it told stays unread at the desk.
    assert Notice.objects.unread().count() == 1


@pytest.mark.django_db(transaction=True)
def test_invitation_whose_sender_died_is_sent_again(dying: list[str]) -> None:
    outbox.post("a@example.org", language="en", subject="Invitation", body="x", at=MORNING)
    for _time in range(2):
        with pytest.raises(KeyboardInterrupt):
            outbox.send_waiting(at=MORNING)
    assert dying == ["Invitation", "Invitation"]


@pytest.mark.parametrize(
    ("error", "again"),
    [(ConnectionRefusedError(), True), (SMTPServerDisconnected(), False), (TimeoutError(), False)],
)
def test_digest_is_tried_again_only_where_it_surely_was_not_taken(
    officer: Person, monkeypatch: pytest.MonkeyPatch, error: Exception, again: bool
) -> None:
    told(officer)
    send(MORNING)

    def refuse(message: mail.EmailMultiAlternatives) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(mail.EmailMultiAlternatives, "send", refuse)
        assert outbox.send_waiting(at=MORNING) == 0
    assert outbox.send_waiting(at=MORNING) == int(again)


def test_digest_that_waited_too_long_is_not_sent_beside_the_next(officer: Person) -> None:
    told(officer)
    send(MORNING)
    assert outbox.send_waiting(at=MORNING + digest.WAITS) == 0
    assert mail.outbox == []


def test_what_a_digest_told_that_never_went_out_is_in_the_next(officer: Person) -> None:
    """The mail server was away all day; read at the desk, it is not told again."""
    told(officer)
    told(officer, kind="case.release")
    assert send(MORNING) == 1
    assert send(MORNING + digest.WAITS) == 0
    Notice.objects.filter(kind="case.release").update(read_at=MORNING)
    assert send(MORNING + DAY) == 1
    assert outbox.send_waiting(at=MORNING + DAY) == 1
    (sent,) = mail.outbox
    assert sent.subject == "1 notice from your desk"
    assert send(MORNING + 2 * DAY) == 0


def test_wish_is_one_of_four(officer: Person) -> None:
    with pytest.raises(ValueError, match="hourly"):
        wishes.choose(officer, "hourly", at=NIGHT)
    assert not Wish.objects.exists()
