"""Read a text in a language, saying honestly which language each block is in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from qantara.editions.models import Block, Text, Translation

TranslationState = Literal["source", "current", "outdated", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A block as a reader of one language gets it. ``language`` is what is really shown."""

    block: str
    markdown: str
    language: str
    state: TranslationState


def standing(text: Text) -> list[Block]:
    """The blocks of a text with their translations, in order, without those taken away."""
    return standing_of([text])[text.pk]


def standing_of(texts: Collection[Text]) -> dict[UUID, list[Block]]:
    """The same of several texts, by the text's key, in two queries."""
    by_key = {text.pk: text for text in texts}
    found: dict[UUID, list[Block]] = {key: [] for key in by_key}
    rows = Block.objects.filter(text__in=by_key, removed_at=None).order_by("order")
    for block in rows.prefetch_related("translations"):
        block.text = by_key[block.text_id]
        found[block.text_id].append(block)
    return found


def in_language(text: Text, language: str) -> list[Shown]:
    """Every block in ``language`` where there is a translation, else in its source language."""
    return [shown(block, language) for block in standing(text)]


def shown(block: Block, language: str) -> Shown:
    """A block of ``standing`` in ``language``."""
    source, key = block.source_language, str(block.pk)
    if language == source:
        return Shown(block=key, markdown=block.markdown, language=language, state="source")
    found = translation(block, language)
    if found is None:
        return Shown(block=key, markdown=block.markdown, language=source, state="missing")
    state: TranslationState = "current" if found.source_hash == block.hash else "outdated"
    return Shown(block=key, markdown=found.markdown, language=language, state=state)


def translation(block: Block, language: str) -> Translation | None:
    return next((one for one in block.translations.all() if one.language == language), None)
