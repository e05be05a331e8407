"""Tables that nothing can protect are left out; a number that is lost stays as open as it was."""

import pytest

from qantara.knowledge.disclosure import CannotProtect, Rules, protect
from tests.knowledge.disclosure.tables import DECLARATION, KEY, figure, frame


def release(rows, **more):
    return protect(frame(rows), DECLARATION, Rules(), key=KEY, **more)


def states(found):
    return dict(found.frame.select("breakdown", "state").rows())


#: The office prints all residents and those under 18: three are left, whatever we print.
PUBLIC = [
    figure("POP-01", "", 43, source=1),
    figure("POP-01", "AGE=Y0T17", 40, source=1),
]
DRAFT = [
    figure("POP-01", "AGE=Y_GE18", 3),
    figure("POP-01", "SEX=F", 20),
    figure("POP-01", "SEX=M", 23),
]


def test_draft_that_others_give_away_is_refused():
    with pytest.raises(CannotProtect):
        release(DRAFT, public=[1], elsewhere=frame(PUBLIC))


def test_table_that_others_give_away_is_held_back_and_the_rest_is_shown():
    found = release(DRAFT, public=[1], elsewhere=frame(PUBLIC), holding_back=True)
    assert states(found) == {"SEX=F": "shown", "SEX=M": "shown"}
    assert found.held_back == {DRAFT[0]["key"]}


def test_what_a_public_source_prints_is_known_though_its_table_is_held_back():
    """Held back with the table it stands in, the office's number still gives ours away."""
    public = {**PUBLIC[1], "key": PUBLIC[1]["key"] + ";1"}
    rows = [*DRAFT, public]
    found = release(rows, public=[1], elsewhere=frame(PUBLIC[:1]), holding_back=True)
    assert states(found) == {"SEX=F": "shown", "SEX=M": "shown"}
    assert found.held_back == {DRAFT[0]["key"], public["key"]}


def test_draft_of_which_nothing_is_left_is_refused():
    with pytest.raises(CannotProtect):
        release(DRAFT[:1], public=[1], elsewhere=frame(PUBLIC), holding_back=True)


def test_nothing_is_held_back_where_withholding_is_enough():
    rows = [figure("POP-01", f"AGE={age}", n) for age, n in (("Y0T17", 3), ("Y_GE18", 40))]
    found = release([*rows, figure("POP-01", "", 43)], holding_back=True)
    assert (found.held_back, found.counted()["withheld"]) == (frozenset(), 2)


AGES = ("Y0T14", "Y15T24", "Y25T64", "Y_GE65")
COUNTS = dict(zip(AGES, (3, 40, 50, 60), strict=True))
TABLE = [figure("POP-01", f"AGE={age}", n) for age, n in COUNTS.items()]
WHOLE = figure("POP-01", "", sum(COUNTS.values()))


def test_number_withheld_before_and_lost_since_cannot_be_worked_out():
    """The record lost the smallest group; the whole and the three others would tell its three."""
    first = release([*TABLE, WHOLE])
    hidden = {code for code, state in states(first).items() if state == "withheld"}
    assert "AGE=Y0T14" in hidden
    assert len(hidden) > 1
    shown = [one for one in (*TABLE, WHOLE) if one["breakdown"] not in hidden]
    lost = [*TABLE[1:], WHOLE]
    later = release(lost, known=[first.frame], behind=frame(lost))
    assert {code for code, state in states(later).items() if state == "shown"} == {
        one["breakdown"] for one in shown
    }
    assert later.decision.withheld["foreigners@dar-al-bahr;AGE=Y0T14;2022"] in ("small", "earlier")


def test_number_withheld_before_and_known_to_nobody_keeps_a_range():
    """Women and men of a group: one number of three is left on record, so the other two stay open."""
    sexes = [figure("POP-01", "SEX=F", 2), figure("POP-01", "SEX=M", 41), figure("POP-01", "", 43)]
    first = release(sexes)
    whole = [one for one in sexes if not one["breakdown"]]
    later = release(whole, known=[first.frame], behind=frame(whole))
    named = {name.split(";")[1] for name in later.decision.withheld}
    assert {"SEX=F", "SEX=M"} & named
    counts = later.decision.counts(later.real.system)
    names = [cell.name for cell in later.real.system.cells]
    for name in later.decision.withheld:
        column = counts[:, names.index(name)]
        assert column.max() - column.min() >= 3
