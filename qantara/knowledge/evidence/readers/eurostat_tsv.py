"""Eurostat's bulk TSV: the codes of a series in one cell, then a figure for each period, with flags.

``freq,unit,geo\\TIME_PERIOD`` over ``A,NR,AT``, and ``8401940 b`` under ``2011``. Every figure becomes a
row as in SDMX-CSV from the same house: a column for each dimension, TIME_PERIOD, OBS_VALUE, OBS_FLAG.
"""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
from django.utils.translation import gettext as _

from qantara.knowledge.evidence.numbers import NATIVE
from qantara.knowledge.evidence.readers import encodings
from qantara.knowledge.evidence.readers.rowwise import too_many
from qantara.knowledge.evidence.readers.sheets import (
    ReadOptions,
    Sheet,
    Sheets,
    UnreadableFile,
    numbered,
)

NAME = "eurostat-tsv"
_HEAD = re.compile(
    rb'(?:\xef\xbb\xbf)?"?[A-Za-z_][\w-]*(?:,[A-Za-z_][\w-]*)*\\[A-Za-z_][\w-]*"?[ ]*\t'
)
_TIME = {"time": "TIME_PERIOD", "time_period": "TIME_PERIOD"}


def sniffs(path: Path, head: bytes) -> bool:
    return bool(_HEAD.match(head))


def read(path: Path, options: ReadOptions) -> Sheets:
    """The one sheet; its row numbers are the lines of the file. Raises UnreadableFile."""
    encoding = options.encoding or encodings.detect(path)
    try:
        lines = path.read_bytes().decode(encoding).splitlines()
    except (UnicodeDecodeError, LookupError):
        raise UnreadableFile(
            _(
                "The file cannot be read as %(encoding)s text. Save it as CSV in UTF-8 and send it again."
            )
            % {"encoding": encoding}
        ) from None
    first, *periods = (cell.strip().strip('"') for cell in lines[0].split("\t"))
    dimensions, _sign, across = first.partition("\\")
    names = [_TIME.get(name.lower(), name) for name in (*dimensions.split(","), across)]
    if len(lines) * len(periods) * (len(names) + 2) > options.limits.cells * 4:
        raise too_many(options.limits)
    body = [(number, line.split("\t")) for number, line in enumerate(lines[1:], 2) if line.strip()]
    for number, (key, *cells) in body:
        if len(cells) > len(periods) or key.count(",") != dimensions.count(","):
            raise UnreadableFile(
                _("Line %(line)s of the file does not fit its heads. Download the file again.")
                % {"line": number}
            )
    frame = pl.DataFrame(
        {
            "row": pl.Series([number for number, _cells in body], dtype=pl.Int64),
            "key": [cells[0].strip().strip('"') for _number, cells in body],
            "cell": [cells[1:] + [""] * (len(periods) + 1 - len(cells)) for _number, cells in body],
        },
        schema_overrides={"key": pl.String, "cell": pl.List(pl.String)},
    )
    return Sheets(
        format=NAME,
        sheets=(Sheet(name=path.name, frame=_long(frame, names, periods), header_rows=(1,)),),
        encoding=encoding,
        delimiter="\t",
    )


def _long(frame: pl.DataFrame, names: list[str], periods: list[str]) -> pl.DataFrame:
    """A row for each figure; ``:`` where there is none, and empty cells left out."""
    own = numbered([*names, "OBS_VALUE", "OBS_FLAG"])
    keys = pl.col("key").str.split(",")
    long = (
        frame.with_columns(period=pl.lit(pl.Series([periods])).first())
        .explode("cell", "period")
        .with_columns(pl.col("cell").str.strip_chars())
        .filter(pl.col("cell").is_not_null() & (pl.col("cell") != ""))
    )
    value = pl.col("cell").str.extract(r"^(\S+)")
    return long.select(
        "row",
        *(keys.list.get(at).str.strip_chars().alias(name) for at, name in enumerate(own[:-3])),
        pl.col("period").alias(own[-3]),
        pl.when(value.str.contains(r"^-?\d*\.\d+$"))
        .then(value + NATIVE)
        .otherwise(value)
        .alias(own[-2]),
        pl.col("cell").str.extract(r"^\S+\s+(.+)$").alias(own[-1]),
    )
