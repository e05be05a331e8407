"""Files made to do harm are refused with a sentence, or read without harm, within fixed limits."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import polars as pl
import pytest
import xlsxwriter

from qantara.knowledge import frameworks
from qantara.knowledge.evidence import apart, template, words
from qantara.knowledge.evidence.apart.allowance import Allowance
from qantara.knowledge.evidence.apart.marks import without_marks
from qantara.knowledge.evidence.findings import gathered
from qantara.knowledge.evidence.numbers import NATIVE
from qantara.knowledge.evidence.readers import Sheet, Sheets, UnreadableFile
from qantara.tables import csv
from tests.knowledge.evidence.hostile import HOSTILE, packed, parts

#: Half of what is allowed otherwise: the kernel ends whatever takes more.
ALLOWANCE = Allowance(memory=3 << 28)

#: Odd, but nothing in them harms: they may be read. All others must be refused.
HARMLESS = {
    "xlsx_entity_in_properties.xlsx", "xlsx_row_beyond_all.xlsx", "xlsx_negative_shared_string.xlsx",
    "xlsx_deep_elements.xlsx", "xlsx_numbers_without_end.xlsx", "xlsx_date_beyond_all.xlsx",
    "xlsx_merged_to_the_end.xlsx", "xlsx_twice_the_same_part.xlsx", "xlsx_overlapping_entries.xlsx",
    "csv_overlong_utf8.csv", "csv_two_marks.csv", "csv_lone_returns.csv", "csv_one_line.csv", "zip_slip.zip",
    "zip_many_entries.zip", "csv_quotes_only.csv", "gz_in_gz.csv.gz", "xls_empty.xls", "ods_deep.ods",
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """One hostile file on disk at a time."""
    folder = tmp_path_factory.mktemp("hostile")

    def act(name):
        path = folder / name
        path.write_bytes(HOSTILE[name]())
        return path

    return act


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_or_read_without_harm(made, name):
    path = made(name)
    sheets, refused = None, ""
    try:
        sheets = apart.read(path, allowance=ALLOWANCE)
    except UnreadableFile as error:
        refused = str(error)
    finally:
        path.unlink()
    assert len(refused) > 10 or name in HARMLESS
    assert "root:" not in refused
    if sheets is None:
        return
    for sheet in sheets.sheets:
        assert len(sheet.frame) < 10_000
        texts = sheet.frame.select(pl.all().exclude("row").str.contains("root:|hahaha").any())
        assert not any(texts.row(0) if texts.width else ())


def test_there_are_more_hostile_files_than_the_field_brought():
    assert len(HOSTILE) >= 49


@pytest.mark.field
def test_hostile_files_of_the_field_are_refused_or_read_without_harm(field, tmp_path):
    with zipfile.ZipFile(field / "standards" / "hostile" / "hostile_inputs.zip") as archive:
        archive.extractall(tmp_path)
    read, refused = set(), set()
    for path in sorted(path for path in tmp_path.rglob("*") if path.is_file()):
        try:
            apart.read(path, allowance=ALLOWANCE)
            read.add(path.name)
        except UnreadableFile:
            refused.add(path.name)
    assert read - {"zip_slip.zip"} == {
        "arabic_indic_digits.csv", "cp1256_arabic.csv", "csv_formula_injection.csv", "formula_cells.xlsx",
        "utf16le_bom.csv",
    }  # fmt: skip
    assert len(read | refused) == 22


def test_marks_that_turn_the_direction_are_taken_out_and_told(write):
    sheets = apart.read(
        write("pla\u202ece,n\u200b\nKar\u202ewan\u202c,1\u20662\u2069\nVel\u200cmora,7\n")
    )
    sheet = sheets.sheets[0]
    assert sheet.frame.rows() == [(2, "Karwan", "12"), (3, "Vel\u200cmora", "7")]
    assert sheet.columns == ("place", "n")
    told = [(one.kind, one.severity, one.rows) for one in sheet.findings]
    assert told == [("marks_taken_out", "warning", (2,))]
    assert "turn the direction of writing" in words.sentence(sheet.findings[0])


def test_marks_of_our_own_stay_and_names_stay_apart():
    frame = pl.DataFrame({"row": [2], "a": ["1.5" + NATIVE], "a\u200e": ["x\x00y"], "b": [None]})
    sheet = Sheet(
        name="S\u202e", frame=frame.with_columns(pl.col("b").cast(pl.String)), header_rows=(1,)
    )
    cleaned = without_marks(Sheets(format="xlsx", sheets=(sheet,), hidden=("h\u202e",)))
    assert cleaned.sheets[0].name == "S"
    assert cleaned.hidden == ("h",)
    assert cleaned.sheets[0].frame.to_dict(as_series=False) == {
        "row": [2], "a": ["1.5" + NATIVE], "a (2)": ["xy"], "b": [None],
    }  # fmt: skip


def test_formulas_are_read_as_stored_and_told(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "f.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("place", "n"))
    sheet.write(1, 0, "Karwan")
    sheet.write_formula(1, 1, "=2+3", None, 5)
    sheet.write(2, 0, "Velmora")
    sheet.write_formula(2, 1, '=HYPERLINK("http://127.0.0.1:9/","x")', None, "x")
    book.close()
    read = apart.read(tmp_path / "f.xlsx").sheets[0]
    assert read.frame.rows() == [(2, "Karwan", "5"), (3, "Velmora", "x")]
    told = [
        words.sentence(one)
        for one in gathered(read.findings)
        if one.kind == "formulas_read_as_stored"
    ]
    assert told == [
        (
            "The file holds formulas: 2. What was calculated when it was last saved is read; nothing is"
            " calculated here. Check that those figures are right."
        )
    ]


def test_formulas_without_a_result_are_asked_about(tmp_path):
    cells = '<row r="2"><c r="A2" t="inlineStr"><is><t>Karwan</t></is></c><c r="B2"><f>2+3</f></c></row>'
    path = tmp_path / "f.xlsx"
    path.write_bytes(
        packed(
            parts(
                parts()["xl/worksheets/sheet1.xml"]
                .partition("<sheetData>")[2]
                .partition('<row r="2"')[0]
                + cells
            )
        )
    )
    kinds = [one.kind for one in apart.read(path).sheets[0].findings]
    assert kinds == ["formula_without_result", "formulas_read_as_stored"]


FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0")


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_export_leads_what_looks_like_a_formula_and_leaves_numbers(text):
    written = csv.table(["note", "value"], [[text, -5]]).decode()
    head, _end, line = written.partition("\r\n")
    assert head == "note,value"
    assert line.lstrip('"').startswith("'")
    assert line.endswith(",-5\r\n")


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_export_leads_heads_that_look_like_formulas(text):
    assert csv.table([text], [[1]]).decode().lstrip('"').startswith("'")


@pytest.mark.parametrize("text", FORMULAS)
def test_template_writes_texts_as_texts_whatever_they_look_like(text):
    framework = frameworks.default()
    name = dict.fromkeys(("ar", "en", "es", "fr"), text)
    known = pl.DataFrame(schema=dict.fromkeys(("territory", "definition"), pl.String))
    content = template.make(
        framework, known, territory="karwan", name=name, lang="en", today=date(2026, 1, 1)
    )
    book = openpyxl.load_workbook(io.BytesIO(content))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
