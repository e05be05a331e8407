"""The narrative on record, section by section, as drafts take it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from qantara.core import locales
from qantara.editions import read as editions
from qantara.editions.models import Block as Stored
from qantara.editions.models import Text
from qantara.knowledge.profiles.models import Narrative
from qantara.knowledge.profiles.parts import Block, Chapter, Dispute
from qantara.knowledge.reviews import disputes
from qantara.network.models import Territory


def chapters_of(territory: Territory) -> list[Chapter]:
    """Every section of a place that says something."""
    rows = Narrative.objects.filter(territory=territory).select_related("text")
    return chapters({row.section: row.text for row in rows})


def chapters(texts: Mapping[str, Text]) -> list[Chapter]:
    """Texts by section as a place's narrative, without blocks in which nothing is written yet."""
    blocks = editions.standing_of(texts.values())
    disputed = _disputed(texts.values())
    found = [
        Chapter(
            section=section,
            lang=text.source_language,
            blocks=tuple(
                replace(block_of(one), dispute=disputed.get(one.pk))
                for one in blocks[text.pk]
                if one.markdown.strip()
            ),
        )
        for section, text in texts.items()
    ]
    return [one for one in found if one.blocks]


def statements(chapters: Iterable[Chapter]) -> list[Chapter]:
    """The city's statements beside disputed paragraphs, to be read like these for typed numbers."""
    return [
        replace(chapter, blocks=(replace(block, markdown=block.dispute.words, states={}),))
        for chapter in chapters
        for block in chapter.blocks
        if block.dispute
    ]


def _disputed(texts: Collection[Text]) -> dict[UUID, Dispute]:
    """Block -> the statement that stands beside it, in the name of the holder of its text."""
    return {
        block: Dispute(city=one.city, words=one.words, since=one.since)
        for block, one in disputes.standing(texts).items()
    }


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
