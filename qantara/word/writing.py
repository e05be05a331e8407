"""Paragraphs, lists, tables and links in one language: right to left where its script runs so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, groupby
from operator import itemgetter
from typing import Literal

from qantara.papers.foreign import pieces
from qantara.word import bookmarks
from qantara.word.bookmarks import Tag
from qantara.word.markup import Element, W, bookmarked, control, document, related, text, w
from qantara.word.markup import field as coded
from qantara.word.package import Relations, packed
from qantara.word.styles import BULLETS, LEVELS, NUMBERS, TEXT_WIDTH, is_rtl, language

#: Addresses a link may lead to.
_SAFE = re.compile(r"(?:https?://|mailto:)[^\s\"<>]+", re.IGNORECASE)
#: A tag of a content control holds so many characters (17.5.2.42 and what Word accepts).
TAG = 64
#: Letters that a table's column has room for, in proportion to the others.
NARROWEST, WIDEST = 12, 36

_A4 = {"w": 11906, "h": 16838}
_MARGIN = 1418


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of text. ``lang`` where it is not the document's; ``figure``: its key, if one is bound."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""
    lang: str = ""
    figure: str = ""


Spans = Sequence[Span]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    spans: Spans
    is_numeric: bool = False
    is_header: bool = False


@dataclass(slots=True)
class Writer:
    """Makes the elements of one document and keeps what they refer to."""

    lang: str
    relations: Relations = field(default_factory=Relations)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _lists: int = 0

    def begin_numbers(self) -> None:
        """The next list with numbers begins at 1."""
        self._lists += 1

    def paragraph(
        self, spans: Spans | str, style: str = "", *, lang: str = "",
        listed: Literal["", "bullets", "numbers"] = "", level: int = 0, is_end: bool = False,
    ) -> Element:  # fmt: skip
        """A paragraph. ``level``: how deep in lists, from 0; ``is_end``: set at the line's end."""
        lang = lang or self.lang
        if isinstance(spans, str):
            spans = [Span(text=spans)]
        number = NUMBERS + self._lists if listed == "numbers" else BULLETS
        properties = w(
            "pPr",
            w("pStyle", val=style or "ListParagraph") if style or listed else None,
            w("numPr", w("ilvl", val=min(level, LEVELS - 1)), w("numId", val=number))
            if listed
            else None,
            w("bidi") if is_rtl(lang) else None,
            # In a paragraph from right to left "right" is where its lines end: 17.18.44.
            w("jc", val="right") if is_end else None,
        )
        return w("p", properties if len(properties) else None, *self._inline(spans, lang))

    def _inline(self, spans: Spans, lang: str) -> Iterator[Element]:
        for span in spans:
            runs = list(self._runs(span, lang))
            if span.figure:
                yield from self._figure(span, runs)
            elif span.href and _SAFE.fullmatch(span.href):
                yield related("hyperlink", self.relations.address(span.href), *runs)
            else:
                yield from runs

    def _runs(self, span: Span, lang: str) -> Iterator[Element]:
        """In Arabic, Latin words and ranges of numbers are runs of their own, set from left to right."""
        own = span.lang or lang
        if not is_rtl(own):
            yield run(span, own, is_own=own != self.lang)
            return
        for is_foreign, group in groupby(pieces(span.text), key=itemgetter(1)):
            piece = "".join(stretch for stretch, _direction in group)
            yield run(replace(span, text=piece), "en" if is_foreign else own, is_own=True)

    def _figure(self, span: Span, runs: Sequence[Element]) -> list[Element]:
        """A number of which Word says that it is bound, under a bookmark that every program keeps."""
        number = next(self._numbers)
        tag = f"fig:{span.figure}"
        if len(tag) > TAG:
            tag = f"fig#{bookmarks.digest(span.figure)}"
        inside = control(tag, runs, number=number, name=span.text[:TAG])
        name = bookmarks.of_figure(span.figure, span.text, number)
        return bookmarked([inside], name, number)

    def mark(self, inside: Iterable[Element], tag: Tag) -> None:
        """Say of every paragraph in ``inside`` which block it is of."""
        for part, paragraph in enumerate(_paragraphs(inside)):
            _enclose(paragraph, bookmarks.of_block(tag, part), next(self._numbers))

    def frame(self, inside: Iterable[Element]) -> None:
        """Say of every paragraph in ``inside`` that it stands around the texts."""
        for paragraph in _paragraphs(inside):
            number = next(self._numbers)
            _enclose(paragraph, bookmarks.of_frame(self.lang, number), number)

    def table(
        self,
        rows: Sequence[Sequence[TableCell]],
        *,
        heads: int = 1,
        summary: str = "",
        lang: str = "",
    ) -> Element:
        """A table whose first ``heads`` rows are repeated on each page."""
        lang = lang or self.lang
        widths = _widths(rows)
        return w(
            "tbl",
            w(
                "tblPr",
                w("tblStyle", val="TableGrid"),
                w("bidiVisual") if is_rtl(lang) else None,
                w("tblW", w=5000, type="pct"),
                w("tblLook", val="0420", firstRow=1, firstColumn=1, noHBand=0, noVBand=1),
                w("tblCaption", val=summary[:250]) if summary else None,
            ),
            w("tblGrid", *(w("gridCol", w=width) for width in widths)),
            *(
                w(
                    "tr",
                    w("trPr", w("cantSplit"), w("tblHeader") if place < heads else None),
                    *(
                        self._cell(cell, width, lang)
                        for cell, width in zip(row, widths, strict=False)
                    ),
                )
                for place, row in enumerate(rows)
            ),
        )

    def _cell(self, cell: TableCell, width: int, lang: str) -> Element:
        spans = (
            [replace(span, strong=True) for span in cell.spans] if cell.is_header else cell.spans
        )
        return w(
            "tc",
            w(
                "tcPr",
                w("tcW", w=width, type="dxa"),
                w("shd", val="clear", color="auto", fill="E9EFF1") if cell.is_header else None,
            ),
            self.paragraph(spans, "TableText", lang=lang, is_end=cell.is_numeric),
        )

    def page_break(self) -> Element:
        return w("p", w("r", w("br", type="page")))

    def finished(
        self, body: Sequence[Element], *, title: str, running: str = "", head: str = ""
    ) -> bytes:
        """The document: A4, ``head`` over every page, ``running`` and the page's number under it."""
        parts: dict[str, Element] = {}
        around: list[Element] = []
        for kind, tag, spoken in (("header", "hdr", head), ("footer", "ftr", running)):
            if kind == "header" and not spoken:
                continue
            parts[f"{kind}1.xml"] = document(tag, self._edge(kind, spoken))
            around.append(
                related(
                    f"{kind}Reference", self.relations.part(kind, f"{kind}1.xml"), type="default"
                )
            )
        section = w(
            "sectPr",
            *around,
            w("pgSz", **_A4),
            w("pgMar", top=_MARGIN, right=_MARGIN, bottom=_MARGIN, left=_MARGIN, header=624,
              footer=624, gutter=0),
            w("bidi") if is_rtl(self.lang) else None,
        )  # fmt: skip
        root = document("document", w("body", *_apart(body), section))
        return packed(root, parts, self.relations, lang=self.lang, title=title, lists=self._lists)

    def _edge(self, kind: str, spoken: str) -> Element:
        made = self.paragraph(
            f"{spoken}  " if spoken and kind == "footer" else spoken, kind.title()
        )
        if kind == "footer":
            properties = _properties(Span(text=""), self.lang, is_own=True)
            made.extend(coded("PAGE", "1", properties))
            made.append(run(Span(text=" / "), self.lang, is_own=True))
            made.extend(coded("NUMPAGES", "1", properties))
        return made


def _paragraphs(inside: Iterable[Element]) -> Iterator[Element]:
    for element in inside:
        yield from element.iter(f"{{{W}}}p")


def _enclose(paragraph: Element, name: str, number: int) -> None:
    """Put all that stands in a paragraph, but not its properties, under a bookmark."""
    first = 1 if paragraph.find(f"{{{W}}}pPr") is not None else 0
    inside = list(paragraph[first:])
    paragraph[first:] = bookmarked(inside, name, number)


def _widths(rows: Sequence[Sequence[TableCell]]) -> list[int]:
    """A table's columns in twentieths of a point: wider where longer texts stand, none too narrow."""
    columns = max((len(row) for row in rows), default=1)
    longest = [NARROWEST] * columns
    for row in rows:
        for column, cell in enumerate(row):
            length = sum(len(span.text) for span in cell.spans)
            longest[column] = max(longest[column], min(length, WIDEST))
    return [TEXT_WIDTH * length // sum(longest) for length in longest]


def run(span: Span, lang: str, *, is_own: bool) -> Element:
    """One run. ``is_own``: it says its language itself, not the document's styles for it."""
    lines: list[Element] = []
    for place, line in enumerate(span.text.split("\n")):
        lines += [w("br")] if place else []
        lines.append(text(line))
    properties = _properties(span, lang, is_own=is_own)
    return w("r", properties if len(properties) else None, *lines)


def _properties(span: Span, lang: str, *, is_own: bool) -> Element:
    style = "Hyperlink" if span.href and _SAFE.fullmatch(span.href) else ""
    return w(
        "rPr",
        w("rStyle", val=style) if style else None,
        *((w("b"), w("bCs")) if span.strong else ()),
        *((w("i"), w("iCs")) if span.emphasis else ()),
        w("rtl") if is_rtl(lang) else None,
        language(lang) if is_own or is_rtl(lang) else None,
    )


def _apart(body: Sequence[Element]) -> Iterator[Element]:
    """Two tables that follow each other would be one; a document ends with a paragraph."""
    last = ""
    for each in body:
        kind = str(each.tag).rpartition("}")[2]
        if kind == last == "tbl":
            yield w("p")
        yield each
        last = kind
    if last != "p":
        yield w("p")
