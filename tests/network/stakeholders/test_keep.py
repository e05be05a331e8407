"""Stakeholders and offices kept; a spreadsheet stored whole or not at all; what is forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from qantara.core import retention
from qantara.core.errors import Conflict, DomainError, NotAllowed
from qantara.core.models import AuditLine
from qantara.network.models import Office, Stakeholder
from qantara.network.stakeholders import keep, store
from qantara.network.stakeholders.keep import Draft
from tests.people import a_holder, a_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, tzinfo=UTC)
REGION = Draft(name="Region", level="regional", parts={"HOU": ["funds", "decides"], "EDU": []})
UNION = Draft(name="Union", level="business", parts={})


def test_stakeholder_is_kept_once_and_its_parts_in_order() -> None:
    city = a_holder()
    officer = a_person("officer", ("officer", city))
    made = keep.add(REGION, holder=city, by=officer, at=AT)
    assert (made.name, made.parts, made.version) == ("Region", {"HOU": ["decides", "funds"]}, 1)
    with pytest.raises(DomainError, match="is in the list already"):
        keep.add(Draft(name=" region", level="local", parts={}), holder=city, by=officer, at=AT)
    assert [line.act for line in AuditLine.objects.all()] == ["stakeholder.added"]


def test_stakeholders_are_kept_by_the_citys_own_team_alone() -> None:
    city, office = a_holder(), a_holder("office", "secretariat")
    for person in (
        a_person("expert", ("reviewer", city)),
        a_person("secretary", ("coordinator", office)),
        a_person("neighbour", ("officer", a_holder("calbera"))),
    ):
        with pytest.raises(NotAllowed):
            keep.add(REGION, holder=city, by=person, at=AT)
        assert not Stakeholder.objects.visible_to(person).exists()


def test_change_of_an_earlier_version_is_a_conflict() -> None:
    city = a_holder()
    officer = a_person("officer", ("officer", city))
    made = keep.add(REGION, holder=city, by=officer, at=AT)
    keep.change(made, UNION, seen=1, by=officer, at=AT)
    with pytest.raises(Conflict):
        keep.change(made, REGION, seen=1, by=officer, at=AT)
    assert list(Stakeholder.objects.values_list("name", "version")) == [("Union", 2)]


def test_spreadsheet_is_stored_of_what_was_seen_or_not_at_all() -> None:
    city = a_holder()
    officer = a_person("officer", ("officer", city))
    seen = store.state(city)
    keep.add(UNION, holder=city, by=officer, at=AT)
    with pytest.raises(Conflict):
        store.store([REGION], holder=city, seen=seen, removes_absent=True, by=officer, at=AT)
    assert [one.name for one in Stakeholder.objects.all()] == ["Union"]
    store.store(
        [REGION], holder=city, seen=store.state(city), removes_absent=True, by=officer, at=AT
    )
    assert [one.name for one in Stakeholder.objects.all()] == ["Region"]


def test_spreadsheet_leaves_what_it_does_not_name() -> None:
    city = a_holder()
    officer = a_person("officer", ("officer", city))
    keep.add(UNION, holder=city, by=officer, at=AT)
    store.store(
        [REGION], holder=city, seen=store.state(city), removes_absent=False, by=officer, at=AT
    )
    assert sorted(Stakeholder.objects.values_list("name", flat=True)) == ["Region", "Union"]


def test_office_is_forgotten_unless_it_is_confirmed() -> None:
    city = a_holder()
    officer = a_person("officer", ("officer", city))
    said = {"organisation": "Registry", "email": "", "telephone": ""}
    for function in ("Head of registers", "Desk of letters"):
        keep.add_office(function=function, **said, holder=city, by=officer, at=AT)
    later = AT + timedelta(days=700)
    one = Office.objects.get(function="Desk of letters")
    keep.change_office(one, function="Desk of letters", **said, seen=1, by=officer, at=later)
    retention.heed(AT + timedelta(days=731))
    assert [office.function for office in Office.objects.all()] == ["Desk of letters"]
