"""Tables on a sheet: under one another, side by side, under merged heads, among notes."""

from __future__ import annotations

import openpyxl
import pytest

from qantara.knowledge.evidence.readers import UnreadableFile
from tests.knowledge.evidence.readers.plain import tables


@pytest.fixture
def book(tmp_path):
    """A workbook from rows, with cells merged."""

    def act(*rows, merged=()):
        made = openpyxl.Workbook()
        made.active.title = "S"
        for row in rows:
            made.active.append(row)
        for cells in merged:
            made.active.merge_cells(cells)
        path = tmp_path / "book.xlsx"
        made.save(path)
        return path

    return act


UNDER = (
    ["Table 1: residents"],
    ["District", "Men", "Women"],
    ["East", 10, 20],
    ["West", 30, 40],
    ["Source: register"],
    [],
    ["Table 2: births"],
    ["District", "Births"],
    ["East", 1],
    ["West", 2],
)


def test_tables_under_one_another_are_sheets_of_their_own(book):
    assert tables(book(*UNDER)) == {
        "S": (
            (2,), ("District", "Men", "Women"),
            [(3, "East", "10", "20"), (4, "West", "30", "40"), (5, "Source: register", None, None)],
        ),
        "S (2)": ((8,), ("District", "Births"), [(9, "East", "1"), (10, "West", "2")]),
    }  # fmt: skip


def test_tables_are_asked_for_by_name(book):
    path = book(*UNDER)
    assert list(tables(path, sheets=("S (2)",))) == ["S (2)"]
    assert list(tables(path, sheets=("S",))) == ["S", "S (2)"]
    with pytest.raises(UnreadableFile):
        tables(path, sheets=("T (2)",))


def test_tables_side_by_side_are_sheets_of_their_own(book):
    path = book(
        ["Men", None, None, "Women"],
        ["District", "People", None, "District", "People"],
        ["East", 10, None, "East", 20],
        ["West", 30, None, "West", 40],
    )
    assert tables(path) == {
        "S": ((2,), ("District", "People"), [(3, "East", "10"), (4, "West", "30")]),
        "S (2)": ((2,), ("District", "People"), [(3, "East", "20"), (4, "West", "40")]),
    }


@pytest.mark.parametrize(
    "rows",
    (
        # an empty column that only spaces groups of figures
        (["District", "Men", None, "Foreign men", "Foreign women"], ["East", 5123, None, 1012, 990], ["West", 4999, None, 1950, 980]),
        # a flag column behind an empty one
        (["District", "People", None, "Flag", "Rate"], ["East", 5, None, "p", 1.5], ["West", 6, None, "p", 2.5], ["North", 6, None, "p", 2.5]),
        # groups of rows with blank lines and titles between
        (["District", "People"], ["Karwan"], ["East", 5], ["West", 6], [], ["Sidra"], ["North", 7], ["South", 8]),
        # rows without figures after a blank line
        (["District", "Men", "Women"], ["East", 5, 6], [], ["West", "..", ".."], ["North", "n.a.", "x"], ["South", 7, 8]),
        # a list of signs under the table
        (["District", "People"], ["East", 5], ["West", ".."], [], ["Sign", "Meaning"], ["..", "not available"], ["-", "nothing"]),
        # what the table is about, over it
        (["City", "Karwan"], ["Year", 2023], [], ["District", "People"], ["East", 5], ["West", 6]),
    ),
    ids=("spacer", "flags", "groups", "marks", "signs", "about"),
)  # fmt: skip
def test_what_is_one_table_stays_one(book, rows):
    assert list(tables(book(*rows))) == ["S"]


def test_heads_again_on_the_next_page_are_no_row(book):
    path = book(["Year", "People"], [2020, 5], ["Year", "People"], [2021, 6])
    assert tables(path) == {
        "S": ((1,), ("Year", "People"), [(2, "2020", "5")]),
        "S (2)": ((3,), ("Year", "People"), [(4, "2021", "6")]),
    }


def test_merged_heads_count_for_the_columns_they_span(book):
    path = book(
        ["Residents of Karwan"],
        ["District", "Foreign", None, None, "All"],
        [None, "men", "women", "all"],
        ["East", 1, 2, 3, 9],
        merged=("A1:E1", "A2:A3", "B2:D2", "E2:E3"),
    )
    assert tables(path)["S"] == (
        (2, 3),
        ("District", "Foreign / men", "Foreign / women", "Foreign / all", "All"),
        [(4, "East", "1", "2", "3", "9")],
    )
    assert tables(path, heads=frozenset({"men", "women"}))["S"][0] == (3,)


def test_a_word_merged_over_rows_is_said_of_each_and_a_figure_is_not(book):
    path = book(
        ["District", "Sex", "People"],
        ["East", "men", 10],
        [None, "women", None],
        ["West", "men", 30],
        merged=("A2:A3", "C2:C3"),
    )
    assert tables(path)["S"][2] == [
        (2, "East", "men", "10"), (3, "East", "women", None), (4, "West", "men", "30"),
    ]  # fmt: skip


def test_csv_holds_several_tables_too(write):
    path = write("Men\nYear;People\n2020;5\n2021;6\n\nWomen\nYear;People;Share\n2020;7;1,5\n")
    assert tables(path) == {
        "file.csv": ((2,), ("Year", "People"), [(3, "2020", "5"), (4, "2021", "6")]),
        "file.csv (2)": ((7,), ("Year", "People", "Share"), [(8, "2020", "7", "1,5")]),
    }
