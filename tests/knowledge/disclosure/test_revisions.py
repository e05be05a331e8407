"""Figures revised since an earlier release: the change counts people, too."""

import polars as pl
import pytest

from qantara.knowledge.disclosure import Rules, protect
from tests.knowledge.disclosure.tables import DECLARATION, KEY, figure, frame, share


def release(rows, *earlier, **more):
    return protect(frame(rows), DECLARATION, Rules(), key=KEY, known=earlier, **more)


def printed(found):
    """Breakdown to number printed, and which of them stand from before."""
    rows = found.frame.select("key", "breakdown", "value", "state").rows()
    return {
        breakdown: (f"{value:g}" if value is not None else state)
        + ("*" if key in found.standing else "")
        for key, breakdown, value, state in rows
    }


def sexes(women, men, definition="POP-01"):
    return [
        figure(definition, "", women + men),
        figure(definition, "SEX=F", women),
        figure(definition, "SEX=M", men),
    ]


def test_change_of_few_people_in_a_breakdown_is_not_shown():
    """Two women more among 103: the total would tell, so it stands as well."""
    before = release(sexes(40, 63))
    after = release(sexes(42, 63), before.frame)
    assert printed(after) == {"": "103*", "SEX=F": "40*", "SEX=M": "63"}
    assert set(after.decision.withheld.values()) == {"revision", "complement"}


def test_change_of_many_people_is_shown():
    before = release(sexes(40, 63))
    after = release(sexes(60, 63), before.frame)
    assert printed(after) == {"": "123", "SEX=F": "60", "SEX=M": "63"}


def test_change_of_few_people_in_a_whole_territory_is_shown():
    before = release([figure("POP-01", "", 103)])
    assert printed(release([figure("POP-01", "", 105)], before.frame)) == {"": "105"}


@pytest.mark.parametrize(("after", "expected"), ((103, "100*"), (109, "100*"), (110, "110")))
def test_change_of_few_people_of_a_sensitive_measure_is_never_shown(after, expected):
    before = release([figure("LEG-02", "", 100)])
    assert printed(release([figure("LEG-02", "", after)], before.frame)) == {"": expected}


def test_change_between_what_is_not_printed_is_worked_out():
    """Men are listed in neither release, and could be worked out in both: 63, then 65."""
    before = release(sexes(40, 63)[:2])
    after = release([figure("POP-01", "", 125), figure("POP-01", "SEX=F", 60)], before.frame)
    assert "*" in "".join(printed(after).values())


def test_change_against_any_earlier_release_counts():
    """100, then 120, then 102: the first and the third tell of two."""
    first = release([figure("POP-01", "SEX=F", 100)])
    second = release([figure("POP-01", "SEX=F", 120)], first.frame)
    third = release([figure("POP-01", "SEX=F", 102)], first.frame, second.frame)
    assert [printed(one)["SEX=F"] for one in (second, third)] == ["120", "120*"]


def test_known_may_come_as_one_frame():
    first = release([figure("POP-01", "SEX=F", 100)])
    second = release([figure("POP-01", "SEX=F", 120)], first.frame)
    both = pl.concat([first.frame, second.frame])
    third = protect(
        frame([figure("POP-01", "SEX=F", 123)]), DECLARATION, Rules(), key=KEY, known=both
    )
    assert printed(third) == {"SEX=F": "120*"}


def test_share_stands_with_its_parts():
    before = release([*sexes(40, 63), share("POP-05", "", 40, 103)])
    after = release([*sexes(42, 63), share("POP-05", "", 42, 105)], before.frame)
    row = after.frame.filter(pl.col("definition") == "POP-05")
    assert row.select("numerator", "denominator", "value").row(0) == (40, 103, 38.8)


def test_withheld_once_stays_withheld():
    """Three women, then thirty: the change itself would tell that there were few."""
    before = release(sexes(3, 100))
    rows = sexes(30, 100)
    hidden = {one for one, number in printed(before).items() if number == "withheld"}
    after = release(rows, before.frame)
    assert {one for one, number in printed(after).items() if number == "withheld"} >= hidden
    assert "earlier" in after.decision.withheld.values()


def test_withheld_once_is_lifted_for_a_reason():
    before = release(sexes(3, 100))
    keys = before.frame["key"].to_list()
    after = release(sexes(30, 100), before.frame, lifted=keys)
    assert printed(after) == {"": "130", "SEX=F": "30", "SEX=M": "100"}


def test_all_others_of_two_lists_are_two_groups():
    """A country named since was among all others before: no revision, and no contradiction."""

    def nations(**people):
        total = [figure("POP-01", "", 763)]
        return total + [figure("POP-01", f"NAT={code}", count) for code, count in people.items()]

    before = release(nations(SY=600, W0_OTH=163))
    after = release(nations(SY=600, EG=80, W0_OTH=83), before.frame)
    assert printed(after) == {"": "763", "NAT=SY": "600", "NAT=EG": "80", "NAT=W0_OTH": "83"}
