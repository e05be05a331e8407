"""A file as read and a mapping to rows that are understood, with all that was not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import reduce

import polars as pl

from qantara.knowledge.evidence import numbers
from qantara.knowledge.evidence.findings import Finding, about
from qantara.knowledge.evidence.mapping import columns, lookups, sections, values
from qantara.knowledge.evidence.mapping.model import OURS, Break, Correction, Mapping, Series
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
    tables, aside = _tables(sheets, mapping)
    for sheet in tables:
        if mapping.sections:
            sheet = sections.divided(sheet, mapping.sections)
        manner = Manner(
            sheet=sheet.name, absence=mapping.absence, flags=mapping.flags, decimal=mapping.decimal,
            fallback="",
        )  # fmt: skip
        context = Context(framework=framework, places=places, manner=manner)
        context.say(*sheet.findings)
        understood = _sheet(sheet, mapping, context)
        rows += [_under_heads(frame, sheet) for frame in understood]
        findings += [
            replace(one, column=sheet.heads.get(one.column, one.column)) for one in context.findings
        ]
        decimal |= {(sheet.name, column): sign for column, sign in context.decimal.items() if sign}
    findings += [*aside, *_unused(sheets, mapping)]
    if not mapping.text:
        findings = [_typed(one) for one in findings]
    together = pl.concat(rows) if rows else pl.DataFrame(schema=ROWS)
    return Understood(
        rows=reduce(_broken, mapping.breaks, together), findings=tuple(findings), decimal=decimal
    )


#: What is said in place of a question where no mapping file could answer it: the cells must.
_TYPED = {
    "unknown_period": "typed_period",
    "unknown_code": "typed_code",
    "unknown_part": "typed_code",
    "unknown_place": "typed_code",
    "unknown_mark": "typed_number",
    "unknown_flag": "typed_number",
    "not_a_number": "typed_number",
    "numbers_ambiguous": "typed_separator",
    "numbers_contradictory": "typed_separator",
}


def _typed(one: Finding) -> Finding:
    """A finding about a template: it is for whoever filled it in."""
    if one.kind == "unknown_mark" and one.values == ("",):
        return replace(one, kind="neither_value_nor_absence", severity="error")
    if one.kind in _TYPED:
        return replace(one, kind=_TYPED[one.kind], severity="error")
    return one


def _sheet(sheet: Sheet, mapping: Mapping, context: Context) -> list[pl.DataFrame]:
    wanted = [one for one in mapping.series if not one.sheets or sheet.name in one.sheets]
    complete = _complete(wanted, sheet, mapping, context)
    if not complete:
        return []
    needed = set().union(*(columns_of(one) for one in complete)) | _asides(mapping)
    context.say(columns.unused(complete, sheet, needed))
    figures = set().union(*map(figures_of, complete))
    frame = lookups.clean(sheet.frame, needed, sheet.name, figures=figures)
    if mapping.fill_down:
        frame = frame.with_columns(
            pl.col(name).forward_fill()
            for name in map(lookups.cell, mapping.fill_down)
            if name in frame.columns
        )
    for correction in mapping.corrections:
        frame = _corrected(frame, correction, context)
    context.manner = replace(context.manner, fallback=_proven(frame, complete, context.manner))
    return [understand(frame, one, context) for one in complete]


def _under_heads(rows: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """``rows`` with the columns they stand in called what people see over them."""
    return rows.with_columns(pl.col("column").replace(dict(sheet.heads))) if sheet.heads else rows


def _asides(mapping: Mapping) -> set[str]:
    """Columns that corrections look at and that are filled down."""
    corrected = {one.column for one in mapping.corrections}
    conditions = {each.column for one in mapping.corrections for each in one.where}
    return corrected | conditions | set(mapping.fill_down)


def _complete(
    wanted: list[Series], sheet: Sheet, mapping: Mapping, context: Context
) -> list[Series]:
    """The series that this sheet has all columns for."""
    complete = []
    for one in wanted:
        series, findings = columns.found(one, sheet)
        context.say(*findings)
        if series.values and _has_columns(sheet, series, mapping, context):
            complete.append(series)
    return complete


def _has_columns(sheet: Sheet, series: Series, mapping: Mapping, context: Context) -> bool:
    missing = sorted(_needs(series, mapping) - {*sheet.columns, *OURS})
    for column in missing:
        near = get_close_matches(column, sheet.columns, n=3) or sheet.columns[:10]
        context.say(
            Finding(
                kind="column_missing", severity="question", sheet=sheet.name, column=column,
                values=tuple(near),
            )
        )  # fmt: skip
    return not missing


def _needs(series: Series, mapping: Mapping) -> set[str]:
    return columns_of(series) | set(mapping.fill_down)


def _tables(sheets: Sheets, mapping: Mapping) -> tuple[list[Sheet], list[Finding]]:
    """The sheets that the mapping is about. Cover pages and notes beside them are left alone.

    Left alone is a sheet that has none of the columns asked for, where another one has them all.
    """
    open_to_all = [one for one in mapping.series if not one.sheets]
    heads = [_needs(one, mapping) - OURS for one in open_to_all]
    named = {name for one in mapping.series for name in one.sheets}
    is_table = {
        sheet.name: sheet.name in named or any(needed <= set(sheet.columns) for needed in heads)
        for sheet in sheets.sheets
    }
    aside = [
        sheet
        for sheet in sheets.sheets
        if open_to_all
        and not is_table[sheet.name]
        and any(is_table.values())
        and not set().union(*heads) & set(sheet.columns)
    ]
    findings = [
        Finding(kind="sheet_left_alone", severity="info", sheet=sheet.name) for sheet in aside
    ]
    return [sheet for sheet in sheets.sheets if sheet not in aside], findings


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


def _proven(frame: pl.DataFrame, every: list[Series], manner: Manner) -> str:
    """The decimal sign that the figures of this sheet prove together, if they agree."""
    if manner.decimal:
        return manner.decimal
    figures = {name for series in every for value in series.values for name in value.columns}
    signs = {
        numbers.proven(values.bare(frame[lookups.cell(name)], manner).texts) for name in figures
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
