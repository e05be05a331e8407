"""Markdown as paragraphs of a document: headings, lists, strong, emphasis, links, figures, charts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from qantara.word.markup import Element
from qantara.word.writing import Span, TableCell, Writer

#: A figure bound in a text, by its series key; a chart that stands there, by ``chart:`` and its id.
FIGURE = re.compile(r"\{(?:fig:|(?=chart:))([^{}]*)\}")
#: Stand around the number of a reference while Markdown is read: private use.
_OPEN, _CLOSE = "\ue000", "\ue001"


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def keys(markdown: str) -> list[str]:
    """The series keys and charts a text refers to, in its order."""
    return [" ".join(key.split()) for key in FIGURE.findall(markdown)]


def paragraphs(
    writer: Writer, markdown: str, printed: Mapping[str, str], lang: str
) -> Iterator[Element]:
    """``markdown`` in ``lang``. ``printed``: series key -> its figure as printed in that language."""
    found = keys(markdown)
    numbers = iter(range(len(found)))
    text = FIGURE.sub(lambda _found: f"{_OPEN}{next(numbers)}{_CLOSE}", markdown)
    yield from _Reader(writer, found, printed, lang).blocks(_markdown().parse(text))


class _Reader:
    def __init__(
        self, writer: Writer, found: Sequence[str], printed: Mapping[str, str], lang: str
    ) -> None:
        self._writer, self._keys, self._printed, self._lang = writer, found, printed, lang

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Element]:
        lists: list[Literal["bullets", "numbers"]] = []
        style, rows = "", list[list[TableCell]]()
        for token in tokens:
            match token.type:
                case "heading_open":
                    style = f"Heading{min(int(token.tag[1:]), 4)}"
                case "heading_close":
                    style = ""
                case "bullet_list_open":
                    lists.append("bullets")
                case "ordered_list_open":
                    if not lists:
                        self._writer.begin_numbers()
                    lists.append("numbers")
                case "bullet_list_close" | "ordered_list_close":
                    lists.pop()
                case "tr_open":
                    rows.append([])
                case "th_open" | "td_open":
                    style = token.tag
                case "th_close" | "td_close":
                    style = ""
                case "table_close":
                    yield self._writer.table(rows, lang=self._lang)
                    rows = []
                case "inline" if rows:
                    spans = list(self._spans(token.children or []))
                    rows[-1].append(TableCell(spans=spans, is_header=style == "th"))
                case "inline":
                    yield self._writer.paragraph(
                        list(self._spans(token.children or [])),
                        style,
                        lang=self._lang,
                        listed=lists[-1] if lists else "",
                        level=max(len(lists) - 1, 0),
                    )
                case "fence" | "code_block":
                    yield self._writer.paragraph(token.content.strip(), lang=self._lang)

    def _spans(self, tokens: Sequence[Token]) -> Iterator[Span]:
        strong = emphasis = 0
        href = ""
        for token in tokens:
            match token.type:
                case "strong_open" | "strong_close":
                    strong += token.nesting
                case "em_open" | "em_close":
                    emphasis += token.nesting
                case "link_open":
                    href = str(token.attrs.get("href", ""))
                case "link_close":
                    href = ""
                case "softbreak":
                    yield Span(text=" ")
                case "hardbreak":
                    yield Span(text="\n")
                case "text" | "code_inline":
                    yield from self._text(token.content, bool(strong), bool(emphasis), href)

    def _text(self, text: str, strong: bool, emphasis: bool, href: str) -> Iterator[Span]:
        for place, piece in enumerate(text.replace(_CLOSE, _OPEN).split(_OPEN)):
            if place % 2:
                key = self._keys[int(piece)]
                yield Span(
                    text=self._printed.get(key, key),
                    strong=strong,
                    emphasis=emphasis,
                    figure=key,
                )
            elif piece:
                yield Span(text=piece, strong=strong, emphasis=emphasis, href=href)
