"""Small files in the shapes publishers really use, about a fictional city."""

from __future__ import annotations

import gzip
import zipfile

import openpyxl
import polars as pl
import pytest
import xlsxwriter

from qantara.knowledge.evidence import readers
from qantara.knowledge.evidence.numbers import NATIVE
from qantara.knowledge.evidence.readers import Limits, ReadOptions, UnreadableFile
from qantara.knowledge.evidence.readers.workbook import opened


def sheet_of(path, **options):
    sheets = readers.read(path, options=ReadOptions(**options))
    assert len(sheets.sheets) == 1
    return sheets.sheets[0]


def rows(sheet):
    """As they look: what marks a number as such is out of sight."""
    frame = sheet.frame.with_columns(pl.col(pl.String).str.strip_suffix(NATIVE))
    return frame.rows(named=True)


def test_csv_finds_heads_under_a_title_and_drops_empty_columns(write):
    path = write(
        "Bevölkerung seit 2020 | Population since 2020;;;;\n"
        "DISTRICT;YEAR;POP;;\n"
        "90100;2020;1.571.123;;\n"
        "90200;2020;414,87;;\n"
    )
    sheets = readers.read(path)
    assert (sheets.format, sheets.encoding, sheets.delimiter) == ("csv", "utf-8", ";")
    assert rows(sheets.sheets[0]) == [
        {"row": 3, "DISTRICT": "90100", "YEAR": "2020", "POP": "1.571.123"},
        {"row": 4, "DISTRICT": "90200", "YEAR": "2020", "POP": "414,87"},
    ]


def test_csv_takes_a_blank_line_after_the_heads_and_heads_with_spaces(write):
    sheet = sheet_of(write('id,"Total HM", "Total H"\n\n110601,10,4\n110602,20,9\n'))
    assert (sheet.header_rows, sheet.columns) == ((1,), ("id", "Total HM", "Total H"))
    assert rows(sheet)[0] == {"row": 3, "id": "110601", "Total HM": "10", "Total H": "4"}


def test_csv_keeps_quoted_thousands_and_marks_as_delivered(write):
    path = write('TIME,CITIES,Value,Flag\n2009,Karwan,"1,068,532",\n2010,"Karwan, Las",:,\n')
    assert rows(sheet_of(path)) == [
        {"row": 2, "TIME": "2009", "CITIES": "Karwan", "Value": "1,068,532", "Flag": None},
        {"row": 3, "TIME": "2010", "CITIES": "Karwan, Las", "Value": ":", "Flag": None},
    ]


def test_csv_keeps_quotes_and_line_breaks_inside_cells(write):
    path = write('a,b\n"one\ntwo","said ""so"""\n, "spaced, out"\n')
    assert rows(sheet_of(path)) == [
        {"row": 2, "a": "one\ntwo", "b": 'said "so"'},
        {"row": 3, "a": None, "b": "spaced, out"},
    ]


@pytest.mark.parametrize(
    ("encoding", "text", "found"),
    (
        ("utf-8", "city;n\nتونس;1\n", "utf-8"),
        ("utf-8-sig", "city;n\nتونس;1\n", "utf-8-sig"),
        ("utf-16", "city;n\nتونس;1\n", "utf-16"),
        ("utf-16-le", "city;n\nTunis;1\n", "utf-16-le"),
        ("utf-16-be", "city;n\nTunis;1\n", "utf-16-be"),
        ("utf-16-le", "city;n\nالدار البيضاء;1\n", "utf-16-le"),
        ("utf-16-be", "city;n\nالدار البيضاء;1\n", "utf-16-be"),
        ("cp1256", "city;n\nالرباط;1\nوجدة;2\n", "cp1256"),
        ("cp1252", "city;n\nMünchen – Süd;1\n", "cp1252"),
        ("iso-8859-1", "city;n\nÁfrica;1\n\x8d;2\n", "iso-8859-1"),
    ),
)
def test_csv_finds_the_encoding(write, encoding, text, found):
    sheets = readers.read(write(text.encode(encoding)))
    assert sheets.encoding == found
    assert sheets.sheets[0].columns == ("city", "n")
    assert sheets.sheets[0].frame["city"][0] == text.split("\n")[1].split(";")[0]


@pytest.mark.parametrize(
    ("delimiter", "end"), ((",", "\n"), (";", "\r\n"), ("\t", "\r"), ("|", "\n"))
)
def test_csv_finds_delimiter_and_line_ends(write, delimiter, end):
    lines = [delimiter.join(cells) for cells in (("a", "b"), ("1", "2"), ("3", "4"))]
    sheets = readers.read(write(end.join(lines)))
    assert sheets.delimiter == delimiter
    assert rows(sheets.sheets[0]) == [
        {"row": 2, "a": "1", "b": "2"},
        {"row": 3, "a": "3", "b": "4"},
    ]


def test_csv_is_not_misled_by_decimal_commas(write):
    path = write("city;rate;low\nA;1,5;2,5\nB;2,5;3,5\n")
    assert readers.read(path).delimiter == ";"


def test_csv_names_columns_once_and_joins_stacked_heads(write):
    path = write("year,2024,,2025\n,men,women,men\nA,1,2,3\n")
    assert sheet_of(path, header_rows=(1, 2)).columns == (
        "year", "2024 / men", "2024 / women", "2025 / men",
    )  # fmt: skip
    assert sheet_of(write("row,a,a,\n1,2,3,4\n")).columns == ("row (1)", "a (1)", "a (2)", "D")


def test_csv_says_which_rows_have_more_cells_than_heads(write):
    sheet = sheet_of(write("a,b\n1,2\n3,4,5\n6\n"))
    assert [(one.kind, one.rows, one.values) for one in sheet.findings] == [
        ("row_has_more_cells_than_heads", (3,), ("5",))
    ]
    assert rows(sheet)[2] == {"row": 4, "a": "6", "b": None}


def test_packed_files_are_unpacked_within_limits(write):
    path = write(gzip.compress(b"a,b\n1,2\n"), "f.csv.gz")
    assert rows(sheet_of(path)) == [{"row": 2, "a": "1", "b": "2"}]
    bomb = write(gzip.compress(b"0" * 100_000), "bomb.csv.gz")
    with pytest.raises(UnreadableFile):
        readers.read(bomb, options=ReadOptions(limits=Limits(bytes=10_000)))
    with pytest.raises(UnreadableFile):
        readers.read(write(gzip.compress(b"a,b\n" * 999)[:40], "cut.csv.gz"))


@pytest.mark.parametrize(
    ("content", "name"),
    (
        (b"", "empty.csv"),
        (b"a,b\n1,\x002\n", "zeros.csv"),
        (b"\xd0\xcf\x11\xe0old", "old.xls"),
        (b"%PDF-1.7", "f.pdf"),
        (b"PK\x03\x04broken", "broken.xlsx"),
        (",".join("x" * 3000).encode() + b"\n", "wide.csv"),
    ),
)
def test_files_that_cannot_be_read_are_refused_in_words(write, content, name):
    with pytest.raises(UnreadableFile):
        readers.read(write(content, name))


@pytest.mark.parametrize("head", ("<5", "[code]", "{a}", "1"))
def test_csv_may_begin_with_signs_of_other_formats(write, head):
    assert sheet_of(write(f"{head},people\nx,1\n")).columns == (head, "people")


# XLSX


@pytest.fixture
def workbook(tmp_path):
    """Make a workbook: a function that is given xlsxwriter's and fills it."""

    def act(fill):
        path = tmp_path / "book.xlsx"
        book = xlsxwriter.Workbook(str(path))
        fill(book)
        book.close()
        return path

    return act


def test_xlsx_reads_percentages_as_they_are_shown(workbook):
    def fill(book):
        sheet = book.add_worksheet("Rates")
        percent = book.add_format({"num_format": "0.0%"})
        sheet.write_row(0, 0, ["city", "share", "people"])
        sheet.write_row(1, 0, ["Karwan", "", 1234567])
        sheet.write_number(1, 1, 0.141, percent)
        sheet.write_row(2, 0, ["Sidra", "12,5 %", 0.5])

    assert rows(sheet_of(workbook(fill))) == [
        {"row": 2, "city": "Karwan", "share": "14.1 %", "people": "1234567"},
        {"row": 3, "city": "Sidra", "share": "12,5 %", "people": "0.5"},
    ]


def test_xlsx_counts_rows_as_the_spreadsheet_does_and_skips_hidden_sheets(workbook):
    def fill(book):
        sheet = book.add_worksheet("Data")
        sheet.write(3, 1, "Table 4: residents")
        sheet.merge_range(5, 2, 5, 3, "2024")
        sheet.write_row(6, 1, ["city", "men", "women"])
        sheet.write_row(8, 1, ["Karwan", 10, 20])
        book.add_worksheet("Notes").hide()

    path = workbook(fill)
    sheets = readers.read(path, options=ReadOptions(header_rows=(6, 7)))
    assert sheets.hidden == ("Notes",)
    assert rows(sheets.sheets[0]) == [
        {"row": 9, "city": "Karwan", "2024 / men": "10", "2024 / women": "20"}
    ]
    assert sheet_of(path).header_rows == (6, 7)
    assert sheet_of(path, heads=frozenset({"men"})).header_rows == (7,)


def test_xlsx_marks_numbers_that_are_not_whole(workbook):
    """A number 1.234 beside the text «12,5» is one and a bit, and no thousand."""

    def fill(book):
        sheet = book.add_worksheet("S")
        sheet.write_column(0, 0, ["share", 1.234, "1,234", 5, -0.5, 1e-7])
        sheet.write_number(6, 0, 45292.5, book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_number(7, 0, 0.125, book.add_format({"num_format": "0%"}))
        sheet.write_formula(8, 0, "=A2*2", None, 2.468)

    column = sheet_of(workbook(fill)).frame["share"].to_list()
    assert [(text.removesuffix(NATIVE), text.endswith(NATIVE)) for text in column] == [
        ("1.234", True), ("1,234", False), ("5", False), ("-0.5", True), ("0.0000001", True),
        ("2024-01-01 12:00:00", False), ("12.5 %", True), ("2.468", True),
    ]  # fmt: skip


def test_xlsx_is_not_misled_by_cells_that_are_only_coloured(workbook):
    def fill(book):
        sheet = book.add_worksheet("Coloured")
        grey, percent = (
            book.add_format({"bg_color": "#eee"}), book.add_format({"num_format": "0.0%"}),
        )  # fmt: skip
        for row in range(12):
            for column in range(8):
                sheet.write_blank(row, column, None, grey)
        sheet.write_row(4, 2, ["city", "share"])
        sheet.write(5, 2, "Karwan")
        sheet.write_number(5, 3, 0.125, percent)
        sheet.write(6, 4, "a note")

    assert rows(sheet_of(workbook(fill))) == [
        {"row": 6, "city": "Karwan", "share": "12.5 %", "E": None},
        {"row": 7, "city": None, "share": None, "E": "a note"},
    ]


@pytest.mark.parametrize(
    ("cell", "shown"),
    (
        (b'<c r="A2" s="1"/>', None),
        (b'<c r="A2"></c>', None),
        (b'<c r="A2"><v></v></c>', None),
        (b'<c r="A2"><f>1+1</f></c>', None),
        (b'<c r="A2"><v>1</v></c>', "1"),
        (b'<c r="A2"><v>1.0</v></c>', "1"),
        (b'<c r="A2"><v>1.5E3</v></c>', "1500"),
        (b'<c r="A2"><v>0.30000000000000004</v></c>', "0.3" + NATIVE),
        (b'<c r="A2" t="str"><f>""</f><v></v></c>', None),
        (b'<c r="A2" t="str"><f>A1&amp;"x"</f><v>a &amp; b</v></c>', "a & b"),
        (b'<c r="A2" t="inlineStr"><is><t></t></is></c>', None),
        (b'<c r="A2" t="inlineStr"><is><r><t>0</t></r><r><t>07</t></r></is></c>', "007"),
        (b'<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        (b'<c r="A2" t="b"><v>1</v></c>', "TRUE"),
        (b'<c r="A2" t="d"><v>2024-01-01T00:00:00</v></c>', "2024-01-01"),
        (b"<c r='A2'><!-- c --><v>7</v></c>", "7"),
        (b'<c t="n"><v>7</v></c>', "7"),
        (b"<c><v>7</v></c>", "7"),
    ),
)
def test_xlsx_gives_what_a_cell_holds_as_it_is_shown(workbook, cell, shown):
    path = workbook(lambda book: book.add_worksheet("S").write_row(2, 2, [1, 2]))
    change = {
        "change": lambda xml: xml.replace(
            b"<sheetData>", b'<sheetData><row r="2">' + cell + b"</row>"
        )
    }
    inside = tampered(path, "xl/worksheets/sheet1.xml", **change)
    with opened(inside, Limits()) as book:
        frame = book.grid(book.sheets[0]).frame
    assert frame.columns == ["row", *(["0"] if shown else []), "2", "3"]
    assert frame.rows() == [
        *([(2, shown, None, None)] if shown else []),
        (3, *([None] if shown else []), "1", "2"),
    ]


def test_xlsx_says_which_formulas_were_never_calculated(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["city", "people"])
    book.active.append(["Karwan", "=1+1"])
    path = tmp_path / "formulas.xlsx"
    book.save(path)
    sheet = sheet_of(path)
    assert [(one.kind, one.values) for one in sheet.findings] == [
        ("formula_without_result", ("B2",))
    ]


def test_xlsx_asks_for_sheets_by_name(workbook):
    def fill(book):
        for name in ("One", "Two"):
            book.add_worksheet(name).write_row(0, 0, ["a", name])

    path = workbook(fill)
    assert sheet_of(path, sheets=("Two",)).columns == ("a", "Two")
    with pytest.raises(UnreadableFile):
        readers.read(path, options=ReadOptions(sheets=("Three",)))


def tampered(path, part, change):
    """A copy of a workbook with one part changed."""
    target = path.with_name("tampered.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return target


@pytest.mark.parametrize(
    "change",
    (
        lambda xml: xml.replace(b'r="B2"', b'r="XFD1048576"'),
        lambda xml: xml.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY e "e">]><worksheet', 1),
        lambda xml: xml + b" " * 2_000_000,
    ),
    ids=("a cell at the far corner", "entities", "more than it may unpack to"),
)
def test_xlsx_that_would_harm_is_refused(workbook, change):
    path = workbook(lambda book: book.add_worksheet("S").write_row(1, 1, [1, 2]))
    limits = Limits(workbook_bytes=1_000_000)
    readers.read(path, options=ReadOptions(limits=limits))
    with pytest.raises(UnreadableFile):
        readers.read(
            tampered(path, "xl/worksheets/sheet1.xml", change), options=ReadOptions(limits=limits)
        )


# SDMX-CSV


def test_sdmx_csv_1_is_told_by_its_first_column(write):
    path = write(
        "DATAFLOW,FREQ,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n"
        "KSO:POP(1.0),A,KW,F,2024,510,A\n"
    )
    sheets = readers.read(path)
    assert sheets.format == "sdmx-csv"
    assert rows(sheets.sheets[0])[0]["OBS_VALUE"] == "510"


def test_sdmx_csv_2_parts_codes_from_labels_and_leaves_deletions_out(write):
    path = write(
        "STRUCTURE[|];STRUCTURE_ID;ACTION;REF_AREA: Area;SEX: Sex;TIME_PERIOD;OBS_VALUE: Value\n"
        "dataflow;KSO:POP(1.0);I;KW: Karwan;F: Women;2024;5,5\n"
        "dataflow;KSO:POP(1.0);D;KW: Karwan;M: Men;2024;\n"
    )
    sheets = readers.read(path)
    assert (sheets.format, sheets.delimiter) == ("sdmx-csv", ";")
    sheet = sheets.sheets[0]
    assert [(one.kind, one.rows) for one in sheet.findings] == [("row_deletes", (3,))]
    assert sheet.frame.select(
        "row", "REF_AREA", "REF_AREA label", "SEX", "SEX label", "OBS_VALUE"
    ).rows() == [(2, "KW", "Karwan", "F", "Women", "5,5")]
