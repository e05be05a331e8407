"""Store what a person accepted of a document that came back: new versions of blocks, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.accounts.roles import demand
from qantara.core import audit
from qantara.core.errors import Conflict, DomainError
from qantara.editions.arrange import add_block, move_block, remove_block
from qantara.editions.models import Block, Text
from qantara.editions.write import Hand, change_block, save_translation


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person accepted.

    block     empty where it is a new one      version  of the text they saw beside it
    source    beginning of the hash of the text that a translation was made from
    after     for a new or moved block: the one it comes to stand behind
    """

    act: Literal["change", "add", "remove", "move"]
    block: str
    lang: str
    version: int
    source: str = ""
    markdown: str = ""
    after: str = ""


class ChangedMeanwhile(Conflict):
    """A block was changed since it was laid beside the document; ``block`` names it."""

    def __init__(self, message: str, block: str) -> None:
        super().__init__(message)
        self.block = block


@transaction.atomic
def take(text: Text, decisions: Sequence[Decision], *, by: Person, at: datetime) -> int:
    """Store decisions, all or none; how many there were.

    Raises ChangedMeanwhile where a block is not as it was seen, NotAllowed, DomainError.
    """
    added: dict[str, Block] = {}
    for one in decisions:
        try:
            _one(text, one, added, by, at)
        except Conflict as conflict:
            raise ChangedMeanwhile(str(conflict), one.block) from conflict
    if decisions:
        audit.record("text.returned", text, by=by, at=at, holder=text.holder_id)
    return len(decisions)


def _one(text: Text, one: Decision, added: dict[str, Block], by: Person, at: datetime) -> None:
    block = _block(text, one.block) if one.block else None
    is_source = block is None or one.lang == block.source_language
    demand(
        by, "texts.write" if is_source or one.act != "change" else "texts.translate", text, at=at
    )
    if block is None:
        behind = added.get(one.after) or (_block(text, one.after) if one.after else None)
        # Several new paragraphs in a row keep their order.
        added[one.after] = add_block(
            text, one.markdown, language=one.lang, after=behind, by=by, at=at
        )
    elif one.act == "remove":
        remove_block(block, expected=one.version, by=by, at=at)
    elif one.act == "move":
        _move(text, block, one.after, by, at)
    elif is_source:
        change_block(block, one.markdown, expected=one.version, by=by, at=at)
    else:
        _translate(block, one, by, at)


def _translate(block: Block, one: Decision, by: Person, at: datetime) -> None:
    stored = block.translations.filter(language=one.lang).first()
    made_from = block.hash
    if not block.hash.startswith(one.source) and stored is not None:
        made_from = stored.source_hash
    save_translation(
        block, one.markdown, language=one.lang, expected=one.version, source_hash=made_from,
        hand=Hand(page=uuid4(), turn=1), by=by, at=at,
    )  # fmt: skip


def _move(text: Text, block: Block, after: str, by: Person, at: datetime) -> None:
    standing = [
        str(key)
        for key in Block.objects.filter(text=text, removed_at=None)
        .order_by("order")
        .values_list("pk", flat=True)
    ]
    here = standing.index(str(block.pk)) if str(block.pk) in standing else None
    if here is None:
        return
    rest = [key for key in standing if key != str(block.pk)]
    target = rest.index(after) + 1 if after in rest else 0
    move_block(block, target - here, by=by, at=at)


def _block(text: Text, key: str) -> Block:
    """Raises DomainError for a block of another text."""
    try:
        found = Block.objects.select_related("text").filter(text=text, pk=UUID(key)).first()
    except ValueError:
        found = None
    if found is None:
        raise DomainError(_("This paragraph is not in the text."))
    return found
