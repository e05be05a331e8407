"""The narratives of the fictional cities: five complete ones, in four languages, each its own."""

from __future__ import annotations

import pytest

from qantara.core.locales import LANGUAGES
from qantara.demo.fictional import read
from qantara.knowledge.profiles.bind import references

COMPLETE = ("ardelune", "qarnel", "meruzah", "halverin", "tessavo")


@pytest.mark.parametrize("city", COMPLETE[1:])
def test_complete_profiles_have_every_section_of_text(city):
    assert [one.section for one in read.chapters(city)] == [one.section for one in read.chapters()]


@pytest.mark.parametrize("city", (*COMPLETE, "nordemar"))
def test_narratives_bind_the_same_figures_in_every_language(city):
    for chapter in read.chapters(city):
        for block in chapter.blocks:
            assert set(block.markdown) == set(LANGUAGES)
            assert len({tuple(sorted(references(text))) for text in block.markdown.values()}) == 1


def test_narratives_are_written_first_in_more_than_one_language():
    for city in COMPLETE:
        assert len({chapter.lang for chapter in read.chapters(city)}) >= 2, city


def test_no_sentence_stands_in_two_cities():
    said: dict[str, str] = {}
    for city in COMPLETE:
        for chapter in read.chapters(city):
            for block in chapter.blocks:
                for sentence in block.markdown["en"].replace("\n", " ").split(". "):
                    if len(sentence) > 40:
                        assert said.setdefault(sentence, city) == city, sentence
