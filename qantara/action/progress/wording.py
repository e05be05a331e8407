"""The paragraphs of a commitment and of a report, each in one language and translated into others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from qantara.action.priorities.wording import Part, names, part, stamp, untranslated
from qantara.core.errors import DomainError
from qantara.editions import read
from qantara.editions.models import Block, Text

__all__ = [
    "COMMITMENT", "LONGEST", "REPORT", "Words", "blocks_of", "names", "stamp", "tidy", "untranslated",
    "words_of",
]  # fmt: skip

#: The paragraphs, in their order.
COMMITMENT = ("what", "lead")
REPORT = ("done", "obstacle", "next")
#: Letters a part may have.
LONGEST = {"what": 600, "lead": 200, "done": 2_000, "obstacle": 1_000, "next": 600}

Words = Mapping[str, Part]


def words_of(texts: Iterable[Text], parts: Sequence[str]) -> dict[UUID, Words]:
    """Text -> its words, in two queries."""
    found = list(texts)
    blocks = read.standing_of(found)
    return {text.pk: dict(zip(parts, map(part, blocks[text.pk]), strict=True)) for text in found}


def blocks_of(text: Text, parts: Sequence[str]) -> dict[str, Block]:
    return dict(zip(parts, read.standing(text), strict=True))


def tidy(words: Mapping[str, str], parts: Sequence[str]) -> dict[str, str]:
    """Every part, its lines as our files have them. Raises DomainError for one that is too long."""
    said = {}
    for name in parts:
        text = words.get(name, "").replace("\r\n", "\n").strip()
        said[name] = " ".join(text.split()) if name in ("what", "lead") else text
        if len(said[name]) > LONGEST[name]:
            raise DomainError(_("This text is too long. Say it in fewer words."))
    return said
