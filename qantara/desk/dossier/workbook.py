"""The texts of a dossier as a workbook: one row a block and language, to be worked on and brought back."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara.core.locales import LANGUAGES
from qantara.knowledge.evidence.apart import marks
from qantara.word.bookmarks import Tag

#: Columns: code, and width in characters. The code stands in the head, behind a word in the reader's language.
COLUMNS = {"section": 18, "title": 30, "language": 10, "state": 18, "text": 90, "block": 12}
#: Rows under the texts in which new paragraphs can be written.
FREE = 40
#: Letters a cell holds; longer texts stay at the desk.
LONGEST = 32_000
_HASH = 12
_CODE = re.compile(r"\(([a-z]+)\)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One block in one language.

    title  of its section, as people read it    state  of the text, likewise
    tag    what it is told by when it comes back; None for a paragraph that is new
    sent   fingerprint of the text that was sent; empty likewise
    """

    section: str
    lang: str
    text: str
    title: str = ""
    state: str = ""
    tag: Tag | None = None
    sent: str = ""


def fingerprint(text: str) -> str:
    """Of a text, however programs break its lines."""
    return hashlib.sha256(plain(text).encode()).hexdigest()[:_HASH]


def plain(text: str) -> str:
    """A text without what workbooks and their readers change on their own: ends of lines, and marks
    that nobody sees."""
    lines = (line.rstrip() for line in marks.seen(text).replace("\r\n", "\n").split("\n"))
    return "\n".join(lines).strip()


def code_of(head: str) -> str:
    """The code of a column by its head; empty for a column that is none of ours."""
    found = _CODE.search(head)
    return found[1] if found and found[1] in COLUMNS else ""


def write(
    rows: Sequence[Row], *, sections: Iterable[tuple[str, str]], lang: str, title: str, at: datetime
) -> bytes:
    """XLSX in the language that is active, from right to left in Arabic.

    sections  id and title of all there are, for new paragraphs
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": title, "created": at.astimezone(UTC).replace(tzinfo=None)})
    sheet = book.add_worksheet(pgettext("sheet", "Texts"))
    way = {"reading_order": 2 if lang == "ar" else 1}
    if lang == "ar":
        sheet.right_to_left()
    plain_, bold = {"text_wrap": True, "valign": "top"}, {"bold": True, "text_wrap": True}
    fixed = book.add_format(plain_ | way | {"font_color": "#555555"})
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14} | way))
    sheet.write_string(1, 0, _about(), book.add_format(way))
    for at_, (code, width) in enumerate(COLUMNS.items()):
        head = f"{_heads()[code]} ({code})"
        sheet.write_string(3, at_, head, book.add_format(bold | way | {"bottom": 2}))
        sheet.set_column(at_, at_, width)
    open_ = {
        code: book.add_format(
            plain_ | {"locked": False, "reading_order": 2 if code == "ar" else 1, "bg_color": "#FFFDF2"}
        )
        for code in LANGUAGES
    }  # fmt: skip
    for number, row in enumerate(rows, start=4):
        told = f"{row.tag}:{fingerprint(row.text)}" if row.tag else ""
        cells = (row.section, row.title, row.lang, row.state, row.text, told)
        for at_, (code, cell) in enumerate(zip(COLUMNS, cells, strict=True)):
            sheet.write_string(number, at_, cell, open_[row.lang] if code == "text" else fixed)
    _free(sheet, len(rows) + 4, [one for one, _title in sections], open_[lang])
    sheet.freeze_panes(4, 0)
    sheet.protect("", {"format_columns": True, "format_rows": True, "format_cells": True})
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()


def _free(
    sheet: xlsxwriter.worksheet.Worksheet, first: int, sections: list[str], look: object
) -> None:
    last = first + FREE - 1
    for number in range(first, last + 1):
        for code in ("section", "language", "text"):
            sheet.write_blank(number, list(COLUMNS).index(code), None, look)
    place, spoken = list(COLUMNS).index("section"), list(COLUMNS).index("language")
    sheet.data_validation(first, place, last, place, {"validate": "list", "source": sections})
    sheet.data_validation(first, spoken, last, spoken, {"validate": "list", "source": [*LANGUAGES]})


def _about() -> str:
    return _(
        "Change the texts in the light cells; write new paragraphs in the empty rows at the end, with section and"
        " language. Then bring this file back to your desk: each change is shown beside the text before anything is"
        " stored. What stands in braces is a figure on record: leave it, or move it."
    )


def _heads() -> dict[str, str]:
    return {
        "section": pgettext("column", "Section"),
        "title": pgettext("column", "Title"),
        "language": pgettext("column", "Language"),
        "state": pgettext("column", "State"),
        "text": pgettext("column", "Text"),
        "block": pgettext("column", "Mark, not to be changed"),
    }
