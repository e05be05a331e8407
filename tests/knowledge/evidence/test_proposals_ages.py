"""Ages that only those beside them tell: half-open groups, first years, the last of single years."""

from __future__ import annotations

import pytest

from qantara.knowledge.evidence.proposals import ages
from tests.knowledge.evidence.told import said

KEPT = {"Y0T4", "Y0T14", "Y15T24", "Y15T64", "Y25T54", "Y_GE55", "Y_GE65", "Y_GE85", "Y_GE100"}


def settled(*texts):
    return {
        text: code
        for text, (code, _how) in ages.settled(
            {text: ages.code(text) for text in texts}, KEPT
        ).items()
    }


@pytest.mark.parametrize(
    ("texts", "codes"),
    (
        (("unter 15", "15 bis 65", "65 bis 85", "85 und älter"), {"15 bis 65": "Y15T64", "65 bis 85": "Y65T84"}),
        (("0-15", "15-25", "25+"), {"0-15": "Y0T14", "15-25": "Y15T24"}),
        (("0-14", "15-64", "65+"), {}),
        (("0-14", "14-17", "15-24"), {}),
        (("00", "15", "25", "55"), {"00": "Y0T14", "15": "Y15T24", "25": "Y25T54", "55": "Y_GE55"}),
        (("0", "1", "2", "3"), {}),
        (tuple(map(str, range(101))), {"100": "Y_GE100"}),
        (tuple(map(str, range(100))), {}),
        (("98", "99", "100"), {}),
    ),
)  # fmt: skip
def test_ages_are_settled_by_those_beside_them(texts, codes):
    assert settled(*texts) == codes


def test_a_bare_last_age_stands_for_everybody_older(proposed):
    rows = "".join(f"{age};{age + 1}\n" for age in range(101))
    _open, understood = proposed(f"Foreign residents of Karwan, 2023\nAge;Number\n{rows}")
    assert understood is not None, _open
    by_age = dict(said(understood, "breakdown", "value"))
    assert (by_age["AGE=Y95T99"], by_age["AGE=Y_GE100"]) == (490.0, 101.0)
    assert len(by_age) == 21


def test_ages_that_are_not_kept_are_proposed_to_be_left_out_beside_others(proposed):
    _open, understood = proposed(
        "Foreign residents of Karwan, 2023\nAge;Number\n0-14;10\n15-64;20\n65-84;30\n85 and over;40\n"
    )
    assert understood is not None, _open
    assert said(understood, "breakdown", "value") == [
        ("AGE=Y0T14", 10.0), ("AGE=Y15T64", 20.0), ("AGE=Y_GE85", 40.0),
    ]  # fmt: skip
    open_, _none = proposed("Foreign residents of Karwan, 2023\nAge;Number\n3-11;10\n12-21;20\n")
    assert open_ == ["code:karwan.csv:Age:3-11", "code:karwan.csv:Age:12-21"]
