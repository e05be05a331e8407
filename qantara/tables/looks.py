"""How cells of a workbook look: formats, made once a workbook."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

INK, QUIET, SEA = "#16272F", "#4B5A61", "#0E3642"
SUNK, LINE = "#F3EEE3", "#DDD5C5"

#: Looks by name, as XlsxWriter spells them; those of cells without a figure by their state, which
#: pattern (14, ``lightUp``, is the hatch of withheld cells), border and diagonals tell apart.
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 18, "font_color": SEA},
    "lede": {"font_size": 12, "text_wrap": True},
    "finding": {"bold": True, "font_size": 13, "font_color": SEA},
    "caption": {"bold": True},
    "quiet": {"font_color": QUIET},
    "note": {"font_color": QUIET, "text_wrap": True},
    "notice": {"text_wrap": True, "bg_color": SUNK, "border": 1, "border_color": LINE},
    "head": {"bold": True, "bottom": 2, "bottom_color": INK, "text_wrap": True, "valign": "bottom"},
    "row head": {"bold": True, "bottom": 1, "bottom_color": LINE, "text_wrap": True},
    "text": {"bottom": 1, "bottom_color": LINE, "text_wrap": True},
    "plain": {},
    "number": {"bottom": 1, "bottom_color": LINE, "align": "right"},
    "dash": {"bottom": 1, "bottom_color": LINE, "align": "right", "font_color": QUIET},
    "withheld": {"bottom": 1, "bottom_color": LINE, "pattern": 14, "fg_color": QUIET},
    "courtesy": {"border": 6, "border_color": SEA},
    "none_exists": {"border": 1, "border_color": QUIET},
    "absent": {"border": 3, "border_color": QUIET},
    "unanswered": {"border": 1, "border_color": QUIET, "diag_type": 1, "diag_color": QUIET},
    "inapplicable": {"border": 1, "border_color": LINE, "diag_type": 3, "diag_color": LINE},
    "status": {"bottom": 1, "bottom_color": LINE, "font_color": QUIET},
}


class Looks:
    """Formats of one workbook, made when first used."""

    def __init__(self, book: Workbook, lang: str) -> None:
        self.book = book
        self.direction = 2 if lang == "ar" else 1
        self.made: dict[tuple[str, str, bool], Format] = {}

    def get(self, name: str, number_format: str = "", *, is_quoted: bool = False) -> Format:
        """The look ``name``; ``is_quoted`` keeps a text a text when somebody edits its cell."""
        key = (name, number_format, is_quoted)
        if key not in self.made:
            look = {"font_name": "Arial", "font_size": 10, "valign": "top"} | LOOKS[name]
            look["reading_order"] = self.direction
            if number_format:
                look["num_format"] = number_format
            if is_quoted:
                look["quote_prefix"] = True
            self.made[key] = self.book.add_format(look)
        return self.made[key]
