"""What a document from outside says, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qantara.core.errors import DomainError


class UnreadableWord(DomainError):
    """A file that is no document we open. The message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A remark at a place. ``who`` and ``at`` as the file has them; ``quoted``: what it is about."""

    who: str
    at: str
    text: str
    quoted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retyped:
    """A bound figure whose number was typed over. ``figure``: its tag; ``was``: as printed, if known."""

    figure: str
    was: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A block of a document: all that is marked as one of ours, or a paragraph, list or table.

    tag      of the block, or empty
    level    of a heading, from 1
    before   as Markdown with every tracked change refused    after  with every one accepted
    authors  of the tracked changes in it, as the file names them, in order
    rows     of a table: its cells as text
    """

    kind: Literal["heading", "text", "list", "table"]
    tag: str = ""
    level: int = 0
    before: str = ""
    after: str = ""
    authors: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    retyped: tuple[Retyped, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document from outside, in its order.

    lang      the language it was downloaded in, where it is one of ours
    pictures  how many were left out
    """

    pieces: tuple[Piece, ...]
    lang: str = ""
    pictures: int = 0
