"""Whole figures in, protected frame out."""

from dataclasses import replace

import polars as pl
import pytest

from qantara.knowledge.disclosure import CannotProtect, Rules, protect
from tests.knowledge.disclosure.tables import DECLARATION, KEY, figure, frame, share, table


def states(rows, **more):
    found = protect(frame(rows), DECLARATION, Rules(), key=KEY, **more).frame
    return {
        key.replace("@dar-al-bahr", "").replace(";2022", ""): state
        for key, state in found.select("key", "state").iter_rows()
    }


def test_protect_withholds_a_small_cell_and_what_gives_it_away():
    assert states(
        [figure("POP-01", "", 103), figure("POP-01", "SEX=F", 3), figure("POP-01", "SEX=M", 100)]
    ) == {
        "POP-01;PS": "shown",
        "POP-01;SEX=F;PS": "withheld",
        "POP-01;SEX=M;PS": "withheld",
    }


def test_protect_keeps_no_number_and_no_remark_of_a_withheld_figure():
    row = figure("LEG-02", "", 7, numerator=7, denominator=90, note="Seven people", obs_status="E")
    found = protect(frame([row]), DECLARATION, Rules(), key=KEY).frame
    columns = ("state", "value", "numerator", "denominator", "note", "obs_status", "conf_status")
    assert found.select(columns).row(0) == ("withheld", None, None, None, "", "Q", "C")


@pytest.mark.parametrize(("people", "state"), ((0, "withheld"), (4, "withheld"), (5, "shown")))
def test_protect_people(people, state):
    assert states([figure("POP-01", "", people)]) == {"POP-01;PS": state}


@pytest.mark.parametrize(("people", "state"), ((9, "withheld"), (10, "shown")))
def test_protect_sensitive(people, state):
    assert states([figure("LEG-02", "", people)]) == {"LEG-02;PS": state}


@pytest.mark.parametrize("definition", ("GOV-01", "SRV-03"))
def test_protect_leaves_alone_what_counts_nobody(definition):
    assert states([figure(definition, "", 2)]) == {f"{definition};PS": "shown"}


def test_protect_refuses_a_definition_it_does_not_know():
    with pytest.raises(KeyError):
        states([figure("POP-99", "", 2_000)])


def test_protect_keeps_absence_and_takes_none_exists_for_zero_people():
    assert states(
        [
            figure("POP-01", "", absence="not_collected"),
            figure("FLW-01", "", absence="none_exists"),
        ]
    ) == {"POP-01;PS": "absent", "FLW-01;PS": "withheld"}


@pytest.mark.parametrize(
    ("low", "high", "state"), ((1, 4, "withheld"), (3, 8, "shown"), (200, 900, "shown"))
)
def test_protect_an_estimate_by_its_high_end(low, high, state):
    assert states([figure("POP-01", "", low=low, high=high, obs_status="E")]) == {
        "POP-01;PS": state
    }


@pytest.mark.parametrize(
    ("part", "whole", "state"),
    (
        (40, 100, "shown"),
        (3, 214, "withheld"),  # printed as 1.4 % it is the 3
        (212, 214, "withheld"),
        (214, 214, "withheld"),
        (0, 214, "withheld"),
        (9, 29, "withheld"),
    ),
)
def test_protect_a_share_by_its_parts(part, whole, state):
    found = states([share("POP-05", "", part, whole)])
    assert found["POP-05;PT"] == state


def test_protect_a_share_without_its_parts_printed():
    row = share("POP-05", "", 3, 214) | {"numerator": None}
    assert states([row, figure("POP-01", "", 214)])["POP-05;PT"] == "withheld"


def test_protect_a_share_whose_parts_others_print():
    row = share("POP-05", "", 3, 214) | {"numerator": None, "denominator": None}
    assert states([row, figure("POP-01", "", 214)])["POP-05;PT"] == "withheld"


def test_protect_a_negative_rate():
    row = figure("FLW-03", "", -2.1, unit="PER_1000", denominator=40_000, decimals=1)
    assert states([row, figure("FLW-03", "", -84)]) == {
        "FLW-03;PER_1000": "shown",
        "FLW-03;PS": "shown",
    }


def test_protect_shows_no_parts_of_what_is_no_share():
    row = figure("POP-01", "", 300, numerator=300, denominator=7)
    found = protect(frame([row]), DECLARATION, Rules(), key=KEY).frame
    assert found.select("value", "numerator", "denominator").row(0) == (300, None, None)


def test_protect_shows_a_structural_zero():
    declaration = replace(DECLARATION, structural=frozenset({("foreigners", (("SEX", "M"),))}))
    rows = [figure("POP-01", "", 90), figure("POP-01", "SEX=F", 90), figure("POP-01", "SEX=M", 0)]
    found = protect(frame(rows), declaration, Rules(), key=KEY)
    assert found.frame["state"].to_list() == ["shown", "shown", "shown"]


def test_protect_changes_nothing_when_nothing_has_changed():
    counts = {
        (s, a): n for s, a, n in zip("FFMM", ["Y0T17", "Y_GE18"] * 2, (2, 30, 9, 4), strict=True)
    }
    figures = frame(table("POP-01", counts, "SEX", "AGE"))
    first = protect(figures, DECLARATION, Rules(), key=KEY)
    again = protect(figures, DECLARATION, Rules(), key=KEY, worlds=first.decision.worlds)
    assert again.decision.withheld == first.decision.withheld
    assert again.frame.equals(first.frame)


def test_protect_hides_a_net_that_ties_two_withheld_flows():
    found = states(
        [
            figure("FLW-01", "", 3),
            figure("FLW-02", "", 60),
            figure("FLW-03", "", -57),
        ]
    )
    assert [found["FLW-01;PS"], list(found.values()).count("withheld")] == ["withheld", 2]


def test_protect_hides_a_share_whose_parts_are_withheld_elsewhere():
    found = states(
        [
            figure("POP-01", "", 203),
            figure("POP-01", "SEX=F", 200),
            figure("POP-01", "SEX=M", 3),
            share("POP-05", "", 200, 203),
        ]
    )
    assert found == {
        "POP-01;PS": "shown",
        "POP-01;SEX=F;PS": "withheld",
        "POP-01;SEX=M;PS": "withheld",
        "POP-05;PT": "withheld",
    }


def test_protect_forms_no_citizenship_by_district():
    found = states(
        [
            figure("POP-01", "DIST=north;NATG=015", 400),
            figure("POP-01", "", 900),
        ]
    )
    assert found == {"POP-01;DIST=north;NATG=015;PS": "withheld", "POP-01;PS": "shown"}


def test_protect_hides_districts_of_few_residents_and_does_not_give_them_away():
    residents = {"north": 2_000, "south": 3_000, "port": 400}
    foreigners = {"north": 200, "south": 300, "port": 40}
    found = states(
        [
            figure("CTX-01", "", 5_400),
            figure("POP-01", "", 540),
            *(figure("CTX-01", f"DIST={name}", people) for name, people in residents.items()),
            *(figure("POP-01", f"DIST={name}", people) for name, people in foreigners.items()),
        ]
    )
    hidden = {key for key, state in found.items() if state == "withheld"}
    assert "POP-01;DIST=port;PS" in hidden
    assert len(hidden) == 2


def test_protect_calls_small_cells_of_a_public_source_courtesy():
    rows = [figure("POP-01", "", 103), figure("POP-01", "SEX=F", 3), figure("POP-01", "SEX=M", 100)]
    found = protect(frame(rows), DECLARATION, Rules(), key=KEY, public=[0])
    assert found.frame["state"].to_list() == ["shown", "courtesy", "courtesy"]
    assert found.frame["value"].to_list() == [103, None, None]
    assert not found.decision.withheld


def test_protect_never_hides_a_cell_behind_a_public_one():
    rows = [
        figure("POP-01", "", 103, source=0),
        figure("POP-01", "SEX=F", 3, source=1),
        figure("POP-01", "SEX=M", 100, source=0),
    ]
    with pytest.raises(CannotProtect) as error:
        protect(frame(rows), DECLARATION, Rules(), key=KEY, public=[0])
    assert error.value.cells == ("foreigners@dar-al-bahr;SEX=F;2022",)


def test_protect_takes_what_was_shown_before_as_known():
    before = frame([figure("POP-01", "AGE=Y0T17", 50)])
    rows = [
        figure("POP-01", "", 120),
        figure("POP-01", "AGE=Y0T17", 50),
        figure("POP-01", "AGE=Y18T64", 67),
        figure("POP-01", "AGE=Y_GE65", 3),
    ]
    found = protect(frame(rows), DECLARATION, Rules(), key=KEY, known=before)
    assert found.decision.withheld == {
        "foreigners@dar-al-bahr;AGE=Y18T64;2022": "complement",
        "foreigners@dar-al-bahr;AGE=Y_GE65;2022": "small",
    }


def test_protect_knows_no_order_of_rows():
    counts = {
        (s, a): n
        for s, a, n in zip(
            "FFFMMM", ["Y0T17", "Y18T64", "Y_GE65"] * 2, (2, 30, 9, 4, 1, 50), strict=True
        )
    }
    figures = frame(table("POP-01", counts, "SEX", "AGE"))
    first = protect(figures, DECLARATION, Rules(), key=KEY)
    second = protect(figures.reverse(), DECLARATION, Rules(), key=KEY)
    assert (first.decision, first.proof) == (second.decision, second.proof)
    assert first.frame.equals(second.frame)


def test_protect_moves_unnamed_groups_to_other():
    people = {"SY": 600, "EG": 80, "ER": 12, "SD": 31, "W0_OTH": 40}
    rows = [figure("POP-01", "", 763)]
    rows += [figure("POP-01", f"NAT={code}", count) for code, count in people.items()]
    found = protect(frame(rows), DECLARATION, Rules(), key=KEY).frame
    named = found.filter(pl.col("breakdown") != "").select("breakdown", "value").rows()
    assert named == [("NAT=EG", 80), ("NAT=SY", 600), ("NAT=W0_OTH", 83)]


def test_protect_names_no_group_by_leaving_it_alone_in_other():
    people = {"SY": 600, "EG": 80, "ER": 12}
    rows = [figure("POP-01", "", 692)]
    rows += [figure("POP-01", f"NAT={code}", count) for code, count in people.items()]
    found = protect(frame(rows), DECLARATION, Rules(), key=KEY).frame
    named = found.filter(pl.col("breakdown") != "").select("breakdown", "value").rows()
    assert named == [("NAT=SY", 600), ("NAT=W0_OTH", 92)]
