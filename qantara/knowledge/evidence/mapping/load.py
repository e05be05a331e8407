"""Mapping files (TOML) to values, checked as they are read."""

from __future__ import annotations

import hashlib
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from qantara.core import breakdowns
from qantara.core.errors import DomainError
from qantara.knowledge.evidence.mapping.model import (
    ABSENCES,
    SKIP,
    Break,
    Condition,
    Correction,
    Derived,
    Lookup,
    Mapping,
    Said,
    Series,
    SourceNote,
    Value,
)
from qantara.knowledge.evidence.readers.sheets import ReadOptions

Table = dict[str, Any]

_SAID_COLUMNS = ("conf_status", "method", "break_note", "note")
_NUMBER_COLUMNS = ("low", "high", "numerator", "denominator")


class MappingError(DomainError):
    """The mapping file is wrong; the message says where and what."""


def load(path: Path) -> Mapping:
    """Read a mapping file. Raises MappingError."""
    return loads(path.read_text(encoding="utf-8"))


def loads(text: str) -> Mapping:
    """Read the text of a mapping. Raises MappingError."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingError(
            _("The mapping is not well-formed TOML: %(why)s") % {"why": error}
        ) from None
    root = _Reader(content, "", content.get("codes", {}))
    read = root.table("read")
    mapping = Mapping(
        title=root.text("title"),
        source=_source(root.table("source", required=True)),
        series=tuple(_series(each) for each in root.tables("series", required=True)),
        options=ReadOptions(
            format=read.text("format", ""),
            encoding=read.text("encoding", ""),
            delimiter=read.text("delimiter", ""),
            header_rows=tuple(read.whole_numbers("header_rows")),
            sheets=read.texts("sheets"),
        ),
        decimal=read.one_of("decimal", ("", ".", ",")),
        fill_down=read.texts("fill_down"),
        absence=_absence(root.table("absence")),
        breaks=tuple(_break(each) for each in root.tables("break")),
        corrections=tuple(_correction(each) for each in root.tables("correction")),
        text=text,
        hash=hashlib.sha256(text.encode()).hexdigest(),
    )
    read.finish()
    root.take("codes")
    root.finish()
    return mapping


class _Reader:
    """One table of the file. Every key is taken; what is left over is an error."""

    def __init__(self, table: Table, where: str, codes: Table) -> None:
        self.left, self.where, self.codes = dict(table), where, codes

    def fail(self, what: str) -> MappingError:
        place = self.where or _("the mapping")
        return MappingError(_("In %(place)s: %(what)s") % {"place": place, "what": what})

    def take(self, key: str) -> Any:
        return self.left.pop(key, None)

    def finish(self) -> None:
        if self.left:
            raise self.fail(_("“%(key)s” means nothing here.") % {"key": next(iter(self.left))})

    def _typed(self, key: str, kind: type, default: Any) -> Any:
        value = self.take(key)
        if value is None:
            if default is None:
                raise self.fail(_("“%(key)s” is missing.") % {"key": key})
            return default
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.fail(_("“%(key)s” has the wrong kind of value.") % {"key": key})
        return value

    def text(self, key: str, default: str | None = None) -> str:
        return str(self._typed(key, str, default))

    def whole_number(self, key: str, default: int) -> int:
        return int(self._typed(key, int, default))

    def truth(self, key: str, default: bool | None = None) -> bool:
        return bool(self._typed(key, bool, default))

    def day(self, key: str) -> date:
        value: date = self._typed(key, date, None)
        return value

    def one_of(self, key: str, choices: tuple[str, ...]) -> str:
        value = self.text(key, choices[0])
        if value not in choices:
            raise self.fail(
                _("“%(key)s” is “%(value)s”; it can be: %(choices)s.")
                % {"key": key, "value": value, "choices": ", ".join(filter(None, choices))}
            )
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = (
            self._typed(key, list, [])
            if not isinstance(self.left.get(key), str)
            else [self.take(key)]
        )
        if not all(isinstance(item, str) for item in value):
            raise self.fail(_("“%(key)s” has the wrong kind of value.") % {"key": key})
        return tuple(value)

    def whole_numbers(self, key: str) -> list[int]:
        value = self._typed(key, list, [])
        if not all(isinstance(item, int) and item > 0 for item in value):
            raise self.fail(_("“%(key)s” has the wrong kind of value.") % {"key": key})
        return list(value)

    def table(self, key: str, *, required: bool = False) -> _Reader:
        value = self._typed(key, dict, None if required else {})
        return _Reader(value, f"{self.where}.{key}".lstrip("."), self.codes)

    def tables(self, key: str, *, required: bool = False) -> list[_Reader]:
        value = self._typed(key, list, None if required else [])
        return [
            _Reader(each, f"{self.where}.{key} {number}".lstrip("."), self.codes)
            for number, each in enumerate(value, 1)
        ]

    def said(self, key: str, default: str | None = None) -> Said:
        """Text for all rows, or a table with the column to look it up in."""
        value = self.left.get(key)
        if not isinstance(value, dict):
            return self.text(key, default)
        return _lookup(self.table(key))


def _source(table: _Reader) -> SourceNote:
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


def _absence(table: _Reader) -> dict[str, str]:
    return {mark: table.one_of(mark, (*ABSENCES, SKIP)) for mark in tuple(table.left)}


def _lookup(table: _Reader) -> Lookup:
    column = table.text("column")
    pattern, as_ = table.text("pattern", ""), table.text("as", "")
    try:
        compiled = re.compile(pattern or "(.*)") if pattern or as_ else None
        if compiled:
            (as_ or "{1}").format(*("" for _group in range(compiled.groups + 1)))
    except (re.error, IndexError, KeyError, ValueError):
        raise table.fail(_("pattern and “as” do not fit together.")) from None
    lookup = Lookup(
        column=column,
        pattern=compiled,
        as_=as_ or "{1}",
        codes=_codes(table),
        scheme=table.text("scheme", ""),
        ignore=frozenset(table.texts("ignore")),
        rest=table.text("rest") if "rest" in table.left else None,
    )
    table.finish()
    return lookup


def _codes(table: _Reader) -> dict[str, str]:
    """A table of codes written here, or the name of one written under [codes]."""
    value = table.take("codes")
    if isinstance(value, str):
        if value not in table.codes:
            raise table.fail(_("there is no [codes.%(name)s].") % {"name": value})
        value = table.codes[value]
    value = value or {}
    if not isinstance(value, dict) or not all(isinstance(code, str) for code in value.values()):
        raise table.fail(_("“%(key)s” has the wrong kind of value.") % {"key": "codes"})
    return {str(text): code for text, code in value.items()}


def _series(table: _Reader) -> Series:
    values = _values(table)
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
            "definition", "" if all(each.definition for each in values) else None
        ),
        territory=table.said("territory"),
        period=table.said("period", "" if all(each.period for each in values) else None),
        unit=table.said("unit", "" if all(each.unit for each in values) else None),
        values=values,
        breakdown=breakdown,
        breakdown_column=breakdown_column,
        where=_conditions(table.table("where")),
        sum_over=table.texts("sum_over"),
        parts=table.whole_number("parts", 0),
        derive=_derived(table.table("derive")),
        absence_column=absence,
        decimals=_decimals(table),
        obs_status=table.said("obs_status", "A"),
        is_optional=table.truth("optional", default=False),
        **{name: table.said(name, "") for name in _SAID_COLUMNS},  # type: ignore[arg-type]
        **{name: table.text(name, "") for name in _NUMBER_COLUMNS},
    )
    table.finish()
    return series


def _decimals(table: _Reader) -> int | Lookup | None:
    if "decimals" not in table.left:
        return None
    if isinstance(table.left["decimals"], dict):
        return _lookup(table.table("decimals"))
    return table.whole_number("decimals", 0)


def _values(table: _Reader) -> tuple[Value, ...]:
    """``value`` (one figure a row) or ``columns`` (a wide table)."""
    if ("value" in table.left) == ("columns" in table.left):
        raise table.fail(_("say either “value” or “columns”."))
    if isinstance(table.left.get("value"), str):
        return (Value(plus=(table.text("value"),)),)
    if "value" in table.left:
        sums = table.table("value")
        value = Value(plus=sums.texts("plus"), minus=sums.texts("minus"))
        sums.finish()
        return (value,)
    columns = table.table("columns")
    return tuple(_wide(columns, name) for name in tuple(columns.left))


def _wide(columns: _Reader, name: str) -> Value:
    if not isinstance(columns.left[name], dict):
        return Value(plus=(name,), parts=_parts(columns, columns.text(name)))
    table = columns.table(name)
    value = Value(
        plus=(name,),
        parts=_parts(table, table.text("breakdown", "")),
        definition=table.text("definition", ""),
        unit=table.text("unit", ""),
        period=table.text("period", ""),
        share_of=table.text("share_of", ""),
    )
    table.finish()
    return value


def _parts(table: _Reader, text: str) -> dict[str, str]:
    try:
        return breakdowns.parse(text)
    except breakdowns.BreakdownError:
        raise table.fail(_("“%(text)s” is no breakdown like SEX=F.") % {"text": text}) from None


def _conditions(table: _Reader) -> tuple[Condition, ...]:
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


def _derived(table: _Reader) -> tuple[Derived, ...]:
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


def _break(table: _Reader) -> Break:
    found = Break(
        period=table.text("period"),
        reason=table.text("reason"),
        definition=table.text("definition", ""),
        territory=table.text("territory", ""),
    )
    table.finish()
    return found


def _correction(table: _Reader) -> Correction:
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
