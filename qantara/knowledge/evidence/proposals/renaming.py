"""A mapping with some of its columns called otherwise: what a publisher renamed."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from dataclasses import replace

from qantara.knowledge.evidence.mapping import Mapping
from qantara.knowledge.evidence.mapping.model import Condition, Lookup, Said, Series


def renamed(mapping: Mapping, names: Dictionary[str, str]) -> Mapping:
    """``mapping`` with columns called by their new names (old -> new)."""
    if not names:
        return mapping
    return replace(
        mapping,
        series=tuple(_series(one, names) for one in mapping.series),
        fill_down=tuple(names.get(name, name) for name in mapping.fill_down),
        corrections=tuple(
            replace(one, column=names.get(one.column, one.column), where=_where(one.where, names))
            for one in mapping.corrections
        ),
    )


def _series(series: Series, names: Dictionary[str, str]) -> Series:
    def text(name: str) -> str:
        return names.get(name, name)

    said = ("definition", "territory", "period", "unit", "obs_status", "conf_status",
            "absence_column", "method", "break_note", "note")  # fmt: skip
    return replace(
        series,
        **{name: _said(getattr(series, name), names) for name in said},  # type: ignore[arg-type]
        **{name: text(getattr(series, name)) for name in ("low", "high", "numerator", "denominator")},  # type: ignore[arg-type]
        breakdown={dim: _said(each, names) for dim, each in series.breakdown.items()},
        breakdown_column=text(series.breakdown_column),
        values=tuple(
            replace(
                value,
                plus=tuple(map(text, value.plus)),
                minus=tuple(map(text, value.minus)),
                share_of=text(value.share_of),
            )
            for value in series.values
        ),
        where=_where(series.where, names),
        sum_over=tuple(map(text, series.sum_over)),
        decimals=_lookup(series.decimals, names)
        if isinstance(series.decimals, Lookup)
        else series.decimals,
    )  # fmt: skip


def _said(said: Said, names: Dictionary[str, str]) -> Said:
    return said if isinstance(said, str) else _lookup(said, names)


def _lookup(said: Lookup, names: Dictionary[str, str]) -> Lookup:
    return replace(said, column=names.get(said.column, said.column))


def _where(conditions: tuple[Condition, ...], names: Dictionary[str, str]) -> tuple[Condition, ...]:
    return tuple(
        replace(
            one,
            column=names.get(one.column, one.column),
            same_as=names.get(one.same_as, one.same_as),
        )
        for one in conditions
    )
