"""The grid member x recommendation: what cities have let out, and nothing of what they have not.

A cell is empty in one way only: not committed, not reported and not let out look alike, have no colour
and are not counted. Totals are over the cities that shared. Nobody is ranked: rows are in the order of
the alphabet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara.core import locales
from qantara.web import names

Card = Mapping[str, Any]
#: From this level on a recommendation is in place.
IN_PLACE = 3
#: Days after which a check is old news.
FADES = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """``path``: of what it lets out; empty where it has let out nothing."""

    slug: str
    name: Mapping[str, str]
    path: str
    cells: Mapping[str, Card]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A recommendation, with how many of those that shared have it in place."""

    code: str
    title: tuple[str, str]
    total: str


def columns(recommendations: Iterable[Card], cities: Sequence[City], lang: str) -> list[Column]:
    """In the order of the set."""
    return [
        Column(
            code=one["code"],
            title=names.in_language(one["title"], lang),
            total=_total([city.cells[one["code"]] for city in cities if one["code"] in city.cells], lang),
        )
        for one in recommendations
    ]  # fmt: skip


def rows(cities: Sequence[City], codes: Sequence[str], lang: str, *, today: date) -> SafeString:
    """Rows of the table. Written as one string: there may be tens of thousands of cells."""
    key = locales.sort_key(lang)
    named = sorted(
        ((names.in_language(city.name, lang), city) for city in cities),
        key=lambda one: key(one[0][0]),
    )
    nothing = f'<td><span><span aria-hidden="true">·</span><span class="vh">{escape(not_shared())}</span></span></td>'
    made: list[str] = []
    for (name, said_in), city in named:
        language = f' lang="{said_in}"' if said_in != lang else ""
        text = f"<bdi{language}>{escape(name)}</bdi>"
        head = f'<a href="{escape(city.path)}">{text}</a>' if city.path else text
        made.append(f'<tr><th scope="row">{head}</th>')
        for code in codes:
            cell = city.cells.get(code)
            made.append(
                _cell(cell, f"{city.path}#{code.lower()}", lang, today) if cell else nothing
            )
        made.append("</tr>")
    return mark_safe("".join(made))  # noqa: S308  # every text above is escaped


def words(cell: Card) -> str:
    """What a cell says: a level, or what stands in its place."""
    if cell["stance"] != "committed":
        return {
            "outside": pgettext("cell of the grid", "outside the city’s competence"),
            "not_applicable": pgettext("cell of the grid", "not applicable"),
        }[cell["stance"]]
    if cell["level"] is None:
        return pgettext("cell of the grid", "committed, not reported yet")
    return levels()[cell["level"]]


def levels() -> tuple[str, ...]:
    """The scale, from 0 to 4."""
    return (
        pgettext("cell of the grid", "not started"),
        pgettext("cell of the grid", "planned"),
        pgettext("cell of the grid", "partly in place"),
        pgettext("cell of the grid", "in place"),
        pgettext("cell of the grid", "in place, resourced and evaluated"),
    )


def not_shared() -> str:
    return pgettext("cell of the grid", "not shared")


def sign(cell: Card, lang: str) -> str:
    """What is seen of it: a figure, or a sign."""
    if cell["stance"] == "outside":
        return "×"
    if cell["stance"] == "not_applicable":
        return "–"
    return "+" if cell["level"] is None else locales.number(cell["level"], lang)


def _cell(cell: Card, path: str, lang: str, today: date) -> str:
    level = cell["level"] if cell["stance"] == "committed" else None
    checked = date.fromisoformat(cell["checked_on"]) if cell["checked_on"] else None
    is_faded = level is not None and (checked is None or (today - checked).days >= FADES)
    classes = [f"k{level}"] if level is not None else []
    classes += ["faded"] if is_faded else []
    look = f' class="{" ".join(classes)}"' if classes else ""
    said = words(cell)
    if level is not None:
        said = _("%(words)s; %(check)s") % {"words": said, "check": _check(checked, lang)}
    return (
        f'<td{look}><a href="{escape(path)}"><span aria-hidden="true">{escape(sign(cell, lang))}</span>'
        f'<span class="vh">{escape(said)}</span></a></td>'
    )


def _check(checked: date | None, lang: str) -> str:
    if checked is None:
        return pgettext("cell of the grid", "checked by nobody yet")
    return pgettext("cell of the grid", "checked on %(day)s") % {"day": locales.day(checked, lang)}


def _total(cells: Sequence[Card], lang: str) -> str:
    """How many have it in place, of those that shared a level."""
    told = [cell["level"] for cell in cells if cell["level"] is not None]
    if not told:
        return ""
    return pgettext("cell of the grid", "%(count)s of %(all)s") % {
        "count": locales.number(sum(level >= IN_PLACE for level in told), lang),
        "all": locales.number(len(told), lang),
    }
