"""Rows of a spreadsheet as stakeholders, and what they would change."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.utils.translation import override

from qantara.network.stakeholders import words
from qantara.network.stakeholders.keep import Draft
from qantara.network.stakeholders.models import Level, Part
from qantara.network.stakeholders.sheet import Difference, Wrong, compare, read

THEMES = {
    "HOU": {"en": "Housing", "ar": "السكن", "es": "Vivienda", "fr": "Logement"},
    "EDU": {"en": "Education", "ar": "التعليم", "es": "Educación", "fr": "Éducation"},
}


@dataclass
class Kept:
    name: str
    level: str
    parts: dict[str, list[str]] = field(default_factory=dict)
    note: str = ""


@pytest.mark.parametrize("lang", [code for code, _name in settings.LANGUAGES])
def test_read_takes_the_words_of_each_language(lang: str) -> None:
    with override(lang):
        heads = words.heads()
        row = {
            heads["name"]: "Housing office of Pontessa",
            heads["level"]: words.level_name("local"),
            THEMES["HOU"][lang]: f"{words.part_name('decides')}; {words.part_name('funds')}",
            THEMES["EDU"][lang]: "",
            heads["note"]: "Meets each quarter",
        }
    assert read(list(row), [(2, row)], THEMES) == (
        [
            Draft(
                name="Housing office of Pontessa", level="local",
                parts={"HOU": ("decides", "funds")}, note="Meets each quarter",
            )
        ],
        [],
    )  # fmt: skip


def test_words_of_levels_and_parts_differ_in_each_language() -> None:
    for lang, _name in settings.LANGUAGES:
        with override(lang):
            assert len({words.plain(words.level_name(one)) for one in Level.values}) == 7
            assert len({words.plain(words.part_name(one)) for one in Part.values}) == 7


def test_read_tells_every_row_that_is_wrong_at_once() -> None:
    heads = ["Organisation", "Level", "Housing"]
    rows = [
        (2, {"Organisation": "", "Level": "local government", "Housing": ""}),
        (3, {"Organisation": "Region", "Level": "duchy", "Housing": ""}),
        (4, {"Organisation": "School board", "Level": "LOCAL", "Housing": "decides, sleeps"}),
        (5, {"Organisation": "Union", "Level": "business", "Housing": "funds"}),
        (6, {"Organisation": " union ", "Level": "business", "Housing": ""}),
        (7, {"Organisation": "", "Level": "", "Housing": ""}),
    ]
    _drafts, wrong = read(heads, rows, THEMES)
    assert wrong == [
        Wrong(2, "The organisation has no name."),
        Wrong(3, "“duchy” is no level. Write one of those on the second sheet."),
        Wrong(4, "“sleeps” is no part. Write one of those on the second sheet."),
        Wrong(6, "“union” stands in row 5 already. Join the two rows."),
    ]


@pytest.mark.parametrize(
    ("heads", "told"),
    [
        (["Level"], ["There is no column “Organisation”."]),
        (["Organisation", "Level", "Age"], ["Column “Age” is none of this table. Take it out."]),
        (
            ["Organisation", "Level", "Housing", "Vivienda"],
            ["Two columns say the same: “Housing” and “Vivienda”."],
        ),
    ],
)
def test_read_refuses_heads_it_does_not_know(heads: list[str], told: list[str]) -> None:
    assert read(heads, [], THEMES) == ([], [Wrong(0, what) for what in told])


def test_compare_says_what_is_new_changed_alike_and_absent() -> None:
    standing = [
        Kept("Region", "regional", {"HOU": ["funds"]}),
        Kept("Union", "business"),
        Kept("School board", "local"),
    ]
    drafts = [
        Draft(name="REGION", level="regional", parts={"HOU": ("funds", "decides")}),
        Draft(name="Union", level="business", parts={}),
        Draft(name="University", level="research", parts={}),
    ]
    assert compare(drafts, standing) == Difference(
        added=(drafts[2],), changed=((drafts[0], ("name", "HOU")),), same=1,
        absent=("School board",),
    )  # fmt: skip
