"""Stakeholders as a spreadsheet, in the reader's language; it can be brought back as it is."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from xlsxwriter.worksheet import Worksheet

from qantara.desk.team.shown import Shown, Theme
from qantara.network.stakeholders import words
from qantara.network.stakeholders.keep import MOST
from qantara.network.stakeholders.models import Level, Part
from qantara.tables.looks import Looks
from qantara.tables.sheets import Pen
from qantara.tables.xlsx import sheet_name


def made(rows: Sequence[Shown], themes: Sequence[Theme], *, title: str, lang: str) -> bytes:
    """XLSX: one row an organisation, one column a theme; on a second sheet the words to be used."""
    out = io.BytesIO()
    plain = {f"strings_to_{kind}": False for kind in ("numbers", "formulas", "urls")}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **plain})
    book.set_properties({"title": title})
    with override(lang):
        looks, taken = Looks(book, lang), set[str]()
        sheets = [
            book.add_worksheet(sheet_name(name, taken))
            for name in (
                pgettext("sheet of a workbook", "Stakeholders"),
                pgettext("sheet of a workbook", "Words"),
            )
        ]
        for sheet in sheets:
            if lang == "ar":
                sheet.right_to_left()
            sheet.set_paper(9)  # A4
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
        _rows(sheets[0], looks, rows, themes)
        _words(sheets[1], looks)
    book.close()
    return out.getvalue()


def _rows(sheet: Worksheet, looks: Looks, rows: Sequence[Shown], themes: Sequence[Theme]) -> None:
    heads = words.heads()
    titles = [heads["name"], heads["level"], *(theme.name for theme in themes), heads["note"]]
    pen = Pen(sheet, looks)
    for column, title in enumerate(titles):
        pen.text(title, "head", column)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, len(themes) + 1, 18)
    sheet.set_column(len(themes) + 2, len(themes) + 2, 48)
    for row in rows:
        pen.row += 1
        pen.text(row.one.name, "row head", 0)
        pen.text(row.level, "text", 1)
        for position in range(len(themes)):
            said = "; ".join(map(words.part_name, row.cells[position]))
            pen.text(said, "text", position + 2)
        pen.text(row.one.note, "text", len(themes) + 2)
    levels = [words.level_name(level) for level in Level.values]
    sheet.data_validation(1, 1, MOST, 1, {"validate": "list", "source": levels})
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)


def _words(sheet: Worksheet, looks: Looks) -> None:
    pen = Pen(sheet, looks)
    sheet.set_column(0, 0, 60)
    pen.line(_("One row is one organisation or office, never a person."))
    pen.line(_("In the column of a theme stands what it does there; several are parted by “;”."))
    pen.row += 1
    pen.line(words.heads()["level"], "caption")
    for level in Level.values:
        pen.line(words.level_name(level))
    pen.row += 1
    pen.line(pgettext("column of the stakeholder table", "What it does in a theme"), "caption")
    for part in Part.values:
        pen.line(words.part_name(part))
