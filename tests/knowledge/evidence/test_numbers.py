from __future__ import annotations

import polars as pl
import pytest

from qantara.knowledge.evidence import numbers


def read(texts, **options):
    return numbers.understand(pl.Series(texts, dtype=pl.String), **options)


@pytest.mark.parametrize(
    ("texts", "values", "decimal"),
    (
        (["12", "-3", None], [12, -3, None], ""),
        (["12,5", "1,234"], [12.5, 1.234], ","),
        (["12.5", "1,234"], [12.5, 1234], "."),
        (["1.961.232", "974.074"], [1961232, 974074], ","),
        (["10,753,080", "617,537"], [10753080, 617537], "."),
        (["590 348", "590\u202f348", "1\u00a0055\u00a0414"], [590348, 590348, 1055414], ""),
        (["590 348", "3,240"], [590348, 3.24], ","),
        (["1.055.414,25"], [1055414.25], ","),
        (["١٢٫٥", "١٬٢٣٤", "١٢٣٤"], [12.5, 1234, 1234], ""),
        (["۱۲۳"], [123], ""),
        (["\u200f12,5\u200f", "\u221212,5"], [12.5, -12.5], ","),
        (["0,125", "1,234"], [0.125, 1.234], ","),
        (["1234,567"], [1234.567], ","),
        (["1'234'567"], [1234567], ""),
        (["1.5E+06", "2.5"], [1500000, 2.5], "."),
        ([".5", "5."], [0.5, 5], "."),
    ),
)
def test_understand_reads_numbers_as_people_write_them(texts, values, decimal):
    result = read(texts)
    assert (result.values.to_list(), result.decimal, result.question) == (values, decimal, "")
    assert not result.unread.any()


def test_understand_notices_percent_signs_and_counts_decimals():
    result = read(["12,5 %", "٪١٢", "7", "12,50%", None])
    assert result.values.to_list() == [12.5, 12, 7, 12.5, None]
    assert result.percent.to_list() == [True, True, False, True, False]
    assert result.decimals.to_list() == [1, 0, 0, 2, 0]


@pytest.mark.parametrize(
    ("texts", "examples"),
    (
        (["1,234", "2,345"], ("1,234", "2,345")),
        (["1,234", "1.234"], ("1.234", "1,234")),
        (["1.234", "12", "12345"], ("1.234",)),
    ),
)
def test_understand_asks_about_the_truly_ambiguous(texts, examples):
    result = read(texts)
    assert (result.question, result.examples) == ("ambiguous", examples)
    assert result.values.null_count() == len(texts)
    assert not result.unread.any()


def test_understand_takes_a_declared_sign_or_what_the_file_proved():
    assert read(["1,234"], decimal=",").values.to_list() == [1.234]
    assert read(["1,234"], decimal=".").values.to_list() == [1234]
    assert read(["1,234"], fallback=".").values.to_list() == [1234]
    assert read(["1,234", "2,5"], fallback=".").values.to_list() == [1.234, 2.5]


def test_understand_never_reads_a_column_that_contradicts_itself():
    result = read(["2.748.109", "59.77", "974.074"])
    assert (result.question, result.examples) == ("contradictory", ("59.77", "2.748.109"))
    assert read(["3,5", "3.5"]).question == "contradictory"


@pytest.mark.parametrize(
    "text",
    ("0 Km", "1,23,456", "12 5", "n.d.", "<5", "1-2", "--", "NaN", "inf", "1%2", "", "1.2.3"),
)
def test_understand_leaves_what_is_no_number_unread(text):
    result = read([text, "12.5"])
    assert (result.values.to_list(), result.unread.to_list()) == ([None, 12.5], [True, False])


def test_proven_says_what_a_column_settles_for_its_file():
    column = pl.Series
    assert numbers.proven(column(["1.571.123"])) == ","
    assert numbers.proven(column(["414,87"])) == ","
    assert numbers.proven(column(["1,234"])) == ""
    assert numbers.proven(column(["12", "13"])) == ""


def test_understand_takes_a_workbooks_own_numbers_as_they_are():
    """People type commas beside cells that hold numbers; neither says anything about the other."""
    texts = pl.Series(
        [
            "12,5",
            f"1.234{numbers.NATIVE}",
            f"-0.5{numbers.NATIVE}",
            f"33.5 %{numbers.NATIVE}",
            "1.234.567",
        ]
    )
    found = numbers.understand(texts)
    assert found.values.to_list() == [12.5, 1.234, -0.5, 33.5, 1234567.0]
    assert found.decimals.to_list() == [1, 3, 1, 1, 0]
    assert found.percent.to_list() == [False, False, False, True, False]
    assert (found.decimal, found.question) == (",", "")
    assert numbers.proven(texts) == ","
    assert numbers.proven(pl.Series([f"1.5{numbers.NATIVE}"])) == ""
