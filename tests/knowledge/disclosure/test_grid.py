"""Which cells a figure prints, and which figures print none."""

import pytest

from qantara.knowledge.disclosure import Rules, protect
from qantara.knowledge.disclosure.grid import full_grid
from tests.knowledge.disclosure.tables import DECLARATION, KEY, figure, frame, share


def cells(row):
    (found,) = full_grid(frame([row]), DECLARATION, Rules()).printed
    return [
        cell.name.replace("@dar-al-bahr", "").replace(";2022", "") if cell else None
        for cell in (found.numerator, found.denominator)
    ]


def state(*rows):
    """Of the first row."""
    found = protect(frame(rows), DECLARATION, Rules(), key=KEY).frame
    return dict(found.select("key", "state").iter_rows())[rows[0]["key"]]


def rate(definition, breakdown, value, **more):
    return figure(definition, breakdown, value, unit="PT", decimals=1, **more)


@pytest.mark.parametrize(
    ("row", "expected"),
    (
        (rate("HLT-01", "CITG=FOR", 30.3), ["covered;NAT=FOR", "residents;NAT=FOR"]),
        (rate("HLT-01", "SEX=F", 30.3), ["covered;SEX=F", "residents;SEX=F"]),
        (share("POP-04", "NAT=MA;SEX=F", 40, 90), ["foreigners;NAT=MA;SEX=F", "foreigners;SEX=F"]),
        (share("POP-04", "", 90, 90), ["foreigners", None]),
        (share("POP-05", "AGE=Y0T4", 40, 90), ["foreigners;AGE=Y0T4;SEX=F", "foreigners;AGE=Y0T4"]),
        (rate("HLT-01", "SEX=F", 30.3, method="sample_survey"), [None, None]),
        (rate("HLT-01", "SEX=F", 30.3, obs_status="E"), [None, None]),
        (rate("HLT-01", "SEX=F", 30.3, method="key_informant"), [None, None]),
        (figure("POP-01", "", 4_000, method="sample_survey"), [None, None]),
        (figure("POP-01", "", 4_000, method="key_informant"), ["foreigners", None]),
        (figure("POP-01", "", None, low=3_000, high=4_000), [None, None]),
    ),
)
def test_full_grid_gives_a_figure_its_cells(row, expected):
    assert cells(row) == expected


def test_share_of_a_part_says_nothing_about_the_whole():
    """17.4 % of all and 30.3 % of foreign citizens, among 4,000 residents, agree."""
    rows = [
        figure("CTX-01", "", 4_000),
        rate("HLT-01", "", 17.4),
        rate("HLT-01", "CITG=FOR", 30.3),
        rate("HLT-01", "CITG=NAT", 15.2),
    ]
    found = protect(frame(rows), DECLARATION, Rules(), key=KEY)
    assert set(found.frame["state"]) == {"shown"}


def test_survey_gives_no_sums():
    """Grossed-up numbers may contradict each other and the register."""
    rows = [
        figure("POP-01", "", 100),
        figure("POP-01", "SEX=F", 70, method="sample_survey", source=1),
        figure("POP-01", "SEX=M", 70, method="sample_survey", source=1),
    ]
    found = protect(frame(rows), DECLARATION, Rules(), key=KEY)
    assert found.proof.printed == 1
    assert set(found.frame["state"]) == {"shown"}


@pytest.mark.parametrize(
    ("row", "expected"),
    (
        (rate("HLT-01", "", 40.0, denominator=29, method="sample_survey"), "withheld"),
        (rate("HLT-01", "", 40.0, denominator=30, method="sample_survey"), "shown"),
        (share("HLT-01", "", 4, 60, method="sample_survey"), "withheld"),
        (share("HLT-01", "", 56, 60, method="sample_survey"), "withheld"),
        (rate("HLT-01", "", 0.0, method="sample_survey"), "shown"),
        (rate("HLT-01", "", 0.0), "withheld"),
        (rate("HLT-01", "", 0.04), "withheld"),
        (rate("HLT-01", "", 0.1), "shown"),
        (rate("HLT-01", "", 99.9), "shown"),
        (rate("HLT-01", "", 100.0), "withheld"),
        (figure("POP-01", "", 4, method="sample_survey"), "withheld"),
        (figure("POP-01", "", 5, method="expert_judgement"), "shown"),
        (figure("POP-01", "SEX=F", None, low=2, high=4), "withheld"),
    ),
)
def test_what_stands_alone_is_judged_by_itself(row, expected):
    assert state(row) == expected


@pytest.mark.parametrize(("men", "expected"), ((100, "withheld"), (120, "shown")))
def test_numbers_heard_of_are_counts_while_they_add_up(men, expected):
    heard = {"method": "key_informant"}
    women, whole = figure("POP-01", "SEX=F", 3, **heard), figure("POP-01", "", 103, **heard)
    other = figure("POP-01", "SEX=M", men, **heard)
    assert state(women, whole, other) == "withheld"
    assert expected in {state(other, women, whole), state(whole, women, other)}


def test_share_is_judged_by_the_denominator_another_figure_prints():
    row = rate("HLT-01", "SEX=F", 50.0)
    assert state(row, figure("CTX-01", "SEX=F", 29)) == "withheld"
    assert state(row, figure("CTX-01", "SEX=F", 60)) == "shown"


def test_estimate_of_a_small_district_is_withheld():
    row = figure("POP-01", "DIST=qasba", 80, method="sample_survey")
    assert state(row, figure("CTX-01", "DIST=qasba", 499)) == "withheld"
    assert state(row, figure("CTX-01", "DIST=qasba", 500)) == "shown"


@pytest.mark.parametrize(("net", "expected"), ((-4, "withheld"), (4, "withheld"), (-5, "shown")))
def test_net_without_its_flows_is_small_by_its_distance_from_nobody(net, expected):
    assert state(figure("FLW-03", "", net)) == expected


def test_net_of_flows_that_are_shown_is_shown():
    flows = figure("FLW-01", "", 60), figure("FLW-02", "", 62)
    assert state(figure("FLW-03", "", -2), *flows) == "shown"


def test_net_is_withheld_with_a_small_flow():
    arrivals, departures, net = (
        figure(f"FLW-0{i}", "", people) for i, people in enumerate((60, 3, 57), start=1)
    )
    assert state(departures, arrivals, net) == "withheld"
    others = {state(arrivals, departures, net), state(net, arrivals, departures)}
    assert others == {"shown", "withheld"}
