"""Check wording: sentences whose figures are not those they were written with (B1). Pure.

A bound figure is printed as it stands, whatever was written around it. So every block keeps, a
language at a time, the figures it was written or confirmed with; a sentence whose figures differ
is marked, and marked strongly where it has a word of direction and its figures have turned:
"rose", and they fall; "more", and the order is another; "half", and it is the other side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any, Literal

from qantara.editions.hashing import source_hash
from qantara.knowledge.profiles import directions
from qantara.knowledge.profiles.bind import REFERENCE, references
from qantara.knowledge.profiles.figures import Figure, Figures, figures

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A figure as somebody saw it: its numbers as printed, and its value one period before."""

    value: float | None
    low: float | None
    high: float | None
    before: float | None

    @property
    def size(self) -> float | None:
        """The number, or the middle of a range: what directions are told by."""
        if self.value is not None or self.low is None or self.high is None:
            return self.value
        return (self.low + self.high) / 2

    @property
    def numbers(self) -> tuple[float | None, ...]:
        return self.value, self.low, self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """The figures a block's text in one language was written or confirmed with, by series key."""

    text_hash: str
    figures: Mapping[str, Seen]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """How the figures of a sentence turned, and the words that may no longer be true.

    trend  from one period to the next    sign   above or below zero
    order  one figure beside another      limit  a percentage beside a half, a third ...
    ``now``: -1, 0 or 1; for a limit the side it is on now.
    """

    what: Literal["trend", "sign", "order", "limit"]
    now: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One sentence to be read again. ``changed``: series key, as confirmed, as it is now."""

    section: str
    block: str
    lang: str
    sentence: str
    changed: tuple[tuple[str, Seen, Seen], ...]
    turns: tuple[Turn, ...]

    @property
    def is_strong(self) -> bool:
        return bool(self.turns)


def texts(document: Document) -> Iterator[tuple[str, str, str, str]]:
    """Every text with a bound figure: section, block, language, Markdown."""
    for section in document["sections"]:
        for block in section["blocks"]:
            for lang, markdown in block["markdown"].items():
                if REFERENCE.search(markdown):
                    yield section["id"], block["id"], lang, markdown


def every(document: Document) -> Iterator[tuple[str, str, Confirmed]]:
    """What is kept of every text, were all right as the document prints them: block, language, that."""
    seen = _Seen(document)
    for _section, block, lang, markdown in texts(document):
        yield block, lang, _confirmed(markdown, seen)


def confirmed(markdown: str, document: Document) -> Confirmed:
    """What is kept of a text that is right as ``document`` prints it."""
    return _confirmed(markdown, _Seen(document))


def _confirmed(markdown: str, seen: _Seen) -> Confirmed:
    return Confirmed(
        text_hash=source_hash(markdown), figures={key: seen[key] for key in references(markdown)}
    )


def as_json(figures: Mapping[str, Seen]) -> dict[str, dict[str, float | None]]:
    return {key: asdict(seen) for key, seen in figures.items()}


def from_json(kept: Mapping[str, Mapping[str, float | None]]) -> dict[str, Seen]:
    return {key: Seen(**numbers) for key, numbers in kept.items()}


def marks(document: Document, kept: Mapping[tuple[str, str], Confirmed]) -> list[Mark]:
    """The sentences of a document to be read again, in its order, those of one block together.

    kept  by block and language. A text that is not there, or was changed since, is as good as new.
    """
    seen = _Seen(document)
    found = []
    for section, block, lang, markdown in texts(document):
        last = kept.get((block, lang))
        if last is None or last.text_hash != source_hash(markdown):
            continue
        for sentence in sentences(markdown):
            keys = [key for key in dict.fromkeys(references(sentence)) if key in last.figures]
            then, now = {key: last.figures[key] for key in keys}, {key: seen[key] for key in keys}
            turns = tuple(_turns(sentence, lang, then, now, seen))
            changed = tuple(
                (key, then[key], now[key]) for key in keys if then[key].numbers != now[key].numbers
            )
            if changed or turns:
                found.append(
                    Mark(
                        section=section, block=block, lang=lang, sentence=sentence, changed=changed,
                        turns=turns,
                    )
                )  # fmt: skip
    return found


class _Seen:
    """The bound figures of a document, each with its value one period before."""

    def __init__(self, document: Document) -> None:
        self._bound = document["bound"]
        self._figures: Figures = figures(document["figures"], document["place"]["slug"])

    def figure(self, key: str) -> Figure:
        return self._figures[self._bound[key]["at"]]

    def __getitem__(self, key: str) -> Seen:
        figure = self.figure(key)
        return Seen(**_numbers(figure), before=self._before(figure))

    def _before(self, figure: Figure) -> float | None:
        """The last value before in its series, if there is one and no break lies between."""
        earlier = [
            one
            for one in self._figures.of(figure.definition, figure.unit, *figure.dimensions)
            if (one.territory, one.parts) == (figure.territory, figure.parts)
            and one.on < figure.on
            and one.is_shown
        ]
        if not earlier or figure.is_break:
            return None
        return Seen(**_numbers(earlier[-1]), before=None).size


def _numbers(figure: Figure) -> dict[str, float | None]:
    return {
        name: None if number is None else round(number, figure.decimals)
        for name, number in (("value", figure.value), ("low", figure.low), ("high", figure.high))
    }


#: Where a sentence ends: its mark, white space, and no small letter after; or a line of a list.
_END = re.compile(r"(?<=[.!?؟])\s+(?![a-zà-ÿ])|\n\s*(?:\n|(?=[-*]|\d+[.)]))")


def sentences(markdown: str) -> list[str]:
    return [" ".join(one.split()) for one in _END.split(markdown) if one.strip()]


def _turns(
    sentence: str, lang: str, then: Mapping[str, Seen], now: Mapping[str, Seen], seen: _Seen
) -> Iterator[Turn]:
    spoken = directions.words(REFERENCE.sub(" ", sentence), lang)
    comparing = tuple(word for kind in directions.COMPARING for word in spoken.get(kind, ()))
    if comparing:
        for what, was, is_now in _comparisons(then, now, seen):
            if was != is_now:
                yield Turn(what=what, now=is_now, words=comparing)
    for kind, limit in directions.limits().items():
        for key in now if kind in spoken else ():
            was, is_now = (_sign(one[key].size, limit) for one in (then, now))
            if seen.figure(key).unit == "PT" and (was >= 0) != (is_now >= 0):
                yield Turn(what="limit", now=is_now, words=spoken[kind])


def _comparisons(
    then: Mapping[str, Seen], now: Mapping[str, Seen], seen: _Seen
) -> Iterator[tuple[Literal["trend", "sign", "order"], int, int]]:
    """Every direction the figures of a sentence have: as it was, and as it is."""
    for key, is_now in now.items():
        was = then[key]
        if was.before is not None and is_now.before is not None:
            yield "trend", _sign(was.size, was.before), _sign(is_now.size, is_now.before)
        yield "sign", _sign(was.size, 0.0), _sign(is_now.size, 0.0)
    for one, other in combinations(now, 2):
        if seen.figure(one).unit == seen.figure(other).unit:
            was_order = _sign(then[one].size, then[other].size or 0.0)
            yield "order", was_order, _sign(now[one].size, now[other].size or 0.0)


def _sign(size: float | None, beside: float) -> int:
    """1 above, -1 below, 0 the same; a figure that is not there counts as none."""
    number = size or 0.0
    return (number > beside) - (number < beside)


def strong(found: Sequence[Mark]) -> list[Mark]:
    return [mark for mark in found if mark.is_strong]
