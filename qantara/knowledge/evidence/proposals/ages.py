"""Ages as files write them, to SDMX CL_AGE."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import Literal

from qantara.core.breakdowns import TOTAL
from qantara.knowledge.evidence.mapping.lookups import plain
from qantara.knowledge.evidence.proposals import lexicon

#: How an age is told by those beside it: by where the next begins, as the last, or ending before the next.
Settled = Literal["begun", "last", "half open"]
#: As many single years show that a column goes year by year.
_YEAR_BY_YEAR = 20
#: An end for ages without one.
_OLDEST = 999
_N = r"(\d{1,3})"
_YEARS = (
    r"(?:\s*(?:years?|yrs?|ans?|años?|anos?|anni|jahren?|jahre|j\.|yaş|سنوات|سنة|عاما|عام|anys|jaar)"
    r"(?:\s*(?:old|of age|edad|d'edat))?\.?)?"
)
_TO = r"\s*(?:tot en met|t/m|-|–|—|_|to|à|a|bis|t|up to|إلى|الى|حتى|y|et|e|and|/|al)\s*"
_FROM = r"(?:(?:from|de|da|dai|von|between|entre|du|من|بين|y|aged?|yaş)\s*)?"
_OR_MORE = (
    r"(?:\s*\+|\s*(?:and|or|&)\s*(?:over|older|more|above)|\s*(?:et|ou)\s*(?:plus|\+|davantage)|\s*(?:y|o|ou|e)\s*(?:más|mas|mais|mayores|oltre|più|piu|over)"
    r"|\s*(?:und|u\.)\s*(?:mehr|älter|aelter|darüber|m\.)|\s*i\s*més|\s*(?:of|en)\s*(?:ouder|meer)|\s*ve\s*(?:üzeri|üstü|daha)|\s*(?:فأكثر|فاكثر|وأكثر|واكثر|فما فوق|وما فوق|و ما فوق|فمافوق))"
)
_SPAN = re.compile(rf"{_FROM}{_N}{_YEARS}{_TO}{_N}{_YEARS}(?:\s*\(?completed\)?)?")
_BELOW = re.compile(
    rf"von\s*{_N}\s*bis unter\s*{_N}{_YEARS}|{_N}{_YEARS}\s*(?:bis unter|tot)\s*{_N}{_YEARS}"
)
_OPEN = re.compile(rf"{_FROM}{_N}{_YEARS}{_OR_MORE}{_YEARS}")
_OVER = re.compile(
    rf"(?:over|more than|older than|plus de|más de|mas de|mais de|più di|oltre|über|>|أكثر من)\s*(?:les )?{_N}{_YEARS}"
)
_AT_LEAST = re.compile(rf"(?:≥|>=|y_?ge_?|ge_?){_N}{_YEARS}")
_UNDER = re.compile(
    rf"(?:under|less than|below|moins de|menos de|menores de|meno di|fino a meno di|unter|<|y_lt_?|أقل من|اقل من|دون|تحت){_YEARS}\s*(?:the age of )?{_N}{_YEARS}"
)
_ONE = re.compile(rf"(?:y|aged?\s+)?{_N}{_YEARS}")


def code(text: str) -> str:
    """The code of an age: ``Y15T24``, ``Y_GE65``, ``_T``; nothing where it is none.

    A single year (``17``) is ``Y17``, which is in no list of ours: see ``band``.
    """
    said = plain(text).casefold()
    folded = lexicon.fold(text)
    if folded in lexicon.listed("total"):
        return TOTAL
    if folded in lexicon.categories("SEX") and lexicon.categories("SEX")[folded] == "_U":
        return "_U"
    if match := _BELOW.fullmatch(said):
        first, last = (int(number) for number in match.groups() if number)
        return _span(first, last - 1)
    if match := _SPAN.fullmatch(said):
        return _span(int(match[1]), int(match[2]))
    if match := _OPEN.fullmatch(said):
        return f"Y_GE{int(match[1])}"
    if match := _AT_LEAST.fullmatch(said):
        return f"Y_GE{int(match[1])}"
    if match := _OVER.fullmatch(said):
        return f"Y_GE{int(match[1]) + 1}"
    if match := _UNDER.fullmatch(said):
        return _span(0, int(match[1]) - 1)
    if match := _ONE.fullmatch(said):
        return f"Y{int(match[1])}"
    return ""


def single(code_: str) -> int | None:
    """The year of an age of one year."""
    match = re.fullmatch(r"Y(\d{1,3})", code_)
    return int(match[1]) if match else None


def settled(said: Mapping[str, str], kept: Collection[str]) -> dict[str, tuple[str, Settled]]:
    """Ages that only those beside them tell: text -> code of our list or of one year, and how.

    said  text -> the code it has by itself; ``kept``: the ages of our list
    """
    numbers = {text: int(text) for text in said if re.fullmatch(r"\d{1,3}", text.strip())}
    others = {text for text, code_ in said.items() if _limits(code_) and text not in numbers}
    if numbers and not others and (made := _begun(numbers, kept)):
        return made
    years = {text: year for text, code_ in said.items() if (year := single(code_)) is not None}
    if others <= years.keys() and (last := _last(years, kept)):
        return last
    return _half_open(said)


def _begun(numbers: Mapping[str, int], kept: Collection[str]) -> dict[str, tuple[str, Settled]]:
    """Numbers with gaps between them, each the first year of its group: 00, 15, 25, 55."""
    ordered = sorted(set(numbers.values()))
    if len(ordered) < 3 or any(after - year < 3 for year, after in pairwise(ordered)):
        return {}
    codes = {year: _span(year, after - 1) for year, after in pairwise(ordered)}
    codes[ordered[-1]] = f"Y_GE{ordered[-1]}"
    if 2 * len(set(codes.values()) & set(kept)) < len(codes):
        return {}
    return {text: (codes[year], "begun") for text, year in numbers.items()}


def _last(years: Mapping[str, int], kept: Collection[str]) -> dict[str, tuple[str, Settled]]:
    """The last of single years from birth, which stands for all older people too: 0, 1 ... 99, 100."""
    ordered = sorted(set(years.values()))
    top = f"Y_GE{ordered[-1]}" if ordered else ""
    if len(ordered) < _YEAR_BY_YEAR or ordered != list(range(len(ordered))) or top not in kept:
        return {}
    return {text: (top, "last") for text, year in years.items() if year == ordered[-1]}


def _half_open(said: Mapping[str, str]) -> dict[str, tuple[str, Settled]]:
    """Groups that end where the next begins, which are up to there: 15 to 65, 65 to 85."""
    limits = {text: found for text, code_ in said.items() if (found := _limits(code_))}
    begins = {first for first, _last in limits.values()}
    spans = {text: (a, b) for text, (a, b) in limits.items() if a < b < _OLDEST}
    inner = {text for text, (_a, b) in spans.items() if b in begins}
    if not inner or any(b + 1 in begins and not _is_under(text) for text, (_a, b) in spans.items()):
        return {}
    return {
        text: (_span(a, b - 1), "half open")
        for text, (a, b) in spans.items()
        if not _is_under(text)
    }


def _is_under(text: str) -> bool:
    """Whether a text says by itself that its last year is left out: ``under 15``, ``10 bis unter 15``."""
    said = plain(text).casefold()
    return bool(_UNDER.fullmatch(said) or _BELOW.fullmatch(said))


def bands(found: Collection[str], kept: Collection[str]) -> dict[str, str]:
    """Ages that are not kept here -> the age they are to be added up to: five years, else the narrowest.

    found  codes of the ages of one column; ``kept``: the ages of our list
    A band that the column has itself is not added up: its parts are in no band.
    """
    pieces = {code_: limits for code_ in found if (limits := _limits(code_)) is not None}
    wholes = {code_: limits for code_ in kept if (limits := _limits(code_)) is not None}
    made: dict[str, str] = {}
    widths = {band: last - first for band, (first, last) in wholes.items()}
    for band in sorted(wholes, key=lambda each: (widths[each] != 4, widths[each])):
        first, last = wholes[band]
        inside = [one for one in pieces if first <= pieces[one][0] and pieces[one][1] <= last]
        if band in found or any(one in kept or one in made for one in inside):
            continue
        ordered = sorted(pieces[one] for one in inside)
        ends = [first - 1, *(end for _start, end in ordered)]
        if (
            ordered
            and ends[-1] == last
            and all(start == end + 1 for (start, _last), end in zip(ordered, ends, strict=False))
        ):
            made |= dict.fromkeys(inside, band)
    return made


def _limits(code_: str) -> tuple[int, int] | None:
    """First and last year of an age."""
    if match := re.fullmatch(r"Y(\d+)(?:T(\d+))?", code_):
        return int(match[1]), int(match[2] or match[1])
    match = re.fullmatch(r"Y_GE(\d+)", code_)
    return (int(match[1]), _OLDEST) if match else None


def _span(first: int, last: int) -> str:
    return f"Y{first}T{last}" if first < last else f"Y{first}" if first == last else ""
