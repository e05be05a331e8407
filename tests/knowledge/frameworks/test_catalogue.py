"""The documented pages of the catalogue."""

from __future__ import annotations

import pytest

from qantara.knowledge.frameworks import catalogue
from qantara.papers import Paper, Paragraph, Table

ADDRESS = "https://qantara.example/catalogue/"


def facts(paper: Paper, anchor: str) -> dict[str, str]:
    """Labels and values of the first table in a section."""
    [section] = [one for one in paper.sections if one.anchor == anchor]
    first = next(block for block in section.blocks if isinstance(block, Table))
    return {row.header.text: row.cells[0].text for row in first.rows}


def test_pages_are_one_a_domain_at_their_addresses(framework):
    papers = catalogue.pages(framework, "en", address=ADDRESS)
    assert [paper.address for paper in papers] == [
        f"{ADDRESS}{domain.code.lower()}/" for domain in framework.domains
    ]


@pytest.mark.parametrize("lang", ("ar", "en", "es", "fr"))
def test_pages_have_a_section_for_each_indicator(framework, lang):
    for domain, paper in zip(
        framework.domains, catalogue.pages(framework, lang, address=ADDRESS), strict=True
    ):
        indicators = framework.of(domain.code)
        assert paper.lang == lang
        assert paper.title == domain.name[lang]
        assert [section.anchor for section in paper.sections] == [
            "overview",
            *(one.code.lower() for one in indicators),
        ]
        for indicator, section in zip(indicators, paper.sections[1:], strict=True):
            assert section.title == indicator.name[lang]
            [definition, *_rest] = section.blocks
            assert isinstance(definition, Paragraph)
            assert definition.runs[0].text == indicator.definition[lang]


def test_page_says_all_there_is_to_know_of_an_indicator(framework):
    population = catalogue.pages(framework, "en", address=ADDRESS)[1]
    assert facts(population, "pop-06") == {
        "Code": "POP-06",
        "Unit": "percent",
        "Broken down by": "Country of citizenship and Sex",
        "Or, more coarsely, by": "Group of countries and Citizenship or birth group",
        "Usual source": "Same source as for foreign citizens (POP-01)",
        "Tier": "Core: asked of every city",
        "How to read it": "Context: neither high nor low is good or bad.",
        "Protection": "People: very small numbers are withheld.",
        "Divided by": "Foreign citizens",
        "Shown to": "Everyone, but for what is withheld to protect people",
        "Sustainable Development Goals": "16.2",
        "Human rights": "Convention on the Rights of the Child, article 2",
        "Inspired by": "MC2CM City Migration Profiles and MC2CM project documents",
    }


def test_page_shows_a_variant_beside_its_indicator(framework):
    population = catalogue.pages(framework, "fr", address=ADDRESS)[1]
    [section] = [one for one in population.sections if one.anchor == "pop-02"]
    tables = [block for block in section.blocks if isinstance(block, Table)]
    assert [table.caption for table in tables] == [
        "Résidents nés à l’étranger",
        "Immigrés (définition française)",
        "Migrants internationaux, estimation de l’ONU",
    ]
    assert tables[1].rows[0].cells[0].text == "POP-02/immigre"


def test_page_in_arabic_has_no_heading_left_in_english(framework):
    english = {
        label
        for paper in catalogue.pages(framework, "en", address=ADDRESS)
        for section in paper.sections[1:]
        for label in facts(paper, section.anchor)
    }
    arabic = {
        label
        for paper in catalogue.pages(framework, "ar", address=ADDRESS)
        for section in paper.sections[1:]
        for label in facts(paper, section.anchor)
    }
    assert len(english) == len(arabic)
    assert not english & arabic


def test_codes_page_lists_every_code(framework):
    page = catalogue.codes_page(framework, "es", address=ADDRESS)
    listed = {
        section.anchor: [
            row.header.text
            for block in section.blocks
            if isinstance(block, Table)
            for row in block.rows
        ]
        for section in page.sections
    }
    assert page.address == f"{ADDRESS}codes/"
    assert listed["dimension-sex"] == ["F", "M", "_O", "_U", "_T"]
    assert listed["units"] == list(framework.units)
    assert listed["obs-status"] == [code.code for code in framework.codes["obs_status"].codes]


def test_codes_page_says_what_goes_with_a_code(framework):
    page = catalogue.codes_page(framework, "fr", address=ADDRESS)
    [levels] = [section for section in page.sections if section.anchor == "level"]
    [table] = levels.blocks
    assert [column.title for column in table.columns] == ["Code", "Nom", "Remarque"]
    said = {row.header.text: row.cells[1].text for row in table.rows}
    assert said == dict.fromkeys("01234", "") | {
        "X": "L’autorité compétente est nommée.",
        "NA": "Le motif est indiqué.",
    }
