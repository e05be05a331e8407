"""A disputed paragraph is printed beside the city's statement, on page, in PDF, in four languages."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from qantara.core.errors import DomainError
from qantara.core.locales import LANGUAGES
from qantara.editions.models import Block, Text
from qantara.editions.write import write_text
from qantara.knowledge.profiles.models import Narrative
from qantara.knowledge.reviews import disputes
from qantara.knowledge.reviews.models import Side
from qantara.network.models import Territory
from qantara.papers import Note, Paper, Paragraph
from qantara.releases import kinds
from qantara.releases.kinds import Imprint
from qantara.releases.models import Case, Contribution
from qantara.web import paper as web_paper
from tests.knowledge.ledger.conftest import NAME, PEOPLE, START, City, city, moment

__all__ = ["city"]

WORDS = {"en": "It joins its two banks.", "ar": "بل يجمع ضفتيه."}
EXPERTS = {
    "ar": "فريق الخبراء", "en": "Expert team", "es": "Equipo experto", "fr": "Équipe d’experts",
}  # fmt: skip


@pytest.fixture
def block(city: City) -> Block:
    city.tell("marwa", PEOPLE)
    text = write_text(
        ["The river divides the city.", "Many came by boat."], language="en", holder=city.holder,
        by=city.officer, at=START,
    )  # fmt: skip
    Narrative.objects.create(
        territory=Territory.objects.get(slug="marwa"), section="people", text=text
    )
    return text.blocks.get(order=0)


def disputed(city: City, block: Block, words: dict[str, str] = WORDS) -> None:
    disputes.dispute(block, "en", words, seen=block.hash, by=city.signatory, at=START)


def paper_of(case: Case, lang: str) -> Paper:
    imprint = Imprint(number=1, released_on=START, address="")
    return kinds.kind_named("profile").paper(json.loads(case.document), lang, imprint)


def said(paper: Paper) -> Iterator[str]:
    for section in paper.sections:
        if section.anchor == "people":
            for block in section.blocks:
                if isinstance(block, Paragraph | Note):
                    yield "".join(run.text for run in block.runs)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_voices_stand_under_their_names(city: City, block: Block, lang: str) -> None:
    disputed(city, block)
    paper = paper_of(city.draft("marwa", kind="profile"), lang)
    lines = list(said(paper))
    at = lines.index(EXPERTS[lang])
    shown = WORDS["ar"] if lang == "ar" else WORDS["en"]
    assert lines[at : at + 5] == [
        EXPERTS[lang], "The river divides the city.", NAME[lang], shown, "Many came by boat.",
    ]  # fmt: skip
    page = web_paper.body(paper)
    assert shown in page
    assert EXPERTS[lang] in page


def test_settled_dispute_is_printed_no_more(city: City, block: Block) -> None:
    disputed(city, block)
    thread = disputes.Thread.objects.get()
    for side, who in ((Side.CITY, city.officer), (Side.EXPERT, city.reviewer)):
        disputes.agree(thread, side, seen=1, hashed=block.hash, by=who, at=START)
    case = city.draft("marwa", kind="profile")
    assert "Expert team" not in list(said(paper_of(case, "en")))
    assert "dispute" not in case.document


def test_withheld_number_in_a_statement_stops_the_draft(city: City, block: Block) -> None:
    disputed(city, block, {"en": "There are 3 women."})
    with pytest.raises(DomainError, match="withheld to protect people"):
        city.draft("marwa", kind="profile")


def test_who_stated_the_citys_view_is_an_author(city: City, block: Block) -> None:
    disputed(city, block)
    case = city.draft("marwa", kind="profile", day=1)
    people = set(Contribution.objects.filter(case=case).values_list("person", flat=True))
    assert city.signatory.pk in people
    assert moment(1) > START


def test_dispute_of_a_text_of_another_place_is_not_printed(city: City, block: Block) -> None:
    other = write_text(["Elsewhere."], language="en", holder=city.holder, by=city.officer, at=START)
    Narrative.objects.create(
        territory=Territory.objects.get(slug="harbour"), section="people", text=other
    )
    disputed(city, Text.objects.get(pk=other.pk).blocks.get())
    assert "dispute" not in city.draft("marwa", kind="profile").document
