"""Tables a network prints rounded to base 5."""

from dataclasses import replace

import pytest

from qantara.knowledge.disclosure import CannotProtect, Rules, protect
from qantara.knowledge.disclosure.errors import AlreadyExact
from qantara.knowledge.disclosure.rounding import rounded
from tests.knowledge.disclosure.tables import DECLARATION, KEY, figure, frame, share, table

ROUNDED = replace(DECLARATION, rounded=frozenset({"foreigners"}))
AGES = ("Y0T17", "Y18T24", "Y25T64", "Y_GE65")
COUNTS = {(age,): people for age, people in zip(AGES, (2, 41, 40, 3), strict=True)}


def released(rows, **more):
    return protect(frame(rows), ROUNDED, Rules(), key=KEY, **more)


@pytest.mark.parametrize(
    ("people", "expected"), ((0, 0), (2, 0), (3, 5), (7, 5), (8, 10), (-3, -5), (-2, 0))
)
def test_rounded(people, expected):
    assert rounded(people) == expected


def test_protect_rounds_the_whole_table_and_withholds_nothing_of_it():
    found = released(table("POP-01", COUNTS, "AGE"))
    assert set(found.frame["state"]) == {"shown"}
    assert all(value % 5 == 0 for value in found.frame["value"])
    assert found.frame.filter(found.frame["breakdown"] == "")["value"][0] == 85


def test_every_small_count_keeps_the_range_of_its_rounded_one():
    judged = released(table("POP-01", COUNTS, "AGE")).real
    counts = judged.decision.counts(judged.system)
    spans = counts.max(axis=0) - counts.min(axis=0)
    for cell, low, high, span in zip(
        judged.system.cells, judged.system.low, judged.system.high, spans, strict=True
    ):
        if low < 5:
            assert span >= min(high - low, 3), cell.name


def test_rounded_table_whose_sums_tell_is_refused():
    """Of two bands, 0 and 5, that are 10 together, one has two people, and the other seven or six."""
    rows = [figure("POP-01", "", 8), figure("POP-01", "SEX=F", 2), figure("POP-01", "SEX=M", 6)]
    with pytest.raises(CannotProtect):
        released(rows)


def test_share_of_rounded_counts_is_not_printed():
    found = released([*table("POP-01", COUNTS, "AGE"), share("POP-05", "", 43, 86)])
    states = dict(found.frame.select("definition", "state").iter_rows())
    assert states["POP-05"] == "withheld"


def test_release_after_a_rounded_one_is_rounded_alike():
    first = released(table("POP-01", COUNTS, "AGE"))
    second = released(table("POP-01", COUNTS, "AGE"), known=[first.frame])
    assert second.frame.equals(first.frame)


def test_what_was_shown_exactly_is_not_rounded_now():
    before = protect(frame([figure("POP-01", "", 86)]), DECLARATION, Rules(), key=KEY)
    with pytest.raises(AlreadyExact):
        released(table("POP-01", COUNTS, "AGE"), known=[before.frame])
