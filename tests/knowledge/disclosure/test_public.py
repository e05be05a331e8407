"""What others print: knowledge also where we do not show it, and courtesy."""

import pytest

from qantara.knowledge.disclosure import CannotProtect, Rules, protect
from tests.knowledge.disclosure.tables import DECLARATION, KEY, figure, frame


def released(rows, **more):
    return protect(frame(rows), DECLARATION, Rules(), key=KEY, **more)


def states(found):
    return dict(found.frame.select("breakdown", "state").iter_rows())


def sexes(women, men, **more):
    return [
        figure("POP-01", "", women + men, **more),
        figure("POP-01", "SEX=F", women, **more),
        figure("POP-01", "SEX=M", men, **more),
    ]


def test_what_an_office_prints_elsewhere_hides_nothing():
    """The men are on the office's page, though not in our table: the total must go."""
    ages = [("Y0T17", 3), ("Y18T64", 60), ("Y_GE65", 40)]
    rows = [figure("POP-01", f"AGE={age}", people) for age, people in ages]
    rows.append(figure("POP-01", "", 103))
    elsewhere = frame([figure("POP-01", "AGE=Y_GE65", 40, source=1)])
    found = states(released(rows, public=[1], elsewhere=elsewhere))
    assert found == {
        "": "shown",
        "AGE=Y0T17": "withheld",
        "AGE=Y18T64": "withheld",
        "AGE=Y_GE65": "shown",
    }


def test_what_an_office_prints_elsewhere_can_make_protection_impossible():
    rows = [figure("POP-01", "SEX=F", 3)]
    elsewhere = frame(
        [figure("POP-01", "", 103, source=1), figure("POP-01", "SEX=M", 100, source=1)]
    )
    with pytest.raises(CannotProtect):
        released(rows, public=[1], elsewhere=elsewhere)


def test_courtesy_does_not_count_what_we_do_not_print():
    """To a reader of our releases alone, the office's table does not exist."""
    elsewhere = frame([figure("POP-01", f"AGE={age}", 2, source=0) for age in ("Y0", "Y1")])
    found = released(sexes(60, 43), public=[0], elsewhere=elsewhere)
    assert set(states(found).values()) == {"shown"}


def test_protection_and_courtesy_are_counted_apart():
    rows = [*sexes(3, 100), figure("FLW-01", "", 2, source=1)]
    found = released(rows, public=[0])
    assert (found.proof.withheld, found.courtesy.proof.withheld) == (1, 3)
    assert found.counted() == {"shown": 1, "withheld": 1, "courtesy": 2, "absent": 0, "standing": 0}


def test_network_may_repeat_what_a_source_prints():
    assert states(released(sexes(3, 100), public=[0], repeat=[0])) == {
        "": "shown",
        "SEX=F": "shown",
        "SEX=M": "shown",
    }


def test_network_never_repeats_what_is_sensitive():
    found = released([figure("LEG-02", "", 7)], public=[0], repeat=[0])
    assert states(found) == {"": "courtesy"}
