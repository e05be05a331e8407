"""Tables of a web page, which many offices send as XLS: programs write HTML and call it a workbook.

A page without a table of figures is told from one: then it is an answer in place of a file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import polars as pl

from qantara.knowledge.evidence.readers import encodings, strangers, tables
from qantara.knowledge.evidence.readers.grid import Grid, Merge, from_cells, too_large
from qantara.knowledge.evidence.readers.sheets import (
    Limits,
    ReadOptions,
    Sheets,
    UnreadableFile,
    counts,
    numbered,
)

NAME = "html"
_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|!--|html|head|meta|body|table|style)\b", re.IGNORECASE)  # fmt: skip
_TABLE = re.compile(r"<table\b.*<tr\b", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
#: A page in memory takes several times its size.
BYTES = 60 << 20
#: Elements whose text nobody sees.
_UNSEEN = {"script", "style", "head", "title", "template"}
_LINES = {"br", "p", "div", "li"}


def sniffs(path: Path, head: bytes) -> bool:
    """A page with a table in it; any other is left to be named."""
    if not _PAGE.match(head.replace(b"\x00", b"").removeprefix(b"\xff\xfe")):
        return False
    return path.stat().st_size <= BYTES and bool(_TABLE.search(_text(path)))


def read(path: Path, options: ReadOptions) -> Sheets:
    """The tables with figures, each by its caption or the name of the file. Raises UnreadableFile."""
    parser = _Tables(options.limits)
    parser.feed(_text(path))
    parser.close()
    full = [one for one in parser.done if one.has_figures()]
    if not full:
        raise strangers.web_page()
    names = numbered([one.caption or path.name for one in full])
    grids = {name: one.grid(name, options.limits) for name, one in zip(names, full, strict=True)}
    wanted = tables.chosen(dict.fromkeys(grids, False), options)
    found = [table for name in wanted for table in tables.sheets(grids[name], options)]
    return tables.together(NAME, found)


def _text(path: Path) -> str:
    content = path.read_bytes()
    said = _CHARSET.search(content[:4096])
    try:
        found = encodings.detect(path)
    except UnreadableFile:
        return ""
    if said and not found.startswith("utf"):
        try:
            return content.decode(said[1].decode())
        except (LookupError, UnicodeDecodeError):
            pass
    return content.decode(found, "replace")


@dataclass(slots=True)
class _Table:
    """A table while it is read. Rows and columns count from 1.

    taken  cells that one from above reaches into: column -> the last row it covers
    """

    caption: str = ""
    row: int = 0
    column: int = 0
    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)

    def begin_row(self) -> None:
        self.row, self.column = self.row + 1, 0

    def add(self, text: str, across: int, down: int) -> None:
        """The next cell of the row, right of those that reach into it from above."""
        if not self.row:
            self.begin_row()
        self.column += 1
        while self.taken.get(self.column, 0) >= self.row:
            self.column += 1
        last = self.column + across - 1
        if down > 1:
            self.taken |= dict.fromkeys(range(self.column, last + 1), self.row + down - 1)
        if text:
            self.rows.append(self.row)
            self.columns.append(self.column)
            self.texts.append(text)
            if across > 1 or down > 1:
                self.merges.append(
                    Merge(top=self.row, left=self.column, bottom=self.row + down - 1, right=last)
                )
        self.column = last

    def has_figures(self) -> bool:
        """Whether it is a table of figures, and no scaffold of a page."""
        return (
            len(set(self.rows)) > 1 and len(set(self.columns)) > 1 and any(map(counts, self.texts))
        )

    def grid(self, name: str, limits: Limits) -> Grid:
        schema = {"row": pl.UInt32, "column": pl.UInt32, "text": pl.String}
        cells = pl.DataFrame([self.rows, self.columns, self.texts], schema)
        return from_cells(name, cells, limits, merges=tuple(self.merges))


class _Tables(HTMLParser):
    """All tables of a page; one inside another is read by itself."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.limits = limits
        self.done: list[_Table] = []
        self.open: list[_Table] = []
        self.cell: list[str] | None = None
        self.span = (1, 1)
        self.in_caption = False
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag == "table":
            self._end_cell()
            self.open.append(_Table())
        elif not self.open:
            return
        elif tag == "tr":
            self._end_cell()
            self.open[-1].begin_row()
        elif tag in {"td", "th"}:
            self._end_cell()
            said = dict(attrs)
            self.span = (
                self._times(said.get("colspan"), self.limits.columns),
                self._times(said.get("rowspan"), 1 << 20),
            )
            self.cell = []
        elif tag == "caption":
            self.in_caption = True
        elif tag in _LINES and self.cell:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag == "caption":
            self.in_caption = False
        elif tag in {"td", "th", "tr", "table"} and self.open:
            self._end_cell()
            if tag == "table":
                self.done.append(self.open.pop())

    def handle_data(self, data: str) -> None:
        if self.unseen:
            return
        if self.cell is not None:
            self.cell.append(data)
        elif self.in_caption and self.open:
            self.open[-1].caption = " ".join(f"{self.open[-1].caption} {data}".split())

    def close(self) -> None:
        super().close()
        self._end_cell()
        self.done += reversed(self.open)

    def _end_cell(self) -> None:
        if self.cell is None:
            return
        lines = (" ".join(line.split()) for line in "".join(self.cell).split("\n"))
        self.open[-1].add("\n".join(filter(None, lines)), *self.span)
        self.cell = None

    def _times(self, said: str | None, most: int) -> int:
        times = int(said) if said and said.strip().isdecimal() else 1
        if times > most:
            raise too_large("HTML", self.open[-1].row, times)
        return max(1, times)
