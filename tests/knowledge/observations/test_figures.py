from __future__ import annotations

from datetime import date

import pytest

from qantara.core.errors import DomainError
from qantara.knowledge.observations import check
from qantara.knowledge.observations.figures import FIGURES, figures
from qantara.knowledge.observations.models import Definition, Latest, Observation, Period, Source
from qantara.knowledge.observations.prefer import NothingToPrefer, prefer

from .conftest import moment, statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def choose(officer, karwan):
    def act(title, day, *, period=None, reason="counts everybody"):
        return prefer(
            Source.objects.get(title=title),
            territory=karwan,
            definition=Definition.objects.get(code="CTX-01"),
            period=Period.objects.get(code=period) if period else None,
            reason=reason,
            by=officer,
            at=moment(day),
        )

    return act


def preferred(day):
    found = figures(["karwan"], as_of=moment(day))
    return [
        (row["period"], row["value"], found.sources[row["source"]].title)
        for row in found.frame.iter_rows(named=True)
    ]


def test_figures_are_the_figure_frame(confirm):
    confirm(
        statement(definition="POP-01", breakdown="SEX=F", period="2022-01-01", value=51.0),
        statement(definition="POP-01", period="2022", unit="PT", value=19.4, decimals=1),
        statement(value=None, absence="not_collected"),
    )
    found = figures(["karwan"], as_of=moment(0))
    assert found.frame.schema == FIGURES
    assert found.frame.select(
        "key", "indicator", "reference_date", "value", "absence", "state", "source"
    ).rows() == [
        (
            "CTX-01@karwan;2024-01-01",
            "CTX-01",
            date(2024, 1, 1),
            None,
            "not_collected",
            "absent",
            0,
        ),
        ("POP-01@karwan;SEX=F;2022-01-01", "POP-01", date(2022, 1, 1), 51.0, "", "shown", 0),
        ("POP-01@karwan;2022 share", "POP-01", None, 19.4, "", "shown", 0),
    ]
    assert [(one.title, one.accessed_on) for one in found.sources] == [
        ("Register", date(2026, 3, 1))
    ]
    assert figures(["elsewhere"], as_of=moment(0)).frame.schema == FIGURES


def test_figures_without_a_preference_take_the_official_then_the_newest(confirm):
    confirm(
        statement(value=1.0, obs_status="E", method="expert_judgement"), source="Estimate", day=2
    )
    confirm(statement(value=2.0), source="Census", day=0)
    confirm(statement(value=3.0), source="Register", day=1)
    assert preferred(3) == [("2024-01-01", 3.0, "Register")]
    assert list(Latest.objects.values_list("value", flat=True)) == [3.0]


def test_prefer_decides_from_its_day_on_and_for_a_period_before_all(confirm, choose):
    for source, value in (("Census", 2.0), ("Register", 3.0)):
        confirm(
            statement(value=value), statement(period="2023-01-01", value=value - 1), source=source
        )
    choose("Census", 5)
    choose("Register", 7, period="2023-01-01")
    assert preferred(4) == [("2023-01-01", 2.0, "Register"), ("2024-01-01", 3.0, "Register")]
    assert preferred(5) == [("2023-01-01", 1.0, "Census"), ("2024-01-01", 2.0, "Census")]
    assert preferred(7) == [("2023-01-01", 2.0, "Register"), ("2024-01-01", 2.0, "Census")]
    assert list(Latest.objects.values_list("value", flat=True)) == [2.0]
    assert list(check.problems()) == []


def test_prefer_ends_the_choice_before_it_and_asks_for_a_reason(confirm, choose):
    confirm(statement(value=2.0), source="Census")
    confirm(statement(value=3.0))
    choose("Census", 1)
    choose("Register", 2)
    assert [preferred(day)[0][1] for day in (1, 2)] == [2.0, 3.0]
    with pytest.raises(DomainError):
        choose("Census", 3, reason=" ")
    Period.objects.create(code="1999", start="1999-01-01", end="1999-12-31")
    with pytest.raises(NothingToPrefer):
        choose("Census", 3, period="1999")


def test_current_and_as_of_chain_with_other_filters(confirm):
    confirm(statement(), statement(period="2023-01-01", value=900.0))
    confirm(statement(value=1010.0), day=10)
    current = Observation.objects.filter(territory__slug="karwan").current()
    assert sorted(current.values_list("value", flat=True)) == [900.0, 1010.0]
    before = Observation.objects.as_of(moment(9)).filter(period__code="2024-01-01")
    assert list(before.values_list("value", flat=True)) == [1000.0]


def test_figures_take_the_same_number_of_queries_for_one_and_for_three(
    confirm, django_assert_num_queries
):
    confirm(statement())
    with django_assert_num_queries(3):
        figures(["karwan"], as_of=moment(1))
    confirm(statement(period="2023-01-01"), statement(period="2022-01-01"), source="Census", day=1)
    with django_assert_num_queries(3):
        figures(["karwan"], as_of=moment(1))
