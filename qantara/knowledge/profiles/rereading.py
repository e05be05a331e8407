"""What is said of a marked sentence to whoever reads it again, at the desk and on the command line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from qantara.core import locales
from qantara.knowledge.profiles import placed
from qantara.knowledge.profiles.bind import REFERENCE
from qantara.knowledge.profiles.figures import Figure, figures
from qantara.knowledge.profiles.wording import Mark, Seen, Turn
from qantara.knowledge.profiles.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A mark in words, in the language of whoever reads it. ``sentence`` is in ``lang``, as printed.

    block    what is confirmed, in ``lang``
    figures  ``Foreign citizens, 2024: 79 717 before, 80 088 now``
    reasons  why it is marked strongly; none where only the number differs
    """

    section: str
    block: str
    lang: str
    sentence: str
    figures: tuple[str, ...]
    reasons: tuple[str, ...]


def told(document: Mapping[str, Any], marks: Iterable[Mark], lang: str) -> list[Told]:
    """Marks in ``lang``, which is in force, the strong ones first."""
    words = Words(document, lang)
    found = figures(document["figures"], document["place"]["slug"])
    bound: Mapping[str, Any] = document["bound"]
    titles = {section["id"]: words.of(section["title"]) for section in document["sections"]}
    return [
        Told(
            section=titles[mark.section],
            block=mark.block,
            lang=mark.lang,
            sentence=_as_printed(mark, bound),
            figures=tuple(
                _figure(found[bound[key]["at"]], then, now, words)
                for key, then, now in mark.changed
            ),
            reasons=tuple(dict.fromkeys(_reason(turn, lang) for turn in mark.turns)),
        )
        for mark in sorted(marks, key=lambda mark: not mark.is_strong)
    ]


def _as_printed(mark: Mark, bound: Mapping[str, Any]) -> str:
    def printed(reference: re.Match[str]) -> str:
        return str(bound[" ".join(reference[1].split())]["printed"][mark.lang])

    return REFERENCE.sub(printed, placed.without(mark.sentence)).strip()


def _figure(figure: Figure, then: Seen, now: Seen, words: Words) -> str:
    return _("%(what)s, %(period)s: %(then)s before, %(now)s now") % {
        "what": words.subject(figure), "period": words.period(figure),
        "then": _printed(then, figure, words), "now": _printed(now, figure, words),
    }  # fmt: skip


def _printed(seen: Seen, figure: Figure, words: Words) -> str:
    said = [
        words.number(number, figure.unit, figure.decimals)
        for number in ([seen.value] if seen.value is not None else [seen.low, seen.high])
        if number is not None
    ]
    return "–".join(said)


def _reason(turn: Turn, lang: str) -> str:
    spoken = {"words": locales.listing([_quoted(word) for word in dict.fromkeys(turn.words)], lang)}
    match turn.what:
        case "trend" if turn.now > 0:
            return _("Says %(words)s; the figure now rises from one period to the next.") % spoken
        case "trend" if turn.now < 0:
            return _("Says %(words)s; the figure now falls from one period to the next.") % spoken
        case "trend":
            return _("Says %(words)s; the figure now stays as it was the period before.") % spoken
        case "sign":
            return _("Says %(words)s; the figure is now on the other side of zero.") % spoken
        case "order":
            return _("Says %(words)s; the larger of its figures is now another.") % spoken
        case "limit":
            return _("Says %(words)s; the share is now on the other side of it.") % spoken


def _quoted(word: str) -> str:
    return _("“%(word)s”") % {"word": word}
