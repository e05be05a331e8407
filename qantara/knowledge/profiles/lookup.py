"""Figures and charts of a draft found by words, to be put into a text: what they are about, of whom, when."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from qantara.knowledge.profiles import drawn, placed
from qantara.knowledge.profiles.directions import ALIFS, MARKS
from qantara.knowledge.profiles.figures import Figure
from qantara.knowledge.profiles.opened import Opened

#: More are not looked through by anybody: another word narrows them.
MOST = 30

#: Charts are looked at, not read down in a list.
MOST_CHARTS = 6

#: Words of so many letters and more have an ending that may be another.
LONG = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A figure that fits. ``reference`` is empty where it cannot be printed."""

    subject: str
    period: str
    printed: str
    unit: str
    area: str
    reference: str


def search(opened: Opened, asked: str, *, most: int = MOST) -> tuple[list[Hit], int]:
    """Figures whose words have every word of ``asked`` in them: those of the place, those called so and
    the newest first.

    Returns at most ``most``, and how many there are. Words are held against subject, breakdown,
    definition, place, period, code and printed number. Beginnings of words count, and so do words
    that differ in their ending alone.
    """
    wanted = _words(asked)
    if not wanted:
        return [], 0
    lang, place = opened.words.lang, opened.document["place"]["slug"]
    with translation.override(lang):
        found = [one for one in opened.figures if _fits(wanted, _told(one, opened))]
        named = {one.at for one in found if _fits(wanted, _named(one, opened))}
        found.sort(
            key=lambda one: (
                one.territory != place, one.at not in named, not one.is_shown,
                -one.on.toordinal(), len(one.parts),
            )
        )  # fmt: skip
        return [_hit(one, opened) for one in found[:most]], len(found)


def charts(
    opened: Opened, asked: str, *, section: str, most: int = MOST_CHARTS
) -> tuple[list[Mapping[str, Any]], int]:
    """The declarations of charts whose words have every word of ``asked`` in them: those of ``section``
    and those with a title that fits first. Asked nothing, the charts of ``section``.

    Returns at most ``most``, and how many there are. Words are held against title, what is measured,
    the definition and its code, and the section.
    """
    wanted = _words(asked)
    free = placed.free(opened.document)
    if not wanted:
        own = [chart for chart in free if chart["section"] == section]
        return own[:most], len(own)
    titles = {one["id"]: opened.words.of(one["title"]) for one in opened.document["sections"]}
    found = []
    with translation.override(opened.words.lang):
        for chart in free:
            finding, measured = drawn.heading(chart, opened)
            name = " ".join(
                _words(f"{finding} {measured} {opened.words.name(chart['definition'])}")
            )
            more = (opened.words.definition(chart["definition"]), chart["definition"], chart["id"])
            told = " ".join(_words(" ".join((*more, titles.get(chart["section"], "")))))
            if _fits(wanted, f"{name} {told}"):
                found.append((chart["section"] != section, not _fits(wanted, name), chart))
    found.sort(key=lambda row: row[:2])
    return [chart for *_order, chart in found[:most]], len(found)


def _fits(wanted: Sequence[str], told: str) -> bool:
    return all(re.search(rf"(?<!\w){re.escape(_stem(word))}", told) for word in wanted)


def _stem(word: str) -> str:
    """A word without its ending, so that number and gender do not matter; numbers and codes whole."""
    return word if not word.isalpha() or len(word) < LONG else word[: max(LONG - 1, len(word) - 3)]


def _named(figure: Figure, opened: Opened) -> str:
    """What a figure is called: subject, breakdown, period and key, folded."""
    words = opened.words
    said = (words.subject(figure), words.period(figure), figure.key, str(figure.year))
    return " ".join(_words(" ".join(said)))


def _told(figure: Figure, opened: Opened) -> str:
    """Everything a figure can be found by: its name, its definition, its number as printed."""
    words = opened.words
    more = (words.definition(figure.definition), words.figure(figure) if figure.is_shown else "")
    return " ".join([_named(figure, opened), *_words(" ".join(more))])


def _hit(figure: Figure, opened: Opened) -> Hit:
    words = opened.words
    areas = {one["slug"]: words.of(one["names"]) for one in opened.document.get("areas", ())}
    return Hit(
        subject=words.subject(figure),
        period=words.period(figure),
        printed=words.figure(figure),
        unit=words.unit(figure.unit),
        area=areas.get(figure.territory, ""),
        reference=f"{{fig:{figure.key}}}" if figure.is_shown else "",
    )


def _words(text: str) -> list[str]:
    """Words without accents, vowel marks, capitals and the Arabic article; codes (pop-01) whole."""
    plain = unicodedata.normalize(
        "NFKD", MARKS.sub("", unicodedata.normalize("NFC", text)).translate(ALIFS)
    )
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    return [_without_article(word) for word in re.findall(r"[a-z]+-\d+|\w+", bare)]


def _without_article(word: str) -> str:
    for article in ("وال", "بال", "كال", "فال", "لل", "ال"):
        if word.startswith(article) and len(word) > len(article) + 1:
            return word[len(article) :]
    return word
