"""The sheets of a workbook, each written from top to bottom."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from qantara.papers import (
    DASH,
    Cell,
    Facts,
    Figure,
    Legend,
    Note,
    Paper,
    Runs,
    Section,
    Stats,
    Table,
)
from qantara.tables.columns import columns
from qantara.tables.csv import FORMULA_MARKS
from qantara.tables.dataset import Dataset, words
from qantara.tables.figures import UnprotectedFigure, rounded
from qantara.tables.long import LongSheet
from qantara.tables.looks import LOOKS, Looks

NARROWEST, WIDEST = 9, 44
DECIMALS = re.compile(r"[.,٫](\d+)")


@dataclass
class Pen:
    """Writes rows one under the other; text always as text, wherever it comes from."""

    sheet: Worksheet
    looks: Looks
    row: int = 0

    def text(self, text: str, look: str = "text", column: int = 0) -> None:
        is_quoted = text.startswith(FORMULA_MARKS)
        self.sheet.write_string(self.row, column, text, self.looks.get(look, is_quoted=is_quoted))

    def line(self, text: str, look: str = "plain") -> None:
        if text:
            self.text(text, look)
            self.row += 1

    def wide(self, text: str, look: str, columns: int) -> None:
        """A line over several columns, high enough for its text."""
        self.sheet.merge_range(self.row, 0, self.row, columns - 1, "", self.looks.get(look))
        self.text(text, look)
        self.sheet.set_row(self.row, 15 * max(1, -(-len(text) // (columns * 22))))
        self.row += 1


def write_about(sheet: Worksheet, looks: Looks, paper: Paper, dataset: Dataset) -> None:
    """What the workbook is, who answers for it, what must be known first, how to reuse it."""
    pen = Pen(sheet, looks)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 84)
    pen.line(paper.kicker, "quiet")
    pen.line(paper.title, "title")
    pen.wide(plain(paper.lede), "lede", 4)
    pen.row += 1
    for notice in paper.notices:
        pen.wide(plain(notice.runs), "notice", 4)
    pen.row += 1
    pairs = [
        *((label, plain(runs)) for label, runs in paper.facts.pairs),
        (_("Address"), paper.address),
        (_("Licence"), f"{dataset.licence.title} · {dataset.licence.address}"),
        (_("How to cite"), words(dataset.citation, paper.lang)),
        (_("How to read it"), _("An empty cell is never a zero. The status says why it is empty.")),
    ]
    for label, text in pairs:
        pen.text(label, "row head")
        pen.text(text, "text", 1)
        pen.row += 1


def write_section(sheet: Worksheet, looks: Looks, section: Section) -> None:
    """The section's figures and tables under one another, as on the page."""
    pen = Pen(sheet, looks)
    widths = [NARROWEST]
    pen.line(section.title, "title")
    for block in section.blocks:
        pen.row += 1
        match block:
            case Figure():
                pen.line(block.finding, "finding")
                pen.line(block.measured, "quiet")
                _write_table(pen, block.table, widths)
                for runs in (*block.notes, block.source):
                    pen.line(spelled(runs), "quiet")
            case Table():
                pen.line(block.caption, "caption")
                _write_table(pen, block, widths)
            case Stats():
                _write_stats(pen, block, widths)
            case Facts():
                for label, runs in block.pairs:
                    pen.text(label, "row head")
                    pen.text(plain(runs), "text", 1)
                    pen.row += 1
            case Legend():
                _write_legend(pen, block, widths)
            case Note():
                pen.line(plain(block.runs), "quiet")
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(WIDEST, max(NARROWEST, width + 2)))


def _write_legend(pen: Pen, legend: Legend, widths: list[int]) -> None:
    """What statuses beside a figure mean, each with the look of its cell."""
    for item in legend.items:
        look = item.state if item.state in LOOKS else "row head"
        pen.sheet.write_blank(pen.row, 0, None, pen.looks.get(look))
        if item.state == "shown":
            pen.text(item.word, "row head")
        else:
            pen.text(item.word, "status", 1)
        pen.text(item.meaning, "text", 2)
        pen.row += 1
    widths.extend([NARROWEST] * (3 - len(widths)))
    widths[1] = max(widths[1], *(len(item.word) for item in legend.items))
    widths[2] = WIDEST


def _write_table(pen: Pen, table: Table, widths: list[int]) -> None:
    """Columns of marks stay away; a column with flags or gaps has its statuses beside it."""
    status = pgettext("column of a table", "Status")
    at = 0
    grid = [(row.header, *row.cells) for row in table.rows]
    for position, column in enumerate(table.columns):
        cells = [row[position] for row in grid]
        if column.is_mark:
            continue
        has_status = any(cell.flags or cell.state not in ("shown", "blank") for cell in cells)
        _head(pen, column.title, at, widths)
        if has_status:
            head = _("%(column)s: status") % {"column": column.title} if column.title else status
            _head(pen, head, at + 1, widths)
        for down, cell in enumerate(cells, start=1):
            inner = Pen(pen.sheet, pen.looks, pen.row + down)
            _write_cell(inner, cell, "row head" if position == 0 else "text", at)
            widths[at] = max(widths[at], len(cell.text) if cell.state == "shown" else 0)
            if has_status:
                word = _status(cell)
                if word:
                    inner.text(word, "status", at + 1)
                widths[at + 1] = max(widths[at + 1], len(word))
        at += 2 if has_status else 1
    pen.row += 1 + len(grid)
    for note in table.notes:
        pen.line(note, "quiet")


def _write_stats(pen: Pen, stats: Stats, widths: list[int]) -> None:
    heads = (
        pgettext("column of a table", "What"),
        pgettext("column of a table", "Figure"),
        pgettext("column of a table", "Status"),
        pgettext("column of a table", "Year and source"),
    )
    for at, head in enumerate(heads):
        _head(pen, head, at, widths)
    pen.row += 1
    for stat in stats.items:
        flags = ", ".join(flag.word for flag in stat.flags)
        figure = stat.printed if stat.state == "shown" else ""
        status = flags if stat.state == "shown" else ", ".join(filter(None, (stat.printed, flags)))
        pen.text(stat.label, "row head", 0)
        for at, text in enumerate((figure, status, stat.detail), start=1):
            pen.text(text, "text", at)
            widths[at] = max(widths[at], len(text))
        widths[0] = max(widths[0], len(stat.label))
        pen.row += 1


def _head(pen: Pen, title: str, at: int, widths: list[int]) -> None:
    widths.extend([NARROWEST] * (at + 1 - len(widths)))
    widths[at] = max(widths[at], len(title) // 2)
    pen.text(title, "head", at)


def _write_cell(pen: Pen, cell: Cell, look: str, at: int) -> None:
    if cell.state == "blank":
        pen.text(DASH, "dash", at)
    elif cell.state != "shown":
        if cell.number is not None:
            raise UnprotectedFigure(cell.text)
        look = cell.state if cell.state in LOOKS else "number"
        pen.sheet.write_blank(pen.row, at, None, pen.looks.get(look))
    elif cell.number is None:
        pen.text(cell.text, look, at)
    else:
        decimals = _decimals(cell.text)
        number = rounded(cell.number, decimals)
        picture = number_format(decimals, is_percent="%" in cell.text)
        pen.sheet.write_number(pen.row, at, number, pen.looks.get("number", picture))


def _status(cell: Cell) -> str:
    """The flags in words; where there is no figure, why, and where it can be read."""
    said = [
        *([] if cell.state in ("shown", "blank") else [cell.text]),
        *(flag.word for flag in cell.flags),
    ]
    return ", ".join(said) + (f": {cell.href}" if cell.href else "")


def _decimals(printed: str) -> int:
    found = DECIMALS.search(printed)
    return len(found[1]) if found else 0


def number_format(decimals: int, *, is_percent: bool = False) -> str:
    """Excel's picture of a number; separators follow the reader's own settings."""
    places = "." + "0" * decimals if decimals else ""
    return f"#,##0{places}" + ('"\u202f%"' if is_percent else "")


def write_data(sheet: LongSheet, looks: Looks, lang: str, dataset: Dataset) -> None:
    """All figures of the release, one row each: codes with their names, values, statuses."""
    rows = dataset.published
    pictures = [looks.get("plain", number_format(places)) for places in rows["DECIMALS"]]

    def plain_look(cell: object) -> Format:
        is_quoted = isinstance(cell, str) and cell.startswith(FORMULA_MARKS)
        return looks.get("plain", is_quoted=is_quoted)

    described = columns(dataset, lang, has_names=True)
    for at, column in enumerate(described):
        is_coded = column.head in rows.columns
        head = f"{column.title} ({column.head})" if is_coded else column.head
        sheet.write_string(0, at, head, looks.get("head"))
        cells = column.read(rows)
        if column.type == "number":
            sheet.fill_numbers(cells, pictures)
        else:
            sheet.fill(cells, plain_look)
        texts = (cell for cell in set(cells) if isinstance(cell, str))
        longest = max([len(head) // 2, *map(len, texts)])
        sheet.set_column(at, at, min(WIDEST, max(NARROWEST, longest + 2)))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(described) - 1)
    sheet.repeat_rows(0)


def write_sources(sheet: Worksheet, looks: Looks, lang: str, dataset: Dataset) -> None:
    """What the numbers of sources stand for."""
    pen = Pen(sheet, looks)
    heads = (
        (pgettext("column of a table", "Number"), 10),
        (pgettext("column of a table", "Source"), 70),
        (_("Licence"), 24),
        (_("Address"), 60),
        (pgettext("column of a table", "Read on"), 14),
    )
    for at, (head, width) in enumerate(heads):
        pen.text(head, "head", at)
        sheet.set_column(at, at, width)
    for number, source in enumerate(dataset.sources, start=1):
        pen.row = number
        sheet.write_number(number, 0, number, looks.get("text"))
        read_on = source.accessed_on.isoformat() if source.accessed_on else ""
        for at, text in enumerate(
            (words(source.title, lang), source.licence, source.address, read_on), start=1
        ):
            pen.text(text, "text", at)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)


def spelled(runs: Runs) -> str:
    """The words of a passage, with the address of what it links to."""
    return "".join(
        f"{run.text} ({run.href})" if run.kind == "link" and run.href else run.text for run in runs
    )


def plain(runs: Runs) -> str:
    """The words of a passage, without their kinds."""
    return "".join(run.text for run in runs)
