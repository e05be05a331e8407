"""How wide a text will be, from the metrics of the typefaces it is set in.

Widths are those of IBM Plex Sans and IBM Plex Sans Arabic, Arabic letters in the form their
neighbours give them. Kerning and ligatures, which make text narrower, are left out: a text is never
wider than measured.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import fontpkg_ibm_plex_sans
import fontpkg_ibm_plex_sans_arabic
import icu
from fontTools.ttLib import TTFont

Weight = Literal[400, 600]
Form = Literal["isol", "init", "medi", "fina"]

ELLIPSIS = "…"
#: In em, for a letter neither typeface has.
UNKNOWN = 1.0
#: Unicode joining types (ArabicShaping.txt): joins on both sides, or to the letter before it.
CAUSING, DUAL, RIGHT, TRANSPARENT = 1, 2, 4, 5
RIGHT_TO_LEFT = (icu.UCharDirection.RIGHT_TO_LEFT, icu.UCharDirection.RIGHT_TO_LEFT_ARABIC)
RIGHT_TO_LEFT_ISOLATE, POP_ISOLATE = "\u2067", "\u2069"

ARABIC_FILES: dict[Weight, str] = {400: "Regular", 600: "SemiBold"}


class Metrics:
    """Advance widths of one weight, in em, by character and joining form."""

    def __init__(self, weight: Weight) -> None:
        self.latin = _open(fontpkg_ibm_plex_sans.ROOT, "IBMPlexSans[wdth,wght].ttf")
        self.arabic = _open(
            fontpkg_ibm_plex_sans_arabic.ROOT, f"IBMPlexSansArabic-{ARABIC_FILES[weight]}.ttf"
        )
        self.latin_glyphs = self.latin.getGlyphSet(location={"wght": weight})
        self.latin_letters = self.latin.getBestCmap()
        self.arabic_letters = self.arabic.getBestCmap()
        self.forms = {form: _substitutions(self.arabic, form) for form in ("init", "medi", "fina")}
        self.known: dict[tuple[str, Form], float] = {}

    def advance(self, letter: str, form: Form = "isol") -> float:
        if (letter, form) not in self.known:
            self.known[letter, form] = self._advance(ord(letter), form)
        return self.known[letter, form]

    def _advance(self, letter: int, form: Form) -> float:
        if letter in self.latin_letters:
            glyph = self.latin_glyphs[self.latin_letters[letter]]
            return float(glyph.width) / int(self.latin["head"].unitsPerEm)
        if letter in self.arabic_letters:
            name = self.arabic_letters[letter]
            name = self.forms.get(form, {}).get(name, name)
            return float(self.arabic["hmtx"][name][0]) / int(self.arabic["head"].unitsPerEm)
        return 0.0 if _joining(chr(letter)) == TRANSPARENT else UNKNOWN


def _open(folder: Path, name: str) -> TTFont:
    return TTFont(folder / "files" / name, lazy=True)


def _substitutions(font: TTFont, feature: str) -> dict[str, str]:
    """Glyph to glyph, of the single substitutions of a feature."""
    table = font["GSUB"].table
    found: dict[str, str] = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == feature:
            for index in record.Feature.LookupListIndex:
                for subtable in table.LookupList.Lookup[index].SubTable:
                    found |= getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", {})
    return found


@cache
def _metrics(weight: Weight) -> Metrics:
    return Metrics(weight)


@cache
def _joining(letter: str) -> int:
    return int(icu.Char.getIntPropertyValue(letter, icu.UProperty.JOINING_TYPE))


@cache
def _is_right_to_left(letter: str) -> bool:
    return icu.Char.charDirection(letter) in RIGHT_TO_LEFT


def _forms(text: str) -> list[Form]:
    """The form each letter takes beside its neighbours."""
    types = [_joining(letter) for letter in text]
    forms: list[Form] = ["isol"] * len(text)
    before: int | None = None  # the last letter that joins to the one after it
    for at, kind in enumerate(types):
        if kind == TRANSPARENT:
            continue
        if before is not None and kind in (CAUSING, DUAL, RIGHT):
            forms[before] = "medi" if forms[before] == "fina" else "init"
            forms[at] = "fina"
        before = at if kind in (CAUSING, DUAL) else None
    return forms


@lru_cache(maxsize=8_192)
def _em(text: str, weight: Weight) -> float:
    metrics = _metrics(weight)
    if text.isascii():
        return sum(map(metrics.advance, text))
    return sum(map(metrics.advance, text, _forms(text)))


def width(text: str, size: float = 13, weight: Weight = 400) -> float:
    """Width of a text in the unit of ``size``."""
    return _em(text, weight) * size


def fit(text: str, room: float, size: float = 13, weight: Weight = 400) -> str:
    """The text, or as much of it as there is room for, and an ellipsis."""
    if width(text, size, weight) <= room:
        return text
    for end in range(len(text) - 1, 0, -1):
        shorter = text[:end].rstrip() + ELLIPSIS
        if width(shorter, size, weight) <= room:
            return shorter
    return ELLIPSIS


@lru_cache(maxsize=4_096)
def wrap(
    text: str, room: float, lines: int = 2, size: float = 13, weight: Weight = 400
) -> tuple[str, ...]:
    """The text in at most ``lines`` lines of ``room``; the last takes an ellipsis if it must."""
    wrapped: list[str] = []
    words = text.split()
    while words:
        line = words.pop(0)
        if len(wrapped) == lines - 1:
            wrapped.append(fit(" ".join((line, *words)), room, size, weight))
            break
        while words and width(f"{line} {words[0]}", size, weight) <= room:
            line = f"{line} {words.pop(0)}"
        wrapped.append(fit(line, room, size, weight))
    return tuple(wrapped)


@lru_cache(maxsize=4_096)
def ordered(text: str) -> str:
    """The text so that it reads right in a drawing, whose base direction is left to right.

    Arabic with figures, brackets or Latin words in it goes between U+2067 and U+2069: browsers and
    print then order its parts from the right.
    """
    has_arabic = any(map(_is_right_to_left, text))
    has_others = not all(
        _is_right_to_left(c) or c == " " or _joining(c) == TRANSPARENT for c in text
    )
    return f"{RIGHT_TO_LEFT_ISOLATE}{text}{POP_ISOLATE}" if has_arabic and has_others else text
