"""The complete figures of the fictional city, and what the guard makes of them."""

import polars as pl
import pytest

from qantara.demo.fictional import read
from qantara.knowledge import frameworks
from qantara.knowledge.disclosure import Rules, declared, protect
from tests.knowledge.disclosure.tables import KEY


@pytest.fixture(scope="module")
def found():
    return protect(read.figures(), declared(frameworks.default()), Rules(), key=KEY)


def people(frame, definition, period, axis):
    rows = frame.filter(
        (pl.col("definition") == definition)
        & (pl.col("period") == period)
        & pl.col("breakdown").str.starts_with(f"{axis}=")
    )
    return dict(rows.select("breakdown", "value").iter_rows())


def test_small_cells_are_withheld_with_one_that_hides_them(found):
    assert set(found.decision.withheld.values()) == {"small", "complement"}
    small = {name for name, why in found.decision.withheld.items() if why == "small"}
    assert small == {
        "discrimination-cases@ardelune;GROUND=LANGUAGE;2023",
        "discrimination-cases@ardelune;GROUND=SEX;2023",
    }
    assert len(found.decision.withheld) == 3
    assert found.frame.filter(pl.col("state") == "withheld").height == 3


def test_small_groups_are_counted_as_other(found):
    before, after = (
        people(frame, "POP-04", "2023", "NAT") for frame in (read.figures(), found.frame)
    )
    assert before.keys() - after.keys() == {"NAT=QY", "NAT=QZ", "NAT=XXA"}
    moved = sum(before[name] for name in ("NAT=QY", "NAT=QZ", "NAT=XXA"))
    assert after["NAT=W0_OTH"] == before["NAT=W0_OTH"] + moved


def test_whole_city_figures_stay(found):
    whole = found.frame.filter(pl.col("breakdown") == "")
    assert set(whole["state"]) == {"shown", "absent"}
