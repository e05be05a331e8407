"""Write texts and translations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.core import audit
from qantara.core.errors import Conflict
from qantara.editions.hashing import source_hash
from qantara.editions.models import Block, Text, Translation


@transaction.atomic
def write_text(
    blocks: Sequence[str], *, language: str, holder: Holder, by: Person | None, at: datetime
) -> Text:
    """A new text of Markdown blocks in its source language."""
    text = Text.objects.create(holder=holder, source_language=language)
    Block.objects.bulk_create(
        Block(text=text, order=order, markdown=markdown, hash=source_hash(markdown))
        for order, markdown in enumerate(blocks)
    )
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

    Raises Conflict where somebody changed the block since version ``expected``.
    """
    block = Block.objects.select_for_update().get(pk=block.pk)
    if block.version != expected:
        raise Conflict(
            _(
                "Somebody else changed this text while you were writing. Their version is kept; yours is below."
            )
        )
    before, block.markdown, block.hash = block.hash, markdown, source_hash(markdown)
    block.version += 1
    block.save(update_fields=["markdown", "hash", "version"])
    if wording_only:
        block.translations.filter(source_hash=before).update(source_hash=block.hash)
    audit.record(
        "block.reworded" if wording_only else "block.changed",
        block, by=by, at=at, holder=block.text.holder_id, fields=["markdown"],
    )  # fmt: skip
    return block


@transaction.atomic
def translate_block(
    block: Block, markdown: str, *, language: str, by: Person | None, at: datetime
) -> Translation:
    """Give a block's translation, made from the block as it stands."""
    translation, _created = Translation.objects.update_or_create(
        block=block,
        language=language,
        defaults={"source_hash": block.hash, "markdown": markdown, "by": by, "at": at},
    )
    audit.record(
        "block.translated", block, by=by, at=at, holder=block.text.holder_id, fields=[language]
    )
    return translation
