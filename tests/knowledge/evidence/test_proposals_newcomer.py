"""Files as somebody who has never seen Qantara brings them: about a fictional city."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from qantara.knowledge.evidence import mapping, readers
from qantara.knowledge.evidence.proposals import propose
from qantara.knowledge.evidence.proposals.ages import bands

NAMES = {
    "karwan": {"ar": "كروان", "en": "Karwan"},
    "karwan-east": {"ar": "كروان الشرقية", "en": "Karwan East"},
    "karwan-west": {"ar": "كروان الغربية", "en": "Karwan West"},
}
SAID = {"source:organisation": "Statistics of Karwan", "source:public": "yes"}


@pytest.fixture
def read(framework, places):
    """A file's proposal and the rows it becomes: (territory, period, breakdown, value)."""

    def act(path, **answers: str):
        given = SAID | {name.replace("__", ":"): text for name, text in answers.items()}
        sheets = readers.read(path)
        proposal = propose(sheets, framework, places, names=NAMES, answers=given, lang="en")
        assert [choice.id for choice in proposal.open] == []
        own = mapping.loads(proposal.mapping_text())
        found = mapping.apply(readers.read(path, options=own.options), own, framework, places)
        assert found.questions == ()
        return proposal, found.rows.select("territory", "period", "breakdown", "value").rows()

    return act


def test_a_place_and_year_named_once_hold_for_the_rows_below(write, read):
    path = write(
        "City;Year;Sex;Resident population\n"
        "Karwan East;2022;Total;90\n;;Men;40\n;;Women;50\n;2023;Total;92\n;;Men;41\n;;Women;51\n"
        "Karwan West;2022;Total;70\n;;Men;30\n;;Women;40\n;2023;Total;73\n;;Men;31\n;;Women;42\n"
    )
    proposal, rows = read(path)
    asked = {choice.id: choice.chosen for choice in proposal.choices if "fill:" in choice.id}
    assert asked == {"fill:file.csv:City": "yes", "fill:file.csv:Year": "yes"}
    assert sorted(rows) == sorted(
        (f"karwan-{side}", year, breakdown, float(value))
        for side, year, values in (
            ("east", "2022", (90, 40, 50)), ("east", "2023", (92, 41, 51)),
            ("west", "2022", (70, 30, 40)), ("west", "2023", (73, 31, 42)),
        )
        for breakdown, value in zip(("", "SEX=M", "SEX=F"), values, strict=True)
    )  # fmt: skip


def test_notes_under_a_table_do_not_hide_what_its_columns_say(write, read):
    path = write(
        "Year;City;Resident population\n2022;Karwan;90\n2023;Karwan;92\n"
        "Source: the register;;\n- means nothing or zero;;\n"
    )
    _proposal, rows = read(path)
    assert rows == [("karwan", "2022", "", 90.0), ("karwan", "2023", "", 92.0)]


def test_ages_of_one_year_are_added_up_to_bands(write, read):
    lines = [f"Karwan;2023;{age};{age + 1}" for age in range(10)]
    path = write("\n".join(["City;Year;Age;Resident population", *lines, "Karwan;2023;90+;7\n"]))
    proposal, rows = read(path)
    assert {c.certainty for c in proposal.choices if c.id.startswith("code:file.csv:Age")} == {
        "sure"
    }
    assert rows == [
        ("karwan", "2023", "AGE=Y0T4", 15.0),
        ("karwan", "2023", "AGE=Y5T9", 40.0),
        ("karwan", "2023", "AGE=Y_GE90", 7.0),
    ]


def test_bands_are_made_of_whole_and_unkept_ages_alone():
    kept = {"Y0T4", "Y5T9", "Y0T2", "Y_GE100"}
    assert bands({"Y0", "Y1T4"}, kept) == {"Y0": "Y0T4", "Y1T4": "Y0T4"}
    assert bands({"Y0", "Y1", "Y3", "Y4"}, kept) == {}
    assert bands({"Y0", "Y1", "Y2", "Y3", "Y4", "Y0T4"}, kept - {"Y0T2"}) == {}
    assert bands({"Y100", "Y_GE101"}, kept) == {"Y100": "Y_GE100", "Y_GE101": "Y_GE100"}


def test_a_sheet_for_each_place_is_read_by_the_names_of_the_sheets(tmp_path, read):
    book = Workbook()
    notes = book.active
    notes.title = "Notes"
    for row in (
        ["Note number", "Note text"],
        [1, "Figures are rounded."],
        [2, "Boundaries of 2023."],
    ):
        notes.append(row)
    for place, figures in (("Karwan East", (40, 50)), ("Karwan West", (30, 41))):
        sheet = book.create_sheet(f"Table {place}")
        sheet.append(["Resident population by sex, 2023"])
        sheet.append(["Sex", "People"])
        for sex, figure in zip(("Men", "Women"), figures, strict=True):
            sheet.append([sex, figure])
    path = tmp_path / "sheets.xlsx"
    book.save(path)
    proposal, rows = read(path)
    assert {c.id: c.chosen for c in proposal.choices if c.id.endswith(":read")} == {
        "table:Notes:read": "no",
        "table:Table Karwan East:read": "yes",
    }
    assert sorted(rows) == [
        ("karwan-east", "2023", "SEX=F", 50.0),
        ("karwan-east", "2023", "SEX=M", 40.0),
        ("karwan-west", "2023", "SEX=F", 41.0),
        ("karwan-west", "2023", "SEX=M", 30.0),
    ]


def test_heads_that_say_nothing_leave_what_is_counted_to_be_asked(write, framework, places):
    path = write("City;Year;Immigrants;Emigrants\nKarwan;2022;90;30\nKarwan;2023;95;31\n")
    answers = SAID | {"head:file.csv:Immigrants": "nothing", "head:file.csv:Emigrants": "ignore"}
    for _round in range(2):
        proposal = propose(
            readers.read(path), framework, places, names=NAMES, answers=answers, lang="en"
        )
        answers |= {"table:file.csv:day": "year"}
    assert [choice.id for choice in proposal.open] == ["table:file.csv:definition"]
