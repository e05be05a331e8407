"""Shares and rates from counts that are shown."""

from __future__ import annotations

import pytest

from qantara.knowledge.profiles.rates import with_rates
from tests.knowledge.profiles.conftest import frame, row


def computed(framework, *rows):
    whole = with_rates(frame(*rows), framework)
    return whole.slice(len(rows)).select("key", "value", "state", "obs_status").rows()


def test_rates_share_of_residents_is_computed_for_the_same_people(framework):
    rows = (
        row("CTX-01", "2023", 1_000),
        row("CTX-01", "2023", 520, breakdown="SEX=F"),
        row("POP-01", "2023", 200, obs_status="P"),
        row("POP-01", "2023", 91, breakdown="SEX=F"),
    )
    assert computed(framework, *rows) == [
        ("POP-01@ardelune;2023 share", 20.0, "shown", "P"),
        ("POP-01@ardelune;SEX=F;2023 share", 17.5, "shown", "A"),
        ("POP-05@ardelune;2023", 45.5, "shown", "P"),
    ]


@pytest.mark.parametrize("hidden", ("withheld", "courtesy"))
def test_rates_of_a_hidden_part_are_hidden(framework, hidden):
    part = row("POP-01", "2023", None, state=hidden)
    assert computed(framework, row("CTX-01", "2023", 1_000), part) == [
        ("POP-01@ardelune;2023 share", None, hidden, "A")
    ]
    whole = row("CTX-01", "2023", None, state=hidden)
    assert computed(framework, whole, row("POP-01", "2023", 200)) == [
        ("POP-01@ardelune;2023 share", None, hidden, "A")
    ]


def test_rates_need_thirty_people_and_the_same_period(framework):
    assert computed(framework, row("CTX-01", "2023", 29), row("POP-01", "2023", 12)) == []
    assert computed(framework, row("CTX-01", "2022", 900), row("POP-01", "2023", 12)) == []


def test_rates_of_an_absent_part_do_not_exist(framework):
    part = row("POP-01", "2023", None, state="absent", absence="not_collected")
    assert computed(framework, row("CTX-01", "2023", 1_000), part) == []


def test_rates_that_are_there_are_left_alone(framework):
    given = row("POP-05", "2023", 47.0, unit="PT", decimals=1)
    rows = (row("POP-01", "2023", 200), row("POP-01", "2023", 91, breakdown="SEX=F"), given)
    assert computed(framework, *rows) == []


def test_rates_share_citizenships_out_among_all_foreign_citizens(framework):
    rows = (row("POP-01", "2023", 200), row("POP-04", "2023", 50, breakdown="NAT=QN"))
    assert computed(framework, *rows) == [("POP-04@ardelune;NAT=QN;2023 share", 25.0, "shown", "A")]
