"""Narrative of a document as blocks of a paper: Markdown with bound figures and placed charts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from markdown_it import MarkdownIt
from markdown_it.token import Token

from qantara.core.locales import LANGUAGES
from qantara.knowledge.profiles import placed
from qantara.knowledge.profiles.bind import REFERENCE
from qantara.knowledge.profiles.parts import source_language
from qantara.knowledge.profiles.voices import FALLBACK, two_voices
from qantara.papers import (
    Block,
    Bullets,
    Cell,
    Column,
    Note,
    Paragraph,
    Row,
    Run,
    Runs,
    Subheading,
    Table,
)

#: Around the number of a reference while Markdown is read: private use, so that nothing of a series
#: key is taken for markup.
OPEN, CLOSE = "\ue000", "\ue001"
#: The same around the number of a chart.
CHART = re.compile("\ue002(\\d+)\ue003")

#: A number as somebody types it into a table, in digits of ours or Eastern Arabic ones.
NUMBER = re.compile(r"[+\-−]?[\d٠-٩]+(?:[.,٫٬\s\u00a0\u202f][\d٠-٩]+)*\s?[%٪]?")


def blocks(
    section: Mapping[str, Any], bound: Mapping[str, Any], anchors: Mapping[int, str], lang: str,
    draw: placed.Draw | None = None,
) -> list[Block]:  # fmt: skip
    """The narrative of a section in ``lang``; a block without translation in another, and said so.

    bound    what references stand for (``bind``)
    anchors  place in the frame -> anchor of the figure or table that shows it
    draw     finds the charts that texts place; without it they have none
    """
    found: list[Block] = []
    said: set[str] = set()
    for block in section["blocks"]:
        shown = _shown(block, source_language(block["states"], section["lang"]), lang)
        notice = _notice(block, shown, lang)
        if notice and notice not in said:
            said.add(notice)
            found.append(Note(runs=(Run(text=notice),)))
        prose = _Reader(bound, anchors, lang, "" if shown == lang else shown, draw)
        said_here = prose.read(block["markdown"][shown])
        found += two_voices(said_here, block["dispute"], lang) if "dispute" in block else said_here
    return found


def _shown(block: Mapping[str, Any], source: str, lang: str) -> str:
    """The language a block is shown in: the prose's, else its source, else the nearest there is."""
    for choice in (lang, source, *FALLBACK[lang], *LANGUAGES):
        if block["markdown"].get(choice):
            return choice
    return source


def _notice(block: Mapping[str, Any], shown: str, lang: str) -> str:
    if shown != lang:
        return _("This part has not been translated yet. It is shown in %(language)s.") % {
            "language": _language(shown)
        }
    if block["states"].get(lang) == "outdated":
        return _("The original of this part has changed since it was translated.")
    return ""


def _language(lang: str) -> str:
    return {"ar": _("Arabic"), "en": _("English"), "es": _("Spanish"), "fr": _("French")}[lang]


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _table(rows: Sequence[Sequence[Cell]]) -> Table:
    """Head and rows of cells, as many in each as the head has."""
    head, *body = rows
    numeric = [
        bool(body) and all(row[at].numeric or not row[at].text for row in body)
        for at in range(len(head))
    ]
    columns = tuple(
        Column(title=cell.text, numeric=numbers)
        for cell, numbers in zip(head, numeric, strict=True)
    )
    caption = ", ".join(cell.text for cell in head if cell.text) or _("Table")
    made = tuple(Row(header=row[0], cells=tuple(row[1:])) for row in body)
    return Table(caption=caption, columns=columns, rows=made, is_caption_hidden=True)


def _says_nothing(block: Block) -> bool:
    """Of a paragraph or list with nothing but charts in it, nothing else is left."""
    if isinstance(block, Paragraph):
        return not any(run.text.strip() for run in block.runs)
    return isinstance(block, Bullets) and not block.items


class _Reader:
    """Markdown tokens to blocks. Paragraphs, lists, tables, headings, strong and links; nothing else is kept."""

    def __init__(
        self, bound: Mapping[str, Any], anchors: Mapping[int, str], lang: str, other: str,
        draw: placed.Draw | None,
    ) -> None:  # fmt: skip
        self._bound, self._anchors, self._lang, self._other = bound, anchors, lang, other
        self._draw = draw
        self._keys: list[str] = []
        self._charts: list[str] = []
        self._met: list[str] = []

    def read(self, markdown: str) -> list[Block]:
        """Blocks in their order. A chart stands behind the paragraph, list or table that names it."""
        self._keys = [" ".join(key.split()) for key in REFERENCE.findall(markdown)]
        self._charts = placed.references(markdown)
        numbers, charts = iter(range(len(self._keys))), iter(range(len(self._charts)))
        text = REFERENCE.sub(lambda _found: f"{OPEN}{next(numbers)}{CLOSE}", markdown)
        text = placed.REFERENCE.sub(lambda _found: f"\ue002{next(charts)}\ue003", text)
        found: list[Block] = []
        for block in self._blocks(_markdown().parse(text)):
            if not _says_nothing(block):
                found.append(block)
            found += [chart for name in self._met if (chart := self._chart(name))]
            self._met = []
        return found

    def _chart(self, name: str) -> Block | None:
        """None where it stands further up."""
        if self._draw is None:
            return Paragraph(runs=(Run(text=pgettext("in place of a chart", "[no such chart]")),))
        chart: Block | None = self._draw(name)
        return chart

    def _blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        items: list[Runs] = []
        rows: list[list[Cell]] = []
        depth, heading, is_table = 0, False, False
        for token in tokens:
            match token.type:
                case "table_open":
                    is_table = True
                case "table_close":
                    is_table = False
                    yield _table(rows)
                    rows = []
                case "tr_open":
                    rows.append([])
                case "inline" if is_table:
                    rows[-1].append(self._cell(token.children or []))
                case "heading_open":
                    heading = True
                case "heading_close":
                    heading = False
                case "bullet_list_open" | "ordered_list_open":
                    depth += 1
                case "bullet_list_close" | "ordered_list_close":
                    depth -= 1
                    if not depth:
                        yield Bullets(items=tuple(items), ordered=token.type.startswith("ordered"))
                        items = []
                case "inline" if depth:
                    if runs := self._runs(token.children or []):
                        items.append(runs)
                case "inline" if heading:
                    yield Subheading(
                        text="".join(run.text for run in self._runs(token.children or []))
                    )
                case "inline":
                    yield Paragraph(runs=self._runs(token.children or []))

    def _cell(self, tokens: Sequence[Token]) -> Cell:
        """Of a cell the text is kept; what looks like a number stands like one."""
        text = "".join(run.text for run in self._runs(tokens))
        return Cell(text=text, numeric=bool(NUMBER.fullmatch(text)), lang=self._other)

    def _runs(self, tokens: Sequence[Token]) -> Runs:
        found: list[Run] = []
        strong, href = 0, ""
        for token in tokens:
            match token.type:
                case "strong_open" | "em_open":
                    strong += 1
                case "strong_close" | "em_close":
                    strong -= 1
                case "link_open":
                    href = str(token.attrs.get("href", ""))
                case "link_close":
                    href = ""
                case "softbreak" | "hardbreak":
                    found.append(Run(text=" ", lang=self._other))
                case "text" | "code_inline":
                    self._met += [self._charts[int(at)] for at in CHART.findall(token.content)]
                    text = CHART.sub("", token.content)
                    found += self._text(text, is_strong=bool(strong), href=href)
        return tuple(found)

    def _text(self, text: str, *, is_strong: bool, href: str) -> Iterator[Run]:
        for position, piece in enumerate(text.replace(CLOSE, OPEN).split(OPEN)):
            if position % 2:
                figure = self._bound[self._keys[int(piece)]]
                anchor = self._anchors.get(figure["at"], "")
                yield Run(
                    text=figure["printed"][self._other or self._lang],
                    kind="figure",
                    href=f"#{anchor}" if anchor else "",
                )
            elif piece and href:
                yield Run(text=piece, kind="link", href=href, lang=self._other)
            elif piece:
                yield Run(text=piece, kind="strong" if is_strong else "text", lang=self._other)
