"""Read a DOCX from outside: what it says with every tracked change refused, and with every one accepted.

    read(path) -> Document

To be called in a process apart: the file is a stranger's. Formatting other than headings, lists,
tables, strong, emphasis and links is left aside; so are contents, headers, notes and pictures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from qantara.word import opening
from qantara.word.inline import VIEWS, Atom, Inline, View, child, name, value
from qantara.word.lines import Grid, Line, piece
from qantara.word.marks import frame, marked
from qantara.word.markup import Element, W
from qantara.word.outline import Outline
from qantara.word.values import Comment, Document, Piece

_PLAIN = Atom(text="")


def read(path: Path) -> Document:
    """What a document says. Raises UnreadableWord, OSError."""
    try:
        return document(opening.parts(path))
    except RecursionError:
        raise opening.damaged() from None


def document(parts: dict[str, Element]) -> Document:
    """The same of parts that are open already."""
    reader = _Reader(parts)
    body = child(parts["word/document.xml"], "body")
    pieces = list(reader.pieces(body if body is not None else ()))
    remarks = _remarks(parts.get("word/comments.xml"), reader.inline)
    found = (
        replace(one, comments=tuple(remarks[key] for key in keys if key in remarks))
        for one, keys in pieces
    )
    said = (one for one in found if one.before or one.after or one.comments or one.tag)
    return Document(pieces=tuple(said), lang=reader.lang, pictures=reader.inline.pictures)


class _Reader:
    def __init__(self, parts: dict[str, Element]) -> None:
        self._outline = Outline(parts.get("word/styles.xml"), parts.get("word/numbering.xml"))
        self.inline = Inline(links=dict(opening.related(parts)))
        self.lang = ""

    def pieces(self, inside: Iterable[Element]) -> Iterator[tuple[Piece, list[str]]]:
        """Pieces with the comments in each. A block or a list of several paragraphs is one piece."""
        together: list[Element] = []
        tag = ""
        for element, mark in marked(_flat(inside)):
            if together and not self._goes_on(together[-1], element, tag, mark):
                yield self._piece(together, tag)
                together = []
            if said := frame(mark):
                self.lang = said
                continue
            tag = tag if together else mark
            together.append(element)
        if together:
            yield self._piece(together, tag)

    def _goes_on(self, last: Element, element: Element, tag: str, mark: str) -> bool:
        """Whether two belong together: one block, one list, or a mark between them that is tracked."""
        if frame(mark):
            return False
        if tag and mark:
            return tag == mark or len(_ends(last)) < len(VIEWS)
        if mark or name(last) != "p" or name(element) != "p":
            return False
        styled = self._outline.listed
        are_listed = styled(child(last, "pPr"))[0] and styled(child(element, "pPr"))[0]
        return len(_ends(last)) < len(VIEWS) or bool(are_listed)

    def _piece(self, inside: Iterable[Element], tag: str) -> tuple[Piece, list[str]]:
        self.inline.begin()
        read = list(self._lines(inside))
        made = piece(read, tag=tag, authors=tuple(self.inline.authors))
        return made, list(self.inline.comments)

    def _lines(self, inside: Iterable[Element]) -> Iterator[Line | Grid]:
        for element in inside:
            match name(element):
                case "p":
                    yield from self._line(element)
                case "tbl":
                    yield self._grid(element)
                case "sdt":
                    content = child(element, "sdtContent")
                    yield from self._lines(content if content is not None else ())
                case "customXml" | "smartTag" | "ins" | "moveTo":
                    yield from self._lines(element)

    def _line(self, element: Element) -> Iterator[Line]:
        properties = child(element, "pPr")
        if self._outline.is_contents(properties):
            return
        marks = child(properties, "rPr")
        for mark in marks if marks is not None else ():
            if name(mark) in ("ins", "del", "moveFrom", "moveTo"):
                self.inline.changed(mark)
        listed, depth = self._outline.listed(properties)
        yield Line(
            atoms=tuple(self.inline.atoms(element, _PLAIN)),
            level=self._outline.level(properties),
            listed=listed,
            depth=depth,
            ends=_ends(element),
        )

    def _grid(self, element: Element) -> Grid:
        rows = []
        for row in element.findall(f"{{{W}}}tr"):
            tracked = child(row, "trPr")
            views = frozenset(_views(tracked))
            for mark in tracked if tracked is not None else ():
                if name(mark) in ("ins", "del"):
                    self.inline.changed(mark)
            cells = tuple(
                tuple(one for one in self._lines(cell) if isinstance(one, Line))
                for cell in row.iter(f"{{{W}}}tc")
            )
            rows.append((views, cells))
        return Grid(rows=tuple(rows))


def _flat(inside: Iterable[Element]) -> Iterator[Element]:
    """Paragraphs and tables, out of what stands around them; a list of contents is left aside."""
    for element in inside:
        match name(element):
            case "p" | "tbl":
                yield element
            case "sdt" if child(element, "sdtPr", "docPartObj") is None:
                content = child(element, "sdtContent")
                yield from _flat(content if content is not None else ())
            case "customXml" | "smartTag" | "ins" | "moveTo":
                yield from _flat(element)


def _ends(paragraph: Element) -> frozenset[View]:
    return frozenset(_views(child(paragraph, "pPr", "rPr")))


def _views(properties: Element | None) -> Iterator[View]:
    """The views in which a mark or row stands that may be inserted or deleted."""
    if child(properties, "ins") is None and child(properties, "moveTo") is None:
        yield "before"
    if child(properties, "del") is None and child(properties, "moveFrom") is None:
        yield "after"


def _remarks(root: Element | None, inline: Inline) -> dict[str, Comment]:
    """Comments by their number."""
    found = {}
    for one in root if root is not None else ():
        lines = ("".join(said.text or "" for said in line.iter(f"{{{W}}}t"))
                 for line in one.iter(f"{{{W}}}p"))  # fmt: skip
        key = value(one, "id")
        found[key] = Comment(
            who=value(one, "author"),
            at=value(one, "date"),
            text="\n".join(filter(None, (line.strip() for line in lines))),
            quoted="".join(inline.quoted.get(key, [])).strip(),
        )
    return found
