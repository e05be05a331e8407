"""Names of bookmarks (17.13.6.2), by which our paragraphs and figures are found again.

Bookmarks, not content controls: LibreOffice keeps them, and loses the tags of controls (and in text from
right to left says what stands in a control several times). A name holds 40 letters, digits and
underscores, so what it says is packed.

    q, language, id of the block, version, source, part      a paragraph of a block
    w, language, number                                      words around the texts
    g, digests of the key and of what is printed, number     a bound figure
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from uuid import UUID

#: Letters of a language, of a block's id and of a version in a name.
_LETTERS = {"ar": "a", "en": "e", "es": "s", "fr": "f"}
_LANGUAGES = {letter: lang for lang, letter in _LETTERS.items()}
_ID, _VERSION = 25, 3
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

_TAG = re.compile(r"block:([\w-]{1,40}):(ar|en|es|fr):(\d{1,6}):([0-9a-f]{6})")
_BLOCK = re.compile(r"q([aesf])([0-9a-z]{25})([0-9a-z]{3})([0-9a-f]{6})\d{1,4}", re.IGNORECASE)
_FRAME = re.compile(r"w([aesf])\d{1,6}", re.IGNORECASE)
_FIGURE = re.compile(r"g([0-9a-f]{24})([0-9a-f]{6})\d{1,6}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """Which block a paragraph is of; as text where there is room for it.

    version  of its text in ``lang`` when it was downloaded
    source   the beginning of the hash of the text it was written in, which a translation is made from
    """

    block: str
    lang: str
    version: int
    source: str

    def __str__(self) -> str:
        return f"block:{self.block}:{self.lang}:{self.version}:{self.source[:6]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A figure: ``tag`` as in the text that is read, ``seal`` of what was printed."""

    tag: str
    seal: str


def tag(said: str) -> Tag | None:
    """A tag from its text, if it is one of ours."""
    found = _TAG.fullmatch(said)
    if found is None:
        return None
    block_id, lang, version, source = found.groups()
    return Tag(block=block_id, lang=lang, version=int(version), source=source)


def of_block(tag: Tag, part: int) -> str:
    """The name of a block's paragraph; ``part``: counted within the block."""
    packed = _packed(UUID(tag.block).int, _ID), _packed(tag.version, _VERSION)
    return f"q{_LETTERS[tag.lang]}{''.join(packed)}{tag.source[:6]}{part}"


def of_frame(lang: str, number: int) -> str:
    return f"w{_LETTERS[lang]}{number}"


def of_figure(key: str, printed: str, number: int) -> str:
    return f"g{digest(key)}{seal(printed)}{number}"


def block(name: str) -> Tag | None:
    if (found := _BLOCK.fullmatch(name)) is None:
        return None
    letter, key, version, source = (part.lower() for part in found.groups())
    try:
        block_id = UUID(int=int(key, 36))
    except ValueError:
        return None
    return Tag(
        block=str(block_id), lang=_LANGUAGES[letter], version=int(version, 36), source=source
    )


def frame(name: str) -> str:
    """The language of the words a name marks; empty where it marks something else."""
    found = _FRAME.fullmatch(name)
    return _LANGUAGES[found[1].lower()] if found else ""


def figure(name: str) -> Bound | None:
    found = _FIGURE.fullmatch(name)
    return Bound(tag=f"fig#{found[1].lower()}", seal=found[2].lower()) if found else None


def digest(key: str) -> str:
    """Stands for a series key where there is no room for it."""
    return hashlib.sha256(key.encode()).hexdigest()[:24]


def seal(printed: str) -> str:
    """Tells whether a number is still as it was printed; spaces count alike."""
    return hashlib.sha256(" ".join(printed.split()).encode()).hexdigest()[:6]


def _packed(number: int, length: int) -> str:
    """In base 36, of a fixed length. Raises OverflowError."""
    said = ""
    while number:
        number, digit = divmod(number, 36)
        said = _DIGITS[digit] + said
    if len(said) > length:
        raise OverflowError(length)
    return said.rjust(length, "0")
