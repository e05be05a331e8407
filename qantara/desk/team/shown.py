"""Organisations as page, map and spreadsheet show them, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qantara.accounts.models import Holder
from qantara.core import locales
from qantara.knowledge import frameworks
from qantara.network.stakeholders import words
from qantara.network.stakeholders.models import Level, Stakeholder
from qantara.web import names


@dataclass(frozen=True, slots=True)
class Theme:
    """A domain of the framework."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One organisation. ``cells``: its parts in each theme, in the order of the themes."""

    one: Stakeholder
    level: str
    cells: tuple[tuple[str, ...], ...]

    def said(self, position: int) -> str:
        """The parts in one theme, in words."""
        return ", ".join(map(words.part_name, self.cells[position]))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page was asked to show: one theme, one level; empty is all."""

    theme: str = ""
    level: str = ""


def themes(lang: str) -> list[Theme]:
    return [
        Theme(domain.code, names.in_language(domain.name, lang)[0])
        for domain in frameworks.default().domains
    ]


def theme_names() -> dict[str, dict[str, str]]:
    """Code -> its name in each language, by which a spreadsheet is read."""
    return {domain.code: dict(domain.name) for domain in frameworks.default().domains}


def rows(
    holder: Holder, listed: Sequence[Theme], lang: str, asked: Asked | None = None
) -> list[Shown]:
    """The organisations of a holder by level, then by name as the reader's language sorts."""
    asked = asked or Asked()
    order = {level: position for position, level in enumerate(Level.values)}
    sort = locales.sort_key(lang)
    found: Iterable[Stakeholder] = Stakeholder.objects.filter(holder=holder)
    kept = [
        one
        for one in found
        if asked.level in ("", one.level) and (not asked.theme or asked.theme in one.parts)
    ]
    return [
        Shown(
            one=one,
            level=words.level_name(one.level),
            cells=tuple(tuple(one.parts.get(theme.code, ())) for theme in listed),
        )
        for one in sorted(kept, key=lambda one: (order[one.level], sort(one.name)))
    ]
