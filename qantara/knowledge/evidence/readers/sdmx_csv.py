"""SDMX-CSV 1.0 and 2.0: a CSV whose first column names the data flow or the structure.

Codes and labels that share a cell (``AT: Austria``, under ``REF_AREA: Reference area``) are parted:
the column keeps the code, a second one called ``REF_AREA label`` the words.
SDMX-CSV field guide: https://github.com/sdmx-twg/sdmx-csv.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import polars as pl
from django.utils.translation import gettext as _

from qantara.knowledge.evidence.findings import Finding, about
from qantara.knowledge.evidence.readers import csv
from qantara.knowledge.evidence.readers.sheets import ReadOptions, Sheet, Sheets, UnreadableFile

NAME = "sdmx-csv"

#: 1.0 begins with DATAFLOW; 2.0 with STRUCTURE, which may name the separator of sub-fields.
_FIRST = re.compile(
    rb'^(?:\xef\xbb\xbf)?"?(?:DATAFLOW(?=[";,:])|STRUCTURE(?:\[.\])?"?[;,]"?STRUCTURE_ID)'
)
#: Identifiers of components; a head with a colon after one carries a label.
_LABELLED = re.compile(r"([A-Z][A-Z0-9_]*(?:\[[^\]]*\])?): (.+)", re.DOTALL)

#: Rows that take figures back are no evidence for new ones.
_DELETE = "D"


def sniffs(path: Path, head: bytes) -> bool:
    return bool(_FIRST.match(head))


def read(path: Path, options: ReadOptions) -> Sheets:
    """The one sheet of an SDMX-CSV message, with codes parted from labels. Raises UnreadableFile."""
    sheets = csv.read(path, replace(options, header_rows=options.header_rows or (1,)))
    sheet = sheets.sheets[0]
    frame = _parted(sheet.frame)
    findings = list(sheet.findings)
    if "ACTION" in frame.columns:
        findings += _deletions(frame, sheet)
        frame = frame.filter(pl.col("ACTION") != _DELETE)
    if not {"TIME_PERIOD", "OBS_VALUE"} & set(frame.columns) and frame.is_empty():
        raise UnreadableFile(_("The SDMX-CSV message holds no observations."))
    sheet = replace(sheet, frame=frame, findings=tuple(findings))
    return replace(sheets, format=NAME, sheets=(sheet,))


def _deletions(frame: pl.DataFrame, sheet: Sheet) -> list[Finding]:
    deleted = frame.filter(pl.col("ACTION") == _DELETE)
    finding = about("row_deletes", "warning", deleted, sheet=sheet.name, column="ACTION")
    return [finding] if finding else []


def _parted(frame: pl.DataFrame) -> pl.DataFrame:
    """Every ``ID: label`` column as two."""
    columns: list[pl.Expr] = []
    for name in frame.columns:
        head = _LABELLED.fullmatch(name)
        if not head:
            columns.append(pl.col(name))
            continue
        code, label = pl.col(name).str.split_exact(": ", 1), f"{head[1]} label"
        has_label = pl.col(name).str.contains(r"^[^\s:]+: ")
        columns.append(
            pl.when(has_label)
            .then(code.struct.field("field_0"))
            .otherwise(pl.col(name))
            .alias(head[1])
        )
        if frame[name].str.contains(r"^[^\s:]+: ").any():
            text = pl.col(name).str.replace(r"^[^\s:]+: ", "")
            columns.append(pl.when(has_label).then(text).alias(label))
    return frame.select(columns)
