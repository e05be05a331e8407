"""XML of Excel 2003 (SpreadsheetML), which portals and statistical packages still write as .xls.

Office 2003 XML Reference Schemas, urn:schemas-microsoft-com:office:spreadsheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from qantara.knowledge.evidence.readers import markup, styles, tables
from qantara.knowledge.evidence.readers.grid import Grid, Merge, from_cells
from qantara.knowledge.evidence.readers.markup import Event
from qantara.knowledge.evidence.readers.sheets import (
    Limits,
    ReadOptions,
    Sheets,
    damaged_workbook,
)
from qantara.knowledge.evidence.readers.shown import number, percent

NAME = "spreadsheetml"
_SNIFF = re.compile(rb"<(?:\w+:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet", re.DOTALL)  # fmt: skip
_SS = "urn:schemas-microsoft-com:office:spreadsheet}"
#: Formats that go by a name instead of a code.
_NAMED = {"Percent": "percent", "Short Date": "date", "General Date": "date", "Long Date": "date"}
_MIDNIGHT = re.compile(r"T00:00:00(?:\.0+)?$")


def sniffs(path: Path, head: bytes) -> bool:
    return bool(_SNIFF.search(head.replace(b"\x00", b"")))


def read(path: Path, options: ReadOptions) -> Sheets:
    """The sheets named in ``options``, or all visible ones that hold a table. UnreadableFile."""
    percents: set[str] = set()
    grids: dict[str, Grid] = {}
    style = ""
    try:
        with path.open("rb") as file:
            stream = markup.events(file)
            for kind, name, attributes in stream:
                if kind != "start":
                    continue
                if name == "Style":
                    style = attributes.get(f"{_SS}ID", "")
                elif name == "NumberFormat":
                    code = attributes.get(f"{_SS}Format", "")
                    if (_NAMED.get(code) or styles.kind(0, code)) == "percent":
                        percents.add(style)
                elif name == "Worksheet":
                    own = attributes.get(f"{_SS}Name", str(len(grids) + 1))
                    grids[own] = _grid(stream, own, percents, options.limits)
    except (markup.DamagedMarkupError, ValueError):
        raise damaged_workbook() from None
    wanted = tables.chosen(dict.fromkeys(grids, False), options)
    return tables.together(
        NAME, [table for name in wanted for table in tables.sheets(grids[name], options)]
    )


def _grid(stream: Iterator[Event], sheet: str, percents: set[str], limits: Limits) -> Grid:
    """The cells up to the end of the sheet; rows and cells may say where they stand."""
    rows, columns, texts, merges, hidden = [], [], [], [], []
    row = column = 0
    for kind, name, attributes in stream:
        if kind == "end" and name == "Worksheet":
            break
        if kind != "start":
            continue
        if name == "Row":
            row, column = int(attributes.get(f"{_SS}Index", row + 1)), 0
            if attributes.get(f"{_SS}Hidden") == "1":
                hidden.append(row)
        elif name == "Cell":
            column = int(attributes.get(f"{_SS}Index", column + 1))
            across, down = (
                int(attributes.get(f"{_SS}Merge{way}", 0)) for way in ("Across", "Down")
            )
            if text := _text(stream, attributes.get(f"{_SS}StyleID", "") in percents):
                rows.append(row)
                columns.append(column)
                texts.append(text)
                if across or down:
                    merges.append(
                        Merge(top=row, left=column, bottom=row + down, right=column + across)
                    )
            column += across
    schema = {"row": pl.UInt32, "column": pl.UInt32, "text": pl.String}
    return from_cells(
        sheet, pl.DataFrame([rows, columns, texts], schema), limits,
        merges=tuple(merges), hidden_rows=tuple(hidden),
    )  # fmt: skip


def _text(stream: Iterator[Event], is_percent: bool) -> str:
    """What a cell says, up to its end; remarks on it aside."""
    said, kind, inside, is_remark = "", "", False, False
    for what, name, attributes in stream:
        if what == "end" and name == "Cell":
            break
        if name == "Comment" and what != "text":
            is_remark = what == "start"
        elif name == "Data" and what != "text" and not is_remark:
            inside = what == "start"
            kind = attributes.get(f"{_SS}Type", "") if inside else kind
        elif what == "text" and inside:
            said += name
    match kind:
        case "Number" if said.strip():
            return percent(said) if is_percent else number(said)
        case "DateTime":
            return _MIDNIGHT.sub("", said).replace("T", " ").removesuffix(".000")
        case "Boolean":
            return "TRUE" if said.strip() == "1" else "FALSE"
    return said
