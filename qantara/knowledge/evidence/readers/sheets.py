"""What a reader gives: sheets of text as delivered, with the row numbers a spreadsheet shows."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import polars as pl
from django.utils.translation import gettext as _

from qantara.core.errors import DomainError
from qantara.knowledge.evidence.findings import Finding

#: Records looked at to find delimiter and header.
SAMPLE = 200
#: Rows of one text that may stand between heads and the first figures.
_NEAR = 5
#: A cell of the data; four digits may be a year (of either calendar), which heads are too.
_FIGURE = re.compile(r"(?!(?:1[789]\d\d|2[01]\d\d|14[34]\d)$)[-+]?\d[\d\s.,'%]*")
_DAY = re.compile(r"\d{1,2}[./]\d{1,2}[./](?:\d\d|\d{4})")
YEAR = re.compile(r"(?:19|20)\d\d")
#: What offices write where there is no figure: no letters at all, or a small one or two.
_MARK = re.compile(r"[^\W\d_a-z]?[\W\d_]*|[a-z]{1,2}|n\W?/?[ad]\W?|s\W?d\W?", re.ASCII)


class UnreadableFile(DomainError):
    """The file cannot or must not be read; the message says why and what to do."""


def damaged_workbook() -> UnreadableFile:
    return UnreadableFile(
        _("The workbook is damaged. Open it in a spreadsheet program, save it and send it again.")
    )


def locked_workbook() -> UnreadableFile:
    return UnreadableFile(
        _(
            "This workbook is locked with a password. Open it in a spreadsheet program, save it without"
            " the password and send it again."
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a file may ask of us. Beyond: refused with a clear message, before it is unpacked."""

    bytes: int = 1 << 30  # a text file, and what a compressed one unpacks to
    workbook_bytes: int = 150 << 20  # all parts of a workbook, unpacked
    cells: int = 20_000_000  # of the rectangle a sheet spans
    columns: int = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What a mapping may say about the file itself; what it leaves out is found.

    header_rows  row numbers of the column heads; several are joined by `` / ``
    sheets       names of the sheets to read; none: all that are not hidden
    heads        column heads that are expected: the row that holds them is the head of the table
    """

    format: str = ""
    encoding: str = ""
    delimiter: str = ""
    header_rows: tuple[int, ...] = ()
    sheets: tuple[str, ...] = ()
    heads: frozenset[str] = frozenset()
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """``frame``: row i64, then a column of text for each column of the sheet.

    heads  what people see over a column that goes by another name here
    above  rows over the heads, with what stands in their cells: titles, and heads of heads
    """

    name: str
    frame: pl.DataFrame
    header_rows: tuple[int, ...]
    findings: tuple[Finding, ...] = ()
    heads: Mapping[str, str] = field(default_factory=dict)
    above: tuple[tuple[int, tuple[str, ...]], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.frame.columns[1:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """A file as read. ``hidden``: names of sheets left alone because they are hidden."""

    format: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""
    hidden: tuple[str, ...] = ()

    @property
    def has_names(self) -> bool:
        """Whether people know its sheets by name; text files are one sheet, called like the file."""
        return not self.encoding


def find_header(records: Sequence[Sequence[str]], expected: frozenset[str] = frozenset()) -> int:
    """Index of the record with the column heads: the one that holds most of those ``expected``.

    Where none is expected or found, the first record that is as full as those after it: titles and
    notes around a table fill one cell or two; heads fill about as many as the data do.
    """
    met = [len(expected & {heading(cell) for cell in record}) for record in records]
    if any(met):
        return met.index(max(met))
    filled = [sum(1 for cell in record if cell.strip()) for record in records]
    for index, count in enumerate(filled):
        below = sorted(number for number in filled[index + 1 :] if number > 1)
        usual = below[len(below) // 2] if below else count
        if count and (count > 1 or usual == 1) and 2 * count >= usual:
            index += _is_head_of_heads(count, *records[index + 1 : index + 2])
            return _over_figures(records, _under_what_it_is_about(records, filled, index))
    return 0


def _over_figures(records: Sequence[Sequence[str]], index: int) -> int:
    """The heads over a record of figures: an empty corner and a head, perhaps rows of one text below."""
    figures = [at for at, cell in enumerate(records[index]) if at and is_figure(cell)]
    for earlier in range(index - 1, max(-1, index - _NEAR - 1), -1) if figures else ():
        cells = [cell.strip() for cell in records[earlier]]
        is_over = any(at < len(cells) and cells[at] for at in figures)
        if is_over and not cells[0] and not any(map(is_figure, cells)):
            return earlier
    return index


def _under_what_it_is_about(
    records: Sequence[Sequence[str]], filled: Sequence[int], index: int
) -> int:
    """The heads under lines such as ``Last update | 17.11.26``, which are no table of their own."""
    seen = figures = 0
    for later in range(index + 1, len(records)):
        record, width = records[later], filled[later]
        below = next((one for one in records[later + 1 :] if any(one)), ())
        if (
            width > filled[index] and 2 * figures < max(seen, 1) and max(filled[index:later]) < width
            and is_head(record) and any(map(counts, below)) and 2 * sum(map(bool, below)) > width
        ):  # fmt: skip
            return later + _is_head_of_heads(width, *records[later + 1 : later + 2])
        if width > 1:
            seen += 1
            figures += any(map(counts, record[1:]))
    return index


def _is_head_of_heads(count: int, below: Sequence[str] = ()) -> bool:
    """Whether a record of ``count`` cells only groups the heads under it: fuller, and no figures."""
    cells = [cell.strip() for cell in below if cell.strip()]
    return len(cells) > count and not any(map(is_figure, cells))


def filled(row: int, cells: Sequence[str | None]) -> tuple[int, tuple[str, ...]]:
    """A row over the heads: its number and the cells with something in them."""
    return row, tuple(" ".join(cell.split()) for cell in cells if cell and cell.strip())


def is_figure(cell: str) -> bool:
    """Whether a cell looks like a figure of the data; four digits may be a year, as in heads."""
    text = cell.strip()
    return bool(_FIGURE.fullmatch(text)) and not _DAY.fullmatch(text)


def counts(cell: str) -> bool:
    """Whether a cell holds a figure, one of four digits included."""
    return is_figure(cell) or cell.strip().isdecimal()


def is_head(record: Sequence[str]) -> bool:
    """Whether a row can be nothing but heads: words that differ, or years after an empty cell."""
    cells = [cell.strip() for cell in record if cell.strip()]
    if len(set(cells)) < len(cells) or len(cells) < 2:
        return False
    if all(YEAR.fullmatch(cell) for cell in cells):
        return not record[0].strip() and all(a < b for a, b in pairwise(cells))
    return not any(is_figure(cell) or _MARK.fullmatch(cell) for cell in cells)


def heading(text: str) -> str:
    """A column head as it is known by: no line breaks, and no marks that nobody sees."""
    shown = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return " ".join(shown.split())


def name_columns(heads: Sequence[str], frame: pl.DataFrame) -> pl.DataFrame:
    """``frame`` (``row``, then columns named by their position, one a head) under its heads.

    A column without head and content is dropped; one with content is called by its letter. Where a
    head stands over several columns, each is numbered: none of them is meant more than the others.
    """
    names: dict[str, str] = {}
    for old, head in zip(frame.columns[1:], map(heading, heads), strict=True):
        if head or not frame[old].is_null().all():
            names[old] = head or letters(int(old))
    names = dict(zip(names, numbered(list(names.values())), strict=True))
    return frame.select("row", *names).rename(names)


def numbered(names: Sequence[str]) -> list[str]:
    """Names, with those that stand more than once numbered; ``row`` is taken, and so is what begins
    with ``@``: columns of our own."""
    often = Counter(names)
    used = {"row", *often}
    unique = []
    for name in names:
        own, number = name, 1
        is_taken = name == "row" or name.startswith("@")
        while (often[name] > 1 or is_taken) and own in used:
            own, number = f"{name} ({number})", number + 1
        used.add(own)
        unique.append(own)
    return unique


def letters(index: int) -> str:
    """Column 0 as ``A``, 27 as ``AB``."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def without_blank_rows(frame: pl.DataFrame) -> pl.DataFrame:
    """Rows that hold anything; row numbers stay."""
    return frame.filter(~pl.all_horizontal(pl.all().exclude("row").is_null()))
