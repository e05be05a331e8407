"""Everything a visitor can download, read as an outsider reads it: files alone, none of our code."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

DIMENSIONS = (
    "AGE", "AGEG", "CITG", "COB", "DIST", "EDU", "GROUND", "GRADE", "LEVEL", "NAT", "NATG", "ORG",
    "SECTOR", "SEX", "TENURE", "TYPE",
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """One figure of one release. ``value`` is None where none is printed."""

    release: str
    key: str
    place: str
    definition: str
    period: str
    parts: tuple[tuple[str, str], ...]
    unit: str
    value: float | None
    low: float | None
    high: float | None
    numerator: float | None
    denominator: float | None
    decimals: int
    status: str
    state: str
    method: str
    source: str

    @property
    def is_hidden(self) -> bool:
        return self.state in ("withheld", "courtesy")


def figures(archive: Path | BinaryIO, *, release: str) -> Iterator[Said]:
    """The rows of ``figures.csv`` of a downloaded archive."""
    with zipfile.ZipFile(archive) as packed:
        text = packed.read("figures.csv").decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(text)):
        yield Said(
            release=release, key=row["SERIES_KEY"], place=row["REF_AREA"],
            definition=row["DEFINITION"], period=row["TIME_PERIOD"],
            parts=tuple(
                (name, row[name])
                for name in DIMENSIONS
                if row.get(name, "_T") not in ("_T", "")
            ),
            unit=row["UNIT_MEASURE"], value=_number(row["OBS_VALUE"]),
            low=_number(row["OBS_LOW"]), high=_number(row["OBS_HIGH"]),
            numerator=_number(row["NUMERATOR"]), denominator=_number(row["DENOMINATOR"]),
            decimals=int(row["DECIMALS"] or 0), status=row["OBS_STATUS"], state=row["STATE"],
            method=row["METHOD"], source=row["SOURCE"],
        )  # fmt: skip


def _number(text: str) -> float | None:
    return float(text) if text else None
