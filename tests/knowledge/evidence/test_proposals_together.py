"""Questions that are asked once for many labels, columns or tables."""

from __future__ import annotations

import openpyxl
import pytest

from tests.knowledge.evidence.told import said

SHARES = "columns:karwan.csv:shares"


def test_several_columns_of_shares_are_one_question(proposed):
    table = (
        "Foreign residents of Karwan by sex, 2023\nSex;Number;% of all;% of men;% of women\n"
        "Men;510;49.0;100;0\nWomen;530;51.0;0;100\n"
    )
    assert proposed(table)[0] == [SHARES]
    _open, understood = proposed(table, **{SHARES: "ignore", "table:karwan.csv:unit": "PS"})
    assert understood is not None, _open
    assert said(understood, "breakdown", "value") == [("SEX=M", 510.0), ("SEX=F", 530.0)]
    open_, _none = proposed(table, **{SHARES: "each"})
    assert [name for name in open_ if name.startswith("column:")] == [
        "column:karwan.csv:% of all", "column:karwan.csv:% of men", "column:karwan.csv:% of women",
    ]  # fmt: skip


@pytest.fixture
def book(tmp_path):
    """A workbook of two tables whose places and years nothing says."""
    made = openpyxl.Workbook()
    for name in ("Sex", "Age"):
        sheet = made.create_sheet(name)
        sheet.append([f"Foreign residents by {name.lower()}"])
        sheet.append([name, "Number", "Remark"])
        for label in ("Men", "Women") if name == "Sex" else ("0-4", "5-9"):
            sheet.append([label, 10, ""])
    del made["Sheet"]
    made.save(tmp_path / "made.xlsx")
    return (tmp_path / "made.xlsx").read_bytes()


def test_what_is_open_about_one_table_is_proposed_for_the_others(proposed, book):
    assert proposed(book, name="made.xlsx")[0] == ["table:Sex:period", "table:Sex:territory"]
    _open, understood = proposed(
        book,
        name="made.xlsx",
        **{"table:Sex:period": "2023", "table:Sex:territory": "karwan"},
    )
    assert understood is not None, _open
    assert said(understood, "territory", "period", "breakdown") == [
        ("karwan", "2023", "SEX=M"), ("karwan", "2023", "SEX=F"),
        ("karwan", "2023", "AGE=Y0T4"), ("karwan", "2023", "AGE=Y5T9"),
    ]  # fmt: skip


def test_groups_over_countries_in_heads_only_say_where_they_lie(proposed):
    _open, understood = proposed(
        "Foreign residents of Karwan by nationality, 2023\n;Asia;;Somewhere else;\n"
        "Sex;Syria;Iraq;Morocco;Total\nMen;1;2;3;3\n",
    )
    assert understood is not None, _open
    assert said(understood, "breakdown", "value") == [
        ("NAT=SY;SEX=M", 1.0), ("NAT=IQ;SEX=M", 2.0), ("NAT=MA;SEX=M", 3.0), ("SEX=M", 3.0),
    ]  # fmt: skip


def test_columns_of_few_numbers_among_figures_are_figures(proposed):
    heads = "Syria;Iraq;Morocco;Algeria;Tunisia;Libya;Malta"
    rows = "".join(
        f"{age};{age + 1}01;{age + 1}02;{age + 1}13;{age + 1}24;{age + 1}35;{age + 1}46;{age % 2}\n"
        for age in range(30)
    )
    _open, understood = proposed(f"Foreign residents of Karwan, 2023\nAge;{heads}\n{rows}")
    assert understood is not None, _open
    by = dict(said(understood, "breakdown", "value"))
    assert by["AGE=Y0T4;NAT=MT"] == 2.0
    assert by["AGE=Y0T4;NAT=SY"] == 101 + 201 + 301 + 401.0 + 501


def test_letters_that_mean_one_thing_everywhere_are_understood_alone(proposed):
    _open, understood = proposed(
        "Foreign residents of Karwan, 2023\nsex;age;Number\nT;0-4;7\nT;5-9;8\n"
    )
    assert understood is not None, _open
    assert said(understood, "breakdown") == [("AGE=Y0T4",), ("AGE=Y5T9",)]
    open_, _none = proposed("Foreign residents of Karwan, 2023\nsex;age;Number\nM;0-4;7\nM;5-9;8\n")
    assert open_ == ["code:karwan.csv:sex:M"]


def test_a_text_nobody_knows_under_a_known_heading_is_asked_about_though_it_never_differs(proposed):
    open_, _none = proposed(
        "Foreign residents of Karwan, 2023\nage;sex;Number\nAdults;F;7\nAdults;M;8\n"
    )
    assert open_ == ["code:karwan.csv:age:Adults"]


def test_figures_in_the_place_of_headings_are_asked_about(proposed):
    table = "Syria;1.100\nIraq;1.200\nMorocco;1.300\n"
    assert "table:karwan.csv:heads" in proposed(table)[0]
