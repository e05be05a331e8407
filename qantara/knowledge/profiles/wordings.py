"""Wordings on record: the figures texts were written with, what is to be read again, confirming it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qantara.accounts.models import Person
from qantara.accounts.roles import demand
from qantara.core import audit
from qantara.core.errors import Conflict, DomainError
from qantara.editions.hashing import source_hash
from qantara.editions.models import Block
from qantara.editions.write import change_block, translate_block
from qantara.knowledge.profiles import wording
from qantara.knowledge.profiles.bind import references
from qantara.knowledge.profiles.models import Wording
from qantara.knowledge.profiles.wording import Confirmed, Mark

Document = Mapping[str, Any]


class WordingOpen(DomainError):
    """Sentences say a direction their figures no longer have, and nobody has read them again."""


@transaction.atomic
def keep(document: Document, *, by: Person, at: datetime) -> None:
    """Keep the figures of texts that are new or were changed: who drafts sees them printed so.

    What stands already stays: a later draft is held against it.
    """
    known = _kept(document)
    for block, lang, now in wording.every(document):
        last = known.get((block, lang))
        if last is None or last.text_hash != now.text_hash:
            _write(block, lang, now, by=by, at=at)


def marks(document: Document) -> list[Mark]:
    """The sentences of a draft to be read again, as things stand."""
    return wording.marks(document, _kept(document))


@transaction.atomic
def confirm(document: Document, block: str, language: str, *, by: Person, at: datetime) -> None:
    """``by`` read a block in a language, with the figures of this draft, and it is right as it stands."""
    stored = Block.objects.select_related("text").filter(pk=block).first()
    markdown = {(one, lang): text for _section, one, lang, text in wording.texts(document)}.get(
        (block, language)
    )
    if stored is None or markdown is None:
        raise DomainError(_("This paragraph is not in the draft."))
    demand(by, "texts.translate", stored.text, at=at)
    _write(block, language, wording.confirmed(markdown, document), by=by, at=at)
    audit.record(
        "wording.confirmed", stored, by=by, at=at, holder=stored.text.holder_id, fields=[language]
    )


def written(blocks: Iterable[str]) -> dict[tuple[str, str], str]:
    """The texts of blocks as they stand now, by block and language."""
    rows = Block.objects.filter(pk__in=filter(_is_stored, blocks)).select_related("text")
    return {
        (str(row.pk), language): markdown
        for row in rows.prefetch_related("translations")
        for language, markdown in [
            (row.text.source_language, row.markdown),
            *((one.language, one.markdown) for one in row.translations.all()),
        ]
    }


@transaction.atomic
def rewrite(
    block: str, language: str, markdown: str, *, seen: str, by: Person, at: datetime
) -> None:
    """Write a block anew in one language. It is in the next draft, and there without a mark.

    seen  the text that was changed; Raises Conflict where somebody else has changed it since.
    Raises DomainError for a text that does not refer to the same figures.
    """
    stored = Block.objects.select_related("text").select_for_update(of=["self"]).get(pk=block)
    is_source = language == stored.text.source_language
    demand(by, "texts.write" if is_source else "texts.translate", stored.text, at=at)
    before = written([block]).get((block, language))
    if before is None or source_hash(before) != source_hash(seen):
        raise Conflict(
            _("Somebody else changed this text while you were writing. Read theirs first.")
        )
    if sorted(references(markdown)) != sorted(references(before)):
        raise DomainError(
            _("Keep every reference to a figure as it is, with its braces; move it where you like.")
        )
    if is_source:
        change_block(stored, markdown, expected=stored.version, by=by, at=at)
    else:
        translate_block(stored, markdown, language=language, by=by, at=at)


def settled(document: Document) -> None:
    """Raises WordingOpen while a sentence says a direction that its figures no longer have."""
    open_marks = wording.strong(marks(document))
    if open_marks:
        raise WordingOpen(
            ngettext(
                "%(count)s sentence says a direction its figures no longer have. Read it again: "
                "confirm it, or change it and draft anew.",
                "%(count)s sentences say a direction their figures no longer have. Read them again: "
                "confirm them, or change them and draft anew.",
                len(open_marks),
            )
            % {"count": len(open_marks)}
        )


def _kept(document: Document) -> dict[tuple[str, str], Confirmed]:
    blocks = {block for _section, block, _lang, _text in wording.texts(document)}
    rows = Wording.objects.filter(block__in=[one for one in blocks if _is_stored(one)])
    return {
        (str(row.block_id), row.language): Confirmed(
            text_hash=row.text_hash, figures=wording.from_json(row.figures)
        )
        for row in rows
    }


def _is_stored(block: str) -> bool:
    """Blocks of documents made from files alone have names of their own."""
    try:
        UUID(block)
    except ValueError:
        return False
    return True


def _write(block: str, language: str, now: Confirmed, *, by: Person, at: datetime) -> None:
    Wording.objects.update_or_create(
        block_id=UUID(block),
        language=language,
        defaults={
            "text_hash": now.text_hash, "figures": wording.as_json(now.figures), "by": by, "at": at,
        },
    )  # fmt: skip
