"""An earlier profile in Word as a start: its headings proposed as our sections, for a person to choose."""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import StringIO
from pathlib import Path

from django.db import transaction

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.editions.arrange import add_block
from qantara.editions.models import Text
from qantara.knowledge.profiles.texts import begin, sections
from qantara.network.models import Territory
from qantara.word.values import Document, Piece

_NUMBERED = re.compile(r"^\s*(?:[\dIVX]+[.)-]?)+\s+")
_MARKS = re.compile(r"[\u0300-\u036f\u064b-\u0652\u0640]")
#: Headings deeper than this stay in the text of the section they stand in.
_DEEPEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What stands under one heading.

    section  ours that it is proposed for; empty where none is meant by its heading
    blocks   Markdown of its paragraphs, lists and tables, in order
    tables   its tables as CSV: figures belong to the evidence, where they are understood and reviewed
    """

    title: str
    section: str
    blocks: tuple[str, ...]
    tables: tuple[str, ...] = ()


def proposals(found: Document) -> list[Proposal]:
    """The parts of a document that say something, each with the section its heading means."""
    made: list[Proposal] = []
    title, outer, inside = "", "", list[Piece]()
    for piece in found.pieces:
        if piece.kind == "heading" and piece.level <= _DEEPEST:
            made += _proposal(title, outer, inside)
            title, inside = _plain(piece.after), []
            outer = outer if piece.level > 1 and not _meant(title) else _meant(title)
        else:
            inside.append(piece)
    return [*made, *_proposal(title, outer, inside)]


@transaction.atomic
def begin_sections(
    place: Territory, chosen: Mapping[str, Sequence[str]], *, standing: Mapping[str, Text],
    language: str, holder: Holder, by: Person, at: datetime,
) -> None:  # fmt: skip
    """Put blocks into their sections, behind what stands there. ``standing``: section -> its text.

    Raises NotAllowed, and Conflict where somebody began a section meanwhile.
    """
    for section, blocks in chosen.items():
        text = standing.get(section)
        if text is None:
            text = begin(place, section, language=language, holder=holder, by=by, at=at)
        demand(by, "texts.write", text, at=at)
        for markdown in blocks:
            add_block(text, markdown, language=language, by=by, at=at)


def _proposal(title: str, section: str, inside: Sequence[Piece]) -> list[Proposal]:
    blocks = tuple(piece.after for piece in inside if piece.after)
    tables = tuple(_csv(piece) for piece in inside if piece.kind == "table" and piece.rows)
    return [Proposal(title=title, section=section, blocks=blocks, tables=tables)] if blocks else []


def _csv(piece: Piece) -> str:
    out = StringIO()
    csv.writer(out).writerows(piece.rows)
    return out.getvalue()


def _plain(heading: str) -> str:
    return re.sub(r"\\(.)", r"\1", heading.lstrip("# ")).replace("*", "")


def _meant(title: str) -> str:
    """The section a heading means, by our own titles and the words of ``start.toml``; or empty."""
    said = _folded(title)
    best, section = 0, ""
    for key, names in _names().items():
        for one in names:
            if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", said) and len(one) > best:
                best, section = len(one), key
    return section


def _folded(text: str) -> str:
    bare = _MARKS.sub("", unicodedata.normalize("NFD", _NUMBERED.sub("", text).casefold()))
    return " ".join(unicodedata.normalize("NFC", bare).split())


@cache
def _names() -> dict[str, list[str]]:
    path = Path(__file__).parent / "start.toml"
    words = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        one["id"]: [_folded(said) for said in (*one["title"].values(), *words.get(one["id"], ()))]
        for one in sections()
    }
