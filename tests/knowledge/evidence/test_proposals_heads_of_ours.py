"""Heads of files that are words of our own code, and files that nearly hold no table."""

from __future__ import annotations

import pytest

from qantara.knowledge.evidence.readers.sheets import numbered
from tests.knowledge.evidence.told import said

OURS = (
    "count", "times", "figure", "text", "value", "row", "index", "len", "literal", "@sheet", "@row",
    "@section", "@over", "{x}",
)  # fmt: skip


@pytest.mark.parametrize("head", OURS)
def test_proposal_reads_columns_that_are_called_like_ours(proposed, head):
    table = f"Foreign residents of Karwan 2023\nSex,{head}\nMen,510\nWomen,520\nTotal,..\n.. not available\n"
    own = numbered([head])[0]
    answers = {
        f"column:karwan.csv:{own}": "value",
        "table:karwan.csv:sections": "no",
    }
    _open, understood = proposed(table, **answers)
    assert understood is not None, _open
    assert said(understood, "breakdown", "value", "absence") == [
        ("SEX=M", 510.0, ""), ("SEX=F", 520.0, ""), ("", None, "not_yet_available"),
    ]  # fmt: skip


@pytest.mark.parametrize("head", ("*", "^.*$"))
def test_proposal_reads_nothing_under_heads_that_are_patterns(proposed, head):
    open_, _none = proposed(f"Foreign residents of Karwan 2023\nSex,{head}\nMen,510\nWomen,520\n")
    assert open_ == ["table:karwan.csv:figures"]


@pytest.mark.parametrize("content", ("Sex,Number\n", "a,b\n,\n", "x\n", "place,n\nKarwan,=1+1\n"))
def test_proposal_asks_about_files_that_hold_no_figures(proposed, content):
    open_, understood = proposed(content)
    assert (bool(open_), understood) == (True, None)
