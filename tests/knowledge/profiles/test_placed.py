"""Charts placed in narrative: drawn there and nowhere else; refused where they cannot stand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import translation

from qantara.knowledge.profiles import layout, lookup, typed
from qantara.knowledge.profiles.draft import Document
from qantara.knowledge.profiles.opened import opened
from qantara.knowledge.profiles.parts import Block, Chapter
from qantara.knowledge.profiles.placed import UnplacedChart
from qantara.knowledge.profiles.showing import flaws, shown, with_texts
from qantara.papers import Bullets, Figure, Paper, Paragraph
from qantara.releases.kinds import Imprint
from tests.knowledge.profiles.conftest import frame, row

ROWS = (row("POP-01", "2021", 1_100), row("POP-01", "2022", 1_150), row("POP-01", "2023", 1_234))
LINE = "pop-01-line"
PLACED = f"{{chart:{LINE}}}"
IMPRINT = Imprint(number=1, released_on=datetime(2026, 3, 1, tzinfo=UTC), address="https://e.org/")


def chapter(text: str, section: str = "territory", **translations: str) -> Chapter:
    block = Block(id="p1", markdown={"en": text} | translations, states={"en": "source"})
    return Chapter(section=section, lang="en", blocks=(block,))


def charts(paper: Paper) -> list[tuple[str, str]]:
    return [
        (section.anchor, block.anchor)
        for section in paper.sections
        for block in section.blocks
        if isinstance(block, Figure) and block.anchor == LINE
    ]


@pytest.mark.parametrize("lang", ("ar", "en", "es", "fr"))
def test_chart_stands_where_a_text_names_it_and_only_there(drafted, lang) -> None:
    plain = drafted(frame(*ROWS))
    assert charts(layout.paper(plain, lang, IMPRINT)) == [("people", LINE)]
    document = drafted(frame(*ROWS), chapters=[chapter(f"First.\n\n{PLACED}\n\nThen.")])
    assert charts(layout.paper(document, lang, IMPRINT)) == [("territory", LINE)]


def test_chart_stands_behind_the_paragraph_or_list_that_names_it(drafted) -> None:
    document = drafted(frame(*ROWS))
    text = f"One {PLACED} two.\n\n- three\n- {PLACED}\n- four"
    found = [
        block.anchor if isinstance(block, Figure) else block
        for block in shown(text, "en", opened(document, "en"))
    ]
    assert [type(one) for one in found] == [Paragraph, str, Bullets]
    assert found[1] == LINE
    assert "".join(run.text for run in found[0].runs) == "One  two."
    assert [runs[0].text for runs in found[2].items] == ["three", "four"]


@pytest.mark.parametrize(
    ("chapters", "said"),
    [
        (
            [chapter("{chart:pop-01-pie}")],
            (
                "Section “territory”, paragraph p1: there is no chart “pop-01-pie” any more. Search for "
                "another, or take it out."
            ),
        ),
        (
            [chapter(PLACED), chapter(PLACED, "people")],
            (
                "Section “people”, paragraph p1: the chart “pop-01-line” already stands further up. Take it "
                "out of one of the two places."
            ),
        ),
        (
            [chapter(PLACED, fr="Voici.")],
            (
                "Section “territory”, paragraph p1: the text in fr does not have the same charts as its "
                "source. Correct it."
            ),
        ),
    ],
)
def test_chart_that_cannot_stand_there_is_refused(drafted, chapters, said) -> None:
    with translation.override("en"), pytest.raises(UnplacedChart) as raised:
        drafted(frame(*ROWS), chapters=chapters)
    assert str(raised.value) == said


def test_flaws_of_a_text_tell_of_its_charts(drafted) -> None:
    document = opened(drafted(frame(*ROWS)), "en")
    assert flaws(PLACED, "en", document) == []
    assert [(one.kind, one.about) for one in flaws("{chart:gone}", "en", document)] == [
        ("chart", "gone")
    ]
    assert [one.kind for one in flaws("Rien.", "fr", document, source=PLACED)] == ["others"]


def test_draft_shows_a_word_for_a_chart_it_does_not_have(drafted) -> None:
    document = with_texts(drafted(frame(*ROWS)), [chapter("{chart:gone}")])
    paper = layout.paper(document, "fr", IMPRINT)
    said = next(one for one in paper.sections if one.anchor == "territory").blocks[1]
    assert "".join(run.text for run in said.runs) == "[graphique introuvable]"


def test_numbers_in_the_name_of_a_chart_are_no_figures() -> None:
    assert typed.by_hand("{chart:pop-01-agesex-15-24-pyramid}", "en") == []
    assert typed.typed([chapter("{chart:x-3}")], {"key": 3.0}) == []


@pytest.mark.parametrize(
    ("lang", "asked"),
    [("en", "foreign citizens"), ("fr", "étrangers"), ("es", "extranjeros"), ("ar", "الأجانب")],
)
def test_chart_is_found_by_its_words(city: Document, lang: str, asked: str) -> None:
    hits, count = lookup.charts(opened(city, lang), asked, section="people")
    assert any(hit["definition"] == "POP-01" for hit in hits)
    assert count >= len(hits) > 0
    assert all("territory" not in hit for hit in hits)


def test_charts_of_the_section_come_first_and_without_words(city: Document) -> None:
    document = opened(city, "en")
    own = [one["id"] for one in city["charts"] if one["section"] == "people"]
    hits, count = lookup.charts(document, "", section="people", most=2)
    assert ([hit["id"] for hit in hits], count) == (own[:2], len(own))
    assert lookup.charts(document, "no such words", section="people") == ([], 0)
