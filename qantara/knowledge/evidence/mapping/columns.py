"""Columns of figures that a mapping knows by what their heads look like."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher

from qantara.core import breakdowns
from qantara.knowledge.evidence.findings import Finding
from qantara.knowledge.evidence.mapping.lookups import plain
from qantara.knowledge.evidence.mapping.model import ColumnsLike, Series, Value
from qantara.knowledge.evidence.readers.sheets import Sheet


def found(series: Series, sheet: Sheet) -> tuple[Series, list[Finding]]:
    """``series`` with a value for each column of the sheet whose head fits, and what is wrong."""
    values, findings = list(series.values), []
    for like in series.like:
        fitting = [name for name in sheet.columns if _groups(like, name) is not None]
        if not fitting:
            findings.append(
                Finding(
                    kind="no_column_fits", severity="question", sheet=sheet.name,
                    values=_most_alike(like.pattern.pattern, sheet.columns), distinct=len(sheet.columns),
                    detail={"pattern": like.pattern.pattern},
                )
            )  # fmt: skip
        for name in fitting:
            try:
                values.append(_value(like, name))
            except breakdowns.BreakdownError:
                findings.append(
                    Finding(
                        kind="unknown_in_mapping", severity="question", sheet=sheet.name, column=name,
                        detail={"field": "breakdown", "code": _filled(like, like.breakdown, name)},
                    )
                )  # fmt: skip
    return replace(series, values=tuple(values)), findings


def _most_alike(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: -SequenceMatcher(None, text, name).ratio()))


def unused(every: list[Series], sheet: Sheet, known: set[str]) -> Finding | None:
    """Columns that the mapping leaves out, called like those it reads but for a number: a new year."""
    read = {
        _without_digits(name) for series in every for value in series.values for name in value.plus
    }
    ignored = {name for series in every for like in series.like for name in like.ignore}
    left = tuple(
        name
        for name in sheet.columns
        if name not in known | ignored
        and name != _without_digits(name)
        and _without_digits(name) in read
    )
    if not left:
        return None
    return Finding(
        kind="columns_alike_not_read", severity="warning", sheet=sheet.name, values=left,
        distinct=len(left),
    )  # fmt: skip


def _without_digits(name: str) -> str:
    return re.sub(r"\d+", "#", name)


def _groups(like: ColumnsLike, name: str) -> tuple[str, ...] | None:
    """The whole head and the groups of the pattern in it, translated; None where it does not fit."""
    head = plain(name)
    match = like.pattern.fullmatch(head)
    if match is None or like.ignore & {name, head}:
        return None
    return (head, *(like.codes.get(group or "", group or "") for group in match.groups()))


def _filled(like: ColumnsLike, template: str, name: str) -> str:
    return template.format(*(_groups(like, name) or ()))


def _value(like: ColumnsLike, name: str) -> Value:
    return Value(
        plus=(name,),
        parts=breakdowns.parse(_filled(like, like.breakdown, name)),
        definition=_filled(like, like.definition, name),
        unit=_filled(like, like.unit, name),
        period=_filled(like, like.period, name),
    )
