"""Figures as JSON-stat 2.0 (json-stat.org/full): a collection of datasets.

A cube of every dimension at once would be mostly holes, so there is one dataset for each set of
dimensions and unit that figures share: residents by sex and age are one, by citizenship another.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import prod

import polars as pl
from django.utils.translation import override

from qantara.tables.columns import Column, columns, statuses
from qantara.tables.dataset import Dataset, words
from qantara.tables.figures import WHOLE
from qantara.tables.status import Words

VERSION = "2.0"

#: Dimensions every dataset has, and the parts they play.
EVERYWHERE = ("DEFINITION", "REF_AREA", "TIME_PERIOD")
ROLES = {"metric": ["DEFINITION"], "geo": ["REF_AREA"], "time": ["TIME_PERIOD"]}


class DuplicateFigure(ValueError):
    """Two rows for one cell: a file could hold only one of them."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One dimension of a cube: its codes in order, and what they are called."""

    code: str
    label: str
    codes: tuple[str, ...]
    names: dict[str, str]

    def as_json(self) -> dict[str, object]:
        return {
            "label": self.label,
            "category": {
                "index": list(self.codes),
                "label": {code: self.names[code] for code in self.codes},
            },
        }


def collection(dataset: Dataset, lang: str) -> bytes:
    """The dataset in ``lang`` as JSON-stat: class ``collection``, datasets embedded.

    A cell that is not shown is ``null``, and ``status`` holds its SDMX letter (Q withheld; L, M, O
    nobody has it); what the letters mean stands in ``extension.status.label``, and why just this
    cell is not shown, in a word, in ``extension.gap``. Ranges of estimates stand in ``extension.low`` and ``extension.high``, numbers of sources in ``extension.source``,
    by the cell's position; what those numbers count, in the collection's ``extension.sources``.
    Raises DuplicateFigure where two rows are one cell.
    """
    rows = dataset.published
    rows = rows.with_columns(WORD=pl.Series(statuses(rows, lang), dtype=pl.String))
    described = columns(dataset, lang, has_names=True)
    labels = {column.head: column.title for column in described}
    names = _names(described, rows)
    with override(lang):
        letters = Words().statuses
    head = {
        "version": VERSION,
        "class": "collection",
        "label": words(dataset.title, lang),
        "href": dataset.address,
        "updated": f"{dataset.released_on}T00:00:00Z",
        "note": list(dict.fromkeys(words(notice, lang) for notice in dataset.notices)),
        "link": {
            "item": [
                _cube(part, used, unit, dataset, lang, labels, names, letters)
                for used, unit, part in _parts(rows, dataset.dimensions)
            ]
        },
        "extension": {
            "licence": {"name": dataset.licence.code, "href": dataset.licence.address},
            "sources": [
                {"number": number, "title": words(source.title, lang), "href": source.address}
                for number, source in enumerate(dataset.sources, start=1)
            ],
        },
    }
    return json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()


def _names(described: list[Column], rows: pl.DataFrame) -> dict[str, dict[str, str]]:
    """Names of the codes in use: column -> code -> name."""
    found: dict[str, dict[str, str]] = {}
    for coded, named in pairwise(described):
        if coded.head in rows.columns and named.head not in rows.columns:
            pairs = zip(rows[coded.head].to_list(), named.read(rows), strict=True)
            found[coded.head] = {code: str(name) for code, name in pairs}
    return found


def _parts(rows: pl.DataFrame, coded: list[str]) -> Iterator[tuple[list[str], str, pl.DataFrame]]:
    """Rows by the dimensions they use and their unit, those with few dimensions first."""
    whole = pl.concat_str(
        [pl.when(pl.col(code) == WHOLE).then(pl.lit("0")).otherwise(pl.lit("1")) for code in coded]
        or pl.lit("")
    )
    parts = rows.with_columns(USED=whole).partition_by(["USED", "UNIT_MEASURE"], as_dict=True)
    for (used, unit), part in sorted(
        parts.items(), key=lambda item: (str(item[0][0]).count("1"), item[0])
    ):
        yield (
            [code for code, bit in zip(coded, str(used), strict=True) if bit == "1"],
            str(unit),
            part,
        )


def _cube(
    rows: pl.DataFrame,
    used: list[str],
    unit: str,
    dataset: Dataset,
    lang: str,
    labels: dict[str, str],
    names: dict[str, dict[str, str]],
    letters: dict[str, str],
) -> dict[str, object]:
    axes = [_axis(code, rows, labels, names) for code in (*EVERYWHERE, *used, "UNIT_MEASURE")]
    values: list[float | None] = [None] * prod(len(axis.codes) for axis in axes)
    places = {axis.code: {code: at for at, code in enumerate(axis.codes)} for axis in axes}
    status: dict[str, str] = {}
    meaning: dict[str, str] = {}
    more: dict[str, dict[str, object]] = {"low": {}, "high": {}, "source": {}, "gap": {}}
    for row in rows.iter_rows(named=True):
        position = 0
        for axis in axes:
            position = position * len(axis.codes) + places[axis.code][row[axis.code]]
        key = str(position)
        if key in status:
            raise DuplicateFigure(row["SERIES_KEY"])
        values[position] = _plain(row["OBS_VALUE"])
        status[key] = row["OBS_STATUS"]
        meaning[row["OBS_STATUS"]] = letters.get(row["OBS_STATUS"], "")
        if row["STATE"] != "shown":
            more["gap"][key] = row["WORD"]
        for name, column in (("low", "OBS_LOW"), ("high", "OBS_HIGH"), ("source", "SOURCE")):
            if row[column] is not None:
                more[name][key] = _plain(row[column])
    label = [
        words(dataset.title, lang),
        *(labels[code] for code in used),
        names["UNIT_MEASURE"][unit],
    ]
    return {
        "class": "dataset",
        "label": " · ".join(label),
        "source": " · ".join(_cited(rows, dataset, lang)),
        "updated": f"{dataset.released_on}T00:00:00Z",
        "id": [axis.code for axis in axes],
        "size": [len(axis.codes) for axis in axes],
        "role": ROLES,
        "dimension": {axis.code: axis.as_json() for axis in axes},
        "value": values,
        "status": status,
        "extension": {"status": {"label": dict(sorted(meaning.items()))}}
        | {name: cells for name, cells in more.items() if cells},
    }


def _axis(
    code: str, rows: pl.DataFrame, labels: dict[str, str], names: dict[str, dict[str, str]]
) -> Axis:
    codes = list(dict.fromkeys(rows[code].to_list()))
    if code == "TIME_PERIOD":
        codes.sort()
    return Axis(code, labels[code], tuple(codes), names.get(code) or {code: code for code in codes})


def _cited(rows: pl.DataFrame, dataset: Dataset, lang: str) -> list[str]:
    numbers = sorted({number for number in rows["SOURCE"].to_list() if number is not None})
    return [words(dataset.sources[number - 1].title, lang) for number in numbers]


def _plain(number: float | None) -> float | None:
    """A whole number without ``.0``."""
    return int(number) if number is not None and float(number).is_integer() else number
