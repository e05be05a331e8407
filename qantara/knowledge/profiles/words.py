"""How a figure and its codes are said in one language.

``Words`` reads a document: what it says of labels and units was frozen with it. Words of our own
(withheld, not collected ...) come from the message files, so ``Words`` is used with that language
in force.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara import papers
from qantara.core import locales
from qantara.core.locales import Number
from qantara.knowledge.profiles import standing
from qantara.knowledge.profiles.figures import Figure
from qantara.tables import status

#: Codes that are no group of their own: all others, and unknown. They stand last and are never named first.
REMAINDERS = ("W0_OTH", "_O", "_X", "_Z", "_U")

#: Dimensions whose codes have proper names.
NAMES = ("NAT", "COB", "NATG", "ORG", "DIST")
#: Groups by place of birth under CITG; all others are by citizenship.
BIRTH = frozenset(("NBO", "FBO"))

#: SDMX periods of a month, a quarter or a half year.
_PART_OF_A_YEAR = re.compile(r"\d{4}-[MQS]?\d{1,2}")
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
        self._sources = document.get("sources", ())
        self._standing = frozenset(document.get("standing", ()))
        with translation.override(lang):
            self._said = status.Words()

    def name(self, definition: str) -> str:
        return self.of(self._terms["indicators"][definition]["name"])

    def definition(self, definition: str) -> str:
        return self.of(self._terms["indicators"][definition]["definition"])

    def dimension(self, dimension: str, rows: Iterable[Figure] = ()) -> str:
        """The name of a dimension; of CITG, which is two in one, what ``rows`` are divided by."""
        if dimension == "CITG" and (codes := {row.parts[dimension] for row in rows}):
            if codes <= BIRTH:
                return pgettext("what figures are divided by", "Place of birth")
            return pgettext("what figures are divided by", "Citizenship")
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
        labels = [
            self.code(dimension, code)
            if dimension in NAMES
            else lowered(self.code(dimension, code))
            for dimension, code in figure.parts.items()
        ]
        return locales.listing(labels, self.lang)

    def subject(self, figure: Figure) -> str:
        """``Overcrowding (foreign citizens)``: what a figure is about, and of whom."""
        if not figure.parts:
            return self.name(figure.definition)
        said = {"what": self.name(figure.definition), "part": self.parts(figure)}
        return pgettext("a figure and its part", "%(what)s (%(part)s)") % said

    def subject_and_unit(self, figure: Figure) -> str:
        """``Arrivals (per 1,000 people)``: where a subject alone would stand twice."""
        said = {"what": self.subject(figure), "unit": self.unit(figure.unit)}
        return pgettext("a figure and its unit", "%(what)s (%(unit)s)") % said

    def with_unit(self, figure: Figure) -> str:
        """``Resident population (persons)``; a unit printed with its sign is not said again."""
        if self._terms["units"][figure.unit]["symbol"] == "%":
            return self.name(figure.definition)
        said = {"what": self.name(figure.definition), "unit": self.unit(figure.unit)}
        return pgettext("a figure and its unit", "%(what)s (%(unit)s)") % said

    def period(self, figure: Figure) -> str:
        return locales.period(figure.period, self.lang)

    def year(self, figure: Figure, other: Figure) -> str:
        """The year of a figure set beside ``other``; its period, where the year would not do."""
        if figure.year == other.year or _PART_OF_A_YEAR.fullmatch(figure.period):
            return self.period(figure)
        return locales.year(figure.year)

    def figure(self, figure: Figure) -> str:
        """As printed: a number, a range, or the word for why there is none."""
        if figure.value is not None:
            return self.number(figure.value, figure.unit, figure.decimals)
        if figure.low is not None and figure.high is not None:
            low = locales.number(figure.low, self.lang, figure.decimals)
            return f"{low}–{self.number(figure.high, figure.unit, figure.decimals)}"
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
            return withheld()
        if figure.state == "courtesy":
            return courtesy()
        return self.absence(figure.absence) or no_data()

    def address(self, figure: Figure) -> str:
        """Where anybody can read a figure; empty where nobody outside can."""
        if not 0 <= figure.source < len(self._sources):
            return ""
        source = self._sources[figure.source]
        return str(source["url"]) if source["public"] else ""

    def status(self, code: str) -> str:
        """An SDMX CL_OBS_STATUS letter in a word."""
        return self._said.word(code, "", "shown")

    def absence(self, code: str) -> str:
        """Why nobody has a figure, in a word; empty for a reason nobody has named."""
        return self._said.word("", code, "absent")

    def stands(self, figure: Figure) -> bool:
        """Whether a figure is printed as before because its change is too small to show."""
        return figure.is_shown and figure.key in self._standing

    def flags(self, figure: Figure) -> tuple[papers.Flag, ...]:
        """Words on the quality of a figure: its status, a break, a revision that is not shown."""
        found = []
        if figure.is_shown:
            found.append(papers.Flag(code=figure.obs_status, word=self.status(figure.obs_status)))
        if figure.is_break:
            found.append(papers.Flag(code="B", word=self.status("B")))
        if self.stands(figure):
            found.append(standing.flag())
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


def lowered(name: str) -> str:
    """A name inside a sentence: without its capital, unless it is an acronym."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def raised(line: str) -> str:
    """A line that begins with a capital, whatever the word it begins with."""
    return line[:1].upper() + line[1:]


def first_age(code: str) -> int:
    """The youngest age of a band: what bands are sorted by. Unknown ages stand last."""
    if _UNDER.fullmatch(code):
        return 0
    found = re.search(r"\d+", code)
    return int(found[0]) if found else 999


def withheld() -> str:
    return pgettext("in place of a figure", "Withheld")


def courtesy() -> str:
    return pgettext("in place of a figure", "Not repeated here")


def no_data() -> str:
    return pgettext("in place of a figure", "No data")


#: Absences that are no gap.
ABSENCES: Mapping[str, papers.State] = {
    "none_exists": "none_exists",
    "not_applicable": "inapplicable",
    "not_competent": "inapplicable",
    "refused": "unanswered",
    "no_answer": "unanswered",
    "suppressed_by_source": "withheld",
}


def state(figure: Figure) -> papers.State:
    """How a figure looks on paper."""
    match figure.state:
        case "shown":
            return "shown"
        case "withheld":
            return "withheld"
        case "courtesy":
            return "courtesy"
    return look_of(figure.absence)


def look_of(absence: str) -> papers.State:
    """How an absence looks: a gap, where it is not known to be anything else."""
    return ABSENCES.get(absence, "absent")
