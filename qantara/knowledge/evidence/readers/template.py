"""Qantara's own template, filled in: words of its lists become the codes behind them again."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara.core.breakdowns import TOTAL
from qantara.knowledge.evidence import numbers
from qantara.knowledge.evidence.numbers import NATIVE
from qantara.knowledge.evidence.readers import workbook, xlsx
from qantara.knowledge.evidence.readers.sheets import (
    Limits,
    ReadOptions,
    Sheet,
    Sheets,
    UnreadableFile,
)

NAME = "template"
VERSION = "1"
#: The hidden sheet with the codes, and what its first cell says.
CODES, MARK = "qantara", "qantara-template"

#: What a line says, besides what it is about.
SAID = (
    "value", "low", "high", "numerator", "denominator", "absence", "obs_status", "method", "break_note",
    "note",
)  # fmt: skip
NUMBERS = SAID[:5]
#: Columns kept out of sight, after the visible ones.
HIDDEN_COLUMNS = ("territory", "breakdown", "unit", "numerator", "denominator", "known")

_VISIBLE = (
    "definition",
    "period",
    *(name for name in SAID if name not in {"numerator", "denominator"}),
)
_NEEDED = frozenset((*_VISIBLE, *HIDDEN_COLUMNS))

_LISTED_FROM = 9
_HEADS_WITHIN = 10


def sniffs(path: Path, head: bytes) -> bool:
    return xlsx.sniffs(path, head) and _is_ours(path)


def about(path: Path) -> dict[str, str]:
    """What a template says of itself: territory, language, framework, title. Raises UnreadableFile."""
    found: dict[str, str] = {}
    with path.open("rb") as file:
        is_workbook = xlsx.sniffs(path, file.read(4))
    if is_workbook and (codes := _codes(path, Limits())) is not None:
        found = _said(codes)
    if found.get(MARK) != VERSION:
        raise UnreadableFile(
            _("This file is not a template made here. Say what its columns mean in a mapping.")
        )
    return found


def read(path: Path, options: ReadOptions) -> Sheets:
    """The sheet of figures under the names the reader knows. Raises UnreadableFile."""
    about(path)
    with workbook.opened(path, options.limits) as book:
        grids = {part.name: book.grid(part).frame for part in book.sheets}
    codes = _whole(grids.pop(CODES))
    for name, frame in grids.items():
        if (head := _head(frame)) is not None:
            _refuse_gaps(frame, head)
            sheet = _sheet(frame, head, _lists(codes), _said(codes)["territory"], name)
            return Sheets(format=NAME, sheets=(sheet,), hidden=(CODES,))
    raise UnreadableFile(
        _("The hidden row that names the columns is gone. Start again from a fresh template.")
    )


def fingerprint(said: Dictionary[str, Any]) -> str:
    """A short hash of what a line says, to tell whether it has been changed since it was made."""
    plain = {
        name: f"{float(value):.12g}" if _is_number(value) else str(value or "")
        for name in SAID
        if (value := said.get(name)) not in (None, "")
    }
    text = json.dumps(
        plain | {"period": said.get("period", "")}, sort_keys=True, ensure_ascii=False
    )
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_ours(path: Path) -> bool:
    try:
        return about(path)[MARK] == VERSION
    except UnreadableFile:
        return False


def _codes(path: Path, limits: Limits) -> pl.DataFrame | None:
    with workbook.opened(path, limits) as book:
        for part in book.sheets:
            if part.name == CODES:
                return _whole(book.grid(part).frame)
    return None


def _whole(codes: pl.DataFrame) -> pl.DataFrame:
    """The hidden sheet with all columns up to the last one, empty ones included."""
    last = max((int(name) for name in codes.columns[1:]), default=1)
    return codes.select(
        "row",
        *(
            pl.col(name) if name in codes.columns else pl.lit(None, pl.String).alias(name)
            for name in map(str, range(max(last, 1) + 1))
        ),
    )


def _said(codes: pl.DataFrame) -> dict[str, str]:
    """What the first rows of the hidden sheet say of the template."""
    lines = codes.filter(pl.col("row") < _LISTED_FROM).select("0", "1").rows()
    return {key: text or "" for key, text in lines if key}


def _lists(codes: pl.DataFrame) -> dict[str, dict[str, str]]:
    """Name of a list -> word -> code."""
    heads = codes.filter(pl.col("row") == _LISTED_FROM).drop("row").row(0)
    entries = codes.filter(pl.col("row") > _LISTED_FROM)
    return {
        name: {
            word: code
            for word, code in entries.select(str(position), str(position + 1)).rows()
            if word and code
        }
        for position, name in enumerate(heads)
        if name
    }


def _head(frame: pl.DataFrame) -> int | None:
    """The row that names the columns, which may have been moved down by inserted rows."""
    for row in frame.head(_HEADS_WITHIN).iter_rows():
        if len(_NEEDED & set(row)) > len(_NEEDED) // 2:
            return int(row[0])
    return None


def _refuse_gaps(frame: pl.DataFrame, head: int) -> None:
    """Without a column nobody can tell what a line said there before. Raises UnreadableFile."""
    names = set(frame.filter(pl.col("row") == head).row(0)[1:])
    if gone := [name for name in (*_VISIBLE, *HIDDEN_COLUMNS) if name not in names]:
        raise UnreadableFile(
            _(
                "Columns of the template have been deleted: %(names)s. Bring them back, or copy what you"
                " have filled in into a fresh template."
            )
            % {"names": ", ".join(heads().get(name, name) for name in gone)}
        )


def heads() -> dict[str, str]:
    """What stands over the columns that people see, in the active language."""
    return {
        "definition": pgettext("column head", "Code"),
        "name": pgettext("column head", "Indicator"),
        "category": pgettext("column head", "Category"),
        "period": pgettext("column head", "Year"),
        "unit_name": pgettext("column head", "Unit"),
        "value": pgettext("column head", "Figure"),
        "low": pgettext("column head", "Lower bound"),
        "high": pgettext("column head", "Upper bound"),
        "absence": pgettext("column head", "Why there is no figure"),
        "obs_status": pgettext("column head", "Status"),
        "method": pgettext("column head", "Method"),
        "break_note": pgettext("column head", "Break in the series: reason"),
        "note": pgettext("column head", "Note"),
    }


def _sheet(
    frame: pl.DataFrame, head: int, lists: dict[str, dict[str, str]], territory: str, name: str
) -> Sheet:
    named = {
        old: new
        for old, new in zip(
            frame.columns[1:], frame.filter(pl.col("row") == head).row(0)[1:], strict=True
        )
        if new
    }
    text = (
        frame.filter(pl.col("row") > head)
        .select("row", *named)
        .rename(named)
        .with_columns(pl.all().exclude("row").str.strip_chars().replace("", None))
        .with_columns(pl.all().exclude("row", *NUMBERS).str.strip_suffix(NATIVE))
    )
    coded = text.with_columns(
        pl.col(column).replace(_meanings(text[column], words))
        for column, words in lists.items()
        if column in text.columns and words
    )
    coded = coded.filter(pl.any_horizontal(pl.col(*SAID).is_not_null())).with_columns(
        territory=pl.col("territory").fill_null(territory),
        # A line added by hand has no hidden codes: its category says what it is about.
        breakdown=pl.coalesce("breakdown", "category").fill_null(TOTAL).replace(TOTAL, None),
        unit=pl.coalesce("unit", "unit_name"),
    )
    # A number typed anew in another spelling (69,3 % for 69.3) has not been changed.
    meant = [numbers.understand(coded[column]).values for column in NUMBERS]
    changed = [
        "yes"
        if row["known"] in {fingerprint(_typed(row)), fingerprint(_meant(row, said))}
        else "no"
        for row, *said in zip(coded.iter_rows(named=True), *meant, strict=True)
    ]
    coded = coded.with_columns(
        obs_status=pl.col("obs_status").fill_null("A"),
        is_as_known=pl.Series(changed, dtype=pl.String),
    )
    return Sheet(name=name, frame=coded, header_rows=(head,), heads=_heads(frame, head))


def _heads(frame: pl.DataFrame, head: int) -> dict[str, str]:
    """What people see over each column, in the row before the hidden one."""
    shown = frame.filter(pl.col("row") == head - 1)
    if shown.is_empty():
        return {}
    names = frame.filter(pl.col("row") == head).row(0)[1:]
    return {
        name: text.strip()
        for name, text in zip(names, shown.row(0)[1:], strict=True)
        if name and text and text.strip()
    }


def _meanings(texts: pl.Series, words: Dictionary[str, str]) -> dict[str, str]:
    """The code behind each text that is a word of the list."""
    codes = {fold(word): code for word, code in words.items()}
    return {text: codes[fold(text)] for text in texts.drop_nulls().unique() if fold(text) in codes}


def fold(word: str) -> str:
    """A word of a list as people may type it: without accents and vowel marks, in capitals or not,
    with more space than needed."""
    letters = (
        letter
        for letter in unicodedata.normalize("NFKD", word)
        if not unicodedata.combining(letter)
    )
    return " ".join("".join(letters).split()).lower()


def _meant(row: Dictionary[str, Any], said: Sequence[float | None]) -> dict[str, Any]:
    """A line read back, with its numbers as they are understood together with those around them."""
    read = {
        name: row[name] if number is None else number
        for name, number in zip(NUMBERS, said, strict=True)
    }
    return {"period": row["period"] or ""} | {name: row[name] for name in SAID} | read


def _typed(row: Dictionary[str, Any]) -> dict[str, Any]:
    """A line read back, numbers as numbers, to be compared with what was written."""
    said: dict[str, Any] = {"period": row["period"] or ""}
    for column in SAID:
        text = row[column]
        try:
            said[column] = float(text.removesuffix(NATIVE)) if column in NUMBERS and text else text
        except ValueError:
            said[column] = text
    return said
