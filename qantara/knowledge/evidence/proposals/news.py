"""What is new in a file whose columns are known: periods, texts, marks; asked about and added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import polars as pl
from django.utils.translation import gettext as _

from qantara.knowledge.evidence.mapping import Mapping, lookups
from qantara.knowledge.evidence.mapping.model import SHEET, Lookup, Series
from qantara.knowledge.evidence.mapping.series import columns_of, figures_of
from qantara.knowledge.evidence.proposals import (
    codes,
    facts,
    marks,
    options,
    times,
)
from qantara.knowledge.evidence.proposals.asking import Asking
from qantara.knowledge.evidence.proposals.facts import Table
from qantara.knowledge.evidence.proposals.model import Option
from qantara.knowledge.evidence.proposals.options import IGNORE, VALUE
from qantara.knowledge.evidence.proposals.reading import Read


def lookups_of(series: Series) -> list[tuple[str, Lookup]]:
    """What a series looks up, by the field of ours."""
    said = {
        "definition": series.definition, "territory": series.territory, "period": series.period,
        "unit": series.unit, **series.breakdown,
    }  # fmt: skip
    return [(field, each) for field, each in said.items() if isinstance(each, Lookup)]


def periods_of(asking: Asking, mapping: Mapping, tables: Sequence[Table]) -> Mapping:
    """Periods said once for the whole earlier file: this one is probably about another."""
    titles = [text for table in tables for text in table.titles]
    years = list(dict.fromkeys(year for text in titles for year in times.years_in(text)))
    answers: dict[str, str] = {}
    for series in mapping.series:
        before = series.period
        if not isinstance(before, str) or not before or before in answers:
            continue
        given = asking.answered(f"earlier:period:{before}")
        proposed = years[0] + before[4:] if len(years) == 1 else ""
        answers[before] = asking.ask(
            f"earlier:period:{before}",
            "table",
            _("The earlier file was about %(period)s. Which year or day is this one about?")
            % {"period": before},
            proposed=proposed,
            why=_("It stands over the table or in its name.")
            if proposed
            else _("The file does not say."),
            certainty="likely" if proposed else "open",
            is_free=True,
            fits=not given or times.is_period(given),
        )
    changed = tuple(
        replace(series, period=answers.get(series.period, "") or series.period)
        if isinstance(series.period, str)
        else series
        for series in mapping.series
    )
    return replace(mapping, series=changed)


def codes_of(asking: Asking, mapping: Mapping, table: Table) -> Mapping:
    """Texts that the earlier mapping does not know, asked about and added to it."""
    asked: dict[tuple[str, str], str] = {}
    changed = []
    for series in mapping.series:
        is_here = not series.sheets or set(series.sheets) & set(table.sheets)
        if not is_here or not columns_of(series) <= {*table.columns, SHEET}:
            changed.append(series)
            continue
        rows = _rows(table, series)
        for field, lookup in lookups_of(series):
            texts = [
                text for text in rows[lookup.column].unique(maintain_order=True).to_list() if text
            ]
            unknown = lookups.unknown(texts, lookup, _translate(asking, field, lookup))[
                : facts.MOST_TEXTS
            ]
            said = _asked(asking, table, field, lookup, unknown, asked)
            series = _with(series, field, _added(lookup, said))
        changed.append(series)
    return replace(mapping, series=tuple(changed))


def _rows(table: Table, series: Series) -> pl.DataFrame:
    """The rows of a table that a series reads."""
    asked = columns_of(series) - {SHEET}
    cells = table.frame.with_columns(pl.col(name).alias(lookups.cell(name)) for name in asked)
    return cells.filter(lookups.all_hold(series.where)) if series.where else cells


def _translate(asking: Asking, field: str, lookup: Lookup) -> Callable[[str], str | None]:
    match field:
        case "territory":
            return lookups.to_territory(lookup, asking.places)
        case "period":
            return lookups.to_period
    return lookups.to_code


def _asked(
    asking: Asking,
    table: Table,
    field: str,
    lookup: Lookup,
    unknown: list[str],
    asked: dict[tuple[str, str], str],
) -> dict[str, str]:
    """Unknown text -> code, as answered; each text of a column is asked about once."""
    said = codes.meanings(asking, field, unknown) if field != "period" else {}
    found = {}
    for text in unknown:
        if (lookup.column, text) not in asked:
            asked[lookup.column, text] = (
                _ask_period(asking, table, lookup.column, text)
                if field == "period"
                else asking.ask(
                    f"code:{table.id}:{lookup.column}:{text}",
                    "place" if field in {"territory", "DIST"} else "code",
                    _("What does “%(text)s” in “%(column)s” stand for?")
                    % {"text": text, "column": lookup.column},
                    options.codes(asking, field, (said[text].code, *said[text].others)),
                    proposed=said[text].code,
                    why=_("It was not in the earlier file.") + " " + said[text].why,
                    # What is new in a file that was known is never taken for granted.
                    certainty="likely" if said[text].code else "open",
                    about=text,
                )
            )
        found[text] = asked[lookup.column, text]
    return found


def _ask_period(asking: Asking, table: Table, column: str, text: str) -> str:
    year, _sign = times.flagged(text)
    read = times.written([text]).codes.get(text, "") or year
    return asking.ask(
        f"code:{table.id}:{column}:{text}",
        "code",
        _("Which period is “%(text)s” in “%(column)s”?") % {"text": text, "column": column},
        (*([Option(read, read)] if read else ()), Option(IGNORE, _("Leave these rows out"))),
        proposed=read,
        why=_("It is not written like the periods of the earlier file."),
        certainty="likely" if read else "open",
        about=text,
    )


def _added(lookup: Lookup, said: dict[str, str]) -> Lookup:
    ignored = {text for text, code in said.items() if code == IGNORE}
    known = {text: code for text, code in said.items() if code not in {"", IGNORE}}
    if not (ignored or known):
        return lookup
    by_scheme = lookup.scheme and not lookup.codes
    return replace(
        lookup,
        codes={**lookup.codes, **({} if by_scheme else known)},
        ignore=lookup.ignore | ignored,
    )


def _with(series: Series, field: str, lookup: Lookup) -> Series:
    if field in {"definition", "territory", "period", "unit"}:
        return replace(series, **{field: lookup})  # type: ignore[arg-type]
    return replace(series, breakdown={**series.breakdown, field: lookup})


def marks_of(asking: Asking, mapping: Mapping, table: Table) -> Mapping:
    """Marks and signs that the earlier file did not have."""
    figures = [
        name
        for name in table.columns
        if any(name in figures_of(series) for series in mapping.series)
    ]
    read = Read(table=table, frame=table.frame, roles=dict.fromkeys(figures, VALUE))
    for series in mapping.series:
        if columns_of(series) <= {*table.columns, SHEET}:
            read.frame = _rows(table, series)
            found = marks.marks(asking, read, known=mapping.absence)
            signs = marks.flags(asking, read, known=mapping.flags)
            mapping = replace(
                mapping,
                absence={**mapping.absence, **{mark: code for mark, code in found.items() if code}},
                flags={**mapping.flags, **signs},
            )
    return mapping
