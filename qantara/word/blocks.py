"""Texts to be worked on in a word processor: each paragraph under a bookmark that says its block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qantara.word.bookmarks import Tag
from qantara.word.marked import paragraphs
from qantara.word.markup import Element
from qantara.word.writing import Writer


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
    writer.frame(body)
    for title, passages in draft.sections:
        heading = writer.paragraph(title, "Heading1")
        writer.frame([heading])
        body.append(heading)
        for one in passages:
            body += passage(writer, one)
    return writer.finished(body, title=draft.title, running=draft.running)


def passage(writer: Writer, one: Passage) -> list[Element]:
    """One block, each of its paragraphs marked."""
    inside = list(paragraphs(writer, one.markdown, one.printed, one.tag.lang))
    inside = inside or [writer.paragraph("", lang=one.tag.lang)]
    writer.mark(inside, one.tag)
    return inside
