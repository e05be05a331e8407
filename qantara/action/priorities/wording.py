"""The words of a proposal: four paragraphs, each written in one language and translated into others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.conf import settings

from qantara.action.priorities.models import Priority
from qantara.editions import read
from qantara.editions.models import Block, Text

#: The paragraphs of a proposal's text, in their order.
PARTS = ("title", "problem", "competence", "lead")
#: Letters a part may have.
LONGEST = {"title": 120, "problem": 4_000, "competence": 600, "lead": 200}

State = Literal["source", "current", "outdated", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One paragraph in every language that has it. ``lang``: the one it was written in."""

    block: UUID
    lang: str
    text: Mapping[str, str]
    states: Mapping[str, State]

    @property
    def source(self) -> str:
        return self.text.get(self.lang, "")

    def in_language(self, lang: str) -> tuple[str, str]:
        """The text and the language it is in: ``lang`` if it was translated, else its own."""
        if text := self.text.get(lang):
            return text, lang
        return self.source, self.lang


Words = Mapping[str, Part]


def words_of(priorities: Iterable[Priority]) -> dict[UUID, Words]:
    """Priority -> its words, in two queries; ``text`` is to be selected with them."""
    found = list(priorities)
    blocks = read.standing_of([one.text for one in found])
    return {one.pk: dict(zip(PARTS, map(part, blocks[one.text_id]), strict=True)) for one in found}


def words(priority: Priority) -> Words:
    return words_of([priority])[priority.pk]


def part(block: Block) -> Part:
    """A block of ``editions.read`` with all its languages."""
    shown = {code: read.shown(block, code) for code, _name in settings.LANGUAGES}
    return Part(
        block=block.pk,
        lang=block.source_language,
        text={
            lang: one.markdown
            for lang, one in shown.items()
            if one.language == lang and one.markdown
        },
        states={lang: one.state for lang, one in shown.items()},
    )


def blocks_of(text: Text) -> dict[str, Block]:
    """The paragraphs of a proposal by what they are."""
    return dict(zip(PARTS, read.standing(text), strict=True))


def title(words: Words, lang: str) -> tuple[str, str]:
    return words["title"].in_language(lang)


def names(part: Part) -> dict[str, str]:
    """A part as a name: the languages it is in, its own first."""
    return {part.lang: part.source, **part.text} if part.source else {}


def stamp(text: Text, language: str) -> str:
    """What a translator has before them: changes when the original or the translation does."""
    said = [
        f"{block.hash} {found.version if (found := read.translation(block, language)) else 0}"
        for block in read.standing(text)
    ]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]


def untranslated(words: Words) -> list[str]:
    """Languages in which something is missing or older than its original."""
    return [
        code
        for code, _name in settings.LANGUAGES
        if any(
            part.source and part.states[code] in ("missing", "outdated") for part in words.values()
        )
    ]
