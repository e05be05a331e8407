"""Every change between two releases as a table for spreadsheets."""

from __future__ import annotations

from django.utils import translation

from qantara.knowledge.profiles.changes import Change
from qantara.knowledge.profiles.compared import Compared, reasons
from qantara.knowledge.profiles.figures import Figure
from qantara.releases.kinds import Issue
from qantara.tables import csv

HEADS = (
    "CHANGE", "SERIES_KEY", "DEFINITION", "NAME", "REF_AREA", "TIME_PERIOD", "BREAKDOWN", "PART",
    "UNIT_MEASURE", "OBS_VALUE_BEFORE", "OBS_LOW_BEFORE", "OBS_HIGH_BEFORE", "OBS_STATUS_BEFORE",
    "OBS_VALUE", "OBS_LOW", "OBS_HIGH", "OBS_STATUS", "ABSENCE", "REASON",
)  # fmt: skip


def table(older: Issue, newer: Issue, lang: str) -> bytes:
    """Every change as CSV, a row a figure. What is gone has no number, before or now."""
    with translation.override(lang):
        found = Compared(older, newer, lang)
        rows = [_table_row(change, found) for change in found.changes.figures]
    return csv.table(HEADS, rows, has_bom=True)


def _table_row(change: Change, found: Compared) -> list[object]:
    about, before, words = change.about, change.before, found.words_of(change).words
    breakdown = ";".join(f"{dimension}={code}" for dimension, code in about.parts.items())
    return [
        change.what, about.key, about.definition, words.name(about.definition), about.territory,
        about.period, breakdown, words.parts(about), about.unit,
        *_numbers(before), before.obs_status if before else "",
        *_numbers(about), about.obs_status, about.absence,
        " ".join(reasons(change, found)),
    ]  # fmt: skip


def _numbers(figure: Figure | None) -> list[object]:
    """Value, low and high, with as many decimals as they are printed with."""
    if figure is None:
        return ["", "", ""]
    return [
        "" if number is None else round(number, figure.decimals)
        for number in (figure.value, figure.low, figure.high)
    ]
