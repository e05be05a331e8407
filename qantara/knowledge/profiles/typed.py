"""Numbers typed by hand that equal a withheld value, to be asked about (DISCLOSURE 11).

A number counts as a figure unless the words around it say that it is something else: part of a
date or of a name (Article 4, Phase 2), a time, an amount of money, an ordinal, a count of things
(``typed.toml``). A percentage is held against withheld percentages alone.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import polars as pl

from qantara.knowledge.profiles import placed
from qantara.knowledge.profiles.bind import REFERENCE
from qantara.knowledge.profiles.directions import ALIFS, JOINED, MARKS
from qantara.knowledge.profiles.parts import Chapter

#: Digits, with a mark or space between thousands, and decimals; Arabic-Indic digits are digits.
NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f.,٬]\d{3})+(?!\d)(?:[.,٫]\d+)?|\d+(?:[.,٫]\d+)?)"
_BETWEEN_THOUSANDS = re.compile(r"[ \u00a0\u202f.,٬](?=\d{3}(?!\d))")
#: What stands for a number that is no figure, so that those around it do not become one.
_GONE = " ; "
#: Spaces and marks that print nothing, around a number.
_SPACE = r"[\s\u00a0\u202f]"
#: The numbers of lists and headings, targets of links, codes such as POP-01 and B1.
_NO_NUMBERS = (
    re.compile(r"^\s*(?:#+\s*)?\d+(?:\.\d+)*[.)]\s", re.MULTILINE),
    re.compile(r"^\s*#+\s*\d+(?:\.\d+)*\s", re.MULTILINE),
    re.compile(r"(?<=\])\([^)\s]*\)|https?://\S+"),
    re.compile(r"(?<![\w])[A-Za-zÀ-ÿ]+[-‑]?\d+(?:[-‑]\d+)*\w*"),
)


def typed(
    chapters: Iterable[Chapter], withheld: Mapping[str, float], shares: Collection[str] = ()
) -> list[tuple[str, str, str]]:
    """Section, block and series key of withheld values that a number in narrative equals.

    withheld  series key -> true value of what the release withholds; known only before the gate
    shares    those of the keys whose values are percentages
    """
    found = []
    for chapter in chapters:
        for block in chapter.blocks:
            counted: set[float] = set()
            percent: set[float] = set()
            for lang, text in block.markdown.items():
                for number, is_percentage in _figures(_unbound(text), lang):
                    (percent if is_percentage else counted).update(_readings(number))
            found += [
                (chapter.section, block.id, key)
                for key, value in withheld.items()
                if value in (percent if key in shares else counted)
                or (key in shares and value in counted and value % 1)
            ]
    return found


def by_hand(markdown: str, lang: str) -> list[str]:
    """The numbers of a text that look like figures and are bound to none, as they are typed."""
    found = _figures(_unbound(markdown), lang)
    return list(dict.fromkeys(number for number, _is_percentage in found))


def hidden(before: pl.DataFrame, after: pl.DataFrame) -> tuple[dict[str, float], set[str]]:
    """True values that a release does not print, by series key; and which keys are percentages.

    before, after  the figure frame as stored, and protected. What is printed rounded, or as it stood
    before, is not printed either.
    """
    shown = after.filter(pl.col("state") == "shown").select("key", printed="value")
    unprinted = (
        before.filter(pl.col("value").is_not_null())
        .join(shown, on="key", how="left")
        .filter(pl.col("printed").is_null() | (pl.col("printed") != pl.col("value")))
    )
    numbers = unprinted.select("key", "value", "decimals").iter_rows()
    values = {key: round(value, decimals) for key, value, decimals in numbers}
    return values, set(unprinted.filter(pl.col("unit") == "PT")["key"].to_list())


def _unbound(markdown: str) -> str:
    return REFERENCE.sub(_GONE, placed.without(markdown))


def _figures(text: str, lang: str) -> Iterator[tuple[str, bool]]:
    """The numbers of a text that may be figures, and whether each is a percentage."""
    text = _folded(text)
    for pattern in (*_NO_NUMBERS, *_others(lang)):
        text = pattern.sub(_GONE, text)
    for found in _percentages(lang).finditer(text):
        yield from ((number, True) for number in re.findall(NUMBER, found[0]))
    for number in re.findall(NUMBER, _percentages(lang).sub(_GONE, text)):
        yield number, False


def _readings(number: str) -> Iterator[float]:
    """Every way a number can be read: 1,234 as 1234 and as 1.234."""
    for plain in {_BETWEEN_THOUSANDS.sub("", number), number}:
        try:
            yield float(plain.replace(",", ".").replace("٫", "."))
        except ValueError:
            continue


def _folded(text: str) -> str:
    return MARKS.sub("", unicodedata.normalize("NFC", text)).translate(ALIFS)


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    path = Path(__file__).parent / "typed.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _any(kind: str, lang: str) -> str:
    """A pattern of the words of a kind, whole, the longest first; in Arabic with what is joined to them."""
    words = sorted(map(_folded, _words()[kind][lang]), key=len, reverse=True)
    joined = JOINED if lang == "ar" else ""
    return rf"(?<!\w){joined}(?:{'|'.join(map(re.escape, words))})(?!\w)"


@cache
def _percentages(lang: str) -> re.Pattern[str]:
    signs = rf"(?:[%٪]|{_any('percent', lang)})"
    return re.compile(
        rf"{_several(NUMBER, lang)}{_SPACE}*{signs}|[%٪]{_SPACE}?{NUMBER}", re.IGNORECASE
    )


@cache
def _others(lang: str) -> tuple[re.Pattern[str], ...]:
    """Patterns of numbers that are no figures, in the order they are taken out."""
    people = rf"(?!{_SPACE}+(?:(?:{_any('between', lang)}){_SPACE}+)?{_any('people', lang)})"
    # Any month's name but English ones may begin with a small letter: "4 may be".
    month = _any("months", lang)
    month = rf"(?-i:{month})" if lang == "en" else month
    of = rf"(?:{_any('of_month', lang)}{_SPACE}+)*"
    day = rf"\d{{1,2}}{_SPACE}?(?:st|nd|rd|th|er|\.?[ºª°])?(?!\w)"
    year = r"(?:[12١٢][\d]{3})(?!\d)"
    after_name = _several(r"\d+(?:\.\d+)*", lang, unless=people)
    thing = rf"(?:(?:{_any('between', lang)}){_SPACE}+)?{_any('units', lang)}"
    patterns = [
        rf"{_several(day, lang)}{_SPACE}+{of}{month}(?:{_SPACE}+(?:del?{_SPACE}+)?{year})?",
        r"\d{4}-\d{2}(?:-\d{2})?(?!\d)|\d{1,2}([./-])\d{1,2}\1\d{2,4}(?!\d)|\d+/\d{4}(?!\d)",
        rf"\d{{1,2}}{_SPACE}?(?::|h){_SPACE}?\d{{2}}(?!\d)",
        r"\d+(?:st|nd|rd|th|er|re|e|ème|ième|ᵉ|\.?[ºª°])(?!\w)",
        rf"{_any('names', lang)}{_SPACE}*(?:{_any('names', lang)}{_SPACE}*)?{after_name}",
        rf"{_several(NUMBER, lang)}{_SPACE}?(?:[€$£]|{_SPACE}{thing}|[-‑]{_any('units', lang)})",
        rf"[€$£]{_SPACE}?{NUMBER}",
        rf"(?<![\d.,٬٫])(?:19|20|١٩|٢٠)\d{{2}}(?:[–/-]\d{{2,4}})?(?![\d٬٫]|[.,]\d){people}",
    ]
    if lang == "en":
        patterns.insert(1, rf"{month}{_SPACE}+{day}(?:,?{_SPACE}+{year})?{people}")
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def _several(number: str, lang: str, *, unless: str = "") -> str:
    """A pattern of a number and those joined to it: ``4``, ``4–6``, ``4, 5 and 6``.

    unless  what must not follow a number
    """
    joins = "|".join(map(re.escape, map(_folded, _words()["joins"][lang])))
    # Arabic writes "and" joined to the number after it.
    space = "*" if lang == "ar" else "+"
    between = rf"(?:{_SPACE}*[–—‑,،-]{_SPACE}*|{_SPACE}+(?:{joins}){_SPACE}{space})"
    return rf"(?<![\d.,٬٫]){number}(?!\d){unless}(?:{between}{number}(?!\d){unless})*"
