"""Periods as files write them, to SDMX time periods."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from qantara.core import periods
from qantara.knowledge.evidence.mapping import lookups
from qantara.knowledge.evidence.proposals import lexicon

#: One spelling of a text; columns repeat theirs, and every shape is held against each.
plain = lru_cache(maxsize=20_000)(lookups.plain)

_YEAR = r"(?:1[89]|20)\d\d"
#: A year in a text, perhaps with month and day behind it (20240101).
_A_YEAR = re.compile(rf"(?<!\d)({_YEAR})(?!\d(?!\d{{3}}))")
#: A year that stands by itself.
#: A day in a title, as German offices write it: no other order has points.
_DAY_IN = re.compile(r"(?<![\d.])([0-3]\d)\.([01]\d)\.(\d{4})(?![\d.])")
_YEAR_ALONE = re.compile(rf"(?<!\d)({_YEAR})(?!\d)")


@dataclass(frozen=True, slots=True)
class Shape:
    """A way of writing periods: ``pattern`` over the whole text, ``as_`` what becomes of its groups."""

    pattern: str
    as_: str
    is_year: bool = False


#: Tried in turn; the first that fits all texts of a column is its shape.
SHAPES = (
    Shape(rf"({_YEAR})", "{1}", is_year=True),
    Shape(rf"({_YEAR})-(\d\d)-(\d\d)", "{1}-{2}-{3}"),
    Shape(rf"({_YEAR})-(0[1-9]|1[0-2])", "{1}-{2}"),
    Shape(rf"({_YEAR})M(0[1-9]|1[0-2])", "{1}-{2}"),
    Shape(rf"({_YEAR})-?[Qq]([1-4])", "{1}-Q{2}"),
    Shape(rf"({_YEAR})[- ]?[Tt]([1-4])", "{1}-Q{2}"),
    Shape(rf"[TtQq]([1-4])[- /]?({_YEAR})", "{2}-Q{1}"),
    Shape(rf"([1-4])[TtQq][- /]?({_YEAR})", "{2}-Q{1}"),
    Shape(rf"({_YEAR})-S([12])", "{1}-S{2}"),
    Shape(rf"({_YEAR})-(\d\d)-(\d\d)[ T]00:00:00(?:\.0+)?Z?", "{1}-{2}-{3}"),
    Shape(rf"({_YEAR})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", "{1}-{2}-{3}"),
    Shape(rf"({_YEAR})/({_YEAR})", "{1}/{2}"),
    Shape(rf"({_YEAR})\.0", "{1}", is_year=True),
)
#: Days with a year behind them: day first, unless a middle number can be no month.
_DAY_FIRST = re.compile(rf"(\d{{1,2}})[./-](\d{{1,2}})[./-]({_YEAR})")
_IN_WORDS = re.compile(
    rf"(?:(\d{{1,2}})(?:er|º|°|\.|st|nd|rd|th)? )?(?:de )?([^\d]+?)\.?(?: de| del|,)? ({_YEAR})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How a column writes its periods.

    shape    one for all texts; None where each text has a code of its own
    codes    text -> period, where there is no shape
    unknown  texts that are no period
    doubt    ``days``: no text tells day from month; ``spans``: ``2010-11`` may be a month or two years
    """

    shape: Shape | None = None
    codes: dict[str, str]
    unknown: tuple[str, ...] = ()
    doubt: str = ""

    @property
    def is_year(self) -> bool:
        return self.shape is not None and self.shape.is_year


def written(texts: Iterable[str]) -> Written:
    """How these texts write periods."""
    distinct = list(dict.fromkeys(texts))
    dated = [text for text in distinct if _A_YEAR.search(plain(text))]
    for shape in SHAPES if len(dated) == len(distinct) else ():
        if not made(shape, distinct[0]):
            continue
        read = {text: made(shape, text) for text in distinct}
        known = {text: code for text, code in read.items() if code}
        if len(known) == len(distinct) and known:
            return Written(shape=shape, codes=known, doubt=_doubt(distinct))
    codes, unknown, doubt = {}, [], ""
    days = [match for text in dated if (match := _DAY_FIRST.fullmatch(plain(text)))]
    if days and len({(match[1], match[2]) for match in days}) > 0:
        is_month_first = any(int(match[2]) > 12 for match in days)
        is_day_first = any(int(match[1]) > 12 for match in days)
        same = all(match[1].zfill(2) == match[2].zfill(2) for match in days)
        doubt = "" if is_month_first != is_day_first or same else "days"
        order = (1, 2) if is_month_first else (2, 1)
        for match in days:
            month, day = (match[at].zfill(2) for at in order)
            codes[match.string] = f"{match[3]}-{month}-{day}"
    unknown += [text for text in distinct if text not in dated]
    for text in dated:
        code = codes.get(plain(text)) or in_words(text) or _by_any_shape(text)
        if code and is_period(code):
            codes[text] = code
        else:
            unknown.append(text)
    known = {text: codes[text] for text in distinct if text in codes}
    return Written(codes=known, unknown=tuple(unknown), doubt=doubt or _doubt(distinct))


def made(shape: Shape, text: str) -> str:
    """The period that ``shape`` makes of ``text``, or nothing."""
    match = re.fullmatch(shape.pattern, plain(text))
    if match is None:
        return ""
    code = shape.as_.format(match[0], *match.groups())
    return code if is_period(code) else ""


def _by_any_shape(text: str) -> str:
    return next(filter(None, (made(shape, text) for shape in SHAPES)), "")


def in_words(text: str) -> str:
    """``1 de enero de 2020``, ``janvier 2020``."""
    match = _IN_WORDS.fullmatch(plain(text))
    month = lexicon.months().get(lexicon.fold(match[2])) if match else None
    if match is None or month is None:
        return ""
    day = f"-{int(match[1]):02}" if match[1] else ""
    return f"{match[3]}-{month:02}{day}"


def day_in(text: str) -> str:
    """The one day that a title is about: all of it, or written as ``31.12.2023`` in it."""
    if whole := in_words(text):
        return whole
    days = {f"{year}-{month}-{day}" for day, month, year in _DAY_IN.findall(plain(text))}
    return days.pop() if len(days) == 1 and is_period(min(days)) else ""


def years_in(text: str) -> tuple[str, ...]:
    """The years a title or a head speaks of."""
    return tuple(dict.fromkeys(_YEAR_ALONE.findall(plain(text))))


def flagged(text: str) -> tuple[str, str]:
    """A year and the sign behind it: ``2023 (p)``. Nothing where it is no year with a sign."""
    match = re.fullmatch(rf"({_YEAR})\s*(\([^()]{{1,12}}\)|[^\s\d()]{{1,12}}\.?)", plain(text))
    return (match[1], match[2]) if match else ("", "")


def _doubt(texts: list[str]) -> str:
    spans = [re.fullmatch(r"(\d{4})-(\d\d)", plain(text)) for text in texts]
    across = [each for each in spans if each and int(each[2]) == (int(each[1]) + 1) % 100]
    others = [each for each in spans if each and each not in across]
    return "spans" if across and not any(0 < int(each[2]) <= 12 for each in others) else ""


def is_period(code: str) -> bool:
    """Whether a text is a time period as we write it."""
    try:
        periods.parse(code)
    except periods.PeriodError:
        return False
    return True
