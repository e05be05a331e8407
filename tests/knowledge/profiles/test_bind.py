"""Bound figures: resolved, or refused with section, paragraph and key."""

from __future__ import annotations

import pytest
from django.utils import translation

from qantara.knowledge.profiles.bind import UnboundFigure
from qantara.knowledge.profiles.parts import Block, Chapter
from tests.knowledge.profiles.conftest import frame, row

ROWS = (
    row("POP-01", "2023", 1_234),
    row("POP-01", "2022", None, state="withheld"),
    row("POP-01", "2021", None, state="absent", absence="not_collected"),
)


def chapter(text, **translations):
    markdown = {"fr": text} | translations
    block = Block(id="p1", markdown=markdown, states={"fr": "source"})
    return Chapter(section="people", lang="fr", blocks=(block,))


def test_bind_prints_the_figure_as_each_language_does(drafted):
    document = drafted(frame(*ROWS), chapters=[chapter("Ils sont {fig:POP-01@ardelune;2023}.")])
    assert document["bound"] == {
        "POP-01@ardelune;2023": {
            "at": 0,
            "printed": dict.fromkeys(("ar", "en", "es", "fr"), "1\u202f234"),
        }
    }


@pytest.mark.parametrize(
    ("key", "message"),
    (
        (
            "POP-01@ardelune;1999",
            (
                "Section “people”, paragraph p1: there is no figure “POP-01@ardelune;1999”. Check the "
                "indicator, place, breakdown and year, or write the sentence without it."
            ),
        ),
        (
            "POP-01@ardelune;2022",
            (
                "Section “people”, paragraph p1: the figure “POP-01@ardelune;2022” is withheld to protect "
                "people. Write the sentence without it."
            ),
        ),
        (
            "POP-01@ardelune;2021",
            (
                "Section “people”, paragraph p1: nobody has a value for “POP-01@ardelune;2021”. Write the "
                "sentence without it."
            ),
        ),
    ),
)
def test_bind_refuses_what_cannot_be_shown(drafted, key, message):
    with translation.override("en"), pytest.raises(UnboundFigure) as refused:
        drafted(frame(*ROWS), chapters=[chapter(f"{{fig:{key}}}")])
    assert str(refused.value) == message


def test_bind_refuses_a_translation_with_other_figures(drafted):
    text = "{fig:POP-01@ardelune;2023}"
    with translation.override("fr"), pytest.raises(UnboundFigure) as refused:
        drafted(frame(*ROWS), chapters=[chapter(text, es="1234")])
    assert str(refused.value) == (
        "Section « people », paragraphe p1 : le texte en es ne renvoie pas aux mêmes chiffres que "
        "l’original. Corrigez ses renvois."
    )
