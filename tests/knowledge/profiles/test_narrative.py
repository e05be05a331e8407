"""Markdown of a text as blocks of a paper."""

from __future__ import annotations

import pytest
from django.utils import translation

from qantara.knowledge.profiles import narrative, showing
from qantara.papers import Cell, Column, Paragraph, Row, Run, Table

TABLE = """Who helps.

| Service | 2024 | In {fig:POP-01@marwa;2024} |
| --- | ---: | --- |
| **Welcome** desk | 1 204 | a \\| b |
| School | | [far](https://example.org/) |
"""


def test_table_of_a_text_is_a_table_of_the_paper() -> None:
    bound = {"POP-01@marwa;2024": {"at": -1, "printed": {"en": "12"}}}
    block = {"markdown": {"en": TABLE}, "states": {"en": "source"}}
    found = narrative.blocks({"blocks": [block], "lang": "en"}, bound, {}, "en")
    assert found == [
        Paragraph(runs=(Run(text="Who helps."),)),
        Table(
            caption="Service, 2024, In 12",
            columns=(
                Column(title="Service"), Column(title="2024", numeric=True), Column(title="In 12"),
            ),
            rows=(
                Row(
                    header=Cell(text="Welcome desk"),
                    cells=(Cell(text="1 204", numeric=True), Cell(text="a | b")),
                ),
                Row(header=Cell(text="School"), cells=(Cell(text=""), Cell(text="far"))),
            ),
            is_caption_hidden=True,
        ),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        ("12", True), ("1 204,5", True), ("−3.2 %", True), ("١٬٢٠٤", True), ("12 women", False), ("", False),
        ("about 12", False), ("2019-2020", False),
    ],
)  # fmt: skip
def test_number_in_a_cell_is_told_from_words(text: str, is_number: bool) -> None:
    assert bool(narrative.NUMBER.fullmatch(text)) is is_number


def test_table_in_another_language_is_marked_as_such() -> None:
    with translation.override("ar"):
        (found,) = showing.shown("| A | B |\n|---|---|\n| x | y |", "ar", None)
    assert isinstance(found, Table)
    block = {"markdown": {"fr": "| A |\n|---|\n| x |"}, "states": {"fr": "source"}}
    with translation.override("ar"):
        _note, table = narrative.blocks({"blocks": [block], "lang": "fr"}, {}, {}, "ar")
    assert isinstance(table, Table)
    assert table.rows[0].header == Cell(text="x", lang="fr")
