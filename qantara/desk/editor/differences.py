"""Two texts held against each other, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORDS = re.compile(r"\{(?:fig|chart):[^{}]*\}|\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: in both, only in the one before, or only in the one after."""

    what: Literal["same", "gone", "new"]
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """What was taken out of ``before`` and put in to make ``after``, in reading order."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found: list[Piece] = []
    for kind, i, j, m, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(old[i:j])))
            continue
        found += _said("gone", old[i:j])
        found += _said("new", new[m:n])
    return found


def _said(what: Literal["gone", "new"], words: list[str]) -> Iterator[Piece]:
    if words:
        yield Piece(what, "".join(words))


def one_side(found: list[Piece], what: Literal["gone", "new"]) -> list[Piece]:
    """The text before (``gone``) or after (``new``), its own stretches marked."""
    return [piece for piece in found if piece.what in ("same", what)]
