"""A paper's tables as a workbook, so that nothing differs from the page, and all figures behind them.

No macro, formula, comment, hidden sheet or link; text is written as text whatever it looks like.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime

import xlsxwriter
from django.utils.translation import override, pgettext

from qantara.papers import Facts as PaperFacts
from qantara.papers import Figure as PaperFigure
from qantara.papers import Legend, Paper, Section, Stats, Table
from qantara.tables.dataset import Dataset
from qantara.tables.long import LongSheet
from qantara.tables.looks import Looks
from qantara.tables.sheets import write_about, write_data, write_section, write_sources

#: Blocks of a section that a workbook holds; prose stays with page and PDF.
TABULAR = (PaperFigure, Table, Stats, PaperFacts, Legend)

FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
LONGEST_NAME = 31


def workbook(paper: Paper, dataset: Dataset, *, at: datetime) -> bytes:
    """XLSX in the paper's language, its sheets from right to left in Arabic.

    First what this is, then a sheet for each section that holds figures, then all figures with
    their codes and statuses, then the sources. A figure that is not shown is an empty cell with
    its status beside it. ``at``, the moment of release, is the file's only date.
    Raises UnprotectedFigure where a cell that is not shown holds a number.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_numbers": False,
            "strings_to_formulas": False,
            "strings_to_urls": False,
        },
    )
    book.set_properties({"title": paper.title, "created": at.astimezone(UTC).replace(tzinfo=None)})
    with override(paper.lang):
        looks = Looks(book, paper.lang)
        taken: set[str] = set()

        def sheet(title: str) -> LongSheet:
            made: LongSheet = book.add_worksheet(sheet_name(title, taken), LongSheet)
            made.set_paper(9)  # A4
            made.set_landscape()
            made.fit_to_pages(1, 0)
            made.hide_gridlines(2)
            if paper.direction == "rtl":
                made.right_to_left()
            return made

        write_about(sheet(pgettext("sheet of a workbook", "About")), looks, paper, dataset)
        for section in paper.sections:
            if _is_tabular(section):
                write_section(sheet(section.title), looks, section)
        write_data(
            sheet(pgettext("sheet of a workbook", "All figures")), looks, paper.lang, dataset
        )
        write_sources(sheet(pgettext("sheet of a workbook", "Sources")), looks, paper.lang, dataset)
        book.close()
    return out.getvalue()


def sheet_name(title: str, taken: set[str]) -> str:
    """A name spreadsheets accept, unlike those ``taken``, to which it is added in lower case."""
    plain = " ".join(title.translate(FORBIDDEN).split()).strip("'") or "-"
    name, number = _cut(plain, LONGEST_NAME), 1
    while name.lower() in taken:
        number += 1
        name = f"{_cut(plain, LONGEST_NAME - 1 - len(str(number)))} {number}"
    taken.add(name.lower())
    return name


def _cut(title: str, longest: int) -> str:
    """The title, or as many whole words as fit."""
    if len(title) <= longest:
        return title
    cut, _space, _rest = title[: longest + 1].rpartition(" ")
    return (cut or title[:longest]).rstrip(" ,;'")


def _is_tabular(section: Section) -> bool:
    return any(isinstance(block, TABULAR) for block in section.blocks)
