"""Where a table begins in a file: delimiter, row of heads, names of columns."""

from __future__ import annotations

import openpyxl
import polars as pl
import pytest

from qantara.knowledge.evidence import mapping, readers
from qantara.knowledge.evidence.readers import ReadOptions, UnreadableFile
from qantara.knowledge.evidence.readers.sheets import find_header, name_columns
from tests.knowledge.evidence.told import HEAD, PLAIN, found, said


def test_csv_is_not_misled_by_commas_in_titles_and_notes(write):
    path = write(
        "Residents of Karwan, by sex\n1 January, all ages\n\nYear;Sex;People\n2023;F;510\n2023;M;490\n\n"
        "Source: register, own count\n1) provisional, as of March\n2) see notes, page 3\n"
    )
    sheets = readers.read(path)
    assert (sheets.delimiter, sheets.sheets[0].header_rows) == (";", (4,))
    assert sheets.sheets[0].frame.rows()[:2] == [(5, "2023", "F", "510"), (6, "2023", "M", "490")]


def test_csv_is_not_misled_by_decimal_commas_under_a_title_with_one(write):
    path = write("Share of foreign citizens, per cent\nYear;Share\n2022;11,9\n2023;12,5\n")
    sheets = readers.read(path)
    assert (sheets.delimiter, sheets.sheets[0].columns) == (";", ("Year", "Share"))


def test_find_header_takes_the_record_with_the_heads_a_mapping_expects():
    records = [["City", "Karwan"], ["Year", "2023"], ["Sex", "People"], ["F", "510"]]
    assert find_header(records) == 0
    assert find_header(records, frozenset({"Sex", "People"})) == 2
    assert find_header(records, frozenset({"Age"})) == 0


def test_heads_are_found_by_the_mapping_where_other_rows_look_like_heads(understand):
    understood = understand(
        """
        [[series]]
        definition = "CTX-01"
        unit = "PS"
        territory = "karwan"
        period = "2023"
        value = "People"
        breakdown.SEX = { column = "Sex", codes = { F = "F", M = "M" } }
        """,
        "City;Karwan\nYear;2023\n\nSex;People\nF;510\nM;490\n",
    )
    assert understood.findings == ()
    assert said(understood, "breakdown", "value", "row") == [
        ("SEX=F", 510.0, 5),
        ("SEX=M", 490.0, 6),
    ]


def test_columns_of_one_name_are_numbered_so_that_none_is_taken_for_the_other():
    frame = pl.DataFrame({"row": [2], "0": ["a"], "1": ["b"], "2": ["c"], "3": ["d"]})
    heads = ["People", "Year", "People", "People (1)"]
    assert name_columns(heads, frame).columns == [
        "row",
        "People (2)",
        "Year",
        "People (3)",
        "People (1)",
    ]


def test_marks_that_nobody_sees_are_no_part_of_a_head():
    frame = pl.DataFrame({"row": [2], "0": ["a"], "1": ["b"]})
    heads = ["\u200fالسنة\u200f", "\ufeffPeople\u00a0\n(total)"]
    assert name_columns(heads, frame).columns == ["row", "السنة", "People (total)"]


def test_csv_says_where_a_quotation_mark_is_never_closed(write):
    path = write('Year;Sex;People\n2022;F;1\n2023;"F;510\n2023;M;490\n')
    with pytest.raises(UnreadableFile, match="row 3 is never closed"):
        readers.read(path)
    quoted = write('Year;Note\n2022;"two\nlines and a 5"" pipe"\n')
    assert readers.read(quoted).sheets[0].frame.rows() == [(2, "2022", 'two\nlines and a 5" pipe')]


@pytest.mark.parametrize(
    "head",
    ("DATAFLOW,REF_AREA: Area,SEX: Sex,OBS_VALUE: Value", "DATAFLOW: Dataflow,REF_AREA: Area,SEX: Sex,OBS_VALUE: Value"),
)  # fmt: skip
def test_sdmx_csv_1_parts_codes_from_labels(write, head):
    sheets = readers.read(write(f"{head}\nKSO:POP(1.0): Residents,KW: Karwan,F: Women,510\n"))
    assert sheets.format == "sdmx-csv"
    assert sheets.sheets[0].frame.select(
        "REF_AREA", "REF_AREA label", "SEX", "OBS_VALUE"
    ).rows() == [("KW", "Karwan", "F", "510")]


@pytest.fixture
def workbook(tmp_path):
    def act(*rows, change=lambda sheet: None):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        change(book.active)
        path = tmp_path / "book.xlsx"
        book.save(path)
        return path

    return act


def test_xlsx_says_which_rows_it_reads_though_they_are_hidden(workbook):
    def hide(sheet):
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[9].hidden = True

    path = workbook(["Year", "People"], [2022, 990], [2023, 1000], change=hide)
    sheet = readers.read(path).sheets[0]
    assert [(one.kind, one.severity, one.rows) for one in sheet.findings] == [
        ("hidden_rows_are_read", "warning", (3,))
    ]
    assert sheet.frame["People"].to_list() == ["990", "1000"]


def test_xlsx_gives_errors_in_cells_as_they_are_shown(workbook):
    def break_cell(sheet):
        sheet["B2"].data_type = "e"

    path = workbook(["Year", "People"], [2022, "#REF!"], [2023, 1000], change=break_cell)
    assert readers.read(path).sheets[0].frame["People"].to_list() == ["#REF!", "1000"]


def test_cover_pages_and_notes_are_left_alone_and_named(framework, places, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "About"
    book.active.append(["Made by the office"])
    data = book.create_sheet("Data")
    data.append(["city", "year", "sex", "people"])
    data.append(["K", 2023, "F", 510])
    book.create_sheet("2024").append(["city", "year", "sex", "residents"])
    path = tmp_path / "book.xlsx"
    book.save(path)
    own = mapping.loads(HEAD + PLAIN)
    understood = mapping.apply(readers.read(path, options=own.options), own, framework, places)
    assert said(understood, "sheet", "value") == [("Data", 510.0)]
    assert [one[:3] for one in found(understood)] == [
        ("column_missing", "question", "people"),
        ("sheet_left_alone", "info", ""),
    ]


def test_rows_over_the_heads_are_kept_to_be_shown(write, workbook):
    sheet = readers.read(write("Residents of Karwan\n\n;Men;Women\nYear;a;b\n2023;1;2\n")).sheets[0]
    assert (sheet.header_rows, sheet.above) == (
        (4,), ((1, ("Residents of Karwan",)), (3, ("Men", "Women"))),
    )  # fmt: skip
    path = workbook(["Residents"], [], [None, "Men", "Women"], ["Year", "a", "b"], [2023, 1, 2])
    sheet = readers.read(path).sheets[0]
    assert (sheet.header_rows, sheet.above) == (
        (4,), ((1, ("Residents",)), (3, ("Men", "Women"))),
    )  # fmt: skip


def test_heads_that_repeat_are_told_apart_by_the_row_over_them(write, workbook):
    wanted = ((3, 4), ("Year", "Men / a", "Men / b", "Women / a"))
    text = "Residents of Karwan\n\n;Men;;Women\nYear;a;b;a\n2023;1;2;3\n"
    sheet = readers.read(write(text)).sheets[0]
    assert (sheet.header_rows, sheet.columns) == wanted
    path = workbook(
        ["Residents"], [], [None, "Men", None, "Women"], ["Year", "a", "b", "a"], [2023, 1, 2, 3]
    )
    sheet = readers.read(path).sheets[0]
    assert (sheet.header_rows, sheet.columns) == wanted
    numbered = ReadOptions(heads=frozenset({"a (1)", "b"}))
    assert readers.read(path, options=numbered).sheets[0].columns == ("Year", "a (1)", "b", "a (2)")
