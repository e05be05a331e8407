"""The grid of progress: what is shared, what is not, and how it is read out."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from qantara.publishing.site import grid
from qantara.publishing.site.grid import City

TODAY = date(2026, 11, 23)
CODES = ["R1", "R2"]
SET = [{"code": code, "title": {"en": f"About {code}"}} for code in CODES]


def cell(**said: Any) -> dict[str, Any]:
    blank = {"stance": "committed", "level": None, "on": None, "checked_on": None, "standing": None}
    return blank | said


def a_city(name: str, **cells: dict[str, Any]) -> City:
    path = f"/en/cities/{name.lower()}/progress/" if cells else ""
    return City(slug=name.lower(), name={"en": name}, path=path, cells=cells)


def rows(*cities: City, lang: str = "en") -> list[list[str]]:
    """What each row says to somebody who listens, cell by cell."""
    with translation.override(lang):
        html = str(grid.rows(cities, CODES, lang, today=TODAY))
    heard = re.sub(r'<span aria-hidden="true">.*?</span>', "", html)
    return [
        [re.sub(r"<.*?>", "", one) for one in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in re.findall(r"<tr>.*?</tr>", heard)
    ]


def test_cells_say_their_level_and_who_checked_when() -> None:
    told = a_city(
        "Marwa",
        R1=cell(level=3, on="2026-06-30", checked_on="2026-07-15"),
        R2=cell(level=1, on="2026-06-30"),
    )
    assert rows(told) == [
        ["Marwa", "in place; checked on 15 July 2026", "planned; checked by nobody yet"]
    ]


def test_what_is_not_shared_looks_and_counts_alike() -> None:
    cities = [a_city("Nord"), a_city("Marwa", R1=cell(level=4, checked_on="2026-07-15"))]
    assert rows(*cities) == [
        ["Marwa", "in place, resourced and evaluated; checked on 15 July 2026", "not shared"],
        ["Nord", "not shared", "not shared"],
    ]
    first, second = grid.columns(SET, cities, "en")
    assert (first.total, second.total) == ("1 of 1", "")


def test_outside_and_not_applicable_are_said_and_not_counted() -> None:
    cities = [
        a_city("Marwa", R1=cell(stance="outside"), R2=cell(stance="not_applicable")),
        a_city("Nord", R1=cell(level=2), R2=cell()),
    ]
    assert rows(*cities) == [
        ["Marwa", "outside the city’s competence", "not applicable"],
        ["Nord", "partly in place; checked by nobody yet", "committed, not reported yet"],
    ]
    assert [column.total for column in grid.columns(SET, cities, "en")] == ["0 of 1", ""]


@pytest.mark.parametrize(
    ("checked_on", "is_faded"),
    [(None, True), ("2025-11-22", True), ("2025-11-23", False), ("2026-11-23", False)],
)
def test_claim_fades_where_nobody_checked_it_for_a_year(checked_on: str, is_faded: bool) -> None:
    html = str(
        grid.rows(
            [a_city("Marwa", R1=cell(level=3, checked_on=checked_on))], CODES, "en", today=TODAY
        )
    )
    assert ('class="k3 faded"' in html, 'class="k3"' in html) == (is_faded, not is_faded)


def test_rows_stand_in_the_order_of_the_alphabet_whatever_cities_have_done() -> None:
    best = a_city("Zeta", R1=cell(level=4), R2=cell(level=4))
    assert [row[0] for row in rows(best, a_city("Alpha"), a_city("Éloi"))] == [
        "Alpha",
        "Éloi",
        "Zeta",
    ]


def test_each_cell_leads_to_its_story() -> None:
    html = str(grid.rows([a_city("Marwa", R2=cell(level=1))], CODES, "en", today=TODAY))
    assert re.findall(r'href="(.*?)"', html) == [
        "/en/cities/marwa/progress/", "/en/cities/marwa/progress/#r2",
    ]  # fmt: skip


@given(st.text(min_size=1, max_size=20))
def test_name_of_a_city_is_text_and_never_markup(name: str) -> None:
    html = str(grid.rows([a_city("X")], CODES, "en", today=TODAY))
    said = str(
        grid.rows([City(slug="x", name={"en": name}, path="", cells={})], CODES, "en", today=TODAY)
    )
    assert said.count("<") == html.count("<")


@pytest.mark.parametrize("lang", ["ar", "es", "fr"])
def test_grid_speaks_the_readers_language(lang: str) -> None:
    told = a_city("Marwa", R1=cell(level=3, checked_on="2026-07-15"), R2=cell(level=0))
    english = rows(told)[0][1:]
    assert not set(rows(told, lang=lang)[0][1:]) & set(english)
