"""Marks that nobody sees: taken out of what a file says, before anybody or anything reads it.

Signs that turn the direction of writing can make ``12`` look like ``21`` and one column's head look
like its neighbour's; signs without width make two codes look alike that are not. Joiners of letters
(U+200C, U+200D) stay: Persian and Urdu are written with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from qantara.knowledge.evidence.findings import Finding, about
from qantara.knowledge.evidence.numbers import NATIVE
from qantara.knowledge.evidence.readers.sheets import Sheet, Sheets

#: Directions (marks, embeddings, overrides, isolates), signs without width, tags, and controls
#: other than tab and line ends.
_UNSEEN = (
    r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u00AD\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F"
    r"\u200B\u200E\u200F\u2028\u2029\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0"
    r"\uFFF9-\uFFFB\x{1BCA0}-\x{1BCA3}\x{1D173}-\x{1D17A}\x{E0000}-\x{E0FFF}]"
)
#: Those that turn the direction for what follows, up to another that ends them.
_TURNING = r"[\u202A-\u202E\u2066-\u2069]"


def without_marks(sheets: Sheets) -> Sheets:
    """The same sheets without such marks; sheets that had turning ones say so."""
    return replace(
        sheets,
        sheets=tuple(_sheet(one) for one in sheets.sheets),
        hidden=tuple(seen(name) for name in sheets.hidden),
    )


def _sheet(sheet: Sheet) -> Sheet:
    kept = _native_kept(sheet.frame)
    names = {old: new for old in sheet.frame.columns if (new := seen(old)) != old}
    cleaned = kept.rename(_unique(names, kept.columns)) if names else kept
    return replace(
        sheet,
        name=seen(sheet.name),
        frame=cleaned,
        heads={seen(name): seen(head) for name, head in sheet.heads.items()},
        above=tuple((row, tuple(map(seen, cells))) for row, cells in sheet.above),
        findings=(*sheet.findings, *_turned(sheet)),
    )


def _native_kept(frame: pl.DataFrame) -> pl.DataFrame:
    """``numbers.NATIVE`` is a mark of our own, put at the end of numbers by the readers."""
    texts = pl.all().exclude("row")
    is_native = texts.str.ends_with(NATIVE)
    plain = texts.str.strip_suffix(NATIVE).str.replace_all(_UNSEEN, "")
    return frame.with_columns(pl.when(is_native).then(plain + NATIVE).otherwise(plain).name.keep())


def seen(text: str) -> str:
    """A text without marks that nobody sees."""
    cleaned: str = pl.select(pl.lit(text).str.replace_all(_UNSEEN, "")).item()
    return cleaned


def _unique(names: dict[str, str], every: list[str]) -> dict[str, str]:
    taken = set(every) - set(names)
    found: dict[str, str] = {}
    for old, new in names.items():
        unique, number = new, 2
        while unique in taken:
            unique, number = f"{new} ({number})", number + 1
        taken.add(unique)
        found[old] = unique
    return found


def _turned(sheet: Sheet) -> Iterator[Finding]:
    """Of the cells that held turning marks; of heads, their row."""
    texts = pl.all().exclude("row")
    turned = sheet.frame.filter(pl.any_horizontal(texts.str.contains(_TURNING)))
    heads = [name for name in sheet.columns if pl.Series([name]).str.contains(_TURNING).any()]
    if found := about("marks_taken_out", "warning", turned, sheet=seen(sheet.name)):
        yield found
    elif heads:
        yield Finding(
            kind="marks_taken_out", severity="warning", sheet=seen(sheet.name),
            rows=sheet.header_rows, count=1,
        )  # fmt: skip
