"""Numbers, dates, plurals, lists and sorting as the reader's language prints them.

Rules come from CLDR through ICU, with these choices of our own:

- thousands take a narrow no-break space (U+202F) in all four languages, from 1 000 on, so that a
  column of counts lines up and no reader takes a separator for a decimal sign;
- digits are Western; the minus sign is U+2212; Arabic takes a decimal comma, a country's variant
  (``ar-EG``) the sign CLDR gives it;
- English dates are written day first (``14 October 2026``); French writes ``1er`` for 1;
- a half is rounded away from zero, as the figure is written: 2.675 is 2.68;
- sorting reads numbers inside names: ``District 2`` comes before ``District 10``.

``lang`` is a BCP 47 tag: ``ar``, ``en``, ``es``, ``fr``, or one of them with a country. ``ar-MA``,
``ar-TN``, ``ar-DZ``, ``ar-LB``, ``ar-JO`` have month names of their own. Everything here returns
plain text without marks of direction: HTML puts ``bdi`` around figures, plain text ``isolate``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import wraps
from threading import local
from typing import Any, ParamSpec, TypeVar

import icu

#: Languages of the platform, in the order of their codes.
LANGUAGES = ("ar", "en", "es", "fr")

GROUP = "\u202f"
MINUS = "\u2212"
ARABIC_DECIMAL = ","
LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE = "\u2066", "\u2069"
MARKS_OF_DIRECTION = dict.fromkeys(map(ord, "\u061c\u200e\u200f"))

#: Most decimals printed where a caller names none.
MOST_DECIMALS = 3
#: Formatters a thread keeps of one kind: more than the site has messages, less than would hurt.
MOST_KEPT = 2_000

EPOCH = date(1970, 1, 1).toordinal()
SECONDS_PER_DAY = 86_400

Number = int | float | Decimal
Value = Number | str | date

#: SDMX time periods: year, half year, quarter, month, day.
PERIOD = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-S(?P<half>[12])|-Q(?P<quarter>[1-4])|-M?(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d{2}))?)?"
)

#: Half years, which CLDR does not name.
HALVES = {
    "ar": ("النصف الأول من {year}", "النصف الثاني من {year}"),
    "en": ("first half of {year}", "second half of {year}"),
    "es": ("1.er semestre de {year}", "2.º semestre de {year}"),
    "fr": ("1er semestre {year}", "2e semestre {year}"),
}


class UnknownLanguage(ValueError):
    """A tag of a language the platform has no texts in."""


P = ParamSpec("P")
T = TypeVar("T")


class _Shelf(local):
    """What one thread keeps."""

    def __init__(self) -> None:
        self.made: dict[tuple[object, ...], Any] = {}


def _kept(make: Callable[P, T]) -> Callable[P, T]:
    """Keep what ``make`` returns, by its arguments, in each thread apart.

    Formatters are slow to construct, and ICU does not promise that all of them may be shared.
    """
    shelf = _Shelf()

    @wraps(make)
    def get(*args: P.args, **kwargs: P.kwargs) -> T:
        if args not in shelf.made:
            if len(shelf.made) >= MOST_KEPT:
                shelf.made.clear()
            shelf.made[args] = make(*args, **kwargs)
        made: T = shelf.made[args]
        return made

    return get


def language(lang: str) -> str:
    """The language of a tag: ``ar`` of ``ar-MA``. Raises UnknownLanguage for others than ours."""
    base = lang.partition("-")[0]
    if base not in LANGUAGES:
        raise UnknownLanguage(lang)
    return base


@_kept
def _locale(lang: str) -> icu.Locale:
    """CLDR's locale with Western digits; English without a country is British."""
    language(lang)
    return icu.Locale.forLanguageTag(f"{'en-GB' if lang == 'en' else lang}-u-nu-latn")


# Numbers


@_kept
def _number_format(
    lang: str, decimals: int | None, is_percent: bool
) -> icu.LocalizedNumberFormatter:
    symbols = icu.DecimalFormatSymbols(_locale(lang))
    symbols.setSymbol(icu.DecimalFormatSymbols.kGroupingSeparatorSymbol, GROUP)
    symbols.setSymbol(icu.DecimalFormatSymbols.kMinusSignSymbol, MINUS)
    if lang == "ar":
        symbols.setSymbol(icu.DecimalFormatSymbols.kDecimalSeparatorSymbol, ARABIC_DECIMAL)
    formatter = (
        icu.NumberFormatter.withLocale(_locale(lang))
        .symbols(symbols)
        .grouping(icu.UNumberGroupingStrategy.ON_ALIGNED)
        .sign(icu.UNumberSignDisplay.NEGATIVE)
        .roundingMode(icu.DecimalFormat.kRoundHalfUp)
        .precision(
            icu.Precision.maxFraction(MOST_DECIMALS)
            if decimals is None
            else icu.Precision.fixedFraction(decimals)
        )
    )
    return formatter.unit(icu.NoUnit.percent()) if is_percent else formatter


def _printed(value: Number, formatter: icu.LocalizedNumberFormatter) -> str:
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a figure")
    text: str = (
        formatter.formatDouble(value)
        if isinstance(value, float)
        else formatter.formatDecimal(str(value).encode())
    )
    return text.translate(MARKS_OF_DIRECTION)


def number(value: Number, lang: str, decimals: int | None = None) -> str:
    """``1234.5`` as ``1 234,5``. Without ``decimals`` as many as the value has, at most three.

    Raises ValueError for what is no figure (NaN, infinity).
    """
    return _printed(value, _number_format(lang, decimals, False))


def percent(value: Number, lang: str, decimals: int | None = 1) -> str:
    """A value already in percent, ``19.4``, as ``19.4%`` or ``19,4 %`` (with a no-break space)."""
    return _printed(value, _number_format(lang, decimals, True))


@_kept
def _plural_rules(lang: str) -> icu.PluralRules:
    return icu.PluralRules.forLocale(_locale(lang))


def plural(count: Number, lang: str) -> str:
    """CLDR's plural category: ``zero``, ``one``, ``two``, ``few``, ``many`` or ``other``."""
    category: str = _plural_rules(lang).select(float(count))
    return category


# Dates


@_kept
def _date_format(lang: str, skeleton: str) -> icu.SimpleDateFormat:
    locale = _locale(lang)
    pattern = icu.DateTimePatternGenerator.createInstance(locale).getBestPattern(skeleton)
    formatter = icu.SimpleDateFormat(pattern, locale)
    formatter.setTimeZone(icu.TimeZone.getGMT())
    return formatter


def _dated(on: date, lang: str, skeleton: str) -> str:
    text: str = _date_format(lang, skeleton).format(
        float((on.toordinal() - EPOCH) * SECONDS_PER_DAY)
    )
    return text


def day(on: date, lang: str) -> str:
    """``14 October 2026``, with the month's name as the country says it."""
    text = _dated(on, lang, "yMMMMd")
    return text.replace("1", "1er", 1) if on.day == 1 and language(lang) == "fr" else text


def month(on: date, lang: str) -> str:
    """``October 2026``."""
    return _dated(on, lang, "yMMMM")


def quarter(on: date, lang: str) -> str:
    """``4th quarter 2026``."""
    return _dated(on, lang, "yQQQQ")


def year(of: date | int) -> str:
    """``2026``: a year takes no separator, in any language."""
    return str(of.year if isinstance(of, date) else of)


def span(first: str, last: str) -> str:
    """From one printed time to another: ``2018–2023``, ``1 May 2018 – 1 May 2023``.

    The spaces keep day and year apart, and in Arabic the dash from joining the wrong two figures.
    """
    return f"{first} – {last}" if " " in first + last else f"{first}–{last}"


def period(code: str, lang: str) -> str:
    """An SDMX time period in words; of an interval, its first and last with an en dash between.

    ``2022``, ``2022-S1``, ``2022-Q1``, ``2022-01`` or ``2022-M01``, ``2022-01-01``, ``2018/2022``.
    Raises ValueError for anything else.
    """
    first, slash, last = code.partition("/")
    if slash:
        return span(period(first, lang), period(last, lang))
    parts = PERIOD.fullmatch(code)
    if parts is None:
        raise ValueError(f"{code!r} is not a time period")
    in_year = int(parts["year"])
    if parts["half"]:
        return HALVES[language(lang)][int(parts["half"]) - 1].format(year=year(in_year))
    if parts["quarter"]:
        return quarter(date(in_year, 3 * int(parts["quarter"]), 1), lang)
    if parts["day"]:
        return day(date(in_year, int(parts["month"]), int(parts["day"])), lang)
    if parts["month"]:
        return month(date(in_year, int(parts["month"]), 1), lang)
    language(lang)
    return year(in_year)


# Lists and order


@_kept
def _list_format(lang: str) -> icu.ListFormatter:
    return icu.ListFormatter.createInstance(_locale(lang))


def listing(items: Iterable[str], lang: str) -> str:
    """``Rabat, Tunis and Lisbon``; one item alone; nothing for none."""
    text: str = _list_format(lang).format(list(items))
    return text


@_kept
def _collator(lang: str) -> icu.Collator:
    collator = icu.Collator.createInstance(_locale(lang))
    collator.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
    return collator


def sort_key(lang: str) -> Callable[[str], bytes]:
    """A key for ``sorted``: ``sorted(names, key=sort_key("es"))`` puts ñ after n."""
    key: Callable[[str], bytes] = _collator(lang).getSortKey
    return key


# Sentences


@dataclass(frozen=True, slots=True)
class _Printed:
    """An argument a message receives as printed text: which value, and how it is printed."""

    value: str
    how: str = ""  # "percent", or as the value asks
    offset: int = 0  # taken from a count before ``#`` prints it

    @property
    def name(self) -> str:
        return f"{self.value}_printed{self.how}{self.offset}"

    def text(self, value: Value, lang: str) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, date):
            return day(value, lang)
        return percent(value, lang) if self.how else number(value - self.offset, lang)


def _printed_arguments(read: icu.MessagePattern) -> Iterator[tuple[int, int, _Printed]]:
    """Where a pattern has ``{name}``, ``{name, number}``, ``{name, date}`` or ``#``: start, end, what.

    Raises ValueError for styles ICU would print in another way than this module.
    """
    kinds, types = icu.UMessagePatternPartType, icu.UMessagePatternArgType
    parts = [read.getPart(index) for index in range(read.countParts())]
    open_arguments: list[_Printed] = []
    for index, part in enumerate(parts):
        if part.getType() == kinds.ARG_START:
            name, limit = read.getSubstring(parts[index + 1]), read.getLimitPartIndex(index)
            asked = ",".join(read.getSubstring(inner).strip() for inner in parts[index + 2 : limit])
            if part.getArgType() in (types.NONE, types.SIMPLE):
                if asked not in ("", "number", "number,percent", "date"):
                    raise ValueError(f"{{{name},{asked}}} is not printed in messages")
                how = "percent" if asked == "number,percent" else ""
                yield part.getIndex(), parts[limit].getLimit(), _Printed(name, how)
            has_offset = parts[index + 2].getType() == kinds.ARG_INT
            offset = int(read.getNumericValue(parts[index + 2])) if has_offset else 0
            open_arguments.append(_Printed(name, offset=offset))
        elif part.getType() == kinds.ARG_LIMIT:
            open_arguments.pop()
        elif part.getType() == kinds.REPLACE_NUMBER:
            yield part.getIndex(), part.getLimit(), open_arguments[-1]


@_kept
def _message_format(
    pattern: str, lang: str
) -> tuple[icu.MessageFormat, frozenset[_Printed], frozenset[str]]:
    """The pattern with texts in place of figures, these texts, and the values which choose a form.

    Left to itself ICU would print figures with CLDR's separators.
    """
    pattern = pattern.replace("'", "''")
    pieces: list[str] = []
    copied, printed = 0, set()
    for start, end, argument in _printed_arguments(icu.MessagePattern(pattern)):
        pieces += [pattern[copied:start], "{", argument.name, "}"]
        printed.add(argument)
        copied = end
    pieces.append(pattern[copied:])
    rewritten = icu.MessagePattern("".join(pieces))
    parts = [rewritten.getPart(index) for index in range(rewritten.countParts())]
    is_name = icu.UMessagePatternPartType.ARG_NAME
    names = {rewritten.getSubstring(part) for part in parts if part.getType() == is_name}
    formatter = icu.MessageFormat(rewritten.getPatternString(), _locale(lang))
    return formatter, frozenset(printed), frozenset(names - {text.name for text in printed})


def message(pattern: str, lang: str, **values: Value) -> str:
    """An ICU message with named values: ``{count, plural, one {# city} other {# cities}}``.

    Plural, select, ``{share, number}``, ``{share, number, percent}`` (a value already in percent),
    ``{on, date}`` and plain ``{name}``; figures are printed as by ``number``, ``percent``, ``day``.
    An apostrophe is an apostrophe and quotes nothing. Raises KeyError for a value not given.
    """
    formatter, printed, choosing = _message_format(pattern, lang)
    texts = {argument.name: argument.text(values[argument.value], lang) for argument in printed}
    given = {name: values[name] for name in choosing} | texts
    text: str = formatter.format(
        list(given),
        [
            icu.Formattable(str(v) if isinstance(v, str | date) else float(v))
            for v in given.values()
        ],
    )
    return text


def isolate(text: str) -> str:
    """A figure or Latin name inside plain Arabic text, kept in its own order (U+2066 … U+2069)."""
    return f"{LEFT_TO_RIGHT_ISOLATE}{text}{POP_ISOLATE}"


def country(code: str, lang: str) -> str:
    """The name CLDR gives a country (ISO 3166-1 alpha-2); the code itself where it has none."""
    return str(icu.Locale("", code).getDisplayCountry(_locale(lang)))


def spoken(code: str, lang: str) -> str:
    """The name CLDR gives a language (BCP 47); the code itself where it has none."""
    return str(icu.Locale(code).getDisplayLanguage(_locale(lang)))
