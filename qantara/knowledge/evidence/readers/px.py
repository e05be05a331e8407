"""PX, the files of PC-Axis and PxWeb: offices of the north, of Spain, Portugal and Vienna publish them.

Keywords say what a table is about; then come the figures of the whole cube. Every figure becomes a row: a
column for each variable with its code where it has one, ``Sex label`` with the words, then ``value``.
PX-file format specification, Statistics Sweden.
"""

from __future__ import annotations

import re
from itertools import chain
from math import prod
from pathlib import Path

import polars as pl
from django.utils.translation import gettext as _

from qantara.knowledge.evidence.readers import encodings
from qantara.knowledge.evidence.readers.rowwise import native, too_many
from qantara.knowledge.evidence.readers.sheets import (
    ReadOptions,
    Sheet,
    Sheets,
    UnreadableFile,
    numbered,
)

NAME = "px"
_SNIFF = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:CHARSET|AXIS-VERSION|CODEPAGE|LANGUAGE|CREATION-DATE|MATRIX|SUBJECT-AREA|TITLE)\s*=\s*"')  # fmt: skip
_KEYWORD = re.compile(
    r'\s*([A-Z][A-Z0-9-]*)(?:\[(\w+)\])?(?:\(((?:"[^"]*"|[^")])*)\))?\s*=\s*((?:"[^"]*"|[^";])*);',
    re.DOTALL,
)
_DATA = re.compile(r"^\s*DATA\s*=", re.MULTILINE)
_QUOTED = re.compile(r'"([^"]*)"(?:\s*,\s*|\s*)')
_TIME_LIST = re.compile(r"TLIST\([^)]*\)\s*,?", re.DOTALL)
_DATUM = re.compile(r'"[^"]*"|[^\s",;]+')
_CODEPAGE = re.compile(rb'CODEPAGE\s*=\s*"([\w-]+)"')
#: Where a long text goes on in the next line.
_BROKEN = re.compile(r'"\s*\n\s*"')


def sniffs(path: Path, head: bytes) -> bool:
    return bool(_SNIFF.match(head))


def read(path: Path, options: ReadOptions) -> Sheets:
    """The one sheet, in the main language of the file. Raises UnreadableFile."""
    raw = path.read_bytes()
    encoding = options.encoding or _encoding(path, raw)
    try:
        text = raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise UnreadableFile(
            _(
                "The file cannot be read as %(encoding)s text. Save it as CSV in UTF-8 and send it again."
            )
            % {"encoding": encoding}
        ) from None
    begin = _DATA.search(text)
    if not begin:
        raise _damaged()
    keywords = _keywords(text[: begin.start()])
    variables = [
        *_texts(keywords.get(("STUB", ""), "")),
        *_texts(keywords.get(("HEADING", ""), "")),
    ]
    values = {name: _values(keywords, name) for name in variables}
    sizes = [len(values[name]) for name in variables]
    if not variables or not all(sizes):
        raise _damaged()
    if prod(sizes) * (len(variables) + 1) > options.limits.cells:
        raise too_many(options.limits)
    data = [_datum(one) for one in _DATUM.findall(text, begin.end())]
    if len(data) != prod(sizes):
        raise _damaged()
    frame = _frame(variables, values, keywords, data)
    title = next(
        chain(_texts(keywords.get(("TITLE", ""), "")), _texts(keywords.get(("CONTENTS", ""), ""))),
        "",
    )
    above = tuple(filter(None, (title, *_texts(keywords.get(("UNITS", ""), "")))))
    sheet = Sheet(
        name=path.name, frame=frame, header_rows=(1,), above=((1, above),) if above else ()
    )
    return Sheets(format=NAME, sheets=(sheet,), encoding=encoding)


def _encoding(path: Path, raw: bytes) -> str:
    said = _CODEPAGE.search(raw[:4096])
    found = encodings.detect(path)
    if found.startswith("utf") or not said:
        return found
    return said[1].decode().lower()


def _keywords(text: str) -> dict[tuple[str, str], str]:
    """(keyword, variable it is about) -> what it says, in the main language."""
    found: dict[tuple[str, str], str] = {}
    for name, language, about, said in _KEYWORD.findall(text):
        if not language:
            found.setdefault((name, about.strip().strip('"')), said)
    return found


def _texts(said: str) -> list[str]:
    """The texts of a list, those broken over lines put together."""
    return _QUOTED.findall(_BROKEN.sub("", said))


def _values(keywords: dict[tuple[str, str], str], name: str) -> list[str]:
    said = keywords.get(("VALUES", name)) or keywords.get(("TIMEVAL", name), "")
    return _texts(_TIME_LIST.sub("", said))


def _datum(text: str) -> str:
    return native(text.strip('"'))


def _frame(
    variables: list[str],
    values: dict[str, list[str]],
    keywords: dict[tuple[str, str], str],
    data: list[str],
) -> pl.DataFrame:
    # Here, since most files are read without it, each by a fresh interpreter.
    import numpy as np

    columns: dict[str, pl.Series] = {}
    sizes = [len(values[name]) for name in variables]
    for name, indices in zip(variables, np.unravel_index(np.arange(len(data)), sizes), strict=True):
        words, codes = values[name], _texts(keywords.get(("CODES", name), ""))
        has_codes = len(codes) == len(words) and codes != words
        columns[name] = pl.Series(codes if has_codes else words, dtype=pl.String).gather(indices)
        if has_codes:
            columns[f"{name} label"] = pl.Series(words, dtype=pl.String).gather(indices)
    columns["value"] = pl.Series(data, dtype=pl.String)
    return pl.DataFrame(
        {"row": pl.Series(range(2, len(data) + 2), dtype=pl.Int64)}
        | dict(zip(numbered(list(columns)), columns.values(), strict=True))
    )


def _damaged() -> UnreadableFile:
    return UnreadableFile(
        _(
            "The PX file is damaged: it does not hold a figure for every cell that its heads ask for. Download"
            " it again."
        )
    )
