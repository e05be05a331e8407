"""Earlier translations of equal text: offered, never applied."""

from __future__ import annotations

from django.db.models import F

from qantara.editions.models import Block, Translation

#: More would be read by nobody.
MOST = 3


def translations(block: Block, language: str) -> tuple[str, ...]:
    """Current translations of blocks that say the same, of the same holder, the newest first.

    Texts of other holders are left out even where they are equal: that there is one would tell of it.
    """
    found = Translation.objects.filter(
        language=language, source_hash=block.hash, block__hash=F("source_hash"),
        block__text__holder=block.text.holder_id,
    ).exclude(block=block)  # fmt: skip
    return tuple(dict.fromkeys(found.order_by("-at").values_list("markdown", flat=True)))[:MOST]
