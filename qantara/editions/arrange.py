"""Add blocks to a text, move them, take them away and bring them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.core import audit
from qantara.core.errors import Conflict
from qantara.editions import versions
from qantara.editions.hashing import source_hash
from qantara.editions.models import Block, Text


@transaction.atomic
def add_block(
    text: Text, markdown: str = "", *, language: str = "", after: Block | None = None,
    by: Person, at: datetime,
) -> Block:  # fmt: skip
    """A new block behind ``after``, or at the end. ``language``: what it is written in, if not the text's."""
    text = _locked(text)
    newest = Block.objects.filter(text=text).aggregate(most=Max("order"))["most"]
    block = Block.objects.create(
        text=text, order=0 if newest is None else newest + 1, markdown=markdown,
        hash=source_hash(markdown), language="" if language == text.source_language else language,
    )  # fmt: skip
    if after is not None:
        standing = [one for one in _standing(text) if one != block]
        place = next((at for at, one in enumerate(standing, 1) if one == after), len(standing))
        _number(text, [*standing[:place], block, *standing[place:]])
    if markdown:
        versions.keep(block, block.source_language, markdown, by=by, at=at)
    audit.record("block.added", block, by=by, at=at, holder=text.holder_id)
    return block


@transaction.atomic
def move_block(block: Block, steps: int, *, by: Person, at: datetime) -> None:
    """Move a block so many places down (up: negative), as far as there are places."""
    text = _locked(block.text)
    standing = _standing(text)
    if block not in standing:
        return
    place = standing.index(block)
    target = min(max(place + steps, 0), len(standing) - 1)
    if target == place:
        return
    standing.insert(target, standing.pop(place))
    _number(text, standing)
    audit.record("block.moved", block, by=by, at=at, holder=text.holder_id)


@transaction.atomic
def remove_block(block: Block, *, expected: int, by: Person, at: datetime) -> None:
    """Take a block away. It can come back.

    Raises Conflict where somebody changed it since version ``expected``.
    """
    text = _locked(block.text)
    block = Block.objects.select_for_update().get(pk=block.pk)
    if block.version != expected:
        raise Conflict(
            _("Somebody else changed this paragraph meanwhile, so it was left. Read it first.")
        )
    if block.removed_at is None:
        block.removed_at = at
        block.save(update_fields=["removed_at"])
        _number(text, _standing(text))
        audit.record("block.removed", block, by=by, at=at, holder=text.holder_id)


@transaction.atomic
def restore_block(block: Block, *, by: Person, at: datetime) -> None:
    """Bring a block back, at the end of its text."""
    text = _locked(block.text)
    standing = _standing(text)
    block = Block.objects.select_for_update().get(pk=block.pk)
    if block.removed_at is not None:
        block.removed_at = None
        block.save(update_fields=["removed_at"])
        _number(text, [*standing, block])
        audit.record("block.restored", block, by=by, at=at, holder=text.holder_id)


@transaction.atomic
def write_in(block: Block, language: str, *, by: Person, at: datetime) -> None:
    """Say which language a block is written in.

    Raises Conflict where it has a translation into that language, which would be lost.
    """
    block = Block.objects.select_for_update(of=("self",)).select_related("text").get(pk=block.pk)
    if language == block.source_language:
        return
    if block.translations.filter(language=language).exists():
        raise Conflict(
            _("There is a translation of this paragraph into that language. Nothing was changed.")
        )
    block.language = "" if language == block.text.source_language else language
    block.version += 1
    block.save(update_fields=["language", "version"])
    versions.keep(block, language, block.markdown, by=by, at=at)
    audit.record(
        "block.language", block, by=by, at=at, holder=block.text.holder_id, fields=["language"]
    )


def _locked(text: Text) -> Text:
    return Text.objects.select_for_update().get(pk=text.pk)


def _standing(text: Text) -> list[Block]:
    return list(Block.objects.filter(text=text, removed_at=None).order_by("order"))


def _number(text: Text, standing: Sequence[Block]) -> None:
    """Places from 0, those taken away behind all others."""
    removed = Block.objects.filter(text=text).exclude(removed_at=None).order_by("order")
    blocks = [*standing, *removed]
    for order, block in enumerate(blocks):
        block.order = order
    Block.objects.bulk_update(blocks, ["order"])
