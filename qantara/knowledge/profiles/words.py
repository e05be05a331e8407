"""How a figure and its codes are said in one language.

``Words`` reads a document: what it says of labels and units was frozen with it. Words of our own
(withheld, not collected ...) come from the message files, so ``Words`` is used with that language
in force.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara import papers
from qantara.core import locales
from qantara.core.locales import Number
from qantara.knowledge.profiles.figures import Figure
from qantara.tables import status

#: Codes that are no group of their own: all others, and unknown. They stand last and are never named first.
REMAINDERS = ("W0_OTH", "_O", "_X", "_Z", "_U")

_BAND = re.compile(r"Y(\d+)T(\d+)")
_AND_OVER = re.compile(r"Y_GE(\d+)")
_UNDER = re.compile(r"Y_LT(\d+)")
_ONE_YEAR = re.compile(r"Y(\d+)")


class Words:
    """Labels, units and printed figures of one document in one language."""

    def __init__(self, document: Mapping[str, Any], lang: str) -> None:
        self.lang = lang
        self._terms = document["framework"]
        self._notes = document.get("notes", {})
        with translation.override(lang):
            self._said = status.Words()

    def name(self, definition: str) -> str:
        return self.of(self._terms["indicators"][definition]["name"])

    def definition(self, definition: str) -> str:
        return self.of(self._terms["indicators"][definition]["definition"])

    def dimension(self, dimension: str) -> str:
        return self.of(self._terms["dimensions"][dimension]["name"])

    def unit(self, unit: str) -> str:
        return self.of(self._terms["units"][unit]["name"])

    def of(self, name: Mapping[str, str]) -> str:
        """A name in this language; where it lacks, in the first that has it."""
        return name.get(self.lang) or next((text for text in name.values() if text), "")

    def code(self, dimension: str, code: str) -> str:
        """The name of a code. Age bands are written as numbers, ``15–24``, to stand in a column."""
        if dimension == "AGE" and (band := self._age(code)):
            return band
        names = self._terms["dimensions"][dimension]["codes"]
        return self.of(names[code]) if code in names else code

    def note(self, text: str) -> str:
        """A note on a figure, translated where the document has it in several languages."""
        return self.of(self._notes[text]) if text in self._notes else text

    def level(self, figure: Figure) -> str:
        """What a level of governance means."""
        names = self._terms["levels"]
        code = "" if figure.value is None else f"{figure.value:.0f}"
        return self.of(names[code]) if code in names else self.missing(figure)

    def kind(self, unit: str) -> str:
        return str(self._terms["units"][unit]["kind"])

    def parts(self, figure: Figure) -> str:
        """The breakdown of a figure in words; empty for the whole."""
        labels = [self.code(dimension, code) for dimension, code in figure.parts.items()]
        return locales.listing(labels, self.lang)

    def subject(self, figure: Figure) -> str:
        """``Overcrowding (foreign citizens)``: what a figure is about, and of whom."""
        if not figure.parts:
            return self.name(figure.definition)
        said = {"what": self.name(figure.definition), "part": self.parts(figure)}
        return pgettext("a figure and its part", "%(what)s (%(part)s)") % said

    def with_unit(self, figure: Figure) -> str:
        """``Resident population (persons)``; a unit printed with its sign is not said again."""
        if self._terms["units"][figure.unit]["symbol"] == "%":
            return self.name(figure.definition)
        said = {"what": self.name(figure.definition), "unit": self.unit(figure.unit)}
        return pgettext("a figure and its unit", "%(what)s (%(unit)s)") % said

    def period(self, figure: Figure) -> str:
        return locales.period(figure.period, self.lang)

    def figure(self, figure: Figure) -> str:
        """As printed: a number, a range, or the word for why there is none."""
        if figure.value is not None:
            return self.number(figure.value, figure.unit, figure.decimals)
        if figure.low is not None and figure.high is not None:
            low = self.number(figure.low, figure.unit, figure.decimals)
            high = self.number(figure.high, figure.unit, figure.decimals)
            return f"{low}–{high}"
        return self.missing(figure)

    def said(self, figure: Figure) -> str:
        """``figure``, whatever language is in force."""
        with translation.override(self.lang):
            return self.figure(figure)

    def number(self, value: Number, unit: str, decimals: int | None = None) -> str:
        """A number with its unit where that is a sign (``19.4%``); words of units stand in heads."""
        places = self._terms["units"][unit]["decimals"] if decimals is None else decimals
        if self._terms["units"][unit]["symbol"] == "%":
            return locales.percent(value, self.lang, places)
        return locales.number(value, self.lang, places)

    def percent(self, share: float) -> str:
        return locales.percent(share, self.lang)

    def break_in_series(self) -> str:
        return self.status("B")

    def missing(self, figure: Figure) -> str:
        """Why there is no number: withheld, not repeated, or the kind of absence. All look different."""
        if figure.state == "withheld":
            return pgettext("in place of a figure", "Withheld")
        if figure.state == "courtesy":
            return pgettext("in place of a figure", "Not repeated here")
        return self.absence(figure.absence) or pgettext("in place of a figure", "No data")

    def status(self, code: str) -> str:
        """An SDMX CL_OBS_STATUS letter in a word."""
        return self._said.word(code, "", "shown")

    def absence(self, code: str) -> str:
        """Why nobody has a figure, in a word; empty for a reason nobody has named."""
        return self._said.word("", code, "absent")

    def flags(self, figure: Figure) -> tuple[papers.Flag, ...]:
        """Words on quality: status where it is not official, break, withheld."""
        found = []
        if figure.state in ("withheld", "courtesy"):
            return (papers.Flag(code="W", word=self.missing(figure)),)
        if figure.is_shown:
            found.append(papers.Flag(code=figure.obs_status, word=self.status(figure.obs_status)))
        if figure.is_break:
            found.append(papers.Flag(code="B", word=self.status("B")))
        return tuple(found)

    def _age(self, code: str) -> str:
        if band := _BAND.fullmatch(code):
            return f"{band[1]}–{band[2]}"
        if over := _AND_OVER.fullmatch(code):
            return _("%(age)s and over") % {"age": over[1]}
        if under := _UNDER.fullmatch(code):
            return _("under %(age)s") % {"age": under[1]}
        if year := _ONE_YEAR.fullmatch(code):
            return year[1]
        return ""


def first_age(code: str) -> int:
    """The youngest age of a band: what bands are sorted by. Unknown ages stand last."""
    if _UNDER.fullmatch(code):
        return 0
    found = re.search(r"\d+", code)
    return int(found[0]) if found else 999


def state(figure: Figure) -> papers.State:
    """The three states of a cell on paper; courtesy is withheld, with a word of its own."""
    if figure.is_shown:
        return "shown"
    return "absent" if figure.state == "absent" else "withheld"
