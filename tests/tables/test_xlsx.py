import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import openpyxl
import pytest

from qantara.papers import (
    Cell,
    Column,
    Facts,
    Figure,
    Legend,
    Meaning,
    Paper,
    Row,
    Run,
    Section,
    Table,
)
from qantara.tables.figures import UnprotectedFigure
from qantara.tables.xlsx import sheet_name, workbook
from tests.tables.sample import dataset

AT = datetime(2026, 10, 14, 9, 30, tzinfo=UTC)

TABLE = Table(
    caption="Residents by sex",
    columns=(
        Column(title="Sex"),
        Column(title="Persons", numeric=True),
        Column(title="", is_mark=True),
        Column(title="Share", numeric=True),
    ),
    rows=(
        Row(
            header=Cell(text="=cmd|'/c calc'!A0"),
            cells=(
                Cell(text="291\u202f000", number=291_000.4, numeric=True),
                Cell(text="", mark="<svg/>"),
                Cell(text="51.3%", number=51.3227, numeric=True),
            ),
        ),
        Row(
            header=Cell(text="Men"),
            cells=(
                Cell(text="Withheld", numeric=True, state="withheld"),
                Cell(text=""),
                Cell(text="48.7%", number=48.7, numeric=True),
            ),
        ),
    ),
)


def paper(lang: str = "en", table: Table = TABLE) -> Paper:
    return Paper(
        lang=lang,
        kicker="Profile",
        title="Qalat Bahr",
        lede=(Run(text="A city that does not exist."),),
        facts=Facts(pairs=(("Country", (Run(text="Fictional"),)),)),
        notices=(),
        sections=(Section(anchor="people", title="Who lives here: people", blocks=(table,)),),
        running="Qalat Bahr 2.1",
        address="https://example.org/r/7h3k9q2mzd",
    )


def opened(lang: str = "en") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(paper(lang), dataset(), at=AT)))


def test_workbook_is_the_same_each_time():
    assert workbook(paper(), dataset(), at=AT) == workbook(paper(), dataset(), at=AT)


def test_workbook_holds_what_it_is_sections_figures_and_sources():
    book = opened()
    assert book.sheetnames == ["About", "Who lives here people", "All figures", "Sources"]
    assert {sheet.sheet_state for sheet in book} == {"visible"}


def test_section_writes_numbers_as_printed_and_gaps_as_empty_cells():
    sheet = opened()["Who lives here people"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=6)]
    assert rows == [
        ["Sex", "Persons", "Persons: status", "Share"],
        ["=cmd|'/c calc'!A0", 291_000, None, 51.3],
        ["Men", None, "Withheld", 48.7],
    ]
    assert [sheet.cell(5, at).number_format for at in (2, 4)] == ["#,##0", '#,##0.0"\u202f%"']


def test_workbook_holds_no_formula():
    cells = [cell for sheet in opened() for row in sheet.iter_rows() for cell in row]
    risky = [cell for cell in cells if str(cell.value).startswith("=")]
    assert [cell.data_type for cell in risky] == ["s", "s"]
    assert all(cell.quotePrefix for cell in risky)


def test_workbook_tells_nothing_of_who_made_it_and_where():
    data = workbook(paper(), dataset(), at=AT)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        core = parts.read("docProps/core.xml").decode()
        names = parts.namelist()
        text = "".join(parts.read(name).decode() for name in names)
    assert re.findall(r"<dc:creator>(.*?)</dc:creator>", core) in ([], [""])
    assert re.findall(r"<dcterms:\w+[^>]*>([^<]*)<", core) == ["2026-10-14T09:30:00Z"] * 2
    assert not re.search(r"absPath|revisionPtr|/home/|/tmp/", text)
    assert not [name for name in names if "comment" in name or "vba" in name or "extern" in name]


def test_workbook_reads_from_right_to_left_in_arabic():
    book = opened("ar")
    assert all(sheet.sheet_view.rightToLeft for sheet in book)
    assert not any(sheet.sheet_view.rightToLeft for sheet in opened("en"))
    heads = [cell.value for cell in book["كل الأرقام"][1]]
    assert heads[3:5] == ["التعريف", "المكان (REF_AREA)"]


def test_data_sheet_gives_each_figure_its_codes_and_status():
    rows = list(opened()["All figures"].iter_rows(values_only=True))
    heads = rows[0]
    withheld = dict(zip(heads, rows[4], strict=True))
    assert withheld["Value (OBS_VALUE)"] is None
    assert withheld["Status"] == "Withheld to protect people"
    assert withheld["Confidentiality (CONF_STATUS)"] == "C"
    assert dict(zip(heads, rows[1], strict=True))["Value (OBS_VALUE)"] == 567_000


def test_workbook_refuses_a_number_that_is_not_shown():
    leak = Row(
        header=Cell(text="x"), cells=(Cell(text="Withheld", number=3, state="withheld"),) * 3
    )
    with pytest.raises(UnprotectedFigure):
        workbook(paper(table=replace(TABLE, rows=(leak,))), dataset(), at=AT)


def test_sheet_names_are_short_plain_and_each_its_own():
    taken: set[str] = set()
    long = "Citizenships of foreign residents [by sex/age]"
    assert [sheet_name(title, taken) for title in (long, long, "'", "a:b?")] == [
        "Citizenships of foreign",
        "Citizenships of foreign 2",
        "-",
        "a b",
    ]


def test_section_shows_a_dash_where_there_is_no_figure_and_a_look_for_each_reason():
    reasons = ("withheld", "courtesy", "none_exists", "absent", "unanswered", "inapplicable")
    rows = tuple(
        Row(header=Cell(text=state), cells=(Cell(text=f"word {state}", state=state),))
        for state in (*reasons, "blank")
    )
    columns = (Column(title="State"), Column(title="Persons", numeric=True))
    table = Table(caption="", columns=columns, rows=rows)
    data = workbook(paper(table=table), dataset(), at=AT)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Who lives here people"]
    cells = {row[0].value: row for row in sheet.iter_rows(min_row=4, max_row=10)}
    assert [cells[state][1].value for state in cells] == [None] * 6 + ["–"]
    assert [cells[state][2].value for state in reasons] == [f"word {state}" for state in reasons]
    assert cells["blank"][2].value is None
    looks = {
        (
            one.fill.patternType,
            one.border.left.style,
            one.border.diagonalUp,
            one.border.diagonalDown,
        )
        for one in (cells[state][1] for state in reasons)
    }
    assert len(looks) == len(reasons)


def test_section_explains_its_marks_and_gives_the_address_of_what_is_not_repeated():
    legend = Legend(
        items=(Meaning(word="Withheld", meaning="To protect people.", state="withheld"),)
    )
    link = Run(text="Register", kind="link", href="https://example.org/register")
    figure = Figure(
        anchor="few", finding="Few", measured="Persons", source=(link,),
        table=Table(
            caption="",
            columns=(Column(title="Sex"), Column(title="Persons", numeric=True)),
            rows=(
                Row(
                    header=Cell(text="Men"),
                    cells=(Cell(text="Not repeated here", state="courtesy", href=link.href),),
                ),
            ),
        ),
    )  # fmt: skip
    section = Section(anchor="few", title="Few", blocks=(legend, figure))
    data = workbook(replace(paper(), sections=(section,)), dataset(), at=AT)
    values = [
        [cell.value for cell in row]
        for row in openpyxl.load_workbook(io.BytesIO(data))["Few"].iter_rows(max_col=3)
    ]
    assert values == [
        ["Few", None, None],
        [None, None, None],
        [None, "Withheld", "To protect people."],
        [None, None, None],
        ["Few", None, None],
        ["Persons", None, None],
        ["Sex", "Persons", "Persons: status"],
        ["Men", None, "Not repeated here: https://example.org/register"],
        ["Register (https://example.org/register)", None, None],
    ]
