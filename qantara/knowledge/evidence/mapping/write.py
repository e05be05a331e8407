"""A mapping as TOML: what ``load`` reads, written down again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Dictionary
from datetime import date

from qantara.knowledge.evidence.mapping.model import (
    FLAGGED,
    TEMPLATES,
    Condition,
    Derived,
    Lookup,
    Mapping,
    Said,
    Series,
    Value,
)

_BARE = re.compile(r"[A-Za-z0-9_-]+")

#: What a TOML value can be here.
Toml = str | bool | int | date | Sequence["Toml"] | Dictionary[str, "Toml"]


def write(mapping: Mapping) -> str:
    """``mapping`` as the text of a mapping file: ``load.loads`` makes the same of it."""
    lines = [f"title = {_toml(mapping.title)}"]
    lines += _table("source", _source(mapping))
    lines += _table("read", _read(mapping))
    lines += _table("absence", dict(mapping.absence))
    if mapping.flags:
        lines += _table("flags", {sign: dict(flag.said) for sign, flag in mapping.flags.items()})
    for series in mapping.series:
        lines += _array("series", _series(series))
    for one in mapping.breaks:
        said = {
            "period": one.period, "definition": one.definition, "territory": one.territory,
            "reason": one.reason,
        }  # fmt: skip
        lines += _array("break", _filled(said))
    for correction in mapping.corrections:
        lines += _array(
            "correction",
            _filled(
                {
                    "column": correction.column, "reason": correction.reason,
                    "provider": correction.provider, "on": correction.on,
                    "where": _where(correction.where),
                }
            )
            | {"was": correction.was, "becomes": correction.becomes},
        )  # fmt: skip
    return "\n".join(lines) + "\n"


def _source(mapping: Mapping) -> dict[str, Toml]:
    source = mapping.source
    said = _filled(
        {
            "table": source.table, "url": source.url, "licence": source.licence,
            "accessed_on": source.accessed_on or "",
        }
    )  # fmt: skip
    return {
        "organisation": source.organisation, "title": source.title, **said,
        "public": source.is_public,
    }  # fmt: skip


def _read(mapping: Mapping) -> dict[str, Toml]:
    options = mapping.options
    return _filled(
        {
            "format": options.format, "encoding": options.encoding, "delimiter": options.delimiter,
            "header_rows": list(options.header_rows), "sheets": list(options.sheets),
            "decimal": mapping.decimal, "fill_down": list(mapping.fill_down),
            "sections": mapping.sections if mapping.sections > 1 else bool(mapping.sections),
            "columns": list(mapping.columns),
        }
    )  # fmt: skip


def _series(series: Series) -> dict[str, Toml]:
    found: dict[str, Toml] = _filled(
        {
            "sheets": list(series.sheets),
            "definition": _said(series.definition), "territory": _said(series.territory),
            "period": _said(series.period), "unit": _said(series.unit),
        }
    )  # fmt: skip
    if series.breakdown_column:
        found["breakdown"] = series.breakdown_column
    elif series.breakdown:
        found["breakdown"] = {name: _said(said) for name, said in series.breakdown.items()}
    found |= _filled({"where": _where(series.where)})
    found |= _values(series.values)
    if series.like:
        found["columns_like"] = [
            _filled(
                {
                    "pattern": like.pattern.pattern,
                    **{name: getattr(like, name) for name in TEMPLATES},
                    "codes": dict(like.codes), "ignore": sorted(like.ignore),
                }
            )
            for like in series.like
        ]  # fmt: skip
    found |= _filled(
        {
            "sum_over": list(series.sum_over), "parts": series.parts, "times": series.times,
            "derive": _derived(series.derive),
            "low": series.low, "high": series.high, "numerator": series.numerator,
            "denominator": series.denominator,
            "absence": _said(series.absence_column),
            **{name: _said(getattr(series, name)) for name in FLAGGED},
        }
    )  # fmt: skip
    if found.get("obs_status") == "A":
        del found["obs_status"]
    if found.get("times") == 1:
        del found["times"]
    if series.decimals is not None:
        found["decimals"] = (
            _said(series.decimals) if isinstance(series.decimals, Lookup) else series.decimals
        )
    if series.is_optional:
        found["optional"] = True
    return found


def _said(said: Said) -> Toml:
    if isinstance(said, str):
        return said
    found: dict[str, Toml] = {"column": said.column}
    if said.pattern:
        if said.pattern.pattern != "(.*)":
            found["pattern"] = said.pattern.pattern
        found["as"] = said.as_
    found |= _filled(
        {"scheme": said.scheme, "ignore": sorted(said.ignore), "codes": dict(said.codes)}
    )
    if said.rest is not None:
        found["rest"] = said.rest
    return found


def _values(values: tuple[Value, ...]) -> dict[str, Toml]:
    """``value`` for one column or a sum of columns that says nothing else, ``columns`` otherwise."""
    if not values:
        return {}
    said = [_wide(value) for value in values]
    if len(values) > 1 or said[0] != "":
        return {"columns": {value.name: each for value, each in zip(values, said, strict=True)}}
    value = values[0]
    if len(value.columns) == 1 and value.plus:
        return {"value": value.name}
    return {"value": _filled({"plus": list(value.plus), "minus": list(value.minus)})}


def _wide(value: Value) -> Toml:
    parts = ";".join(f"{dimension}={code}" for dimension, code in sorted(value.parts.items()))
    others = _filled(
        {
            "definition": value.definition, "unit": value.unit, "period": value.period,
            "share_of": value.share_of,
        }
    )  # fmt: skip
    if (others or parts) and len(value.columns) > 1:
        others |= _filled({"plus": list(value.plus), "minus": list(value.minus)})
    return others | _filled({"breakdown": parts}) if others else parts


def _where(conditions: Iterable[Condition]) -> dict[str, Toml]:
    found: dict[str, Toml] = {}
    for one in conditions:
        texts: Toml = sorted(one.texts)
        if one.same_as:
            texts = {"differs_from" if one.is_negated else "same_as": one.same_as}
        elif one.starts_with:
            texts = {"starts_with": one.starts_with}
        elif one.is_negated:
            texts = {"not": texts}
        already = found.get(one.column)
        if isinstance(already, Dictionary) and isinstance(texts, Dictionary):
            texts = {**already, **texts}
        found[one.column] = texts
    return found


def _derived(every: Iterable[Derived]) -> dict[str, Toml]:
    found: dict[str, dict[str, str]] = {}
    for one in every:
        found.setdefault(one.dimension, {})[one.code] = one.formula.partition(" = ")[2]
    return {dimension: dict(formulas) for dimension, formulas in found.items()}


def _filled(said: Dictionary[str, Toml]) -> dict[str, Toml]:
    """Without what says nothing."""
    return {key: value for key, value in said.items() if value not in ("", [], {}, 0)}


def _array(name: str, table: dict[str, Toml]) -> list[str]:
    """One table of an array, tables of codes under heads of their own."""
    return ["", f"[[{name}]]", *_body(name, table)]


def _table(name: str, table: Dictionary[str, Toml]) -> list[str]:
    return ["", f"[{name}]", *_body(name, table)] if table else []


def _body(name: str, table: Dictionary[str, Toml]) -> list[str]:
    """Keys first, then what is too long for one line as tables of its own."""
    lines, later = [], []
    for key, value in table.items():
        line = f"{_key(key)} = {_toml(value)}"
        if isinstance(value, Dictionary) and len(line) > 100:
            later += _table(f"{name}.{_key(key)}", value)
        elif (
            isinstance(value, Sequence)
            and not isinstance(value, str)
            and len(line) > 100
            and not _has_tables(value)
        ):
            lines += [f"{_key(key)} = [", *(f"    {_toml(each)}," for each in value), "]"]
        else:
            lines.append(line)
    return lines + later


def _has_tables(value: Sequence[Toml]) -> bool:
    return any(isinstance(each, Dictionary) for each in value)


def _key(text: str) -> str:
    return text if _BARE.fullmatch(text) else _quoted(text)


def _toml(value: Toml) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case str():
            return _quoted(value)
        case Sequence():
            return "[" + ", ".join(map(_toml, value)) + "]"
    inner = ", ".join(f"{_key(key)} = {_toml(each)}" for key, each in value.items())
    return f"{{ {inner} }}" if inner else "{}"


def _quoted(text: str) -> str:
    """A TOML text: a regular expression reads better without its backslashes doubled."""
    if "\\" in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
