"""Figures found by words in the reader's language; texts shown and looked through while written."""

from __future__ import annotations

import pytest

from qantara.knowledge.profiles.draft import Document
from qantara.knowledge.profiles.lookup import search
from qantara.knowledge.profiles.opened import opened
from qantara.knowledge.profiles.parts import Block, Chapter
from qantara.knowledge.profiles.showing import flaws, shown, with_texts
from qantara.papers import Paragraph

RESIDENTS = "{fig:POP-01@ardelune;2024}"
HIDDEN = "{fig:POP-04@ardelune;NAT=QZ;2023}"


@pytest.mark.parametrize(
    ("lang", "asked"),
    [
        ("en", "foreign residents 2024"),
        ("en", "FOREIGNER 2024"),
        ("fr", "etrangers 2024"),
        ("fr", "étrangère 2024"),
        ("es", "extranjeros 2024"),
        ("ar", "الأجانب 2024"),
        ("ar", "اجانب 2024"),
        ("en", "POP-01 2024"),
    ],
)
def test_figure_is_found_by_its_words(city: Document, lang: str, asked: str) -> None:
    hits, count = search(opened(city, lang), asked)
    assert RESIDENTS in [hit.reference for hit in hits]
    assert count >= len(hits)


def test_newest_figure_of_the_place_comes_first(city: Document) -> None:
    hits, _count = search(opened(city, "en"), "POP-01")
    assert hits[0].reference == RESIDENTS
    assert hits[0].printed == "79\u202f717"


def test_nothing_is_found_by_no_words_or_by_words_nothing_has(city: Document) -> None:
    assert search(opened(city, "en"), " ? ") == ([], 0)
    assert search(opened(city, "en"), "zeppelin") == ([], 0)


def test_withheld_figure_has_no_reference_and_no_number(city: Document) -> None:
    hits, _count = search(opened(city, "en"), "POP-04 QZ 2023")
    assert {(hit.printed, hit.reference) for hit in hits} == {("Withheld", "")}


def test_most_hits_are_shown_and_all_are_counted(city: Document) -> None:
    hits, count = search(opened(city, "en"), "2023", most=5)
    assert len(hits) == 5
    assert count > 5


def said(markdown: str, city: Document, lang: str = "en") -> str:
    blocks = shown(markdown, lang, opened(city, lang))
    return " ".join(
        run.text for block in blocks if isinstance(block, Paragraph) for run in block.runs
    )


def test_references_are_shown_as_printed_withheld_or_unknown(city: Document) -> None:
    assert said(f"Of {RESIDENTS} here.", city) == "Of  79\u202f717  here."
    assert "[Withheld]" in said(f"{HIDDEN} people", city)
    assert "[no such figure]" in said("{fig:POP-01@nowhere;2024}", city)
    assert "[chiffre inexistant]" in said("{fig:POP-01@nowhere;2024}", city, "fr")


def test_flaws_of_a_text(city: Document) -> None:
    text = f"{RESIDENTS}, {HIDDEN}, {{fig:X@y;1}} and 712 people in 2024."
    found = flaws(text, "en", opened(city, "en"), hidden=({"k": 712.0}, set()))
    assert [(one.kind, one.about) for one in found] == [
        ("withheld", "POP-04@ardelune;NAT=QZ;2023"), ("unknown", "X@y;1"), ("equals", "k"),
        ("typed", "712"),
    ]  # fmt: skip
    assert [one.stops for one in found] == [True, True, True, False]


def test_translation_refers_to_the_figures_of_its_source(city: Document) -> None:
    found = flaws("Personne.", "fr", opened(city, "fr"), source=f"{RESIDENTS} people")
    assert [one.kind for one in found] == ["others"]


def test_draft_takes_texts_of_any_language_and_refuses_none(city: Document) -> None:
    block = Block(
        id="b", markdown={"ar": "{fig:X@y;1}", "en": "{fig:X@y;1}"},
        states={"ar": "source", "en": "current", "es": "missing", "fr": "missing"},
    )  # fmt: skip
    made = with_texts(city, [Chapter(section="people", lang="en", blocks=(block,))])
    people = next(one for one in made["sections"] if one["id"] == "people")
    assert people["blocks"] == [
        {"id": "b", "markdown": dict(block.markdown), "states": dict(block.states)}
    ]
    assert made["bound"]["X@y;1"]["printed"]["es"] == "[no existe esta cifra]"
