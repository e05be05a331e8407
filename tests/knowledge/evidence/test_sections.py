"""Rows of one text over rows of one text: a place, a sex in it, then countries."""

from __future__ import annotations

import openpyxl
import pytest

from qantara.knowledge.evidence import mapping, readers
from qantara.knowledge.evidence.mapping import MappingError
from tests.knowledge.evidence.told import HEAD, said

FILE = (
    "Foreign residents by place, sex and nationality, 2023\n;Number\n"
    "Karwan East;\nMen;\nSyria;1.100\nIraq;2\nWomen;\nSyria;3\nIraq;4\n"
    "Karwan West;\nMen;\nSyria;5\nIraq;6\nWomen;\nSyria;7\nIraq;8\n"
    "Notes:\nCounted on 1 January\n"
)
SERIES = """
[[series]]
definition = "POP-01"
unit = "PS"
period = "2023"
value = "Number"
territory = { column = "@section 2", codes = { "Karwan East" = "karwan-east", "Karwan West" = "karwan-west" } }
breakdown.SEX = { column = "@section", codes = { Men = "M", Women = "F" } }
breakdown.NAT = { column = "A", codes = { Syria = "SY", Iraq = "IQ" } }
[read]
decimal = ","
sections = """


@pytest.fixture
def proposed_in(proposed):
    return lambda text, **answers: proposed(text, **answers)


def test_apply_reads_sections_within_sections(understand):
    understood = understand(SERIES + "2", FILE)
    assert understood.findings == ()
    rows = said(understood, "territory", "breakdown", "value")
    assert rows[0] == ("karwan-east", "NAT=SY;SEX=M", 1100.0)
    assert rows[-1] == ("karwan-west", "NAT=IQ;SEX=F", 8.0)
    assert len(rows) == 8


@pytest.mark.parametrize("wrong", ("4", "-1", '"2"'))
def test_mapping_says_how_many_sections_stand_over_one_another(wrong):
    with pytest.raises(MappingError, match="sections"):
        mapping.loads(HEAD + SERIES + wrong)


@pytest.mark.parametrize(("said_", "kept"), (("true", 1), ("false", 0), ("1", 1), ("3", 3)))
def test_mapping_keeps_sections_when_it_is_written(said_, kept):
    own = mapping.loads(HEAD + SERIES + said_)
    assert own.sections == kept
    assert mapping.loads(mapping.write.write(own)).sections == kept


def test_proposal_finds_sections_within_sections(write, framework, places):
    from qantara.knowledge.evidence.proposals import propose

    sheets = readers.read(write(FILE, "f.csv"))
    names = {
        "karwan": {"en": "Karwan"},
        "karwan-east": {"en": "Karwan East"},
        "karwan-west": {"en": "Karwan West"},
    }
    answers = {"source:organisation": "x", "source:public": "yes"}
    proposal = propose(sheets, framework, places, names=names, answers=answers, lang="en")
    assert [choice.id for choice in proposal.open] == []
    understood = mapping.apply(sheets, mapping.loads(proposal.mapping_text()), framework, places)
    assert set(said(understood, "territory", "breakdown", "value")) == {
        ("karwan-east", "NAT=SY;SEX=M", 1100.0), ("karwan-east", "NAT=IQ;SEX=M", 2.0),
        ("karwan-east", "NAT=SY;SEX=F", 3.0), ("karwan-east", "NAT=IQ;SEX=F", 4.0),
        ("karwan-west", "NAT=SY;SEX=M", 5.0), ("karwan-west", "NAT=IQ;SEX=M", 6.0),
        ("karwan-west", "NAT=SY;SEX=F", 7.0), ("karwan-west", "NAT=IQ;SEX=F", 8.0),
    }  # fmt: skip


def test_three_rows_of_heads_are_joined_though_figures_look_like_years(tmp_path, framework, places):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Residents of Karwan by age, nationality and sex"])
    sheet.append(["Age", 2021, None, None, None, 2022])
    sheet.append([None, "Nationals", None, "Foreigners", None, "Nationals", None, "Foreigners"])
    sheet.append([None, *("Men", "Women") * 4])
    for area in ("A2:A4", "B2:E2", "F2:I2", "B3:C3", "D3:E3", "F3:G3", "H3:I3"):
        sheet.merge_cells(area)
    sheet.append(["0-14", 8832, 4106, 1410, 2845, 4490, 1025, 3167, 3505])
    sheet.append(["65 and over", 8822, 4116, 1493, 2815, 4491, 1020, 3169, 3005])
    book.save(tmp_path / "b.xlsx")
    read = readers.read(tmp_path / "b.xlsx").sheets[0]
    assert read.header_rows == (2, 3, 4)
    assert read.columns[:4] == (
        "Age", "2021 / Nationals / Men", "2021 / Nationals / Women", "2021 / Foreigners / Men",
    )  # fmt: skip
    assert read.frame.rows()[0][1:4] == ("0-14", "8832", "4106")
