"""Days and who they hold for, more time asked and decided, reminders that stop."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from qantara.accounts.models import Holder, Person
from qantara.core.errors import DomainError, NotAllowed
from qantara.core.models import AuditLine
from qantara.knowledge import frameworks
from qantara.knowledge.dues import acts, days, reminders
from qantara.knowledge.dues.models import Due, Extension
from qantara.knowledge.dues.standing import Held, Opened, gather
from qantara.network.models import Member, Network, Participation, Phase
from qantara.notices.models import Notice
from tests.people import a_holder, a_person

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = AT.date()


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.fixture
def network(db: None) -> Network:
    office = a_holder("office", Holder.Kind.SECRETARIAT)
    network = Network.objects.create(slug="rivers", name={}, holder=office)
    phase = Phase.objects.create(network=network, number=1, name={})
    for slug in ("marwa", "ardeya"):
        member = Member.objects.create(
            slug=slug, kind="city", name={"en": slug.title()}, holder=a_holder(slug)
        )
        Participation.objects.create(
            network=network, member=member, joined_in=phase, valid_from=date(2020, 1, 1)
        )
    return network


@pytest.fixture
def coordinator(network: Network) -> Person:
    return a_person("coordinator", ("coordinator", network.holder))


@pytest.fixture
def marwa(network: Network) -> Holder:
    return Holder.objects.get(slug="marwa")


@pytest.fixture
def officer(marwa: Holder) -> Person:
    return a_person("officer", ("officer", marwa))


@pytest.fixture
def signatory(marwa: Holder) -> Person:
    return a_person("signatory", ("signatory", marwa))


def on(holder: Holder, step: str, language: str = "") -> date | None:
    found = days.load([holder.pk], AT).of(holder.pk, step, language)
    return found.on if found else None


def asked(marwa: Holder, officer: Person, until: int = 40) -> Extension:
    due = days.load([marwa.pk], AT).of(marwa.pk, "evidence")
    assert due
    return acts.ask(due, "", holder=marwa, until=day(until), reason="Elections", by=officer, at=AT)


# Which day counts


def test_day_of_one_city_goes_before_the_day_of_all(
    network: Network, coordinator: Person, marwa: Holder
) -> None:
    given = {"by": coordinator, "at": AT}
    acts.set_due(network, "draft", day(10), **given)
    acts.set_due(network, "draft", day(20), language="ar", **given)
    assert (on(marwa, "draft", "ar"), on(marwa, "draft", "fr")) == (day(20), day(10))
    acts.set_due(network, "draft", day(30), holder=marwa, **given)
    assert (on(marwa, "draft", "ar"), on(marwa, "draft", "fr")) == (day(30), day(30))
    acts.set_due(network, "draft", day(40), holder=marwa, language="ar", **given)
    assert (on(marwa, "draft", "ar"), on(marwa, "draft", "fr")) == (day(40), day(30))
    other = Holder.objects.get(slug="ardeya")
    assert (on(other, "draft", "ar"), on(other, "draft", "fr")) == (day(20), day(10))
    assert on(a_holder("elsewhere"), "draft") is None


def test_of_two_networks_the_earlier_day_counts(
    network: Network, coordinator: Person, marwa: Holder
) -> None:
    office = a_holder("lakes", Holder.Kind.SECRETARIAT)
    second = Network.objects.create(slug="lakes", name={}, holder=office)
    Participation.objects.create(
        network=second, member=marwa.member, valid_from=date(2020, 1, 1),
        joined_in=Phase.objects.create(network=second, number=1, name={}),
    )  # fmt: skip
    acts.set_due(network, "team", day(10), by=coordinator, at=AT)
    acts.set_due(second, "team", day(5), by=a_person("lakes", ("coordinator", office)), at=AT)
    assert on(marwa, "team") == day(5)


def test_new_day_ends_the_one_before_and_keeps_it(
    network: Network, coordinator: Person, marwa: Holder
) -> None:
    for number in (10, 20):
        acts.set_due(network, "team", day(number), by=coordinator, at=AT)
    rows = Due.objects.order_by("on").values_list("on", "ended_at")
    assert list(rows) == [(day(10), AT), (day(20), None)]
    acts.end_due(Due.objects.in_force().get(), by=coordinator, at=AT)
    assert on(marwa, "team") is None
    assert Due.objects.count() == 2
    told = AuditLine.objects.order_by("id").values_list("act", flat=True)
    assert list(told) == ["due.set", "due.set", "due.ended"]


def test_database_keeps_one_day_in_force(network: Network, coordinator: Person) -> None:
    acts.set_due(network, "team", day(10), by=coordinator, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Due.objects.create(network=network, step="team", on=day(3), set_by=coordinator, set_at=AT)


def test_nobody_else_sets_days(network: Network, officer: Person) -> None:
    stranger = a_person("stranger", ("coordinator", a_holder("lakes", "secretariat")))
    for person in (officer, stranger):
        with pytest.raises(NotAllowed):
            acts.set_due(network, "team", day(10), by=person, at=AT)


@pytest.mark.parametrize(
    ("step", "number", "given"),
    [("team", 0, {}), ("team", 5, {"language": "ar"}), ("team", 5, {"holder": "elsewhere"})],
)
def test_day_that_makes_no_sense_is_refused(
    network: Network, coordinator: Person, step: str, number: int, given: dict[str, object]
) -> None:
    if "holder" in given:
        given = {"holder": a_holder("elsewhere")}
    with pytest.raises(DomainError):
        acts.set_due(network, step, day(number), by=coordinator, at=AT, **given)
    assert not Due.objects.exists()


# What is left to do


def test_drafts_with_one_day_are_one_item_and_done_ones_none(
    network: Network, coordinator: Person, marwa: Holder
) -> None:
    acts.set_due(network, "draft", day(10), by=coordinator, at=AT)
    dated = days.load([marwa.pk], AT)
    assert [(one.step, one.language) for one in dated.open(marwa.pk, Held())] == [("draft", "")]
    held = Held(sources={"en": 2}, current={"fr": 2, "ar": 1})
    found = dated.open(marwa.pk, held)
    assert [(one.step, one.language) for one in found] == [("draft", "ar"), ("draft", "es")]


def test_what_is_done_is_not_due(network: Network, coordinator: Person, marwa: Holder) -> None:
    for number, step in enumerate(("review", "signature"), 10):
        acts.set_due(network, step, day(number), by=coordinator, at=AT)
    case = Opened(key=marwa.pk, is_reviewed=True, is_approved=False, is_released=False)
    found = days.load([marwa.pk], AT).open(marwa.pk, Held(case=case))
    assert [(one.step, one.day.on) for one in found] == [("signature", day(11))]


# More time


def test_granted_time_is_the_citys_own_day_and_everybody_is_told(
    network: Network, coordinator: Person, marwa: Holder, officer: Person, signatory: Person
) -> None:
    stranger = a_person("stranger", ("coordinator", a_holder("lakes", "secretariat")))
    acts.set_due(network, "evidence", day(30), by=coordinator, at=AT)
    extension = asked(marwa, officer)
    waiting = Notice.objects.get()
    assert (waiting.kind, waiting.person) == ("extension.asked", coordinator)
    acts.grant(extension, day(35), answer="Five days", by=coordinator, at=AT)
    assert on(marwa, "evidence") == day(35)
    assert on(Holder.objects.get(slug="ardeya"), "evidence") == day(30)
    waiting.refresh_from_db()
    assert waiting.settled_at == AT
    told = Notice.objects.filter(kind="extension.granted")
    assert {one.person for one in told} == {officer, signatory}
    assert not Notice.objects.filter(person=stranger).exists()
    # The reason is behind the link, not in the notice.
    assert not any("Elections" in str(one.about) for one in Notice.objects.all())


def test_refusal_says_why_and_leaves_the_day(
    network: Network, coordinator: Person, marwa: Holder, officer: Person
) -> None:
    acts.set_due(network, "evidence", day(30), by=coordinator, at=AT)
    extension = asked(marwa, officer)
    with pytest.raises(DomainError):
        acts.refuse(extension, answer="  ", by=coordinator, at=AT)
    acts.refuse(extension, answer="The report waits for it.", by=coordinator, at=AT)
    extension = Extension.objects.get()
    assert (extension.state, extension.answer) == ("refused", "The report waits for it.")
    assert on(marwa, "evidence") == day(30)
    with pytest.raises(DomainError):
        acts.grant(extension, day(50), answer="", by=coordinator, at=AT)


def test_more_time_is_asked_once_with_a_reason_for_a_later_day(
    network: Network, coordinator: Person, marwa: Holder, officer: Person
) -> None:
    acts.set_due(network, "evidence", day(30), by=coordinator, at=AT)
    with pytest.raises(DomainError):
        asked(marwa, officer, until=30)
    asked(marwa, officer)
    with pytest.raises(DomainError):
        asked(marwa, officer, until=50)
    reviewer = a_person("reviewer", ("reviewer", marwa))
    with pytest.raises(NotAllowed):
        asked(marwa, reviewer)


def test_secretariat_of_another_network_does_not_decide(
    network: Network, coordinator: Person, marwa: Holder, officer: Person
) -> None:
    office = a_holder("lakes", Holder.Kind.SECRETARIAT)
    second = Network.objects.create(slug="lakes", name={}, holder=office)
    Participation.objects.create(
        network=second, member=marwa.member, valid_from=date(2020, 1, 1),
        joined_in=Phase.objects.create(network=second, number=1, name={}),
    )  # fmt: skip
    other = a_person("other", ("coordinator", office))
    acts.set_due(network, "evidence", day(30), by=coordinator, at=AT)
    extension = asked(marwa, officer)
    assert not Notice.objects.filter(person=other).exists()
    with pytest.raises(NotAllowed):
        acts.grant(extension, day(50), answer="", by=other, at=AT)


# Reminders


@pytest.mark.parametrize(
    ("behind", "name"),
    [(-15, ""), (-14, "14"), (-4, "14"), (-3, "3"), (0, "3"), (1, "past"), (7, "past"),
     (8, "past-8"), (21, "past-8"), (22, "")],
)  # fmt: skip
def test_range_of_days(behind: int, name: str) -> None:
    found = reminders.range_of(TODAY, day(behind))
    assert (found.name if found else "") == name


def test_reminder_comes_four_times_and_then_no_more(
    network: Network, coordinator: Person, officer: Person
) -> None:
    acts.set_due(network, "evidence", day(20), by=coordinator, at=AT)
    for number in range(60):
        reminders.remind(at=AT + timedelta(days=number))
    told = Notice.objects.order_by("at").values_list("kind", "person", "at")
    assert [(kind, person, (at - AT).days) for kind, person, at in told] == [
        ("due.near", officer.pk, 6),
        ("due.near", officer.pk, 17),
        ("due.past", officer.pk, 21),
        ("due.past", officer.pk, 28),
    ]
    assert not Notice.objects.unread().exists()


def test_reminder_is_settled_once_the_step_is_done_or_has_another_day(
    network: Network, coordinator: Person, marwa: Holder, signatory: Person
) -> None:
    acts.set_due(network, "team", day(10), by=coordinator, at=AT)
    reminders.remind(at=AT)
    assert Notice.objects.unread().count() == 1
    acts.set_due(network, "team", day(100), holder=marwa, by=coordinator, at=AT)
    reminders.remind(at=AT)
    assert Notice.objects.unread().count() == 0
    acts.set_due(network, "team", day(12), holder=marwa, by=coordinator, at=AT)
    reminders.remind(at=AT)
    assert Notice.objects.unread().count() == 1
    a_person("officer", ("officer", marwa))
    reminders.remind(at=AT)
    assert Notice.objects.unread().count() == 0


def test_everything_has_one_meaning_of_done(marwa: Holder, signatory: Person) -> None:
    a_person("officer", ("officer", marwa))
    held = gather([marwa.member], frameworks.default(), at=AT)[marwa.pk]
    done = {step: held.is_done(step) for step in ("team", "evidence", "draft", "review", "release")}
    assert done == {
        "team": True, "evidence": False, "draft": False, "review": False, "release": False,
    }  # fmt: skip
    with pytest.raises(ValueError, match="no step"):
        held.is_done("dance")
