"""Sums that hold only nearly, because an office rounds what it prints."""

import pytest

from qantara.knowledge.disclosure import ContradictoryFigures, Rules, protect
from tests.knowledge.disclosure.tables import DECLARATION, KEY, figure, frame


def states(rows, **more):
    found = protect(frame(rows), DECLARATION, Rules(), key=KEY, **more).frame
    return dict(found.select("breakdown", "state").iter_rows())


def rounded(total, women, men):
    return [
        figure("POP-01", "", total),
        figure("POP-01", "SEX=F", women),
        figure("POP-01", "SEX=M", men),
    ]


def test_sums_of_rounded_figures_hold_nearly():
    with pytest.raises(ContradictoryFigures):
        states(rounded(105, 45, 65))
    assert set(states(rounded(105, 45, 65), bases={0: 5}).values()) == {"shown"}


def test_sums_of_rounded_figures_do_not_hold_at_any_distance():
    with pytest.raises(ContradictoryFigures):
        states(rounded(105, 45, 95), bases={0: 5})


def test_rounded_figure_that_may_be_small_is_withheld():
    """Five, rounded to fives, may be one person."""
    assert states(rounded(105, 5, 100), bases={0: 5})["SEX=F"] == "withheld"


def test_office_that_rounds_in_public_is_taken_as_it_is():
    found = states(rounded(105, 5, 100), bases={0: 5}, public=[0], repeat=[0])
    assert set(found.values()) == {"shown"}
