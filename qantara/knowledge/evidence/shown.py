"""Files, reviews and differences on a terminal, for ``commands``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl
from django.utils import translation
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from qantara.knowledge.evidence import words
from qantara.knowledge.evidence.findings import Finding
from qantara.knowledge.evidence.mapping import Understood
from qantara.knowledge.evidence.numbers import NATIVE
from qantara.knowledge.evidence.readers import Sheet, Sheets
from qantara.knowledge.evidence.review import Review
from qantara.knowledge.observations.rows import KEY

#: Sheets shown with their rows; the rest are named.
SHEETS = 3
#: Letters of a cell that are shown.
CELL = 24
#: What a column takes beside its text.
_MARGIN = 3
_CHANGES = 10
_COLOURS = {"question": "magenta", "error": "red", "warning": "yellow", "info": "dim"}


def file(out: Console, sheets: Sheets, *, rows: int, chosen: str = "") -> None:
    """What a file looks like to us: how it was read, and each sheet's first rows as text.

    chosen  the name of one sheet; empty: the first few, and the names of the others
    """
    said = [
        sheets.format,
        f"read as {sheets.encoding}" if sheets.encoding else "",
        f"cut by {sheets.delimiter!r}" if sheets.delimiter else "",
        f"hidden sheets left alone: {', '.join(sheets.hidden)}" if sheets.hidden else "",
    ]
    out.print(", ".join(filter(None, said)), markup=False)
    wanted = [sheet for sheet in sheets.sheets if not chosen or sheet.name == chosen]
    for sheet in wanted if chosen else wanted[:SHEETS]:
        _sheet(out, sheet, rows)
    if not wanted:
        names = ", ".join(sheet.name for sheet in sheets.sheets)
        out.print(f"No sheet is called “{chosen}”. There are: {names}", markup=False)
    elif not chosen and len(wanted) > SHEETS:
        names = ", ".join(sheet.name for sheet in wanted[SHEETS:])
        out.print(f"\nFurther sheets, shown with --sheet NAME: {names}", markup=False)


def _sheet(out: Console, sheet: Sheet, rows: int) -> None:
    heads = " and ".join(map(str, sheet.header_rows))
    out.print(
        f"\nSheet “{sheet.name}”: {len(sheet.frame)} rows under the heads in row {heads}, "
        f"{len(sheet.columns)} columns",
        markup=False,
    )
    frame_table(out, sheet.frame, rows=rows)
    findings(out, sheet.findings)


def frame_table(out: Console, frame: pl.DataFrame, *, rows: int) -> None:
    """The first rows of a frame, as many columns as fit, and the names of the others."""
    head = frame.head(rows)
    cells = {
        name: ["" if cell is None else str(cell).removesuffix(NATIVE) for cell in head[name]]
        for name in head.columns
    }
    fitting: list[str] = []
    room = out.width
    for name, column in cells.items():
        room -= min(CELL, max(map(len, (name, *column)))) + _MARGIN
        if room < 0 and len(fitting) > 1:
            break
        fitting.append(name)
    table = Table(show_edge=False, pad_edge=False)
    for name in fitting:
        is_number = name == "row" or frame.schema[name].is_numeric()
        table.add_column(escape(_cut(name)), justify="right" if is_number else "left", no_wrap=True)
    for row in zip(*(cells[name] for name in fitting), strict=True):
        table.add_row(*(escape(_cut(cell)) for cell in row))
    out.print(table)
    if left := frame.columns[len(fitting) :]:
        out.print(f"Further columns: {' · '.join(left)}", markup=False)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= CELL else line[: CELL - 1] + "…"


def review(out: Console, understood: Understood, review: Review, language: str) -> None:
    """Findings in a language, what would change, and how many rows of each kind there are."""
    with translation.override(language):
        findings(out, (*understood.findings, *review.findings))
    difference = review.difference
    for row in difference.changed.head(_CHANGES).iter_rows(named=True):
        about = [row["definition"], row["breakdown"], row["period"], row["territory"]]
        out.print(
            f"changed: {' '.join(filter(None, about))}: {_said(row, 'was:')} → {_said(row, '')}",
            markup=False,
        )
    if (more := len(difference.changed) - _CHANGES) > 0:
        out.print(f"and {more} more changed")
    _beside(out, review)
    out.print(
        f"{len(difference.new)} new, {len(difference.changed)} changed, {len(difference.same)} as before,"
        f" {len(difference.missing)} no longer in the file, {len(review.refused)} refused"
    )


def _beside(out: Console, review: Review) -> None:
    """New figures that say otherwise than another source does: both stay, one comes first."""
    others = (
        review.asked.standing.filter(pl.col("source") != review.asked.source)
        .unique(KEY, keep="first", maintain_order=True)
        .select(*KEY, *(pl.col(name).alias(f"their:{name}") for name in ("value", "absence")))
    )
    beside = review.difference.new.join(others, on=KEY, how="inner", maintain_order="left")
    differing = beside.filter(
        pl.col("value").ne_missing(pl.col("their:value"))
        | (pl.col("absence") != pl.col("their:absence"))
    )
    for row in differing.head(_CHANGES).iter_rows(named=True):
        about = [row["definition"], row["breakdown"], row["period"], row["territory"]]
        out.print(
            f"beside another source: {' '.join(filter(None, about))}: {_said(row, 'their:')} there, "
            f"{_said(row, '')} here",
            markup=False,
        )
    if (more := len(differing) - _CHANGES) > 0:
        out.print(f"and {more} more beside another source")


def _said(row: dict[str, Any], side: str) -> str:
    """A figure, or why there is none. ``side`` begins the names of its columns."""
    value, absence = row[f"{side}value"], row.get(f"{side}absence", "")
    return f"{value:.12g}" if value is not None else absence or "a range"


def findings(out: Console, every: Iterable[Finding]) -> None:
    """Findings as a table, in the active language."""
    table = Table(show_edge=False, pad_edge=False)
    for head in ("", "where", "what"):
        table.add_column(head, overflow="fold")
    for finding in every:
        table.add_row(
            f"[{_COLOURS[finding.severity]}]{words.severity(finding)}[/]",
            escape(words.place(finding)),
            escape(words.sentence(finding)),
        )
    if table.row_count:
        out.print(table)
