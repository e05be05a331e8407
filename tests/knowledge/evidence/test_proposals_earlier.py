"""Next year's file: recognised, its changes asked about, read as the earlier one was."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from qantara.knowledge.evidence import mapping, readers
from qantara.knowledge.evidence.proposals import Earlier, propose
from tests.knowledge.evidence.told import HEAD

SERIES = """
[read]
columns = ["Year", "Sex", "People"]

[[series]]
definition = "CTX-01"
territory = "karwan"
unit = "PS"
period = { column = "Year", pattern = '(\\d{4})', as = "{1}-01-01" }
breakdown.SEX = { column = "Sex", codes = { men = "M", women = "F" } }
value = "People"
"""
EARLIER = Earlier(text=HEAD + SERIES, imported_on=date(2025, 3, 1), file_name="people-2024.csv")


@pytest.fixture
def again(write, framework, places):
    def act(file: str, answers: dict[str, str] | None = None, earlier: Earlier = EARLIER):
        return propose(
            readers.read(write(file)), framework, places,
            names={}, earlier=[earlier], answers=answers or {}, lang="en",
        )  # fmt: skip

    return act


def rows(proposal) -> list[tuple[str, str, float]]:
    return proposal.preview.select("period", "breakdown", pl.col("value")).rows()


def test_proposal_reads_a_file_of_the_same_columns_as_before(again):
    proposal = again("Year,Sex,People\n2025,men,7\n2025,women,8\n")
    assert proposal.recognised == "This looks like “people-2024.csv”, imported on 1 March 2025."
    assert proposal.open == ()
    assert rows(proposal) == [("2025-01-01", "SEX=M", 7.0), ("2025-01-01", "SEX=F", 8.0)]


def test_proposal_asks_about_moved_columns(again):
    file = "Sex,Year,People\nmen,2025,7\nwomen,2025,8\n"
    proposal = again(file)
    assert "1 column stands elsewhere." in proposal.recognised
    assert [choice.id for choice in proposal.open] == ["earlier:moved"]
    answered = again(file, {"earlier:moved": "yes"})
    assert rows(answered) == [("2025-01-01", "SEX=M", 7.0), ("2025-01-01", "SEX=F", 8.0)]


def test_proposal_asks_which_column_takes_the_place_of_a_renamed_one(again):
    file = "Year,Gender,People\n2025,men,7\n2025,women,8\n"
    proposal = again(file)
    assert [choice.id for choice in proposal.open] == ["renamed:Sex"]
    question = proposal.open[0]
    assert [option.value for option in question.options] == ["Gender", "gone"]
    assert question.why == "“Gender” has the most in common with it."
    answered = again(file, {"renamed:Sex": "Gender"})
    assert rows(answered) == [("2025-01-01", "SEX=M", 7.0), ("2025-01-01", "SEX=F", 8.0)]
    read = mapping.loads(answered.mapping_text())
    assert read.columns == ("Year", "Gender", "People")


def test_proposal_asks_when_headings_were_exchanged(again):
    file = "Year,Sex,People\nmen,2025,7\nwomen,2025,8\n"
    assert [choice.id for choice in again(file).open] == ["renamed:Sex", "renamed:Year"]
    answered = again(file, {"renamed:Sex": "Year", "renamed:Year": "Sex"})
    assert rows(answered) == [("2025-01-01", "SEX=M", 7.0), ("2025-01-01", "SEX=F", 8.0)]


def test_proposal_asks_about_texts_and_marks_that_are_new(again):
    file = "Year,Sex,People\n2025,men,7\n2025,other,..\n2025,intersex,1\n"
    proposal = again(file)
    found = {one.id: (one.chosen, one.certainty) for one in proposal.choices}
    assert found["code:file.csv:Sex:other"] == ("_O", "likely")
    assert found["code:file.csv:Sex:intersex"] == ("", "open")
    assert found["mark:.."] == ("", "open")
    answers = {"code:file.csv:Sex:intersex": "_O", "mark:..": "skip"}
    assert rows(again(file, answers)) == [
        ("2025-01-01", "SEX=M", 7.0),
        ("2025-01-01", "SEX=_O", 1.0),
    ]


def test_proposal_asks_for_the_period_that_was_said_once(again):
    fixed = SERIES.replace(
        '{ column = "Year", pattern = \'(\\d{4})\', as = "{1}-01-01" }', '"2024"'
    )
    earlier = Earlier(text=HEAD + fixed, imported_on=date(2025, 3, 1), file_name="people-2024.csv")
    file = "Year,Sex,People\nx,men,7\n"
    proposal = again(file, earlier=earlier)
    assert [choice.id for choice in proposal.open] == ["earlier:period:2024"]
    answered = again(file, {"earlier:period:2024": "2025"}, earlier=earlier)
    assert rows(answered) == [("2025", "SEX=M", 7.0)]


def test_proposal_starts_anew_when_told_so(again):
    file = "Year,Sex,People\n2025,men,7\n2025,women,8\n"
    ids = [choice.id for choice in again(file, {"earlier:use": "no"}).choices]
    assert "column:file.csv:Sex" in ids


def test_proposal_does_not_recognise_another_file(again):
    proposal = again("Caza,Total\nKarwan,7\n")
    assert proposal.recognised == ""
