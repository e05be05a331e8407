"""Mapping files (TOML) to values, checked as they are read."""

from __future__ import annotations

import codecs
import hashlib
import re
import tomllib
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _

from qantara.core import breakdowns
from qantara.knowledge.evidence.mapping.model import (
    ABSENCES,
    FLAGGED,
    OURS,
    SECTIONS,
    SKIP,
    TEMPLATES,
    Break,
    ColumnsLike,
    Condition,
    Correction,
    Derived,
    Flag,
    Lookup,
    Mapping,
    Said,
    Series,
    SourceNote,
    Value,
)
from qantara.knowledge.evidence.mapping.series import columns_of
from qantara.knowledge.evidence.mapping.table import MappingError, Table, codes, compiled, lookup
from qantara.knowledge.evidence.readers import FORMATS, ReadOptions

_SAID_COLUMNS = ("conf_status", "method", "break_note", "note")
_TIMES = tuple(10**power for power in range(7))
_NUMBER_COLUMNS = ("low", "high", "numerator", "denominator")


def load(path: Path) -> Mapping:
    """Read a mapping file. Raises MappingError."""
    try:
        return loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise MappingError(
            _("%(name)s is not text in UTF-8, as mappings are. Save it in UTF-8 and try again.")
            % {"name": path.name}
        ) from None


def loads(text: str) -> Mapping:
    """Read the text of a mapping. Raises MappingError."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _no_toml(error) from None
    root = Table(content, "", {})
    root.codes = root.table("codes").left
    read = root.table("read")
    series = tuple(_series(each) for each in root.tables("series", required=True))
    fill_down = read.texts("fill_down")
    mapping = Mapping(
        title=root.text("title"),
        source=_source(root.table("source", required=True)),
        series=series,
        options=replace(_options(read), heads=_heads(series, fill_down)),
        decimal=read.one_of("decimal", ("", ".", ",")),
        fill_down=fill_down,
        sections=_sections(read),
        columns=read.texts("columns"),
        absence=_absence(root.table("absence")),
        flags=_flags(root.table("flags")),
        breaks=tuple(_break(each) for each in root.tables("break")),
        corrections=tuple(_correction(each) for each in root.tables("correction")),
        text=text,
        hash=hashlib.sha256(text.encode()).hexdigest(),
    )
    read.finish()
    root.finish()
    return mapping


def _sections(read: Table) -> int:
    """``true`` for one row of one text over the others, or how many stand over one another."""
    if isinstance(read.left.get("sections"), bool):
        return int(read.truth("sections"))
    number = read.whole_number("sections", 0)
    if not 0 <= number <= len(SECTIONS):
        raise read.fail(
            _("“%(key)s” is true, or a number from 1 to %(most)s.")
            % {"key": "sections", "most": len(SECTIONS)}
        )
    return number


def _no_toml(error: tomllib.TOMLDecodeError) -> MappingError:
    place = re.search(r"line (\d+), column (\d+)", str(error))
    if place is None:
        return MappingError(_("The mapping ends in the middle of a key, a text or a list."))
    return MappingError(
        _(
            "The mapping is not well-formed TOML at line %(line)s, column %(column)s. Is a quotation mark,"
            " a bracket or an equals sign missing there, or is a key there twice?"
        )
        % {"line": place[1], "column": place[2]}
    )


def _options(read: Table) -> ReadOptions:
    """What [read] says about the file itself."""
    options = ReadOptions(
        format=read.one_of("format", ("", *FORMATS)),
        encoding=read.text("encoding", ""),
        delimiter=read.text("delimiter", ""),
        header_rows=tuple(read.whole_numbers("header_rows")),
        sheets=read.texts("sheets"),
    )
    if len(options.delimiter) > 1:
        raise read.fail(_("“%(key)s” is one sign, such as “;”.") % {"key": "delimiter"})
    try:
        codecs.lookup(options.encoding or "utf-8")
    except LookupError:
        raise read.fail(
            _("no encoding is called “%(name)s”. Common ones are utf-8, cp1252 and cp1256.")
            % {"name": options.encoding}
        ) from None
    return options


def _heads(series: tuple[Series, ...], fill_down: tuple[str, ...]) -> frozenset[str]:
    """The column heads by which the head of a table is known."""
    return frozenset(set(fill_down).union(*map(columns_of, series)) - OURS)


def _flags(table: Table) -> dict[str, Flag]:
    found = {}
    for sign in tuple(table.left):
        if not sign.strip():
            raise table.fail(_("a flag is a sign that can be seen."))
        said = table.table(sign)
        found[sign] = Flag({name: said.text(name) for name in FLAGGED if name in said.left})
        said.finish(*FLAGGED)
    return found


def _source(table: Table) -> SourceNote:
    accessed = table.left.get("accessed_on")
    source = SourceNote(
        organisation=table.text("organisation"),
        title=table.text("title"),
        table=table.text("table", ""),
        url=table.text("url", ""),
        licence=table.text("licence", ""),
        accessed_on=table.day("accessed_on") if accessed is not None else None,
        is_public=table.truth("public"),
    )
    table.finish()
    return source


def _absence(table: Table) -> dict[str, str]:
    return {mark: table.one_of(mark, (*ABSENCES, SKIP)) for mark in tuple(table.left)}


def _series(table: Table) -> Series:
    values, like = _values(table), _columns_like(table)
    if not values and not like:
        raise table.fail(_("say one of “value”, “columns” and “columns_like”."))
    stated: tuple[Value | ColumnsLike, ...] = (*values, *like)
    breakdown: dict[str, Said] = {}
    breakdown_column = ""
    if isinstance(table.left.get("breakdown"), str):
        breakdown_column = table.text("breakdown")
    else:
        parts = table.table("breakdown")
        breakdown = {dimension: parts.said(dimension) for dimension in tuple(parts.left)}
    absence = table.said("absence", "") if isinstance(table.left.get("absence"), dict) else ""
    series = Series(
        sheets=table.texts("sheets"),
        definition=table.said(
            "definition", "" if all(each.definition for each in stated) else None
        ),
        territory=table.said("territory"),
        period=table.said("period", "" if all(each.period for each in stated) else None),
        unit=table.said("unit", "" if all(each.unit for each in stated) else None),
        values=values,
        like=like,
        breakdown=breakdown,
        breakdown_column=breakdown_column,
        where=_conditions(table.table("where")),
        sum_over=table.texts("sum_over"),
        parts=table.whole_number("parts", 0),
        times=_times(table),
        derive=_derived(table.table("derive")),
        absence_column=absence,
        decimals=_decimals(table),
        obs_status=table.said("obs_status", "A"),
        is_optional=table.truth("optional", default=False),
        **{name: table.said(name, "") for name in _SAID_COLUMNS},  # type: ignore[arg-type]
        **{name: table.text(name, "") for name in _NUMBER_COLUMNS},
    )
    table.finish("value", "columns", "decimals", "absence")
    return series


def _times(table: Table) -> int:
    times = table.whole_number("times", 1)
    if times not in _TIMES:
        raise table.fail(_("“times” is 10, 100, 1000, 10000, 100000 or 1000000."))
    return times


def _decimals(table: Table) -> int | Lookup | None:
    if "decimals" not in table.left:
        return None
    if isinstance(table.left["decimals"], dict):
        return lookup(table.table("decimals"))
    return table.whole_number("decimals", 0)


def _values(table: Table) -> tuple[Value, ...]:
    """``value`` (one figure a row) or ``columns`` (a wide table)."""
    if len({"value", "columns", "columns_like"} & set(table.left)) > 1:
        raise table.fail(_("say one of “value”, “columns” and “columns_like”."))
    if isinstance(table.left.get("value"), str):
        return (Value(plus=(table.text("value"),)),)
    if "value" in table.left:
        sums = table.table("value")
        value = Value(plus=sums.texts("plus"), minus=sums.texts("minus"))
        sums.finish()
        return (value,)
    columns = table.table("columns")
    return tuple(_wide(columns, name) for name in tuple(columns.left))


def _columns_like(table: Table) -> tuple[ColumnsLike, ...]:
    """Columns that are known by what their heads look like."""
    found = []
    for each in table.tables("columns_like"):
        pattern, templates = each.text("pattern"), {name: each.text(name, "") for name in TEMPLATES}
        like = ColumnsLike(
            pattern=compiled(each, pattern, *templates.values()),
            codes=codes(each),
            ignore=frozenset(each.texts("ignore")),
            **templates,
        )
        each.finish()
        found.append(like)
    return tuple(found)


def _wide(columns: Table, name: str) -> Value:
    if not isinstance(columns.left[name], dict):
        return Value(plus=(name,), parts=_parts(columns, columns.text(name)))
    table = columns.table(name)
    value = Value(
        plus=table.texts("plus") or (name,),
        minus=table.texts("minus"),
        parts=_parts(table, table.text("breakdown", "")),
        definition=table.text("definition", ""),
        unit=table.text("unit", ""),
        period=table.text("period", ""),
        share_of=table.text("share_of", ""),
    )
    table.finish()
    return value


def _parts(table: Table, text: str) -> dict[str, str]:
    try:
        return breakdowns.parse(text)
    except breakdowns.BreakdownError:
        raise table.fail(_("“%(text)s” is no breakdown like SEX=F.") % {"text": text}) from None


def _conditions(table: Table) -> tuple[Condition, ...]:
    found = []
    for column in tuple(table.left):
        if not isinstance(table.left[column], dict):
            found.append(Condition(column=column, texts=frozenset(table.texts(column))))
            continue
        inner = table.table(column)
        if "not" in inner.left:
            found.append(
                Condition(column=column, texts=frozenset(inner.texts("not")), is_negated=True)
            )
        for key, is_negated in (("same_as", False), ("differs_from", True)):
            if other := inner.text(key, ""):
                found.append(Condition(column=column, same_as=other, is_negated=is_negated))
        if start := inner.text("starts_with", ""):
            found.append(Condition(column=column, starts_with=start))
        inner.finish()
    return tuple(found)


def _derived(table: Table) -> tuple[Derived, ...]:
    found = []
    for dimension in tuple(table.left):
        formulas = table.table(dimension)
        for code in tuple(formulas.left):
            text = formulas.text(code)
            terms = re.findall(r"([+-]?)\s*([A-Za-z0-9_.]+)", text)
            if "".join(sign + term for sign, term in terms) != re.sub(r"\s", "", text) or not terms:
                raise formulas.fail(_("“%(text)s” is no sum like _T - M.") % {"text": text})
            found.append(
                Derived(
                    dimension=dimension,
                    code=code,
                    plus=tuple(term for sign, term in terms if sign != "-"),
                    minus=tuple(term for sign, term in terms if sign == "-"),
                )
            )
    return tuple(found)


def _break(table: Table) -> Break:
    found = Break(
        period=table.text("period"),
        reason=table.text("reason"),
        definition=table.text("definition", ""),
        territory=table.text("territory", ""),
    )
    table.finish()
    return found


def _correction(table: Table) -> Correction:
    found = Correction(
        column=table.text("column"),
        was=table.text("was"),
        becomes=table.text("becomes"),
        reason=table.text("reason"),
        provider=table.text("provider"),
        on=table.day("on"),
        where=_conditions(table.table("where")),
    )
    table.finish()
    return found
