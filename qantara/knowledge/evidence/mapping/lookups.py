"""Texts of a column to our codes; what is unknown is collected, not guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import reduce

import polars as pl

from qantara.core import periods
from qantara.knowledge.evidence.findings import Finding, about
from qantara.knowledge.evidence.mapping.model import ROW, SHEET, Condition, Lookup, Said
from qantara.knowledge.evidence.mapping.places import Places
from qantara.knowledge.evidence.numbers import NATIVE

#: Marks a text nobody knows, and one whose rows are left out on purpose.
_UNKNOWN, _IGNORED = "\x00unknown", "\x00ignored"
#: Begins what the mapping says a text stands for, where that itself is not known here.
_STRANGE = "\x00strange"


#: What is asked about a text nobody knows, and said of what the mapping makes of one, by field.
_ASKED = {"territory": "unknown_place", "period": "unknown_period"}
_YEAR_AND_TWO = re.compile(r"(\d{4})-(\d\d)")
_WRONG = {"period": "unknown_period_in_mapping"}


def cell(column: str) -> str:
    """The name a file's column has here, where columns of our own stand beside it."""
    return f"cell:{column}"


def clean(frame: pl.DataFrame, columns: set[str], sheet: str, *, figures: set[str]) -> pl.DataFrame:
    """``row`` and the ``columns`` as cells: no surrounding space, empty text as null.

    figures  those of them that numbers are read from; elsewhere a number is a text like others
    The sheet's name and the row's number are columns like others, where they are asked for.
    """
    present = [name for name in frame.columns[1:] if name in columns]
    cells = frame.select(
        "row",
        *(
            (pl.col(name) if name in figures else pl.col(name).str.strip_suffix(NATIVE))
            .str.strip_chars()
            .replace("", None)
            .alias(cell(name))
            for name in present
        ),
    )
    ours = {SHEET: pl.lit(sheet), ROW: pl.col("row").cast(pl.String)}
    return cells.with_columns(
        text.alias(cell(name)) for name, text in ours.items() if name in columns
    )


def holds(condition: Condition) -> pl.Expr:
    """Whether a row meets a condition; an empty cell is the text ``""``."""
    text = pl.col(cell(condition.column)).fill_null("")
    if condition.same_as:
        met = text == pl.col(cell(condition.same_as)).fill_null("")
    elif condition.starts_with:
        met = text.str.starts_with(condition.starts_with)
    else:
        met = text.is_in(sorted(condition.texts))
    return ~met if condition.is_negated else met


def all_hold(conditions: tuple[Condition, ...]) -> pl.Expr:
    return reduce(lambda one, two: one & two, map(holds, conditions), pl.lit(value=True))


def resolve(
    frame: pl.DataFrame, name: str, said: Said, translate: Callable[[str], str | None], sheet: str
) -> tuple[pl.DataFrame, list[Finding]]:
    """``frame`` with a column ``name`` of our codes, without rows ignored or not understood.

    Null throughout where the mapping says one thing for all rows and it is not known.

    translate  our canonical code for one, or None where it is not known
    """
    if isinstance(said, str):
        known = translate(said)
        finding = (
            about(
                _WRONG.get(name, "unknown_in_mapping"), "question", frame,
                sheet=sheet, field=name.removeprefix("part:"), code=said,
            )
            if known is None
            else None
        )  # fmt: skip
        # The rows go on for now, so that all there is to ask is asked at once.
        return frame.with_columns(pl.lit(known, pl.String).alias(name)), [
            finding
        ] if finding else []
    texts = frame[cell(said.column)].unique().to_list()
    codes = {text: _code("" if text is None else text, said, translate) for text in texts}
    if name == "period" and said.pattern is None and not said.codes:
        codes |= dict.fromkeys(_years_across(texts), _UNKNOWN)
    coded = frame.with_columns(
        pl.col(cell(said.column))
        .replace_strict(list(codes), list(codes.values()), default=_UNKNOWN, return_dtype=pl.String)
        .alias(name)
    )
    where = {"sheet": sheet, "column": said.column, "value": cell(said.column)}
    field = name.removeprefix("part:")
    strange = sorted({code for code in codes.values() if code.startswith(_STRANGE)})
    findings = [
        about(
            _ASKED.get(field, "unknown_code"), "question", coded.filter(pl.col(name) == _UNKNOWN),
            **where, field=field,
        ),
        *(
            about(
                _WRONG.get(field, "unknown_in_mapping"), "question", coded.filter(pl.col(name) == code),
                **where, field=field, code=code.removeprefix(_STRANGE),
            )
            for code in strange
        ),
        about("left_out_on_purpose", "info", coded.filter(pl.col(name) == _IGNORED), **where),
    ]  # fmt: skip
    if left := {_UNKNOWN, _IGNORED, *strange} & set(codes.values()):
        coded = coded.filter(~pl.col(name).is_in(sorted(left)))
    return coded, [finding for finding in findings if finding]


def unknown(texts: list[str], lookup: Lookup, translate: Callable[[str], str | None]) -> list[str]:
    """Those of ``texts`` that a lookup knows nothing of."""
    return [text for text in texts if _code(text, lookup, translate) == _UNKNOWN]


def _years_across(texts: list[str | None]) -> list[str]:
    """Texts such as 2010-11, where nothing tells November of 2010 from the year 2010 to 2011.

    None where a month stands beside them that can be nothing else (2010-10).
    """
    parts = {text: match for text in texts if text and (match := _YEAR_AND_TWO.fullmatch(text))}
    across = [text for text, match in parts.items() if int(match[2]) == (int(match[1]) + 1) % 100]
    is_month = any(0 < int(match[2]) <= 12 for text, match in parts.items() if text not in across)
    return [] if is_month else across


def _code(text: str, lookup: Lookup, translate: Callable[[str], str | None]) -> str:
    """Our code for a text, tried as it stands and then without what the eye does not see."""
    found = _UNKNOWN
    for spelling in dict.fromkeys((text, plain(text))):
        found = _looked_up(spelling, lookup, translate)
        if found != _UNKNOWN:
            return found
    return found


def _looked_up(text: str, lookup: Lookup, translate: Callable[[str], str | None]) -> str:
    if lookup.pattern and text not in lookup.codes and text not in lookup.ignore:
        match = lookup.pattern.fullmatch(text)
        if not match:
            return _UNKNOWN
        text = lookup.as_.format(text, *(group or "" for group in match.groups()))
    if text in lookup.ignore:
        return _IGNORED
    if text in lookup.codes:
        said = lookup.codes[text]
    elif lookup.rest is not None:
        said = lookup.rest
    else:
        # Codes say all there is to know, unless a pattern makes our codes of the other texts.
        is_made = lookup.pattern is not None and translate is not as_it_is
        code = translate(text) if is_made or not lookup.codes else None
        return _UNKNOWN if code is None else code
    code = translate(said)
    return _STRANGE + said if code is None else code


def plain(text: str) -> str:
    """``text`` in one spelling (NFC): no marks of direction or zero width, plain spaces and digits."""
    shown = "".join(
        str(unicodedata.digit(letter)) if unicodedata.category(letter) == "Nd" else letter
        for letter in unicodedata.normalize("NFC", text)
        if unicodedata.category(letter) != "Cf"
    )
    return " ".join(shown.split())


def to_territory(said: Said, places: Places) -> Callable[[str], str | None]:
    codes = places.codes.get(said.scheme, {}) if isinstance(said, Lookup) and said.scheme else None

    def translate(text: str) -> str | None:
        slug = text if codes is None else codes.get(text, "")
        return slug if slug in places.slugs else None

    return translate


def to_period(text: str) -> str | None:
    try:
        return periods.parse(text).code
    except periods.PeriodError:
        return None


def as_it_is(text: str) -> str | None:
    return text


def to_code(text: str) -> str | None:
    return text if re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.+-]*", text) else None
