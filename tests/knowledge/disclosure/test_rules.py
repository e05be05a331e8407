import pytest

from qantara.knowledge.disclosure import Rules


@pytest.mark.parametrize("looser", ({"people": 4}, {"sensitive": 5}, {"most_cells": 20_000}))
def test_rules_cannot_be_lowered(looser):
    with pytest.raises(ValueError, match="protects less"):
        Rules(**looser)


def test_rules_can_be_raised():
    assert Rules(people=11).threshold("people") == 11


@pytest.mark.parametrize(("protection", "below"), (("people", 5), ("sensitive", 10), ("none", 0)))
def test_rules_threshold_by_class(protection, below):
    assert Rules().threshold(protection) == below
