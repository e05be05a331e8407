"""Bound figures: a number inside narrative is a reference, resolved here to a figure (B1).

    {fig:POP-01@karwan;2023}                 the figure with this series key
    {fig:POP-01@karwan;SEX=F;2023 share}     its share

A document keeps the text with its references and, beside it, what each one stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from qantara.core.errors import DomainError
from qantara.core.locales import LANGUAGES
from qantara.knowledge.profiles.figures import Figures
from qantara.knowledge.profiles.parts import Block, Chapter
from qantara.knowledge.profiles.words import Words

REFERENCE = re.compile(r"\{fig:([^{}]*)\}")


class UnboundFigure(DomainError):
    """A reference in narrative stands for no figure that may be shown."""


def references(markdown: str) -> list[str]:
    """The series keys a text refers to, in its order."""
    return [" ".join(key.split()) for key in REFERENCE.findall(markdown)]


def bind(
    chapters: Iterable[Chapter], figures: Figures, words: Mapping[str, Words]
) -> dict[str, dict[str, Any]]:
    """What every reference of the narrative stands for: key -> place in the frame and printed forms.

    Raises UnboundFigure, naming section, paragraph and key: for a key nothing has, for a figure
    that is withheld or absent, and for a translation that refers to other figures than its source.
    """
    found: dict[str, dict[str, Any]] = {}
    for chapter in chapters:
        for block in chapter.blocks:
            _check_translations(chapter, block)
            for key in references(block.markdown[block.written_in(chapter.lang)]):
                found[key] = _bound(key, chapter, block, figures, words)
    return found


def _bound(
    key: str, chapter: Chapter, block: Block, figures: Figures, words: Mapping[str, Words]
) -> dict[str, Any]:
    where = {"section": chapter.section, "block": block.id, "key": key}
    figure = figures.by_key.get(key)
    if figure is None:
        raise UnboundFigure(
            _(
                "Section “%(section)s”, paragraph %(block)s: there is no figure “%(key)s”. Check the "
                "indicator, place, breakdown and year, or write the sentence without it."
            )
            % where
        )
    if figure.state == "absent":
        raise UnboundFigure(
            _(
                "Section “%(section)s”, paragraph %(block)s: nobody has a value for “%(key)s”. Write "
                "the sentence without it."
            )
            % where
        )
    if not figure.is_shown:
        raise UnboundFigure(
            _(
                "Section “%(section)s”, paragraph %(block)s: the figure “%(key)s” is withheld to "
                "protect people. Write the sentence without it."
            )
            % where
        )
    return {"at": figure.at, "printed": {lang: words[lang].figure(figure) for lang in LANGUAGES}}


def _check_translations(chapter: Chapter, block: Block) -> None:
    expected = sorted(references(block.markdown[block.written_in(chapter.lang)]))
    for lang, markdown in block.markdown.items():
        if sorted(references(markdown)) != expected:
            raise UnboundFigure(
                _(
                    "Section “%(section)s”, paragraph %(block)s: the text in %(language)s does not "
                    "refer to the same figures as its source. Correct its references."
                )
                % {"section": chapter.section, "block": block.id, "language": lang}
            )
