"""The narrative on record, section by section, as drafts take it."""

from __future__ import annotations

from collections.abc import Mapping

from qantara.core import locales
from qantara.editions import read as editions
from qantara.editions.models import Block as Stored
from qantara.editions.models import Text
from qantara.knowledge.profiles.models import Narrative
from qantara.knowledge.profiles.parts import Block, Chapter
from qantara.network.models import Territory


def chapters_of(territory: Territory) -> list[Chapter]:
    """Every section of a place that says something."""
    rows = Narrative.objects.filter(territory=territory).select_related("text")
    return chapters({row.section: row.text for row in rows})


def chapters(texts: Mapping[str, Text]) -> list[Chapter]:
    """Texts by section as a place's narrative, without blocks in which nothing is written yet."""
    blocks = editions.standing_of(texts.values())
    found = [
        Chapter(
            section=section,
            lang=text.source_language,
            blocks=tuple(block_of(one) for one in blocks[text.pk] if one.markdown.strip()),
        )
        for section, text in texts.items()
    ]
    return [one for one in found if one.blocks]


def block_of(stored: Stored) -> Block:
    """A block with its translations: those there are, each with its state."""
    shown = {language: editions.shown(stored, language) for language in locales.LANGUAGES}
    return Block(
        id=str(stored.pk),
        markdown={
            language: one.markdown for language, one in shown.items() if one.state != "missing"
        },
        states={language: one.state for language, one in shown.items()},
    )
