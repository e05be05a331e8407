"""Widths of texts, wrapping, and the order of mixed texts."""

from __future__ import annotations

import pytest

from qantara.charts import measure


def test_figures_are_as_wide_as_the_typeface_says():
    assert measure.width("2026", 10) == pytest.approx(24)  # 0.6 em a figure in IBM Plex Sans


def test_bold_is_wider():
    assert measure.width("Migration", 13, 600) > measure.width("Migration", 13, 400)


@pytest.mark.parametrize("text", ("Migration", "المدينة", "الدار البيضاء"))
def test_width_grows_with_size(text):
    assert measure.width(text, 26) == pytest.approx(2 * measure.width(text, 13))


def test_joined_arabic_letters_are_narrower_than_single_ones():
    assert measure.width("بيت") < sum(measure.width(letter) for letter in "بيت")


def test_marks_over_arabic_letters_take_no_room():
    assert measure.width("عَمَّان") == measure.width("عمان")


def test_letter_without_glyph_is_given_room():
    assert measure.width("市", 10) == 10


def test_fit_shortens_with_an_ellipsis():
    assert measure.fit("Migration profile", 1_000) == "Migration profile"
    shortened = measure.fit("Migration profile", 80)
    assert shortened == "Migration p…"
    assert measure.width(shortened) <= 80
    assert measure.fit("Migration", 1) == "…"


@pytest.mark.parametrize(
    ("text", "lines", "wrapped"),
    (
        ("one two three", 2, ("one two", "three")),
        ("one two three", 1, ("one tw…",)),
        ("one two three four five", 2, ("one two", "three f…")),
        ("one", 2, ("one",)),
        ("  spaced   out  ", 2, ("spaced", "out")),
        ("", 2, ()),
    ),
)
def test_wrap_breaks_between_words(text, lines, wrapped):
    assert measure.wrap(text, 55, lines) == wrapped


@pytest.mark.parametrize(
    ("text", "ordered"),
    (
        ("Vega (2024)", "Vega (2024)"),
        ("−5", "−5"),
        ("المدينة القديمة", "المدينة القديمة"),
        ("عمَّان", "عمَّان"),
        ("السجل، 2024", "\u2067السجل، 2024\u2069"),
        ("مسح (تقدير)", "\u2067مسح (تقدير)\u2069"),
    ),
)
def test_arabic_with_other_signs_is_read_from_the_right(text, ordered):
    assert measure.ordered(text) == ordered
