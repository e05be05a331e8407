"""What a workbook holds besides its cells: formulas, and copies of rows that stand elsewhere.

A pivot table keeps the rows it sums up, and a link to another workbook the cells it shows: a table of
totals can carry the list of people it was made from. ECMA-376 Part 1, 18.10 and 18.14.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree as ET

import polars as pl

from qantara.knowledge.evidence.readers.sheets import Sheet

#: Rows of a cache that are looked at.
ROWS = 3_000
_DEFINITION = re.compile(r"xl/pivotCache/pivotCacheDefinition(\w*)\.xml")
_EXTERNAL = re.compile(r"xl/externalLinks/externalLink\w*\.xml")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_ROW = "row"
_DAMAGES = (
    zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError, ET.ParseError,
    KeyError, ValueError,
)  # fmt: skip


def formulas(path: Path) -> int:
    """How many cells hold a formula. Raises what zipfile and zlib raise."""
    if not zipfile.is_zipfile(path):
        return 0
    with zipfile.ZipFile(path) as archive:
        return sum(
            content.count(b"<f>") + content.count(b"<f ") + content.count(b"table:formula=")
            for name in archive.namelist()
            if _SHEET.fullmatch(name) or name == "content.xml"
            for content in (archive.read(name),)
        )


def kept(path: Path) -> Iterator[Sheet]:
    """The rows kept out of sight, as sheets; of what is damaged, as far as it can be read."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            try:
                if found := _DEFINITION.fullmatch(name):
                    heads, shared = _fields(_part(archive, name))
                    records = f"xl/pivotCache/pivotCacheRecords{found[1]}.xml"
                    rows = (
                        _records(_part(archive, records), shared)
                        if records in archive.namelist()
                        else []
                    )
                    yield _sheet(heads, rows or _columns(shared))
                elif _EXTERNAL.fullmatch(name):
                    yield from _linked(_part(archive, name))
            except _DAMAGES:
                continue


def _part(archive: zipfile.ZipFile, name: str) -> ET.Element:
    """Parts without declarations can do the parser no harm."""
    content = archive.read(name)
    if b"<!" in content:
        raise ValueError(name)
    return ET.fromstring(content)  # noqa: S314


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _fields(root: ET.Element) -> tuple[list[str], list[list[str]]]:
    """Heads of the cached rows, and the texts each column refers to by number."""
    heads, shared = [], []
    for field in root.iter():
        if _local(field) == "cacheField":
            heads.append(field.get("name", ""))
            shared.append(
                [
                    item.get("v", "")
                    for items in field
                    if _local(items) == "sharedItems"
                    for item in items
                ]
            )
    return heads, shared


def _records(root: ET.Element, shared: list[list[str]]) -> list[list[str]]:
    rows = []
    for record in islice(root, ROWS):
        cells = []
        for texts, cell in zip(shared, record, strict=False):
            value = cell.get("v", "")
            cells.append(texts[int(value)] if _local(cell) == "x" else value)
        rows.append(cells)
    return rows


def _columns(shared: list[list[str]]) -> list[list[str]]:
    """Without records, the different texts of each column still stand in the definition."""
    longest = min(max(map(len, shared), default=0), ROWS)
    return [[texts[row] if row < len(texts) else "" for texts in shared] for row in range(longest)]


def _linked(root: ET.Element) -> Iterator[Sheet]:
    """The cells kept of each sheet of another workbook; their first row is taken for heads."""
    for data in root.iter():
        if _local(data) != "sheetData":
            continue
        rows: list[dict[str, str]] = []
        for row in islice(data, ROWS):
            rows.append(
                {
                    cell.get("r", "").rstrip("0123456789"): "".join(cell.itertext()).strip()
                    for cell in row
                }
            )
        places = sorted(
            {place for row in rows for place in row}, key=lambda place: (len(place), place)
        )
        if rows:
            heads = [rows[0].get(place, "") for place in places]
            yield _sheet(heads, [[row.get(place, "") for place in places] for row in rows[1:]])


def _sheet(heads: list[str], rows: list[list[str]]) -> Sheet:
    """Columns under their heads, numbered where these come twice."""
    names = [
        head if head and heads.count(head) == 1 else f"{head} {at}" for at, head in enumerate(heads)
    ]
    columns = {
        name: [row[at] if at < len(row) and row[at] else None for row in rows]
        for at, name in enumerate(names)
    }
    frame = pl.DataFrame(columns, schema=dict.fromkeys(names, pl.String))
    return Sheet(
        name="", frame=frame.rename({_ROW: "row 0"} if _ROW in names else {}).with_row_index(_ROW, offset=1),
        header_rows=(1,),
    )  # fmt: skip
