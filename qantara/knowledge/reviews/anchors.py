"""The text that remarks and signatures hang on, as it stands now."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from qantara.core.errors import Conflict, DomainError
from qantara.editions import read
from qantara.editions.hashing import source_hash
from qantara.editions.models import Block, Text, Translation


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A paragraph's text in one language. ``version`` counts its savings in that language."""

    markdown: str
    version: int
    hash: str


def standing(block: Block, language: str) -> Standing | None:
    """None where the paragraph is not written in that language, or was taken away."""
    if block.removed_at is not None:
        return None
    if language == block.source_language:
        return Standing(markdown=block.markdown, version=block.version, hash=block.hash)
    found = read.translation(block, language)
    if found is None:
        return None
    hashed = source_hash(found.markdown)
    return Standing(markdown=found.markdown, version=found.version, hash=hashed)


def demand(block: Block, language: str, seen: str) -> Standing:
    """The text somebody had before them, by its hash.

    Raises Conflict where it changed since, DomainError where there is none in that language.
    """
    found = standing(block, language)
    if found is None:
        raise DomainError(
            _("This paragraph was taken away, or is not written in this language any more.")
        )
    if found.hash != seen:
        raise Conflict(_("This paragraph changed while you were writing. Both texts stand below."))
    return found


def locked(text: Text) -> list[Block]:
    """The blocks of a text with their translations, and nobody changes any before the commit."""
    Text.objects.select_for_update().get(pk=text.pk)
    blocks = Block.objects.select_for_update(of=("self",)).filter(text=text)
    list(Translation.objects.select_for_update(of=("self",)).filter(block__in=list(blocks)))
    return read.standing(text)


def chapter(blocks: Sequence[Block], language: str) -> str:
    """A chapter as it is read in a language: paragraphs with text, in their order."""
    shown = [read.shown(block, language) for block in blocks if block.markdown.strip()]
    return "\n\n".join(one.markdown for one in shown)


def digest(blocks: Sequence[Block], language: str) -> str:
    """Of what is read in a language, and of how far each paragraph is translated."""
    shown = [read.shown(block, language) for block in blocks if block.markdown.strip()]
    said = "\x1e".join(
        "\x1f".join((one.block, one.language, one.state, one.markdown)) for one in shown
    )
    return hashlib.sha256(said.encode()).hexdigest()


def is_whole(blocks: Sequence[Block], language: str) -> bool:
    """Whether something is written, and all of it stands in a language, up to date."""
    shown = [read.shown(block, language) for block in blocks if block.markdown.strip()]
    return bool(shown) and all(one.state in ("source", "current") for one in shown)
