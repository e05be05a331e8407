import pytest

from qantara.tables.figures import UnprotectedFigure, dimensions, published, rounded
from tests.tables.sample import FIGURES, frame, row


def test_dimensions_are_those_of_breakdowns_sorted():
    assert dimensions(FIGURES) == ["CITG", "SEX"]
    assert dimensions(frame(row(value=1.0))) == []


def test_published_says_withheld_and_absent_in_sdmx_letters():
    columns = ("OBS_VALUE", "OBS_STATUS", "CONF_STATUS", "ABSENCE")
    rows = frame(
        row(value=5.0, obs_status="P"),
        row(state="withheld", absence=""),
        row(state="courtesy"),
        row(state="absent", absence="not_collected"),
        row(state="absent", absence="not_applicable"),
        row(state="absent", absence="refused"),
    )
    assert published(rows).select(columns).rows() == [
        (5.0, "P", "F", ""),
        (None, "Q", "C", ""),
        (None, "Q", "C", ""),
        (None, "L", "F", "not_collected"),
        (None, "M", "F", "not_applicable"),
        (None, "O", "F", "refused"),
    ]


def test_published_gives_each_dimension_a_column_with_its_total():
    rows = frame(row(value=1.0), row(value=1.0, breakdown="AGE=Y15T24;SEX=F"))
    assert published(rows).select("AGE", "SEX").rows() == [("_T", "_T"), ("Y15T24", "F")]


def test_published_never_says_more_than_the_page():
    rows = frame(row(value=19.400352, low=2.675, high=2.665, decimals=2))
    assert published(rows).select("OBS_VALUE", "OBS_LOW", "OBS_HIGH").row(0) == (19.4, 2.68, 2.67)


@pytest.mark.parametrize("number", ("value", "low", "high", "numerator", "denominator"))
@pytest.mark.parametrize("state", ("withheld", "courtesy", "absent"))
def test_published_refuses_a_number_that_is_not_shown(number, state):
    with pytest.raises(UnprotectedFigure):
        published(frame(row(state=state, **{number: 3.0})))


def test_published_refuses_a_state_it_does_not_know():
    with pytest.raises(UnprotectedFigure):
        published(frame(row(state="secret")))


@pytest.mark.parametrize(
    ("number", "decimals", "result"),
    ((2.675, 2, 2.68), (0.5, 0, 1.0), (-0.5, 0, -1.0), (1234567.0, 0, 1234567.0), (19.44, 1, 19.4)),
)
def test_rounded_takes_a_half_away_from_zero(number, decimals, result):
    assert rounded(number, decimals) == result
