"""JSON-stat 1 and 2: data sets, bundles of them, collections that hold them.

Every cell of the cube that says anything becomes a row: a column for each dimension with its code,
one called ``sex label`` with the words, then ``value`` and ``status``. https://json-stat.org/full/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import prod
from pathlib import Path
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from qantara.knowledge.evidence.readers import objects
from qantara.knowledge.evidence.readers.objects import text
from qantara.knowledge.evidence.readers.rowwise import too_many
from qantara.knowledge.evidence.readers.sheets import (
    Limits,
    ReadOptions,
    Sheet,
    Sheets,
    UnreadableFile,
    numbered,
)

NAME = "jsonstat"
_SNIFF = re.compile(
    rb'"class"\s*:\s*"(?:dataset|collection|dimension|bundle)"|"(?:dimension|measure)"\s*:|"json-?stat',
    re.IGNORECASE,
)
_STARTS = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")
#: Collections inside collections.
_DEPTH = 4


def sniffs(path: Path, head: bytes) -> bool:
    if not _STARTS.match(head) or b'"dataSets"' in head:
        return False
    if _SNIFF.search(head):
        return True
    with path.open("rb") as file:
        return bool(re.search(rb'"dimension"\s*:\s*\{', file.read(objects.BYTES)))


def read(path: Path, options: ReadOptions) -> Sheets:
    """A sheet for each data set. Raises UnreadableFile."""
    found = objects.load(path, options.limits)
    sets = list(_data_sets(found, path.name, 0)) if isinstance(found, dict) else []
    if not sets:
        raise UnreadableFile(_without_data(found))
    names = numbered([name for name, _set in sets])
    try:
        sheets = [
            _sheet(name, one, options.limits)
            for name, (_name, one) in zip(names, sets, strict=True)
        ]
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError):
        raise UnreadableFile(
            _(
                "The JSON-stat data set contradicts itself: dimensions, sizes and values do not go together."
                " Download it again, or as CSV."
            )
        ) from None
    wanted = [sheet for sheet in sheets if not options.sheets or sheet.name in options.sheets]
    return Sheets(format=NAME, sheets=tuple(wanted or sheets))


def _data_sets(
    found: Mapping[str, Any], name: str, depth: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and content of each data set in a response."""
    if isinstance(found.get("dimension"), dict) and ("value" in found or "measure" in found):
        yield name, dict(found)
        return
    if depth == _DEPTH:
        return
    items = found.get("link", {}).get("item", []) if isinstance(found.get("link"), dict) else []
    for number, item in enumerate(items if isinstance(items, list) else [], 1):
        if isinstance(item, dict):
            yield from _data_sets(item, text(item.get("label")) or str(number), depth + 1)
    for key, one in found.items():
        if isinstance(one, dict) and "dimension" in one:
            yield from _data_sets(one, name if key == "dataset" else key, depth + 1)


def _without_data(found: Any) -> str:
    items = found.get("link", {}) if isinstance(found, dict) else {}
    links = [
        text(one.get("label")) or text(one.get("href"))
        for one in (items.get("item", []) if isinstance(items, dict) else [])
        if isinstance(one, dict)
    ]
    if links:
        return _(
            "This JSON-stat file is a list of data sets and holds no figures itself. Download the one that"
            " is meant: %(names)s."
        ) % {"names": ", ".join(filter(None, links[:5]))}
    return _("This JSON-stat file holds no figures. Download the data set that goes with it.")


def _sheet(name: str, found: dict[str, Any], limits: Limits) -> Sheet:
    # Here, since most files are read without it, each by a fresh interpreter.
    import numpy as np

    dimensions = found["dimension"]
    ids: Sequence[str] = found.get("id") or dimensions["id"]
    sizes = [int(size) for size in found.get("size") or dimensions["size"]]
    cells = prod(sizes)
    if len(ids) != len(sizes) or cells * (2 * len(ids) + 2) > limits.cells * 4:
        raise too_many(limits) if len(ids) == len(sizes) else ValueError("sizes without dimensions")
    values = found.get("value", found.get("measure"))
    said, status = _by_position(values, cells), _statuses(found.get("status"), cells)
    at = np.array(
        sorted(said.keys() | (status.keys() if len(status) < cells or not said else set()))
    )
    if not len(at):
        raise UnreadableFile(
            _("The JSON-stat data set “%(name)s” holds no figures.") % {"name": name}
        )
    columns: dict[str, pl.Series] = {}
    heads: dict[str, str] = {}
    for one, indices in zip(ids, np.unravel_index(at, sizes), strict=True):
        codes, labels, unit = _categories(dimensions[one], sizes[ids.index(one)])
        heads[one] = text(dimensions[one].get("label"))
        for column, texts in ((one, codes), (f"{one} label", labels), (f"{one} unit", unit)):
            if column == one or any(texts):
                columns[column] = pl.Series(texts, dtype=pl.String).gather(indices)
    columns["value"] = pl.Series([said.get(int(cell)) for cell in at], dtype=pl.String)
    if status:
        columns["status"] = pl.Series([status.get(int(cell)) for cell in at], dtype=pl.String)
    frame = pl.DataFrame(
        {"row": pl.Series(range(2, len(at) + 2), dtype=pl.Int64)}
        | dict(zip(numbered(list(columns)), columns.values(), strict=True))
    ).with_columns(pl.col(pl.String).replace("", None))
    titles = tuple(filter(None, (text(found.get("label")), text(found.get("source")))))
    return Sheet(
        name=name,
        frame=frame,
        header_rows=(1,),
        heads={one: head for one, head in heads.items() if head and head != one},
        above=((1, titles),) if titles else (),
    )


def _by_position(values: Any, cells: int) -> dict[int, str | None]:
    """What the cells say, by their place in the cube; those not mentioned say nothing."""
    if isinstance(values, dict):
        found = {int(place): text(value) or None for place, value in values.items()}
        if any(not 0 <= place < cells for place in found):
            raise ValueError("a value outside the cube")
        return found
    if not isinstance(values, list) or len(values) != cells:
        raise ValueError("not a value for every cell")
    return {place: text(value) or None for place, value in enumerate(values)}


def _statuses(status: Any, cells: int) -> dict[int, str]:
    """Said once for all cells, of each cell in turn, or of some cells."""
    match status:
        case str() as one if one:
            return dict.fromkeys(range(cells), one)
        case [one] if cells != 1:
            return dict.fromkeys(range(cells), text(one))
        case [*every]:
            return {place: text(one) for place, one in enumerate(every[:cells]) if text(one)}
        case dict():
            told = {int(place): text(one) for place, one in status.items()}
            return {place: one for place, one in told.items() if one and 0 <= place < cells}
    return {}


def _categories(dimension: Mapping[str, Any], size: int) -> tuple[list[str], list[str], list[str]]:
    """Codes of a dimension in their order, the words for them, and the units they are counted in."""
    category = dimension["category"]
    index, labels = category.get("index"), category.get("label") or {}
    if isinstance(index, dict):
        codes = sorted(index, key=lambda code: int(index[code]))
    else:
        codes = [str(code) for code in index or labels]
    if len(codes) != size:
        raise ValueError("as many codes as the dimension is long")
    units = category.get("unit") or {}
    return (
        codes,
        [text(labels.get(code)) for code in codes],
        [_unit(units.get(code)) for code in codes],
    )


def _unit(unit: Any) -> str:
    if not isinstance(unit, dict):
        return text(unit)
    return text(unit.get("label")) or text(unit.get("unit")) or text(unit.get("base"))
