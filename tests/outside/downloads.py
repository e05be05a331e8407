"""Everything the site offers for download, in all languages and of all releases, taken together.

First the files are held against each other: what one withholds no other may print. Then all that
they print is attacked at once.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

import openpyxl

from tests.outside.history import RULES, Found, hidden_cells, protection
from tests.outside.meaning import Catalogue
from tests.outside.ranges import Ranges, believed
from tests.outside.reading import Said, figures
from tests.outside.tables import Attack


@dataclass(frozen=True)
class Release:
    """``said``: its figures; ``odd``: files that disagree with them."""

    name: str
    said: tuple[Said, ...]
    odd: tuple[str, ...]


def release(found: Mapping[str, bytes]) -> Release:
    """One release, read from the files it offers in every language: their names and bytes."""
    archives = {name: content for name, content in found.items() if name.endswith("-csv.zip")}
    first, *others = sorted(archives)
    stem = first.rsplit("-", 2)[0]
    said = tuple(figures(io.BytesIO(archives[first]), release=stem))
    odd = [
        name for name in others if tuple(figures(io.BytesIO(archives[name]), release=stem)) != said
    ]
    shown = {one.key: one.value for one in said if one.state == "shown"}
    odd += [
        f"{name}: {key}"
        for name, content in found.items()
        for key in _printed_besides(name, content, said, shown)
    ]
    return Release(stem, said, tuple(odd))


def _printed_besides(
    name: str, content: bytes, said: tuple[Said, ...], shown: dict[str, float | None]
) -> Iterator[str]:
    """Figures that a workbook, a collection or the labelled table prints and the plain table does not."""
    if name.endswith(".xlsx"):
        printed = _of_workbook(content)
    elif name.endswith(".json"):
        printed = _of_collection(content, said)
    elif name.endswith(".zip"):
        printed = _of_labelled(content)
    else:
        return
    for key, value in printed:
        is_told = key in shown and (value is None or shown[key] is not None)
        if not is_told or (value is not None and abs(shown[key] - value) > 1e-6):
            yield key


def _of_workbook(content: bytes) -> Iterator[tuple[str, float | None]]:
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    assert all(sheet.sheet_state == "visible" for sheet in book.worksheets)
    for sheet in book.worksheets:
        rows = sheet.iter_rows(values_only=True)
        heads = [str(head) for head in next(rows, ())]
        if not any("(SERIES_KEY)" in head for head in heads):
            continue
        key = next(place for place, head in enumerate(heads) if "(SERIES_KEY)" in head)
        numbers = [
            place
            for place, head in enumerate(heads)
            if re.search(r"\((OBS_VALUE|OBS_LOW|OBS_HIGH|NUMERATOR|DENOMINATOR)\)", head)
        ]
        value = next(place for place, head in enumerate(heads) if "(OBS_VALUE)" in head)
        for row in rows:
            if row[value] is not None:
                yield str(row[key]), float(row[value])
            elif any(row[place] not in (None, "") for place in numbers):
                yield str(row[key]), None  # a range, or a numerator


def _of_labelled(content: bytes) -> Iterator[tuple[str, float]]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        name = next(one for one in packed.namelist() if re.fullmatch(r"figures\.\w\w\.csv", one))
        text = packed.read(name).decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(text)):
        if row["OBS_VALUE"]:
            yield row["SERIES_KEY"], float(row["OBS_VALUE"])


def _of_collection(content: bytes, said: tuple[Said, ...]) -> Iterator[tuple[str, float]]:
    """Values of the datasets under the key of the figure that has the same codes."""
    keys = {_codes(one): one.key for one in said}
    for dataset in json.loads(content)["link"]["item"]:
        lists = []
        for name in dataset["id"]:
            index = dataset["dimension"][name]["category"]["index"]
            lists.append([(name, code) for code in index])
        for codes, value in zip(product(*lists), dataset["value"], strict=True):
            if value is not None:
                wanted = frozenset((name, code) for name, code in codes if code != "_T")
                yield keys.get(wanted, f"{sorted(wanted)}"), float(value)


def _codes(one: Said) -> frozenset[tuple[str, str]]:
    return frozenset(
        {
            ("DEFINITION", one.definition), ("REF_AREA", one.place), ("TIME_PERIOD", one.period),
            ("UNIT_MEASURE", one.unit), *one.parts,
        }
    )  # fmt: skip


def worked_out(releases: Iterable[Release], catalogue: Catalogue) -> list[Found]:
    """Withheld counts of people that all releases together betray."""
    groups: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for number, one in enumerate(releases, start=1):
        for said in one.said:
            groups[said.place, said.period].append(replace(said, release=str(number)))
    return [
        found
        for _place, heard in sorted(groups.items())
        if any(one.state == "withheld" for one in heard)
        for found in _attacked(heard, catalogue)
    ]


def _attacked(heard: list[Said], catalogue: Catalogue) -> Iterator[Found]:
    attack = Attack(heard, catalogue)
    newest = believed(attack.statements(), lambda one: float(one.release))
    ranges = Ranges(newest)
    for cell in hidden_cells(attack, heard, {}):
        span = ranges.span(cell.columns)
        if span.width < RULES.threshold(protection(cell.one)) - 1:
            yield Found(int(cell.one.release), cell.one.key, -1, span)
