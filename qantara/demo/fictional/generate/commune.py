"""Nordemar, a small commune on the short set: it fills in the network's own spreadsheet, in French."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any
from zipfile import ZipFile, ZipInfo

import openpyxl
import polars as pl

from qantara.core.breakdowns import TOTAL
from qantara.demo.fictional.generate.shapes import MADE
from qantara.knowledge import frameworks
from qantara.knowledge.evidence import template
from qantara.knowledge.evidence.readers.template import NUMBERS
from qantara.knowledge.frameworks import Framework

NAME = {"ar": "نوردمار", "en": "Nordemar", "es": "Nordemar", "fr": "Nordemar"}
REGISTER, COUNTED, SAID = "register", "administrative", "self_reported"
#: The 25 figures a commune can answer itself (FRAMEWORK 9), with those it has by sex: definition,
#: breakdown, period, value or why there is none, method.
ANSWERS: tuple[tuple[str, str, str, float | str, str], ...] = (
    ("CTX-01", "", "2025-01-01", 6_214, REGISTER), ("CTX-01", "SEX=F", "2025-01-01", 3_177, REGISTER),
    ("CTX-01", "SEX=M", "2025-01-01", 3_037, REGISTER), ("CTX-04", "", "2024", 1_874, COUNTED),
    ("POP-01", "", "2025-01-01", 214, REGISTER), ("POP-01", "SEX=F", "2025-01-01", 103, REGISTER),
    ("POP-01", "SEX=M", "2025-01-01", 111, REGISTER), ("POP-05", "", "2025-01-01", 48.1, REGISTER),
    ("POP-09", "", "2025-01-01", 871, REGISTER), ("POP-09", "SEX=F", "2025-01-01", 448, REGISTER),
    ("POP-09", "SEX=M", "2025-01-01", 423, REGISTER), ("LEG-02", "", "2025-01-01", 9, COUNTED),
    ("EDU-01", "", "2024", 99.1, COUNTED), ("EDU-05", "", "2024", "none_exists", COUNTED),
    ("HLT-06", "", "2024", "none_exists", COUNTED), ("SRV-01", "", "2024", "none_exists", COUNTED),
    ("SRV-02", "", "2024", 1, COUNTED), ("SRV-03", "", "2024", 2, COUNTED),
    ("PAR-03", "", "2024", "not_applicable", COUNTED), ("PAR-06", "", "2024", 1, COUNTED),
    ("GOV-01", "", "2024", 2, SAID), ("GOV-02", "", "2024", 0, SAID), ("GOV-03", "", "2024", 1, SAID),
    ("GOV-04", "", "2024", 2, SAID), ("GOV-05", "", "2024", 1, SAID), ("GOV-06", "", "2024", 0, SAID),
    ("GOV-07", "", "2024", 0, SAID), ("GOV-10", "", "2024", 1, SAID),
)  # fmt: skip


def files() -> Iterator[tuple[str, bytes]]:
    """The spreadsheet of Nordemar, filled in."""
    framework = frameworks.default()
    empty = template.make(
        framework, _known(), territory="nordemar", name=NAME, lang="fr", today=date(2026, 4, 1)
    )
    yield "short-set.xlsx", _same_every_time(_filled(empty, framework))


def _known() -> pl.DataFrame:
    """What the network has on record: a line each for figures that a template asks for only then."""
    return pl.DataFrame(
        [
            {
                "territory": "nordemar", "definition": definition, "breakdown": "", "unit": unit,
                "period": "2023", "absence": "not_collected",
            }
            for definition, unit in (("HLT-06", "FAC"), ("PAR-06", "ASSOC"))
        ]
    ).with_columns(
        *(pl.lit(None, pl.Float64).alias(name) for name in NUMBERS),
        *(pl.lit("").alias(name) for name in ("obs_status", "method", "break_note", "note")),
    )  # fmt: skip


def _filled(workbook: bytes, framework: Framework) -> bytes:
    """The template as a person fills it in: words of its lists, a line after the other."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    book.properties.modified = MADE
    words = {
        name: {entry.code: entry.name["fr"] for entry in framework.codes[name].codes}
        for name in ("absence", "method", "obs_status")
    }
    sheet, names = _sheet(book)
    column = {name: at for at, name in enumerate(names, start=1)}
    for definition, breakdown, period, said, method in ANSWERS:
        row = next(
            number
            for number in range(1, sheet.max_row + 1)
            if sheet.cell(number, column["definition"]).value == definition
            and sheet.cell(number, column["breakdown"]).value == (breakdown or TOTAL)
        )
        sheet.cell(row, column["period"]).value = period
        absence = words["absence"][said] if isinstance(said, str) else None
        sheet.cell(row, column["absence"]).value = absence
        sheet.cell(row, column["value"]).value = None if absence else said
        sheet.cell(row, column["method"]).value = words["method"][method]
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _sheet(book: Any) -> tuple[Any, list[str]]:
    """The sheet of figures, and the names of its columns from the hidden row under the heads."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=1, max_row=10, values_only=True):
            if "definition" in row and "breakdown" in row:
                return sheet, [str(name or "") for name in row]
    raise LookupError("the template has no hidden row that names its columns")


def _same_every_time(workbook: bytes) -> bytes:
    """The parts of a workbook packed anew, without the hour at which each was written."""
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(workbook)) as given, ZipFile(buffer, "w") as packed:
        for name in given.namelist():
            packed.writestr(ZipInfo(name), given.read(name))
    return buffer.getvalue()
