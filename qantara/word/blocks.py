"""Texts to be worked on in a word processor: each block in a control that carries its id."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qantara.word.marked import paragraphs
from qantara.word.markup import Element
from qantara.word.writing import Writer

_TAG = re.compile(r"block:([\w-]{1,40}):(ar|en|es|fr):(\d{1,6}):([0-9a-f]{6})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """What a block's control says of it.

    version  of its text in ``lang`` when it was downloaded
    source   the beginning of the hash of the text it was written in, which a translation is made from
    """

    block: str
    lang: str
    version: int
    source: str

    def __str__(self) -> str:
        return f"block:{self.block}:{self.lang}:{self.version}:{self.source[:6]}"


def tag(said: str) -> Tag | None:
    """The tag of a block's control, if it is one of ours."""
    found = _TAG.fullmatch(said)
    if found is None:
        return None
    block, lang, version, source = found.groups()
    return Tag(block=block, lang=lang, version=int(version), source=source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A block in one language. ``printed``: series key of each bound figure -> as it is printed."""

    tag: Tag
    markdown: str
    printed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Passages under headings. ``title`` and headings are words around the text, not blocks of it."""

    lang: str
    title: str
    about: str  # what it is, and what coming back will do: one sentence under the title
    sections: Sequence[tuple[str, Sequence[Passage]]]
    running: str = ""


def write(draft: Draft) -> bytes:
    """The draft as DOCX. The same draft gives the same bytes."""
    writer = Writer(draft.lang)
    body = [writer.paragraph(draft.title, "Title"), writer.paragraph(draft.about, "Notice")]
    body = [writer.control(f"frame:{draft.lang}", body)]
    for title, passages in draft.sections:
        body.append(writer.control(f"frame:{draft.lang}", [writer.paragraph(title, "Heading1")]))
        body += [passage(writer, one) for one in passages]
    return writer.finished(body, title=draft.title, running=draft.running)


def passage(writer: Writer, one: Passage) -> Element:
    """One block in its control."""
    inside = list(paragraphs(writer, one.markdown, one.printed, one.tag.lang))
    return writer.control(str(one.tag), inside or [writer.paragraph("", lang=one.tag.lang)])
