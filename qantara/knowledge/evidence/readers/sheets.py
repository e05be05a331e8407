"""What a reader gives: sheets of text as delivered, with the row numbers a spreadsheet shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from qantara.core.errors import DomainError
from qantara.knowledge.evidence.findings import Finding

#: Records looked at to find delimiter and header.
SAMPLE = 200


class UnreadableFile(DomainError):
    """The file cannot or must not be read; the message says why and what to do."""


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
    """

    format: str = ""
    encoding: str = ""
    delimiter: str = ""
    header_rows: tuple[int, ...] = ()
    sheets: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """``frame``: row i64, then a column of text for each column of the sheet.

    heads  what people see over a column that goes by another name here
    """

    name: str
    frame: pl.DataFrame
    header_rows: tuple[int, ...]
    findings: tuple[Finding, ...] = ()
    heads: Mapping[str, str] = field(default_factory=dict)

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


def find_header(records: Sequence[Sequence[str]]) -> int:
    """Index of the record with the column heads: the first that is as full as those after it.

    Titles and notes over a table fill one cell or two; heads fill about as many as the data do.
    """
    filled = [sum(1 for cell in record if cell.strip()) for record in records]
    for index, count in enumerate(filled):
        below = sorted(number for number in filled[index + 1 :] if number)
        usual = below[len(below) // 2] if below else count
        if count and (count > 1 or usual == 1) and 2 * count >= usual:
            return index
    return 0


def name_columns(heads: Sequence[str], frame: pl.DataFrame) -> pl.DataFrame:
    """``frame`` (``row``, then columns named by their position, one a head) under its heads.

    Heads lose surrounding space. A column without head and content is dropped; one with content
    is called by its letter; a name that occurs twice gets a number.
    """
    names: dict[str, str] = {}
    used = {"row"}
    for old, head in zip(frame.columns[1:], heads, strict=True):
        name = " ".join(head.split())
        if not name:
            if frame[old].is_null().all():
                continue
            name = letters(int(old))
        unique, number = name, 2
        while unique in used:
            unique, number = f"{name} ({number})", number + 1
        used.add(unique)
        names[old] = unique
    return frame.select("row", *names).rename(names)


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
