"""Numbers as people write them: ``12,5``, ``12.5 %``, ``١٢٫٥``, ``1.961.232``, ``590 348``.

Which of comma and point is the decimal sign is decided for a column from all its values together.
``1,234`` alone says nothing; beside ``12,5`` it is a decimal, beside ``1,234,567`` a thousand. Only
a column where nothing decides is asked about, and one that contradicts itself is never read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import polars as pl

Question = Literal["", "ambiguous", "contradictory"]

#: Ends a number that a workbook holds as a number: its point is the decimal sign, whatever people
#: write in the cells around it. A word joiner, which nobody sees.
NATIVE = "\u2060"

#: Signs that are the same thing: Arabic-Indic digits, kinds of space, minus and percent.
_SAME = {
    **{chr(0x0660 + digit): str(digit) for digit in range(10)},
    **{chr(0x06F0 + digit): str(digit) for digit in range(10)},
    **dict.fromkeys("\u00a0\u2007\u2009\u202f\u2002\u2003\u2006\u2008", " "),
    **dict.fromkeys("\u2212\u2013\ufe63\uff0d", "-"),
    **dict.fromkeys("\u066a\uff05", "%"),
    "\u2019": "'",
    NATIVE: "",
    # Marks of direction and of zero width, which pages in Arabic leave inside cells.
    **dict.fromkeys("\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff", ""),
}
_ARABIC_DECIMAL, _ARABIC_GROUP = "\u066b", "\u066c"

_OTHER = {".": ",", ",": "."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """A column understood.

    values    f64, null where there was no text or no number
    decimals  i8, digits after the decimal sign as written
    percent   bool, where a percent sign stood
    unread    bool, where there was a text that is no number
    decimal   the decimal sign found or given: ``.``, ``,`` or empty where nothing needed one
    question  ``ambiguous``: every separator could be either; ``contradictory``: both were proven.
              Nothing is read then, and ``examples`` are values that show why
    """

    values: pl.Series
    decimals: pl.Series
    percent: pl.Series
    unread: pl.Series
    decimal: str
    question: Question = ""
    examples: tuple[str, ...] = ()


def understand(texts: pl.Series, *, decimal: str = "", fallback: str = "") -> Numbers:
    """Read a column of text.

    decimal   the sign the mapping declares; nothing is decided then
    fallback  what other columns of the same file proved, used where this one proves nothing
    """
    whole = texts.cast(pl.Int64, strict=False)
    if whole.null_count() == texts.null_count():
        return _whole(whole)
    distinct = _shapes(texts.drop_nulls().unique())
    question: Question = ""
    examples: tuple[str, ...] = ()
    if not decimal:
        decimal, question, examples = _decide(distinct.filter(~pl.col("native")), fallback)
    read = distinct.with_columns(
        values=pl.lit(None, pl.Float64)
        if question
        else pl.when("native").then(_value(".")).otherwise(_value(decimal)),
    ).with_columns(
        decimals=pl.when("native").then(_decimals(".")).otherwise(_decimals(decimal or ".")),
        unread=pl.col("values").is_null() & (not question),
    )
    joined = texts.to_frame("text").join(read, on="text", how="left", maintain_order="left")
    return Numbers(
        values=joined["values"],
        decimals=joined["decimals"].fill_null(0),
        percent=joined["percent"].fill_null(value=False),
        unread=joined["unread"].fill_null(value=False),
        decimal=decimal,
        question=question,
        examples=examples,
    )


def proven(texts: pl.Series) -> str:
    """The decimal sign that this column proves by itself, or nothing."""
    distinct = texts.drop_nulls().unique()
    if distinct.cast(pl.Int64, strict=False).null_count() == 0:
        return ""
    decimal, question, _ = _decide(_shapes(distinct).filter(~pl.col("native")), "")
    return "" if question else decimal


def _whole(whole: pl.Series) -> Numbers:
    count = len(whole)
    return Numbers(
        values=whole.cast(pl.Float64),
        decimals=pl.repeat(0, count, dtype=pl.Int8, eager=True),
        percent=pl.repeat(False, count, dtype=pl.Boolean, eager=True),
        unread=pl.repeat(False, count, dtype=pl.Boolean, eager=True),
        decimal="",
    )


def _shapes(distinct: pl.Series) -> pl.DataFrame:
    """Distinct texts with their sign, percent and body: digits and separators alone."""
    clean = pl.col("text").str.replace_many(list(_SAME), list(_SAME.values())).str.strip_chars()
    return (
        distinct.to_frame("text")
        .with_columns(clean=clean, native=pl.col("text").str.ends_with(NATIVE))
        .with_columns(percent=pl.col("clean").str.contains(r"^[^%]*%$|^%[^%]*$"))
        .with_columns(
            body=pl.when("percent")
            .then(pl.col("clean").str.strip_chars("% "))
            .otherwise("clean")
            .str.strip_prefix("+")
        )
        .with_columns(negative=pl.col("body").str.starts_with("-"))
        .with_columns(body=pl.col("body").str.strip_prefix("-").str.strip_chars(" "))
    )


def _decide(distinct: pl.DataFrame, fallback: str) -> tuple[str, Question, tuple[str, ...]]:
    """The decimal sign, or why it cannot be told with values that show it."""
    decimals = {sign: distinct.filter(_is_decimal(sign))["text"] for sign in ".,"}
    groups = {sign: distinct.filter(_is_group(sign))["text"] for sign in ".,"}
    for sign in ".,":
        against = groups[sign] if len(groups[sign]) else decimals[_OTHER[sign]]
        if len(decimals[sign]) and len(against):
            return "", "contradictory", _examples(decimals[sign], against)
    for sign in ".,":
        if len(decimals[sign]) or len(groups[_OTHER[sign]]):
            return sign, "", ()
    unclear = {sign: distinct.filter(_is_unclear(sign))["text"] for sign in ".,"}
    seen = [sign for sign in ".," if len(unclear[sign])]
    spaced = distinct.filter(pl.col("body").str.contains(r"^\d{1,3}(?:[ ']\d{3})+"))
    match seen:
        case []:
            return fallback, "", ()
        case [sign] if len(spaced):
            return sign, "", ()
        case _ if fallback:
            return fallback, "", ()
    return "", "ambiguous", _examples(*(unclear[sign] for sign in seen))


def _examples(*columns: pl.Series) -> tuple[str, ...]:
    return tuple(text for column in columns for text in column.sort().head(3))


def _matches(pattern: str, sign: str) -> pl.Expr:
    """``S`` in the pattern is the sign, ``O`` the other one."""
    escaped = pattern.replace("S", f"\\{sign}").replace("O", f"\\{_OTHER[sign]}")
    return pl.col("body").str.contains(escaped)


def _is_unclear(sign: str) -> pl.Expr:
    """``1,234``: a thousand or one and a bit."""
    return _matches(r"^[1-9]\d{0,2}S\d{3}$", sign)


def _is_decimal(sign: str) -> pl.Expr:
    plain = _matches(r"^(?:\d+S\d*|S\d+)$", sign) & ~_is_unclear(sign)
    return plain | _matches(r"^\d{1,3}(?:(?:O\d{3})+|(?:[ ']\d{3})+)S\d+$", sign)


def _is_group(sign: str) -> pl.Expr:
    return _matches(r"^\d{1,3}(?:S\d{3}){2,}(?:[O\x{066B}]\d+)?$", sign) | _matches(
        r"^\d{1,3}S\d{3}[O\x{066B}]\d+$", sign
    )


def _value(decimal: str) -> pl.Expr:
    """The value of ``body`` under a decimal sign; null where it is no number."""
    sign = decimal or "."
    group = _OTHER[sign]
    tail = rf"(?:[\{sign}\x{{066B}}]\d*)?"
    spellings = "|".join(
        [rf"\d+{tail}", rf"[\{sign}\x{{066B}}]\d+", r"\d+(?:\.\d+)?[eE][+-]?\d+"]
        + [rf"\d{{1,3}}(?:{sep}\d{{3}})+{tail}" for sep in (rf"\{group}", " ", "'", r"\x{066C}")]
    )
    body = pl.col("body")
    plain = (
        pl.when(body.str.contains("[eE]"))
        .then(body)
        .otherwise(
            body.str.replace_many([group, " ", "'", _ARABIC_GROUP], [""] * 4).str.replace_many(
                [sign, _ARABIC_DECIMAL], [".", "."]
            )
        )
    )
    number = plain.cast(pl.Float64, strict=False)
    return (
        pl.when(body.str.contains(f"^(?:{spellings})$"))
        .then(pl.when("negative").then(-number).otherwise(number))
        .otherwise(None)
    )


def _decimals(sign: str) -> pl.Expr:
    after = pl.col("body").str.extract(rf"[\{sign}\x{{066B}}](\d+)$")
    written = after.str.len_chars().fill_null(0)
    return pl.when(pl.col("values").is_null()).then(0).otherwise(written).cast(pl.Int8)
