"""A paper: what a page, a PDF and a workbook are made from.

Plain values, all text already in the reader's language and all figures already printed in the
reader's form. ``web`` turns a paper into HTML, ``press`` into PDF, ``tables`` into XLSX: none of
them can say a thing the others do not. No Django, no word of migration.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

#: What a cell or mark can be. Missing is not zero, and zero is not withheld:
#:   shown         a figure, a zero too
#:   none_exists   a fact: somebody asked, and there is none
#:   absent        a gap: not collected, not yet available, no data
#:   unanswered    refused, or no answer
#:   inapplicable  the question does not apply
#:   withheld      kept back to protect people, by the guard or by the source
#:   courtesy      public elsewhere, not repeated here
#:   blank         a cell the table has no figure for; its text is the word a screen reader says
State = Literal[
    "shown", "none_exists", "absent", "unanswered", "inapplicable", "withheld", "courtesy", "blank"
]
#: What is seen in a blank cell.
DASH = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text of one kind. ``lang`` (BCP 47) where it differs from the paper's."""

    text: str
    kind: Literal["text", "strong", "link", "figure", "name"] = "text"
    href: str = ""  # link: an absolute address; figure: the anchor of its row in the data
    lang: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A word on the quality of a figure: ``code`` is an SDMX CL_OBS_STATUS letter, or W (withheld)."""

    code: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    items: tuple[Runs, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Subheading:
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something to know before reading on.

    is_in_frame  the frame of every page of its site says it already: paper and files still do
    """

    runs: Runs
    tone: Literal["info", "warn", "ok"] = "info"
    is_in_frame: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: as printed, and as a number for the workbook. A number only where it is shown.

    href  where the figure stands that is not repeated here
    """

    text: str
    number: float | None = None
    numeric: bool = False
    state: State = "shown"
    flags: tuple[Flag, ...] = ()
    mark: str = ""  # a small SVG by ``charts``: bar, dot or span; decoration for a screen reader
    lang: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    title: str
    numeric: bool = False
    is_mark: bool = False  # holds marks; its title is read out, not seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    header: Cell
    cells: tuple[Cell, ...]
    is_highlighted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """``columns`` counts the row header's: ``len(columns) == 1 + len(row.cells)``.

    shape  plain     compare down columns; scrolls sideways on a phone
           bars      marks stand in a column of their own
           pyramid   left value, left bar, header in the middle, right bar, right value
           reflow    few columns of text; on a phone each cell names its column
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    shape: Literal["plain", "bars", "pyramid", "reflow"] = "plain"
    is_caption_hidden: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A chart as SVG: real text, classes for the page's colours, attributes for print."""

    svg: str
    label: str  # the text alternative, one or two sentences
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A chart or table with all that must never leave it: finding, measure, source, table."""

    anchor: str
    finding: str  # a sentence a mayor could repeat
    measured: str  # what is measured, unit, year
    table: Table
    source: Runs
    drawing: Drawing | None = None  # none: the table is the chart
    narrow: Drawing | None = None  # the same for a phone; print always takes the wide one
    key: tuple[tuple[str, str], ...] = ()  # (css class of the series, its name)
    flags: tuple[Flag, ...] = ()
    notes: tuple[Runs, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stat:
    """A headline figure: number first."""

    printed: str
    label: str
    detail: str  # year and source
    state: State = "shown"
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    items: tuple[Stat, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Label and value pairs."""

    pairs: tuple[tuple[str, Runs], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """A mark as it looks among the figures, ``flag`` or the sign of ``state``, and what it says."""

    word: str
    meaning: str
    state: State = "shown"
    flag: Flag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """What the marks of a paper mean: those that occur in it, once."""

    items: tuple[Meaning, ...]


Block = Paragraph | Bullets | Subheading | Note | Table | Figure | Stats | Facts | Legend


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    anchor: str
    title: str
    blocks: tuple[Block, ...]
    lang: str = ""  # where the text is shown in another language than the paper's
    is_listed: bool = True  # in the table of contents


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole document in one language."""

    lang: str  # ar, en, es, fr
    kicker: str  # what kind of document, over the title
    title: str
    lede: Runs
    facts: Facts  # beside the title: country, version, date, checked by
    notices: tuple[Note, ...]  # what must be read first, on every page of the PDF too
    sections: tuple[Section, ...]
    running: str  # line at the foot of each PDF page: title, version, date
    address: str  # permanent address, printed on each PDF page
    citation: str = ""  # how to cite it; a page has its own place for that
    keywords: tuple[str, ...] = field(default=())

    @property
    def direction(self) -> Literal["rtl", "ltr"]:
        return "rtl" if self.lang == "ar" else "ltr"
