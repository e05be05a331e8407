"""Coarser choices: what they are, what they would show, and that only the city makes them."""

from dataclasses import replace
from itertools import product

import polars as pl
import pytest

from qantara.knowledge.disclosure import CannotProtect, Rules, protect
from qantara.knowledge.disclosure.coarsen import Excess, excess, ladder, working
from qantara.knowledge.disclosure.steps import Step, coarser, steps
from tests.knowledge.disclosure.tables import DECLARATION, KEY, figure, frame, share, table

LADDERS = (("NAT", "NATG", "CITG"), ("AGE", "AGEG"))
DECLARED = replace(
    DECLARATION,
    definitions={
        code: replace(one, ladders=LADDERS) if one else None
        for code, one in DECLARATION.definitions.items()
    },
)
AGES = ("Y0T4", "Y5T17", "Y18T24", "Y25T64", "Y_GE65")


def values(figures):
    return dict(figures.sort("breakdown").select("breakdown", "value").iter_rows())


def test_steps_are_those_declared():
    rows = [*table("POP-01", {("F", "Y0T4"): 9}, "SEX", "AGE"), figure("CTX-01", "DIST=qasba", 9)]
    assert [step.code for step in steps(frame(rows), DECLARED)] == [
        "foreigners **>",
        "foreigners AGE>",
        "foreigners AGE>AGEG",
        "residents DIST>",
    ]


def test_step_is_read_from_its_code():
    codes = ["foreigners ***>", "foreigners AGE>", "foreigners AGE>AGEG"]
    assert [Step.parse(code).code for code in codes] == codes
    with pytest.raises(ValueError, match="NAT"):
        Step.parse("NAT")


def test_coarser_counts_bands_of_age_by_age_group():
    people = dict(zip(AGES, (3, 20, 8, 90, 4), strict=True))
    rows = table("POP-01", {(age,): count for age, count in people.items()}, "AGE")
    step = Step("foreigners", "AGE", "AGEG")
    assert values(coarser(frame(rows), [step], DECLARED)) == {
        "": 125,
        "AGEG=Y0T17": 23,
        "AGEG=Y_GE18": 102,
    }


def test_coarser_leaves_out_bands_that_cross_the_age_groups():
    rows = table("POP-01", {("Y0T14",): 30, ("Y15T24",): 40, ("Y_GE25",): 50}, "AGE")
    step = Step("foreigners", "AGE", "AGEG")
    assert values(coarser(frame(rows), [step], DECLARED)) == {"": 120}


def test_coarser_counts_countries_and_their_shares_by_continent():
    people = {"MA": 70, "TN": 60, "SY": 80, "QY": 55}
    rows = [figure("POP-04", f"NAT={code}", count) for code, count in people.items()]
    rows += [share("POP-04", f"NAT={code}", count, 265) for code, count in people.items()]
    found = coarser(frame(rows), [Step("foreigners", "NAT", "NATG")], DECLARED)
    by_unit = {unit: values(some) for (unit,), some in found.group_by("unit")}
    assert by_unit["PS"] == {"NATG=002": 130, "NATG=142": 80, "NATG=W0_OTH": 55}
    assert by_unit["PT"]["NATG=002"] == pytest.approx(100 * 130 / 265)
    assert found["key"].is_unique().all()


def test_coarser_forms_no_region_from_a_list_that_names_only_some():
    rows = [figure("POP-04", f"NAT={code}", 70) for code in ("MA", "W0_OTH")]
    found = coarser(frame(rows), [Step("foreigners", "NAT", "NATG")], DECLARED)
    assert found.height == 0


def test_coarser_drops_a_crossing():
    rows = table("POP-01", {("F", "Y0T4"): 9, ("M", "Y0T4"): 9}, "SEX", "AGE")
    found = coarser(frame(rows), [Step("foreigners", "*", most=2)], DECLARED)
    assert set(found["breakdown"]) == {"", "AGE=Y0T4", "SEX=F", "SEX=M"}


NATIONS = ("MA", "TN", "SY", "FR", "BR", "IT")


@pytest.fixture(scope="module")
def fine():
    """A table of which a third is small."""
    counts = {
        key: (2, 60, 3, 90, 50, 1, 70)[number % 7]
        for number, key in enumerate(product("FM", AGES, NATIONS))
    }
    return frame(table("POP-01", counts, "SEX", "AGE", "NAT"))


@pytest.fixture(scope="module")
def protected(fine):
    return protect(fine, DECLARED, Rules(), key=KEY)


def test_excess_names_tables_not_worth_printing(protected):
    found = excess(protected.real, Rules())
    tables = {one.table[3]: one for one in found}
    assert ("AGE", "NAT", "SEX") in tables
    finest = tables["AGE", "NAT", "SEX"]
    assert isinstance(finest, Excess)
    assert 5 * finest.small > finest.cells or 5 * finest.withheld > 2 * finest.cells


def test_ladder_offers_three_with_what_they_show(fine, protected):
    rungs = ladder(fine, DECLARED, Rules(), key=KEY)
    assert len(rungs) == 3
    assert all(rung.is_within for rung in rungs)
    assert [rung.shown for rung in rungs] == sorted((rung.shown for rung in rungs), reverse=True)
    best = coarser(fine, rungs[0].steps, DECLARED)
    states = protect(best, DECLARED, Rules(), key=KEY).frame["state"]
    assert (states == "shown").sum() == rungs[0].shown


def test_protect_never_coarsens_alone(fine, protected):
    assert set(fine["key"]) <= set(protected.frame["key"])
    assert (protected.frame["state"] == "withheld").any()


def test_protect_names_rungs_where_it_cannot(fine):
    with pytest.raises(CannotProtect) as error:
        protect(fine, DECLARED, Rules(most_small=5), key=KEY)
    assert "foreigners AGE>AGEG" in error.value.rungs
    assert not error.value.is_late


def test_protect_gives_up_in_time(fine):
    with pytest.raises(CannotProtect) as error:
        protect(fine, DECLARED, Rules(seconds=0), key=KEY)
    assert error.value.is_late


def test_missing_combinations_are_listed_beside_withheld_ones():
    """The office leaves out rows of nobody; one withheld beside a missing one would tell."""
    counts = dict(zip(product("FM", AGES), (2, 40, 0, 60, 80, 70, 3, 50, 90, 40), strict=True))
    rows = [row for row in table("POP-01", counts, "SEX", "AGE") if row["value"]]
    found = protect(frame(rows), DECLARED, Rules(), key=KEY).frame
    missing = found.filter(pl.col("breakdown") == "AGE=Y18T24;SEX=F")
    assert missing.select("state", "value", "obs_status", "absence").row(0) == (
        "withheld", None, "Q", "",
    )  # fmt: skip


def test_working_names_only_steps_that_help_the_finest_first(fine):
    rules = Rules(most_small=5)
    codes = [step.code for step in steps(fine, DECLARED)]
    found = working(fine, DECLARED, rules, codes, key=KEY, most=len(codes))
    left = []
    for code in codes:
        coarse = coarser(fine, [Step.parse(code)], DECLARED)
        if code in found:
            protect(coarse, DECLARED, rules, key=KEY)
            left.append((-coarse.height, code))
        else:
            with pytest.raises(CannotProtect):
                protect(coarse, DECLARED, rules, key=KEY)
    assert 0 < len(found) < len(codes)
    assert found == [code for _height, code in sorted(left)]
