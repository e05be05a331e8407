"""The answers about a table as series of a mapping."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from qantara.core.breakdowns import TOTAL
from qantara.knowledge.evidence.mapping.model import (
    SHEET,
    ColumnsLike,
    Condition,
    Lookup,
    Said,
    Series,
    Value,
)
from qantara.knowledge.evidence.proposals import marks, places, times
from qantara.knowledge.evidence.proposals.asking import Asking
from qantara.knowledge.evidence.proposals.options import (
    DEFINITION,
    IGNORE,
    MONTH,
    PERIOD,
    STATUS,
    SUM,
    TERRITORY,
    UNIT,
)
from qantara.knowledge.evidence.proposals.reading import Figures, Read
from qantara.knowledge.evidence.proposals.role import codes_of_months

#: What signs in heads say of the figures under them.
_STATED = ("obs_status", "break_note")


def series(
    asking: Asking, read: Read, figures: Figures, *, statuses: dict[str, str], all_sheets: bool
) -> list[Series]:
    """The series that a table becomes: one for each status that heads give their figures, and one for
    each month where months stand beside years."""
    told: dict[tuple[str, str], dict[str, dict[str, str]]] = {}
    for name, each in figures.said.items():
        key = each.get("obs_status", ""), each.get("break_note", "")
        told.setdefault(key, {})[name] = {
            what: code for what, code in each.items() if what not in _STATED
        }
    return [
        replace(one, obs_status=status or one.obs_status, break_note=broken or one.break_note)
        for (status, broken), said in (told or {("", ""): {}}).items()
        for one in _series(
            asking, read, replace(figures, said=said), statuses=statuses, all_sheets=all_sheets
        )
    ]


def _series(
    asking: Asking, read: Read, figures: Figures, *, statuses: dict[str, str], all_sheets: bool
) -> list[Series]:
    values, like = _values(asking, read, figures)
    status, break_note = _status(read, figures, statuses)
    own = read.definition if read.definition != IGNORE else ""
    base = Series(
        sheets=() if all_sheets else read.table.sheets,
        definition=_column(asking, read, DEFINITION) or own,
        territory=_column(asking, read, TERRITORY) or figures.territory,
        period=_period(read, figures),
        unit=figures.unit or _unit_by_definition(asking, read) or _unit(asking, own),
        values=values,
        like=like,
        breakdown={
            read.roles[name]: _lookup(asking, read, name)
            for name in read.dimensions
        },
        where=tuple(_where(read, figures)),
        sum_over=(*read.having(SUM), *_added_up(read)),
        times=figures.times,
        obs_status=status,
        break_note=break_note,
        method=figures.method,
    )  # fmt: skip
    return _by_month(read, base)


def _added_up(read: Read) -> Iterable[str]:
    """Columns of which several texts are one code: ages of one year, say, in bands."""
    for name in read.dimensions:
        said = [code for code in read.codes.get(name, {}).values() if code not in {IGNORE, ""}]
        twice = {code for code in said if said.count(code) > 1}
        if twice and TOTAL not in twice:
            yield _name(name)


def _unit(asking: Asking, definition: str) -> str:
    if definition in set(asking.framework.definitions()):
        return asking.framework.definition(definition).unit
    return "PS"


def _unit_by_definition(asking: Asking, read: Read) -> Lookup | None:
    """Each definition in its own unit, where a column says which definition a row is of."""
    names = read.having(DEFINITION)
    if not names:
        return None
    said = _lookup(asking, read, names[0])
    return replace(said, codes={text: _unit(asking, code) for text, code in said.codes.items()})


def _name(column: str) -> str:
    return SHEET if column == "@sheet" else column


def _column(asking: Asking, read: Read, role: str) -> Lookup | None:
    names = read.having(role)
    return _lookup(asking, read, names[0]) if names else None


def _lookup(asking: Asking, read: Read, name: str) -> Lookup:
    """A column of codes: official codes of places by their scheme, all else by the texts named."""
    said = read.codes.get(name, {})
    kept = {text: code for text, code in said.items() if code not in {IGNORE, ""}}
    scheme = ""
    if read.roles[name] == TERRITORY:
        scheme = places.scheme_of_places(asking, list(said))
        by_code = asking.places.codes.get(scheme, {})
        if not scheme or any(by_code.get(text) != slug for text, slug in kept.items()):
            scheme = ""
    return Lookup(
        column=_name(name),
        codes={} if scheme else kept,
        scheme=scheme,
        ignore=frozenset(text for text, code in said.items() if code == IGNORE),
    )


def _where(read: Read, figures: Figures) -> Iterable[Condition]:
    for name, texts in read.kept.items():
        yield Condition(column=_name(name), texts=frozenset(texts))
    for name, texts in read.not_kept.items():
        yield Condition(column=_name(name), texts=frozenset(texts), is_negated=True)
    for name in sorted(read.left_out):
        known = frozenset(text for text, code in read.codes[name].items() if code != IGNORE)
        yield Condition(column=_name(name), texts=known)
    for name in read.having(UNIT):
        said = read.codes.get(name, {})
        if left := frozenset(text for text, code in said.items() if code == IGNORE):
            yield Condition(column=_name(name), texts=left, is_negated=True)
    if len(read.frame) < len(read.table.frame) and (full := _always_filled(read)):
        # Sources and notes under a table are rows too, without a figure.
        yield Condition(column=full, texts=frozenset({""}), is_negated=True)


def _always_filled(read: Read) -> str:
    """A column of figures that is empty only where all are."""
    if read.kept or read.not_kept:
        return ""
    return next((name for name in read.values if read.frame[name].null_count() == 0), "")


def _period(read: Read, figures: Figures) -> Said:
    names = read.having(PERIOD)
    if not names:
        return _on(figures.period, figures.day)
    name = names[0]
    said = read.codes.get(name, {})
    kept = {text: code for text, code in said.items() if code not in {IGNORE, ""}}
    ignored = frozenset(text for text, code in said.items() if code == IGNORE)
    shape = times.written(kept).shape
    if shape and all(times.made(shape, text) == code for text, code in kept.items()):
        return Lookup(
            column=_name(name),
            pattern=re.compile(shape.pattern),
            as_=_on(shape.as_, figures.day if shape.is_year else ""),
            ignore=ignored,
        )
    return Lookup(
        column=_name(name),
        codes={text: _on(code, figures.day) for text, code in kept.items()},
        ignore=ignored,
    )


def _on(period: str, day: str) -> str:
    """A year on its day, where one is known."""
    return period + day if len(period) in {3, 4} and day else period


def _values(
    asking: Asking, read: Read, figures: Figures
) -> tuple[tuple[Value, ...], tuple[ColumnsLike, ...]]:
    said = {
        name: {**each, "period": _on(each.get("period", ""), figures.day)}
        for name, each in figures.said.items()
    }
    for each in said.values():
        if "definition" in each and not figures.unit:
            each["unit"] = _unit(asking, each["definition"])
    if like := _like(read, figures, said):
        return (), (like,)
    together: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for name, each in said.items():
        # Heads that say one age band between them are added up; others are never alike.
        key = tuple(sorted(each.items())) if "AGE" in each else (("", name),)
        together.setdefault(key, []).append(name)
    return (
        tuple(
            Value(
                plus=tuple(names),
                parts={
                    dimension: code
                    for dimension, code in each.items()
                    if dimension not in {"definition", "unit", "period"} and code != TOTAL
                },
                definition=each.get("definition", ""),
                unit=each.get("unit", ""),
                period=each["period"],
            )
            for names in together.values()
            for each in (said[names[0]],)
        ),
        (),
    )


def _like(read: Read, figures: Figures, said: dict[str, dict[str, str]]) -> ColumnsLike | None:
    """Heads that are years alone: next year's column is read without a change to the mapping."""
    names = list(said)
    if len(names) < 2 or any(set(each) - {"period"} for each in said.values()):
        return None
    shape = times.written(names).shape
    if shape is None or not shape.is_year or shape.as_ != "{1}":
        return None
    others = [name for name in read.table.columns if name not in names]
    if any(re.fullmatch(shape.pattern, name) for name in others):
        return None
    return ColumnsLike(pattern=re.compile(shape.pattern), period=_on("{1}", figures.day))


def _status(read: Read, figures: Figures, statuses: dict[str, str]) -> tuple[Said, Said]:
    """Status and break of each row, from a column of remarks or the signs behind years."""
    names = read.having(STATUS)
    for column, signs in read.signs.items() if not names else ():
        if any(marks.said_by(answer) for answer in signs.values()):
            names, statuses = [column], signs
    if not names:
        return figures.status or "A", ""
    status = {
        text: said["obs_status"]
        for text, answer in statuses.items()
        if "obs_status" in (said := marks.said_by(answer))
    }
    breaks = {
        text: said["break_note"]
        for text, answer in statuses.items()
        if "break_note" in (said := marks.said_by(answer))
    }
    is_telling = any(code != "A" for code in status.values())
    return (
        Lookup(column=_name(names[0]), codes=status, rest=figures.status or "A")
        if is_telling
        else figures.status or "A",
        Lookup(column=_name(names[0]), codes=breaks, rest="") if breaks else "",
    )


def _by_month(read: Read, base: Series) -> list[Series]:
    """One series a month, where a column of months stands beside one of years."""
    names = read.having(MONTH)
    if not names or not isinstance(base.period, Lookup):
        return [base]

    months = codes_of_months(read.table.columns[names[0]].texts)
    return [
        replace(
            base,
            where=(*base.where, Condition(column=_name(names[0]), texts=frozenset({text}))),
            period=replace(base.period, as_=f"{{1}}-{month:02}"),
        )
        for text, month in sorted(months.items(), key=lambda item: item[1])
    ]
