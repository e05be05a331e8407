"""Qantara's own spreadsheet: made for a city in its language, with what is known filled in.

A hidden row under the heads names the columns for the reader, a hidden sheet the codes behind the
words of the lists, so that a file read back needs nothing but itself and its columns may be moved.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara.core import breakdowns
from qantara.knowledge.evidence import apart
from qantara.knowledge.evidence.mapping.model import (
    Condition,
    Lookup,
    Mapping,
    Series,
    SourceNote,
    Value,
)
from qantara.knowledge.evidence.readers import template as reader
from qantara.knowledge.evidence.readers.sheets import ReadOptions
from qantara.knowledge.evidence.readers.template import CODES, HIDDEN_COLUMNS, MARK, SAID, VERSION
from qantara.knowledge.evidence.words import category
from qantara.knowledge.frameworks import Framework

#: Rows ready to be filled beyond those made: lists and formats reach this far.
SPARE_ROWS = 500

_VISIBLE = (
    ("definition", 12), ("name", 44), ("category", 26), ("period", 12), ("unit_name", 14), ("value", 14),
    ("low", 12), ("high", 12), ("absence", 22), ("obs_status", 16), ("method", 24), ("break_note", 30),
    ("note", 36),
)  # fmt: skip
_LISTS = ("absence", "obs_status", "method")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the sheet. ``said``: what it says already, by column; empty where it asks."""

    definition: str
    breakdown: str
    unit: str
    said: Dictionary[str, Any]


def make(
    framework: Framework,
    known: pl.DataFrame,
    *,
    territory: str,
    name: Dictionary[str, str],
    lang: str,
    today: date,
    asked_for: Collection[str] | None = None,
) -> bytes:
    """The workbook for one territory in one language.

    known      the figures on record (the figure frame of docs/concepts.md)
    name       the territory's name by language
    asked_for  codes of the indicators with lines to be filled in; none: the core
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": datetime.combine(today, time())})
    with translation.override(lang):
        words = _words(framework, lang)
        core = {one.code for one in framework.indicators if one.is_core}
        rows = list(_rows(framework, known, territory, core if asked_for is None else asked_for))
        known_too = _("The sheet “Figures” holds what is known already and lines to be filled in.")
        _introduction(book, name[lang], lang, known_too)
        _figures(book, framework, rows, words, territory=territory, lang=lang)
        _definitions(book, framework, rows, lang)
        _codes(book, framework, rows, words, territory=territory, lang=lang)
    book.close()
    return buffer.getvalue()


def asked(
    framework: Framework,
    lines: Iterable[tuple[str, str, str, str]],
    *,
    territory: str,
    name: Dictionary[str, str],
    lang: str,
    today: date,
    organisation: str,
    title: str,
) -> bytes:
    """The workbook with nothing but the lines that somebody is asked to fill in.

    lines         (definition, breakdown, unit, period)
    organisation  whose figures they will be, and ``title`` of what
    """
    rows = [
        Row(definition=definition, breakdown=breakdown, unit=unit, said={"period": period})
        for definition, breakdown, unit, period in lines
    ]
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": datetime.combine(today, time())})
    with translation.override(lang):
        words = _words(framework, lang)
        _introduction(book, name[lang], lang, _("The sheet “Figures” holds the lines asked for."))
        _figures(book, framework, rows, words, territory=territory, lang=lang)
        _definitions(book, framework, rows, lang)
        about = {"organisation": organisation, "title": title}
        _codes(book, framework, rows, words, territory=territory, lang=lang, about=about)
    book.close()
    return buffer.getvalue()


def mapping_of(path: Path) -> Mapping:
    """What a filled-in template says about itself, as a mapping. Raises UnreadableFile."""
    about = apart.about_template(path)
    series = Series(
        sheets=(),
        definition=Lookup(column="definition"),
        territory=Lookup(column="territory"),
        period=Lookup(column="period"),
        unit=Lookup(column="unit"),
        values=(Value(plus=("value",)),),
        breakdown_column="breakdown",
        where=(Condition(column="is_as_known", texts=frozenset({"yes"}), is_negated=True),),
        is_optional=True,
        nothing="template_as_made",
        low="low",
        high="high",
        numerator="numerator",
        denominator="denominator",
        absence_column=Lookup(column="absence"),
        obs_status=Lookup(column="obs_status"),
        method=Lookup(column="method"),
        break_note=Lookup(column="break_note"),
        note=Lookup(column="note"),
    )
    return Mapping(
        title="Qantara template",
        source=SourceNote(
            organisation=about.get("organisation") or about["territory"], title=about["title"]
        ),
        series=(series,),
        options=ReadOptions(format=reader.NAME),
    )


def _words(framework: Framework, lang: str) -> dict[str, dict[str, str]]:
    """Word -> code of each list."""
    return {
        name: {entry.name[lang]: entry.code for entry in framework.codes[name].codes}
        for name in _LISTS
    }


def _rows(
    framework: Framework, known: pl.DataFrame, territory: str, asked_for: Collection[str]
) -> Iterator[Row]:
    """What is known, and after it a line to fill for every figure asked for, in the framework's order."""
    of_place = known.filter(pl.col("territory") == territory)
    by_definition = of_place.partition_by("definition", as_dict=True, maintain_order=True)
    for code in framework.definitions():
        found = by_definition.get((code,))
        asked: dict[tuple[str, str], None] = {}
        definition = framework.definition(code)
        if code in asked_for:
            asked[("", definition.unit)] = None
            if "SEX" in definition.breakdowns:
                asked |= {(f"SEX={sex}", definition.unit): None for sex in "FM"}
        if found is not None:
            for row in found.iter_rows(named=True):
                asked.setdefault((row["breakdown"], row["unit"]), None)
                yield Row(
                    definition=code,
                    breakdown=row["breakdown"],
                    unit=row["unit"],
                    said={name: row[name] for name in ("period", *SAID)},
                )
        for breakdown, unit in asked:
            yield Row(definition=code, breakdown=breakdown, unit=unit, said={})


def _introduction(book: Any, place: str, lang: str, first: str) -> None:
    sheet = book.add_worksheet(pgettext("name of a sheet", "Read first"))
    title, text = (
        book.add_format({"bold": True, "font_size": 16}),
        book.add_format({"text_wrap": True}),
    )
    sheet.set_column(0, 0, 100)
    if lang == "ar":
        sheet.right_to_left()
    sheet.write_string(0, 0, _("Figures on %(place)s") % {"place": place}, title)
    lines = (
        first,
        _(
            "Fill in period and figure, or say why there is no figure. Lines left empty are not read."
        ),
        _("An estimate needs a lower and an upper bound, or a figure, and always its method."),
        _("Write the period as a year (2025), a month (2025-03) or a day (2025-01-01)."),
        _("Correct a known figure by writing over it. What you leave as it is stays as it is."),
        _("Write only totals of people. No line may let a reader recognise a person."),
        _("Nothing is published by sending this file: you will see a review first."),
    )
    for number, line in enumerate(lines, 2):
        sheet.write_string(number, 0, line, text)


def _figures(
    book: Any,
    framework: Framework,
    rows: list[Row],
    words: dict[str, dict[str, str]],
    *,
    territory: str,
    lang: str,
) -> None:
    sheet = book.add_worksheet(pgettext("name of a sheet", "Figures"))
    if lang == "ar":
        sheet.right_to_left()
    heads = reader.heads()
    head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
    fixed, free = book.add_format({"font_color": "#555555"}), book.add_format({"num_format": "@"})
    columns = [*(name for name, _width in _VISIBLE), *HIDDEN_COLUMNS]
    for position, (name, width) in enumerate(_VISIBLE):
        sheet.set_column(
            position, position, width, free if name in {"period", "note", "break_note"} else None
        )
        sheet.write_string(0, position, heads[name], head)
    sheet.set_column(len(_VISIBLE), len(columns) - 1, 8, None, {"hidden": True})
    for position, name in enumerate(columns):
        sheet.write_string(1, position, name)
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.freeze_panes(2, 3)
    spoken = {
        name: {code: word for word, code in entries.items()} for name, entries in words.items()
    }
    for number, row in enumerate(rows, 2):
        cells = _cells(framework, row, spoken, territory, lang)
        for position, name in enumerate(columns):
            content = cells.get(name)
            if isinstance(content, int | float):
                sheet.write_number(number, position, content)
            elif content:
                sheet.write_string(
                    number,
                    position,
                    content,
                    fixed if name in {"name", "category", "unit_name"} else None,
                )
    last = len(rows) + 1 + SPARE_ROWS
    for name in _LISTS:
        position = columns.index(name)
        span = f"={CODES}!${'ACE'[_LISTS.index(name)]}$10:${'ACE'[_LISTS.index(name)]}${9 + len(words[name])}"
        sheet.data_validation(
            2, position, last, position,
            {"validate": "list", "source": span, "error_type": "warning",
             "error_title": _("Not in the list"), "error_message": _("Choose a word of the list.")},
        )  # fmt: skip


def _definitions(book: Any, framework: Framework, rows: list[Row], lang: str) -> None:
    """What exactly each indicator of the sheet counts, in which unit, and who usually knows it."""
    sheet = book.add_worksheet(pgettext("name of a sheet", "Definitions"))
    if lang == "ar":
        sheet.right_to_left()
    head = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    columns = (
        (pgettext("column head", "Code"), 24),
        (pgettext("column head", "Indicator"), 40),
        (pgettext("column head", "Definition"), 80),
        (pgettext("column head", "Unit"), 20),
        (pgettext("column head", "Usual source"), 40),
    )
    for position, (title, width) in enumerate(columns):
        sheet.set_column(position, position, width)
        sheet.write_string(0, position, title, head)
    sheet.freeze_panes(1, 1)
    for number, code in enumerate(dict.fromkeys(row.definition for row in rows), 1):
        said = framework.definition(code)
        texts = (
            code, said.name[lang], said.definition[lang], framework.units[said.unit].name[lang],
            said.usual_source[lang],
        )  # fmt: skip
        for position, text in enumerate(texts):
            sheet.write_string(number, position, text, wrapped)


def _cells(
    framework: Framework, row: Row, spoken: dict[str, dict[str, str]], territory: str, lang: str
) -> dict[str, Any]:
    """What stands in the cells of a row, by column."""
    said = dict(row.said)
    definition = framework.definition(row.definition)
    return {
        **{name: said.get(name) for name in (*SAID, "period")},
        **{name: spoken[name].get(said.get(name, ""), said.get(name, "")) for name in _LISTS},
        "definition": row.definition,
        "name": definition.name[lang],
        "category": category(framework, row.breakdown, lang),
        "unit_name": framework.units[row.unit].name[lang],
        "territory": territory,
        "breakdown": row.breakdown or breakdowns.TOTAL,
        "unit": row.unit,
        "known": reader.fingerprint(said) if said else "",
    }


def _codes(
    book: Any,
    framework: Framework,
    rows: list[Row],
    words: dict[str, dict[str, str]],
    *,
    territory: str,
    lang: str,
    about: Dictionary[str, str] | None = None,
) -> None:
    """The hidden sheet: what the file is, and the codes behind its words."""
    sheet = book.add_worksheet(CODES)
    sheet.very_hidden()
    said = {
        MARK: VERSION,
        "territory": territory,
        "language": lang,
        "framework": f"{framework.id} {framework.version}",
        "title": _("Figures supplied by the city"),
        **(about or {}),
    }
    for number, (key, text) in enumerate(said.items()):
        sheet.write_string(number, 0, key)
        sheet.write_string(number, 1, text)
    lists = {name: words[name] for name in _LISTS} | {
        "category": _categories(framework, rows, lang),
        "unit_name": {unit.name[lang]: unit.code for unit in framework.units.values()},
    }
    for position, (name, entries) in enumerate(lists.items()):
        sheet.write_string(8, 2 * position, name)
        for number, (word, code) in enumerate(entries.items(), 9):
            sheet.write_string(number, 2 * position, word)
            sheet.write_string(number, 2 * position + 1, code)


def _categories(framework: Framework, rows: list[Row], lang: str) -> dict[str, str]:
    """Words of the categories -> breakdown, for lines that people add by copying."""
    return {
        category(framework, row.breakdown, lang): row.breakdown for row in rows if row.breakdown
    }
