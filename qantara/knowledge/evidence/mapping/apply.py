"""A file as read and a mapping to rows that are understood, with all that was not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import reduce

import polars as pl

from qantara.knowledge.evidence import numbers
from qantara.knowledge.evidence.findings import Finding, about
from qantara.knowledge.evidence.mapping import lookups, values
from qantara.knowledge.evidence.mapping.model import SHEET, Break, Correction, Mapping, Series
from qantara.knowledge.evidence.mapping.places import Places
from qantara.knowledge.evidence.mapping.series import Context, columns_of, figures_of, understand
from qantara.knowledge.evidence.mapping.values import Manner
from qantara.knowledge.evidence.numbers import NATIVE
from qantara.knowledge.evidence.readers.sheets import Sheet, Sheets
from qantara.knowledge.frameworks import Framework
from qantara.knowledge.observations.rows import ROWS


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """``rows``: see observations.rows.ROWS. ``decimal``: the sign each (sheet, column) was read by."""

    rows: pl.DataFrame
    findings: tuple[Finding, ...]
    decimal: dict[tuple[str, str], str]

    @property
    def questions(self) -> tuple[Finding, ...]:
        """What the mapping must answer; the rows in question wait."""
        return tuple(each for each in self.findings if each.severity == "question")

    @property
    def problems(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.severity != "question")


def apply(sheets: Sheets, mapping: Mapping, framework: Framework, places: Places) -> Understood:
    """Understand a file by its mapping. What is not understood is a finding, never a guess."""
    rows: list[pl.DataFrame] = []
    findings: list[Finding] = []
    decimal: dict[tuple[str, str], str] = {}
    for sheet in sheets.sheets:
        manner = Manner(
            sheet=sheet.name, absence=mapping.absence, decimal=mapping.decimal, fallback=""
        )
        context = Context(framework=framework, places=places, manner=manner)
        context.say(*sheet.findings)
        understood = _sheet(sheet, mapping, context)
        rows += [_under_heads(frame, sheet) for frame in understood]
        findings += [
            replace(one, column=sheet.heads.get(one.column, one.column)) for one in context.findings
        ]
        decimal |= {(sheet.name, column): sign for column, sign in context.decimal.items() if sign}
    findings += _unused(sheets, mapping)
    together = pl.concat(rows) if rows else pl.DataFrame(schema=ROWS)
    return Understood(
        rows=reduce(_broken, mapping.breaks, together), findings=tuple(findings), decimal=decimal
    )


def _sheet(sheet: Sheet, mapping: Mapping, context: Context) -> list[pl.DataFrame]:
    wanted = [one for one in mapping.series if not one.sheets or sheet.name in one.sheets]
    complete = [one for one in wanted if _has_columns(sheet, one, mapping, context)]
    if not complete:
        return []
    needed = set().union(*(columns_of(one) for one in complete)) | _asides(mapping)
    figures = set().union(*map(figures_of, complete))
    frame = lookups.clean(sheet.frame, needed, sheet.name, figures=figures)
    if mapping.fill_down:
        frame = frame.with_columns(
            pl.col(lookups.cell(name) for name in mapping.fill_down).forward_fill()
        )
    for correction in mapping.corrections:
        frame = _corrected(frame, correction, context)
    context.manner = Manner(
        sheet=sheet.name,
        absence=mapping.absence,
        decimal=mapping.decimal,
        fallback=_proven(frame, complete, mapping),
    )
    return [understand(frame, one, context) for one in complete]


def _under_heads(rows: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """``rows`` with the columns they stand in called what people see over them."""
    return rows.with_columns(pl.col("column").replace(dict(sheet.heads))) if sheet.heads else rows


def _asides(mapping: Mapping) -> set[str]:
    """Columns that corrections look at and that are filled down."""
    corrected = {one.column for one in mapping.corrections}
    conditions = {each.column for one in mapping.corrections for each in one.where}
    return corrected | conditions | set(mapping.fill_down)


def _has_columns(sheet: Sheet, series: Series, mapping: Mapping, context: Context) -> bool:
    missing = sorted((columns_of(series) | set(mapping.fill_down)) - {*sheet.columns, SHEET})
    for column in missing:
        near = get_close_matches(column, sheet.columns, n=3) or sheet.columns[:10]
        context.say(
            Finding(
                kind="column_missing", severity="question", sheet=sheet.name, column=column,
                values=tuple(near),
            )
        )  # fmt: skip
    return not missing


def _unused(sheets: Sheets, mapping: Mapping) -> list[Finding]:
    """Series of the mapping whose sheets the file does not have."""
    names = {sheet.name for sheet in sheets.sheets}
    return [
        Finding(
            kind="sheet_missing", severity="question", sheet=", ".join(one.sheets),
            values=tuple(sorted(names)),
        )
        for one in mapping.series
        if one.sheets and not names & set(one.sheets)
    ]  # fmt: skip


def _corrected(frame: pl.DataFrame, one: Correction, context: Context) -> pl.DataFrame:
    """A declared correction, made where the cell still holds what it was declared for."""
    sheet = context.manner.sheet
    detail = {
        "was": one.was, "becomes": one.becomes, "reason": one.reason, "provider": one.provider,
        "on": one.on.isoformat(),
    }  # fmt: skip
    name = lookups.cell(one.column)
    asked = {name, *(lookups.cell(each.column) for each in one.where)}
    meets = lookups.all_hold(one.where) & (pl.col(name).str.strip_suffix(NATIVE) == one.was)
    rows = frame.filter(meets) if asked <= set(frame.columns) else frame.clear()
    if rows.is_empty():
        context.say(
            Finding(
                kind="correction_fits_nothing", severity="question", sheet=sheet, column=one.column,
                detail=detail,
            )
        )  # fmt: skip
        return frame
    context.say(about("corrected", "info", rows, sheet=sheet, column=one.column, **detail))
    changed = pl.when(meets).then(pl.lit(one.becomes)).otherwise(pl.col(name))
    return frame.with_columns(changed.alias(name))


def _proven(frame: pl.DataFrame, every: list[Series], mapping: Mapping) -> str:
    """The decimal sign that the figures of this sheet prove together, if they agree."""
    if mapping.decimal:
        return mapping.decimal
    columns = {name for series in every for value in series.values for name in value.columns}
    signs = {
        numbers.proven(values.without_marks(frame[lookups.cell(name)], mapping.absence))
        for name in columns
    } - {""}
    return signs.pop() if len(signs) == 1 else ""


def _broken(rows: pl.DataFrame, one: Break) -> pl.DataFrame:
    """``rows`` with a declared break marked on the figures of its period."""
    breaks = pl.col("period") == one.period
    if one.definition:
        breaks &= pl.col("definition") == one.definition
    if one.territory:
        breaks &= pl.col("territory") == one.territory
    return rows.with_columns(
        is_break=pl.col("is_break") | breaks,
        break_note=pl.when(breaks).then(pl.lit(one.reason)).otherwise("break_note"),
    )
