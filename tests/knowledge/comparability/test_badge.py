"""The badge of FRAMEWORK 8: grade and reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from qantara.core.locales import LANGUAGES
from qantara.knowledge.comparability import Badge, Reason, Statement, badge, explain, title

FIGURE = Statement(
    definition="POP-01",
    territory_type="municipality",
    method="register",
    on=date(2024, 1, 1),
)


@pytest.mark.parametrize(
    ("changes", "grade", "codes"),
    (
        ({}, "A", ["alike"]),
        ({"on": date(2022, 1, 1)}, "A", ["alike"]),
        ({"on": date(2021, 12, 31)}, "B", ["some_years_apart"]),
        ({"on": date(2019, 1, 1)}, "B", ["some_years_apart"]),
        ({"on": date(2018, 12, 31)}, "C", ["far_apart"]),
        ({"method": "census"}, "B", ["source"]),
        ({"method": "census", "on": date(2020, 1, 1)}, "B", ["source", "some_years_apart"]),
        ({"definition": "POP-02"}, "C", ["definition"]),
        ({"territory_type": "governorate"}, "C", ["territory"]),
        ({"era": 1}, "C", ["break"]),
        ({"definition": "POP-02", "method": "census"}, "C", ["definition", "source"]),
        ({"is_estimate": True}, "D", ["estimate"]),
        ({"is_estimate": True, "era": 1}, "D", ["estimate", "break"]),
    ),
)
def test_badge_grades_two_figures(changes, grade, codes):
    other = replace(FIGURE, **changes)
    found = badge(FIGURE, other)
    assert (found.grade, [reason.code for reason in found.reasons]) == (grade, codes)
    assert badge(other, FIGURE) == found


def test_badge_counts_leap_days_as_calendar_years():
    leap = replace(FIGURE, on=date(2020, 2, 29))
    assert badge(leap, replace(FIGURE, on=date(2022, 2, 28))).grade == "A"
    assert badge(leap, replace(FIGURE, on=date(2022, 3, 2))).grade == "B"


@pytest.mark.parametrize(
    ("lang", "sentence"),
    (
        ("en", "The sources are of different kinds. The dates are 4 years apart."),
        ("fr", "Les sources sont de types différents. Les dates sont séparées de 4 ans."),
        ("es", "Las fuentes son de tipos distintos. Las fechas están separadas por 4 años."),
        ("ar", "المصدران من نوعين مختلفين. الفارق بين التاريخين 4 سنوات."),
    ),
)
def test_explain_says_every_reason(lang, sentence):
    grounds = Badge(grade="B", reasons=(Reason("source"), Reason("some_years_apart", 4)))
    assert explain(grounds, lang) == sentence


@pytest.mark.parametrize(
    ("years", "words"), ((2, "سنتان"), (3, "3 سنوات"), (11, "11 سنة"), (100, "100 سنة"))
)
def test_explain_counts_years_in_arabic(years, words):
    grounds = Badge(grade="C", reasons=(Reason("far_apart", years),))
    assert explain(grounds, "ar") == f"الفارق بين التاريخين أكثر من خمس سنوات ({words})."


def test_every_reason_and_grade_has_four_languages():
    codes = ("alike", "source", "some_years_apart", "far_apart", "definition", "territory")
    for lang in LANGUAGES:
        for code in (*codes, "break", "estimate"):
            assert explain(Badge(grade="A", reasons=(Reason(code, 3),)), lang)
        assert len({title(grade, lang) for grade in "ABCD"}) == 4
