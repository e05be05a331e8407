"""Read a text in a language, saying honestly which language each block is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qantara.editions.models import Block, Text

TranslationState = Literal["source", "current", "outdated", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A block as a reader of one language gets it. ``language`` is what is really shown."""

    block: str
    markdown: str
    language: str
    state: TranslationState


def in_language(text: Text, language: str) -> list[Shown]:
    """Every block in ``language`` where there is a translation, else in the source language."""
    return [_shown(text, block, language) for block in text.blocks.prefetch_related("translations")]


def _shown(text: Text, block: Block, language: str) -> Shown:
    if language == text.source_language:
        return Shown(
            block=str(block.pk), markdown=block.markdown, language=language, state="source"
        )
    for translation in block.translations.all():
        if translation.language == language:
            state: TranslationState = (
                "current" if translation.source_hash == block.hash else "outdated"
            )
            return Shown(
                block=str(block.pk), markdown=translation.markdown, language=language, state=state
            )
    return Shown(
        block=str(block.pk), markdown=block.markdown, language=text.source_language, state="missing"
    )
