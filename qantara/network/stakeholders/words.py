"""Levels and parts in the reader's language, and read back from a spreadsheet in any of the four."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.utils.translation import override, pgettext

from qantara.network.stakeholders.models import Level, Part


def level_name(level: str) -> str:
    return {
        Level.INTERNATIONAL.value: pgettext("level of a stakeholder", "international"),
        Level.NATIONAL.value: pgettext("level of a stakeholder", "national government"),
        Level.REGIONAL.value: pgettext("level of a stakeholder", "regional government"),
        Level.LOCAL.value: pgettext("level of a stakeholder", "local government"),
        Level.CIVIL_SOCIETY.value: pgettext("level of a stakeholder", "civil society"),
        Level.RESEARCH.value: pgettext("level of a stakeholder", "research"),
        Level.BUSINESS.value: pgettext("level of a stakeholder", "business and trade unions"),
    }[level]


def part_name(part: str) -> str:
    return {
        Part.DECIDES.value: pgettext("part of a stakeholder", "decides"),
        Part.FUNDS.value: pgettext("part of a stakeholder", "funds"),
        Part.DELIVERS.value: pgettext("part of a stakeholder", "delivers"),
        Part.REPRESENTS.value: pgettext("part of a stakeholder", "represents"),
        Part.CONSULTED.value: pgettext("part of a stakeholder", "is consulted"),
        Part.PROVIDES_DATA.value: pgettext("part of a stakeholder", "provides data"),
        Part.INFORMED.value: pgettext("part of a stakeholder", "is informed"),
    }[part]


def heads() -> dict[str, str]:
    """Column of the spreadsheet -> its head, in the active language; themes stand after them."""
    return {
        "name": pgettext("column of the stakeholder table", "Organisation"),
        "level": pgettext("column of the stakeholder table", "Level"),
        "note": pgettext("column of the stakeholder table", "Note"),
    }


def plain(text: str) -> str:
    """As texts are compared: one space between words, no capitals, no accents or vowel signs."""
    decomposed = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def levels() -> dict[str, str]:
    """Every way to write a level -> its code."""
    return _either(Level.values, level_name)


def parts() -> dict[str, str]:
    """Every way to write a part -> its code."""
    return _either(Part.values, part_name)


def columns(themes: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Every way to write a head -> column: ``name``, ``level``, ``note`` or the code of a theme.

    themes  code -> its name in each language
    """
    found = _either(("name", "level", "note"), lambda column: heads()[column])
    for code, names in themes.items():
        found |= {plain(each): code for each in (code, *names.values())}
    return found


def _either(codes: Iterable[str], said: Callable[[str], str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for code in codes:
        found[plain(code)] = found[plain(code.replace("_", " "))] = code
        for lang, _own in settings.LANGUAGES:
            with override(lang):
                found[plain(said(code))] = code
    return found
