"""Age pyramids of groups of which some figures are withheld: numbers stand where bars do."""

from __future__ import annotations

import pytest

from qantara import papers
from qantara.knowledge.profiles import layout
from tests.knowledge.profiles.conftest import IMPRINT, frame, row, withheld

BANDS = ("Y0T14", "Y15T24", "Y25T54", "Y_GE65")


def bands(definition, *counts):
    return [
        row(definition, "2023", count, breakdown=f"AGE={band};SEX={sex}")
        for band, pair in zip(BANDS, counts, strict=True)
        for sex, count in zip("FM", pair, strict=True)
    ]


GROUP = bands("POP-01", (10, 11), (20, 21), (60, 61), (5, 6))
EVERYONE = bands("CTX-01", (80, 81), (60, 61), (160, 161), (100, 101))
HIDDEN = ("POP-01@ardelune;AGE=Y_GE65;SEX=F;2023", "POP-01@ardelune;AGE=Y0T14;SEX=F;2023")


def pyramid(document, lang="en"):
    paper = layout.paper(document, lang, IMPRINT)
    return next(
        block
        for section in paper.sections
        for block in section.blocks
        if isinstance(block, papers.Figure) and block.anchor == "pop-01-age-sex-pyramid"
    )


def cells(figure):
    return [
        (row.header.text, row.cells[0].text, row.cells[3].text, *(cell.state for cell in row.cells))
        for row in figure.table.rows
    ]


@pytest.mark.parametrize(
    ("lang", "unit", "withheld_word"),
    (("en", "persons", "Withheld"), ("ar", "أشخاص", "محجوب")),
)
def test_pyramid_prints_numbers_where_the_whole_is_withheld(drafted, lang, unit, withheld_word):
    figure = pyramid(drafted(withheld(frame(*GROUP, *EVERYONE), *HIDDEN)), lang)
    shown = "shown"
    printed = [(row[1], row[2]) for row in cells(figure)]
    assert printed == [("6", withheld_word), ("61", "60"), ("21", "20"), ("11", withheld_word)]
    assert [row[3:] for row in cells(figure)] == [
        (shown, shown, "withheld", "withheld"),
        (shown,) * 4,
        (shown,) * 4,
        (shown, shown, "withheld", "withheld"),
    ]
    assert unit in figure.measured
    assert "ref" not in {ink for ink, _name in figure.key}


def test_pyramid_in_numbers_has_no_ticks_of_everyone(drafted):
    whole = drafted(frame(*GROUP, *EVERYONE))
    hidden = drafted(withheld(frame(*GROUP, *EVERYONE), *HIDDEN))
    marks = [
        "".join(cell.mark for row in pyramid(one).table.rows for cell in row.cells)
        for one in (whole, hidden)
    ]
    assert ["ref" in mark for mark in marks] == [True, False]


def test_pyramid_prints_percentages_where_the_whole_is_published(drafted):
    total = row("POP-01", "2023", 194)
    figure = pyramid(drafted(withheld(frame(total, *GROUP, *EVERYONE), *HIDDEN)))
    assert [(one[1], one[2]) for one in cells(figure)][1:3] == [
        ("31.4%", "30.9%"),
        ("10.8%", "10.3%"),
    ]


def test_pyramid_keeps_percentages_without_ticks_where_everyone_is_withheld(drafted):
    hidden = [key.replace("POP-01", "CTX-01") for key in HIDDEN]
    figure = pyramid(drafted(withheld(frame(*GROUP, *EVERYONE), *hidden)))
    assert cells(figure)[1][1:3] == ("31.4%", "30.9%")
    assert "Ticks" not in figure.measured
