"""Setting people up, and seeing them off."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from qantara.accounts import people
from qantara.accounts.models import Holder, Person, Role
from qantara.accounts.roles import can
from qantara.core import audit
from qantara.core.errors import DomainError, NotAllowed
from qantara.core.models import AuditLine
from tests.people import a_holder, a_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
LATER = AT + timedelta(days=1)


@pytest.fixture
def velmora() -> Holder:
    return a_holder("velmora")


@pytest.fixture
def signatory(velmora: Holder) -> Person:
    return a_person("signatory", ("signatory", velmora))


@pytest.fixture
def officer(velmora: Holder) -> Role:
    return Role.objects.get(person=a_person("officer", ("officer", velmora)))


def test_signatory_ends_a_role_of_the_holder(velmora, signatory, officer) -> None:
    people.end_role(officer, reason="Moved on", by=signatory, at=AT)
    assert can(officer.person, "case.open", officer, at=AT - timedelta(seconds=1))
    assert not can(officer.person, "case.open", officer, at=AT)
    line = AuditLine.objects.get(act="role.ended")
    assert (audit.people([line.actor])[line.actor], line.reason, line.fields, line.holder) == (
        signatory.pk, "Moved on", ["officer"], velmora.pk,
    )  # fmt: skip


def test_role_is_laid_down_by_who_holds_it(officer) -> None:
    assert people.end_role(officer, reason="x", by=officer.person, at=AT).until == AT


def test_role_is_not_ended_by_who_may_not(velmora, officer) -> None:
    stranger = a_person("stranger", ("signatory", a_holder("elsewhere")))
    colleague = a_person("colleague", ("officer", velmora))
    for person in (stranger, colleague):
        with pytest.raises(NotAllowed):
            people.end_role(officer, reason="x", by=person, at=AT)


def test_role_ends_once(officer) -> None:
    people.end_role(officer, reason="x", by=None, at=AT)
    with pytest.raises(DomainError, match="has ended"):
        people.end_role(officer, reason="x", by=None, at=LATER)


def test_role_that_ended_can_be_granted_again(velmora, signatory, officer) -> None:
    people.end_role(officer, reason="x", by=signatory, at=AT)
    people.grant_role(officer.person, "officer", holder=velmora, by=signatory, at=LATER)
    assert Role.objects.filter(person=officer.person).count() == 2


def test_holder_without_signatory_gets_a_first_one_again(velmora, signatory) -> None:
    people.end_role(Role.objects.get(person=signatory), reason="x", by=None, at=AT)
    new = a_person("new")
    people.grant_role(new, "signatory", holder=velmora, by=None, at=LATER)
    assert can(new, "roles.grant", velmora.roles.first(), at=LATER)


def test_person_who_leaves_holds_no_role_and_cannot_sign_in(velmora) -> None:
    person = a_person("both", ("officer", velmora), ("reviewer", a_holder("other")))
    people.close_person(person, reason="Left", by=None, at=AT)
    person.refresh_from_db()
    assert not person.is_active
    assert set(person.roles.values_list("until", flat=True)) == {AT}
    assert AuditLine.objects.filter(act="role.ended").count() == 2
    with pytest.raises(DomainError, match="has left already"):
        people.close_person(person, reason="Left", by=None, at=LATER)


def test_password_is_replaced_unless_it_is_weak(signatory) -> None:
    people.set_password(signatory, "seven old bridges", by=None, at=AT)
    with pytest.raises(DomainError, match="at least 12"):
        people.set_password(signatory, "short", by=None, at=AT)
    signatory.refresh_from_db()
    assert signatory.check_password("seven old bridges")


def test_holder_is_added_once_with_a_name(velmora) -> None:
    added = people.add_holder("harbour-fund", kind="partner", name={"en": "Fund"}, by=None, at=AT)
    assert (added.kind, added.name) == ("partner", {"en": "Fund"})
    for slug, name in (("velmora", {"en": "x"}), ("no slug", {"en": "x"}), ("nameless", {})):
        with pytest.raises(DomainError):
            people.add_holder(slug, kind="partner", name=name, by=None, at=AT)
