"""Files, reviews and differences on a terminal, for ``commands``."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from typing import Any

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from qantara.knowledge.evidence import words
from qantara.knowledge.evidence.findings import Finding, gathered
from qantara.knowledge.evidence.mapping import Understood
from qantara.knowledge.evidence.numbers import NATIVE
from qantara.knowledge.evidence.readers import Sheet, Sheets
from qantara.knowledge.evidence.review import CONTRADICTIONS, Review
from qantara.knowledge.observations.difference import Difference
from qantara.knowledge.observations.rows import KEY

#: Sheets shown with their rows; the rest are named.
SHEETS = 3
#: Letters of a cell that are shown.
CELL = 24
#: What a column takes beside its text.
_MARGIN = 3
_CHANGES = 10
_INDENT = "  "
#: Rows over the heads that are shown, and cells of each.
_ABOVE = 4
#: Letters of a title that are shown, and names of columns that do not fit.
_TITLE = 60
_NAMES = 40
_DELIMITERS = {"\t": "TAB"}
#: What is shown of a figure.
_FIGURE = ("value", "low", "high", "absence")
_COLOURS = {"question": "magenta", "error": "red", "warning": "yellow", "info": "dim"}


def file(out: Console, sheets: Sheets, *, rows: int, chosen: str = "") -> None:
    """What a file looks like to us: how it was read, and each sheet's first rows as text.

    chosen  the name of one sheet; empty: the first few, and the names of the others
    """
    said = [_("Format: %(name)s") % {"name": sheets.format}]
    if sheets.encoding:
        said.append(_("encoding: %(name)s") % {"name": sheets.encoding})
    if sheets.delimiter:
        sign = _DELIMITERS.get(sheets.delimiter, sheets.delimiter)
        said.append(_("columns parted by: %(sign)s") % {"sign": sign})
    if sheets.hidden:
        names = words.listing(list(sheets.hidden))
        said.append(_("hidden sheets, left alone: %(names)s") % {"names": names})
    out.print(words.listing(said), markup=False)
    wanted = [sheet for sheet in sheets.sheets if not chosen or sheet.name == chosen]
    for sheet in wanted if chosen else wanted[:SHEETS]:
        _sheet(out, sheet, rows)
    if not wanted:
        names = words.listing([sheet.name for sheet in sheets.sheets])
        told = _("No sheet is called “%(name)s”. There are: %(names)s")
        out.print(told % {"name": chosen, "names": names}, markup=False)
    elif not chosen and len(wanted) > SHEETS:
        names = words.listing([sheet.name for sheet in wanted[SHEETS:]])
        out.print(
            "\n" + _("Further sheets, shown with --sheet: %(names)s") % {"names": names},
            markup=False,
        )


def _sheet(out: Console, sheet: Sheet, rows: int) -> None:
    told = _(
        "Sheet “%(name)s”: rows: %(rows)s, columns: %(columns)s, heads in row: %(heads)s"
    ) % {
        "name": sheet.name, "rows": words.number(len(sheet.frame)),
        "columns": words.number(len(sheet.columns)),
        "heads": words.listing(list(map(str, sheet.header_rows))),
    }  # fmt: skip
    out.print("\n" + told, markup=False)
    for row, cells in sheet.above[-_ABOVE:]:
        said = _("Over the heads, row %(row)s: %(cells)s") % {
            "row": row, "cells": " · ".join(_cut(cell, _TITLE) for cell in cells[:_ABOVE]),
        }  # fmt: skip
        out.print(said, markup=False, style="dim")
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
        names = " · ".join([*left[:_NAMES], *(["…"] if len(left) > _NAMES else [])])
        out.print(_("Further columns: %(names)s") % {"names": names}, markup=False)


def _cut(text: str, most: int = CELL) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def review(
    out: Console, understood: Understood, review: Review, *, has_sheets: bool = True
) -> None:
    """Findings, what would change, and how many rows of each kind there are, in the active language.

    What must be answered comes first.
    """
    every = (*understood.findings, *review.findings)
    weighty_first = sorted(
        gathered(every), key=lambda finding: list(_COLOURS).index(finding.severity)
    )
    findings(out, weighty_first, has_sheets=has_sheets)
    _changed(out, review.difference)
    _beside(out, review)
    out.print(_counted(review), markup=False, style="bold")


def _counted(review: Review) -> str:
    """How many rows of each kind: ``4 new, 1 changed, 3 refused``; only what there is."""
    difference = review.difference
    counts = (
        (len(difference.new), _("new: %(count)s")),
        (len(difference.changed), _("changed: %(count)s")),
        (len(difference.same), _("as before: %(count)s")),
        (len(difference.missing), _("no longer in the file: %(count)s")),
        (len(review.refused), _("refused: %(count)s")),
    )
    told = [said % {"count": words.number(count)} for count, said in counts if count]
    return words.listing(told) if told else _("There is nothing to store.")


def _changed(out: Console, difference: Difference) -> None:
    rows = difference.changed.head(_CHANGES).iter_rows(named=True)
    _compared(
        out, _("What changes"), (_("on record"), _("in this file")),
        [(_about(row), _said(row, "was:"), _said(row, "")) for row in rows], len(difference.changed),
    )  # fmt: skip


def _beside(out: Console, review: Review) -> None:
    """New figures that say otherwise than another source does: both stay, one comes first."""
    others = (
        review.asked.standing.filter(pl.col("source") != review.asked.source)
        .unique(KEY, keep="first", maintain_order=True)
        .select(*KEY, *(pl.col(name).alias(f"their:{name}") for name in _FIGURE))
    )
    beside = review.difference.new.join(others, on=KEY, how="inner", maintain_order="left")
    differing = beside.filter(
        pl.col("value").ne_missing(pl.col("their:value"))
        | (pl.col("absence") != pl.col("their:absence"))
    )
    rows = differing.head(_CHANGES).iter_rows(named=True)
    _compared(
        out, _("What another source says"), (_("other source"), _("in this file")),
        [(_about(row), _said(row, "their:"), _said(row, "")) for row in rows], len(differing),
    )  # fmt: skip


def _compared(
    out: Console, title: str, heads: tuple[str, str], rows: list[tuple[str, str, str]], count: int
) -> None:
    """Figures beside figures, the first of ``count``."""
    if not rows:
        return
    out.print(title, markup=False, style="bold")
    table = Table(show_edge=False, pad_edge=False, box=None)
    table.add_column("", overflow="fold")
    for head in heads:
        table.add_column(head, justify="right")
    for row in rows:
        table.add_row(*map(escape, row))
    out.print(table)
    if (more := count - len(rows)) > 0:
        told = ngettext("and %(count)s more", "and %(count)s more", more)
        out.print(told % {"count": words.number(more)}, markup=False)
    out.print()


def _about(row: dict[str, Any]) -> str:
    figure = words.figure(row["definition"], row["breakdown"], row["period"])
    return words.listing([words.definition(row["definition"]), figure, row["territory"]])


def _said(row: dict[str, Any], side: str) -> str:
    """A figure, or why there is none. ``side`` begins the names of its columns."""
    value, absence = row[f"{side}value"], row[f"{side}absence"]
    if value is not None:
        return words.number(value)
    if absence:
        return words.absence(absence)
    return f"{words.number(row[f'{side}low'])} – {words.number(row[f'{side}high'])}"


def findings(out: Console, every: Iterable[Finding], *, has_sheets: bool = True) -> None:
    """Findings in the active language: how much each weighs and where, and under it what it says.

    One under another and not in columns, so that a terminal can set Arabic from right to left.
    """
    for finding in every:
        colour = _COLOURS[finding.severity]
        where = words.place(finding, has_sheets=has_sheets)
        out.print(f"[bold {colour}]{words.severity(finding)}[/]  {escape(where)}".rstrip())
        for line in _folded(words.sentence(finding), out.width - len(_INDENT)):
            out.print(_INDENT + line, markup=False)
        if finding.kind in CONTRADICTIONS and finding.severity == "error":
            told = _("If the source publishes it so: --despite %(kind)s")
            out.print(_INDENT + told % {"kind": finding.kind}, markup=False)
        out.print()


def _folded(text: str, width: int) -> list[str]:
    """Lines of text. French parts its signs from words with spaces, and no line breaks at those."""
    held = re.sub(r"(?<=«) | (?=[»:;?!])", "\N{NO-BREAK SPACE}", text)
    return textwrap.wrap(held, width, break_long_words=False, break_on_hyphens=False)
