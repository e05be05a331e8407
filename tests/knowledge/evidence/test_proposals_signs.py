"""Signs beside years, headings and figures, and the notes that explain them."""

from __future__ import annotations

import pytest

from qantara.knowledge.evidence.proposals import notes
from tests.knowledge.evidence.told import said

TITLE = "Foreign residents of Karwan by sex, 31 December\n"
WANTED = ("period", "value", "absence", "obs_status", "break_note")
BROKEN = "break in time series (flag of the source)"


def test_signs_behind_years_of_a_column_tell_of_their_figures(proposed):
    _open, understood = proposed(
        TITLE + "Year;Number\n2020;100\n2021 (b);110\n2022 (p);120\n2023 (1);..\n"
        "(1) Break in series\n.. not available\n"
    )
    assert understood is not None, _open
    assert said(understood, *WANTED) == [
        ("2020-12-31", 100.0, "", "A", ""),
        ("2021-12-31", 110.0, "", "A", BROKEN),
        ("2022-12-31", 120.0, "", "P", ""),
        ("2023-12-31", None, "not_yet_available", "A", BROKEN),
    ]


def test_signs_behind_years_of_headings_tell_of_the_figures_under_them(proposed):
    table = TITLE + "Sex;2020;2021 (b);2022 (p);2023*\nMen;1;2;3;4\n* estimated from the census\n"
    _open, understood = proposed(table)
    assert understood is not None, _open
    assert said(understood, *WANTED, "method") == [
        ("2020-12-31", 1.0, "", "A", "", "census"),
        ("2021-12-31", 2.0, "", "A", BROKEN, "census"),
        ("2022-12-31", 3.0, "", "P", "", "census"),
        ("2023-12-31", 4.0, "", "E", "", "census"),
    ]


def test_a_sign_that_nothing_explains_is_asked_about_once(proposed):
    table = TITLE + "Sex;2020;2021 (9)\nMen;1;2\nWomen;3;4 (9)\n"
    assert proposed(table)[0] == ["flag:(9)"]
    _open, understood = proposed(table, **{"flag:(9)": "P"})
    assert said(understood, "value", "obs_status") == [
        (1.0, "A"),
        (3.0, "A"),
        (2.0, "P"),
        (4.0, "P"),
    ]


def test_letters_of_the_european_statistical_system_are_read_together(proposed):
    _open, understood = proposed(
        TITLE + "Year;Number;Flag\n2020;10;\n2021;11;b\n2022;12;bep\n2023;13;u\n",
        **{"table:karwan.csv:method": "register"},
    )
    assert understood is not None, _open
    assert said(understood, "value", "obs_status", "break_note") == [
        (10.0, "A", ""), (11.0, "A", BROKEN), (12.0, "E", BROKEN), (13.0, "U", ""),
    ]  # fmt: skip


def test_signs_in_a_column_without_a_heading_are_no_copy_of_the_year(proposed):
    _open, understood = proposed(
        "População estrangeira, Karwan\nAno;N.º;\n2021;100;\n2022;110;Pro\n"
    )
    assert understood is not None, _open
    assert said(understood, "period", "obs_status") == [("2021", "A"), ("2022", "P")]
    open_, _none = proposed("População estrangeira, Karwan\nAno;N.º;\n2021;100;\n2022;110;§q\n")
    assert open_ == ["column:karwan.csv:C"]


@pytest.mark.parametrize(
    ("note", "absence"),
    (
        ("- = nichts vorhanden", "none_exists"),
        ("- : donnée non disponible", "not_yet_available"),
        ("«-» secreto estadístico", "suppressed_by_source"),
        ("- لا ينطبق", "not_applicable"),
    ),
)
def test_a_note_says_what_a_mark_means(proposed, note, absence):
    _open, understood = proposed(f"{TITLE}Sex;2020\nMen;10\nWomen;-\n{note}\n")
    assert understood is not None, _open
    assert said(understood, "value", "absence") == [(10.0, ""), (None, absence)]


def test_a_mark_that_no_note_explains_is_asked_about(proposed):
    assert proposed(TITLE + "Sex;2020\nMen;10\nWomen;-\n- see page 3\n")[0] == ["mark:-"]


def test_notes_say_one_thing_or_nothing():
    assert notes.explained(("Note: a; (p) provisional",), "(p)") == "provisional"
    assert notes.explained(("people of Karwan",), "p") == ""
    assert notes.status_in("provisional estimates") == ""
    assert notes.absence_in("confidential or not available") == ""


def test_preliminary_figures_are_told_from_an_arabic_title(proposed):
    _open, understood = proposed(
        "عدد الأجانب المقيمين في كروان حسب الجنس 2023 (أرقام أولية)\nالجنس,العدد\nذكور,٥١٠\nإناث,٥٣٠\n",
        name="ملف.csv",
    )
    assert understood is not None, _open
    assert said(understood, "breakdown", "value", "obs_status") == [
        ("SEX=M", 510.0, "P"), ("SEX=F", 530.0, "P"),
    ]  # fmt: skip


def test_margins_of_error_are_no_figures(proposed):
    _open, understood = proposed(
        "Population of Karwan 2023\nSex;Number;CI +/-\nMen;510;20\nWomen;530;25\n"
    )
    assert understood is not None, _open
    assert said(understood, "breakdown", "value") == [("SEX=M", 510.0), ("SEX=F", 530.0)]
