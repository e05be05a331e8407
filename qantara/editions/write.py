"""Write texts and translations: whole, or as somebody types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.core import audit
from qantara.core.errors import Conflict, DomainError
from qantara.editions import versions
from qantara.editions.hashing import source_hash
from qantara.editions.models import Block, Text, Translation


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """The page somebody writes on, and which of its savings this is (from 1)."""

    page: UUID
    turn: int


@transaction.atomic
def write_text(
    blocks: Sequence[str], *, language: str, holder: Holder, by: Person | None, at: datetime
) -> Text:
    """A new text of Markdown blocks in its source language."""
    text = Text.objects.create(holder=holder, source_language=language)
    made = Block.objects.bulk_create(
        Block(text=text, order=order, markdown=markdown, hash=source_hash(markdown))
        for order, markdown in enumerate(blocks)
    )
    for block in made:
        versions.keep(block, language, block.markdown, by=by, at=at)
    audit.record("text.written", text, by=by, at=at)
    return text


@transaction.atomic
def change_block(
    block: Block,
    markdown: str,
    *,
    expected: int,
    by: Person | None,
    at: datetime,
    wording_only: bool = False,
) -> Block:
    """Change a block. ``wording_only``: the meaning stands, so current translations stay current.

    Raises Conflict where somebody changed the block since version ``expected``, or took it away.
    """
    block = _locked(block)
    if block.version != expected or block.removed_at:
        raise Conflict(_conflict())
    before = block.hash
    _store(block, markdown, None)
    versions.keep(block, block.source_language, markdown, by=by, at=at)
    if wording_only:
        block.translations.filter(source_hash=before).update(
            source_hash=block.hash, source=markdown
        )
    audit.record(
        "block.reworded" if wording_only else "block.changed",
        block, by=by, at=at, holder=block.text.holder_id, fields=["markdown"],
    )  # fmt: skip
    return block


@transaction.atomic
def save_block(
    block: Block, markdown: str, *, expected: int, hand: Hand, by: Person, at: datetime
) -> Block:
    """Save a block as it is typed. The log has a line where a version begins, not one a saving.

    Raises Conflict where somebody else changed the block since version ``expected``, or took it away.
    """
    block = _locked(block)
    if block.markdown == markdown and not block.removed_at:
        return block
    if block.removed_at or not _follows(block, expected, hand):
        raise Conflict(_conflict())
    if _is_late(block, hand):
        return block
    _store(block, markdown, hand)
    if versions.keep(block, block.source_language, markdown, by=by, at=at):
        audit.record(
            "block.changed", block, by=by, at=at, holder=block.text.holder_id, fields=["markdown"]
        )
    return block


@transaction.atomic
def translate_block(
    block: Block, markdown: str, *, language: str, by: Person | None, at: datetime
) -> Translation:
    """Give a block's translation, made from the block as it stands."""
    translation, created = Translation.objects.select_for_update().get_or_create(
        block=block,
        language=language,
        defaults={
            "source_hash": block.hash, "source": block.markdown, "markdown": markdown, "by": by,
            "at": at,
        },
    )  # fmt: skip
    if not created:
        _restate(translation, block, markdown, None, by, at)
    versions.keep(block, language, markdown, by=by, at=at)
    audit.record(
        "block.translated", block, by=by, at=at, holder=block.text.holder_id, fields=[language]
    )
    return translation


@transaction.atomic
def save_translation(
    block: Block, markdown: str, *, language: str, expected: int, source_hash: str, hand: Hand,
    by: Person, at: datetime,
) -> Translation:  # fmt: skip
    """Save a translation as it is typed.

    expected     its version when it was opened; 0 where there was none
    source_hash  of the block's text the translator had before them: the translation is of that one
    Raises Conflict where somebody else changed the translation since.
    """
    if not markdown.strip():
        raise DomainError(_("A translation cannot be empty. The last text stands."))
    block = _locked(block)
    translation = Translation.objects.filter(block=block, language=language).first()
    if translation is not None:
        if translation.markdown == markdown and translation.source_hash == source_hash:
            return translation
        if not _follows(translation, expected, hand):
            raise Conflict(_conflict())
        if _is_late(translation, hand):
            return translation
        _restate(translation, block, markdown, hand, by, at, source_hash)
    else:
        if expected:
            raise Conflict(_conflict())
        translation = Translation.objects.create(
            block=block, language=language, markdown=markdown, source_hash=source_hash,
            source=_source(block, source_hash), hand=hand.page, turn=hand.turn, by=by, at=at,
        )  # fmt: skip
    if versions.keep(block, language, markdown, by=by, at=at):
        audit.record(
            "block.translated", block, by=by, at=at, holder=block.text.holder_id, fields=[language]
        )
    return translation


@transaction.atomic
def confirm_translation(
    block: Block, language: str, *, seen: str, by: Person, at: datetime
) -> None:
    """A translation still says what its block says: ``seen`` is the hash of the text it was held against.

    Raises Conflict where the block was changed since it was seen.
    """
    block = _locked(block)
    if block.hash != seen:
        raise Conflict(_conflict())
    found = block.translations.filter(language=language)
    if found.update(source_hash=block.hash, source=block.markdown):
        audit.record(
            "translation.confirmed", block, by=by, at=at, holder=block.text.holder_id,
            fields=[language],
        )  # fmt: skip


@transaction.atomic
def declare_wording_only(block: Block, *, seen: str, by: Person, at: datetime) -> list[str]:
    """Only the wording of a block changed: translations made from the version before stay current.

    Returns their languages. One that was outdated before stays so. Raises Conflict where the block
    was changed since it was seen (``seen``: its hash).
    """
    block = _locked(block)
    if block.hash != seen:
        raise Conflict(_conflict())
    before = versions.of_block(block, block.source_language).exclude(hash=block.hash).first()
    if before is None:
        return []
    made = block.translations.filter(source_hash=before.hash)
    languages = sorted(made.values_list("language", flat=True))
    if languages:
        made.update(source_hash=block.hash, source=block.markdown)
        audit.record(
            "block.reworded", block, by=by, at=at, holder=block.text.holder_id, fields=languages
        )
    return languages


def _locked(block: Block) -> Block:
    return Block.objects.select_for_update(of=("self",)).select_related("text").get(pk=block.pk)


def _follows(row: Block | Translation, expected: int, hand: Hand) -> bool:
    """Whether a saving knows the text it replaces: by its version, or as the same page's next."""
    return row.version == expected or row.hand == hand.page


def _is_late(row: Block | Translation, hand: Hand) -> bool:
    """Whether a later saving of the same page came first."""
    return row.hand == hand.page and hand.turn <= row.turn


def _store(block: Block, markdown: str, hand: Hand | None) -> None:
    block.markdown, block.hash = markdown, source_hash(markdown)
    block.version += 1
    block.hand, block.turn = (hand.page, hand.turn) if hand else (None, 0)
    block.save(update_fields=["markdown", "hash", "version", "hand", "turn"])


def _restate(
    translation: Translation, block: Block, markdown: str, hand: Hand | None, by: Person | None,
    at: datetime, made_from: str = "",
) -> None:  # fmt: skip
    made_from = made_from or block.hash
    if translation.source_hash != made_from:
        translation.source = _source(block, made_from)
    translation.source_hash, translation.markdown = made_from, markdown
    translation.version += 1
    translation.hand, translation.turn = (hand.page, hand.turn) if hand else (None, 0)
    translation.by, translation.at = by, at
    translation.save()


def _source(block: Block, hashed: str) -> str:
    """The text of a block that has this hash: today's, or that of a version."""
    if block.hash == hashed:
        return block.markdown
    kept = block.versions.filter(language=block.source_language, hash=hashed).first()
    return kept.markdown if kept else ""


def _conflict() -> str:
    return _(
        "Somebody else changed this text while you were writing. Their version is kept; yours is below."
    )
