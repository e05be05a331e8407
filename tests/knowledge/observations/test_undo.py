from __future__ import annotations

import pytest

from qantara.core.errors import DomainError
from qantara.core.models import AuditLine
from qantara.knowledge.observations import check
from qantara.knowledge.observations.models import Latest, Observation
from qantara.knowledge.observations.undo import AlreadyUndone, undo

from .conftest import moment, statement

pytestmark = pytest.mark.django_db


def values(queryset):
    return sorted(queryset.values_list("period__code", "value"))


@pytest.fixture
def take_back(officer):
    def act(batch, day):
        return undo(batch, by=officer, at=moment(day), reason="wrong file")

    return act


def test_undo_takes_back_what_was_added_and_restores_what_was_replaced(confirm, take_back):
    confirm(statement())
    wrong = confirm(statement(value=9999.0), statement(period="2023-01-01", value=7.0), day=1)
    take_back(wrong, 2)
    assert values(Observation.objects.current()) == [("2024-01-01", 1000.0)]
    assert list(Latest.objects.values_list("value", flat=True)) == [1000.0]
    assert AuditLine.objects.order_by("id").last().reason == "wrong file"
    assert list(check.problems()) == []


def test_undo_changes_nothing_of_the_past(confirm, take_back):
    confirm(statement())
    wrong = confirm(statement(value=9999.0), day=1)
    take_back(wrong, 3)
    seen = [values(Observation.objects.as_of(moment(day))) for day in (0, 1, 2, 3)]
    assert seen == [
        [("2024-01-01", 1000.0)],
        [("2024-01-01", 9999.0)],
        [("2024-01-01", 9999.0)],
        [("2024-01-01", 1000.0)],
    ]


def test_undo_in_any_order_ends_with_what_no_undone_import_said(confirm, take_back):
    confirm(statement(value=1.0))
    second = confirm(statement(value=2.0), day=1)
    third = confirm(statement(value=3.0), day=2)
    take_back(second, 3)
    assert values(Observation.objects.current()) == [("2024-01-01", 3.0)]
    take_back(third, 4)
    assert values(Observation.objects.current()) == [("2024-01-01", 1.0)]
    assert list(check.problems()) == []


def test_undo_happens_once_and_for_a_reason(confirm, take_back, officer):
    batch = confirm(statement())
    with pytest.raises(DomainError):
        undo(batch, by=officer, at=moment(1), reason="  ")
    take_back(batch, 1)
    assert Observation.objects.current().count() == 0
    with pytest.raises(AlreadyUndone):
        take_back(batch, 2)


def test_undone_figures_can_be_confirmed_again(confirm, take_back):
    take_back(confirm(statement()), 1)
    again = confirm(statement(), day=2)
    assert (again.added, again.same) == (1, 0)
    assert values(Observation.objects.current()) == [("2024-01-01", 1000.0)]
