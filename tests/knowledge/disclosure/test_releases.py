"""What earlier releases showed, as the guard remembers it."""

import polars as pl

from qantara.knowledge.disclosure import Rules, protect
from tests.knowledge.disclosure.tables import DECLARATION, KEY, figure, frame, share


def released(rows, known=None):
    return protect(frame(rows), DECLARATION, Rules(), key=KEY, known=known).frame


def states(found):
    return {
        key.replace("@dar-al-bahr", "").replace(";2022", ""): state
        for key, state in found.select("key", "state").iter_rows()
    }


def test_shown_once_hides_nothing_afterwards():
    """Men were shown before; the women must be hidden behind the total then."""
    before = released([figure("POP-01", "SEX=M", 100)])
    after = released(
        [figure("POP-01", "", 103), figure("POP-01", "SEX=F", 3), figure("POP-01", "SEX=M", 100)],
        before,
    )
    assert states(after) == {
        "POP-01;PS": "withheld",
        "POP-01;SEX=F;PS": "withheld",
        "POP-01;SEX=M;PS": "shown",
    }


def test_revised_figure_is_no_contradiction_and_the_rest_stays_known():
    first = released(
        [
            figure("POP-01", "", 203),
            figure("POP-01", "SEX=M", 100),
            figure("POP-01", "AGE=Y0T17", 80),
        ]
    )
    revised = [
        figure("POP-01", "", 203),
        figure("POP-01", "SEX=M", 100),
        figure("POP-01", "AGE=Y0T17", 90),
        figure("POP-01", "AGE=Y_GE18", 113),
    ]
    second = released(revised, first)
    assert set(second["state"]) == {"shown"}
    third = [*revised, figure("POP-01", "NAT=MA", 200), figure("POP-01", "NAT=W0_OTH", 3)]
    after = states(released(third, pl.concat([first, second])))
    assert after["POP-01;NAT=W0_OTH;PS"] == "withheld"
    assert after["POP-01;NAT=MA;PS"] == "withheld"
    assert after["POP-01;PS"] == "shown"


def test_rates_a_draft_computed_are_no_knowledge_of_their_own():
    """Numerator of one source over denominator of another, under the name of the first."""
    before = frame(
        [
            figure("POP-01", "", 101, source=1),
            figure("POP-01", "SEX=F", 40),
            figure("POP-01", "SEX=M", 60),
            share("POP-05", "", 40, 101, method="computed", observation=None),
        ]
    )
    after = released(before.filter(pl.col("method") != "computed").to_dicts(), before)
    assert set(after["state"]) == {"shown"}


def test_source_at_odds_with_itself_over_two_measures_falls_apart():
    """More people in a part than in its whole: two definitions, not an error of the source."""
    after = released([figure("CTX-01", "", 100), figure("POP-01", "", 140)])
    assert set(after["state"]) == {"shown"}


def test_rate_that_fits_no_count_tells_nothing_about_it():
    after = released(
        [
            figure("CTX-01", "", 1_000),
            figure("POP-01", "", 400),
            figure("POP-01", "", 30.0, unit="PT", decimals=1, source=1),
        ]
    )
    assert set(after["state"]) == {"shown"}
