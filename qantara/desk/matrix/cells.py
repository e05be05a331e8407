"""Rows of the matrix: a cell a step, each with a sign and words.

Thousands of cells say the same few things, so what is put into words is kept by what it says.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from qantara.accounts.models import Holder, Role
from qantara.core import locales
from qantara.knowledge.dues.days import Days
from qantara.knowledge.dues.models import Step
from qantara.knowledge.dues.standing import Held
from qantara.knowledge.reviews.models import Side
from qantara.network.models import Member
from qantara.web import links, names

State = Literal["done", "half", "off"]

#: Wordings kept of each kind: what cells differ by, in four languages.
MOST_KEPT = 5_000


class Cell(NamedTuple):
    """``href`` is empty where there is nothing to open; ``due``: the day of what is still to be done."""

    step: str
    state: State
    text: str
    language: str = ""
    href: str = ""
    due: str = ""
    is_late: bool = False

    @property
    def words(self) -> str:
        """For files: with the day."""
        return f"{self.text} ({self.due})" if self.due else self.text


class Row(NamedTuple):
    """``href`` is empty for a member that has no page of its way: the page is of cities."""

    name: str
    name_language: str
    href: str
    cells: Sequence[Cell]


def is_open(held: Held, step: str, languages: Collection[str]) -> bool:
    """Whether a step is still to be done; of drafts, in any of ``languages``."""
    if step == Step.DRAFT:
        return not all(held.is_done(step, language) for language in languages)
    return not held.is_done(step)


def is_late(holder: UUID, held: Held, days: Days, languages: Collection[str], today: date) -> bool:
    """Whether anything is still to be done whose day is over."""
    return any(
        not held.is_done(step, language)
        and (day := days.of(holder, step, language))
        and day.on < today
        for step in Step.values
        for language in (languages if step == Step.DRAFT else ("",))
    )


def heads(languages: Sequence[str]) -> list[str]:
    """Heads of the columns behind the name, as ``Writer.row`` orders the cells."""
    drafts = [_("Draft: %(language)s") % {"language": links.LANGUAGES[code]} for code in languages]
    return [
        pgettext("span of the journey", "Team"),
        pgettext("span of the journey", "Evidence"),
        *drafts,
        pgettext("column of the matrix", "Reviewed"),
        pgettext("column of the matrix", "Signed"),
        pgettext("column of the matrix", "Released"),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Puts rows into words. ``lang`` is the language that is active; ``city``, ``case``: addresses of
    pages, with ``-`` and zeros in the place of the key, resolved once for all rows."""

    lang: str
    languages: Sequence[str]
    days: Days
    today: date
    city: str
    case: str

    def row(self, member: Member, held: Held) -> Row:
        lang, holder = self.lang, member.holder_id
        name, name_language = names.in_language(member.name, lang)
        href = ""
        if member.holder.kind == Holder.Kind.CITY:
            href = self.city.replace("/-/", f"/{member.holder.slug}/")
        case = self.case.replace(_NO_KEY, str(held.case.key)) if held.case else ""
        said = [
            _team(frozenset(held.titles), lang)._replace(href=href),
            _evidence(len(held.covered), len(held.asked), lang)._replace(href=href),
            *(
                _draft(held.blocks, held.written(code), held.old.get(code, 0), code, lang)
                for code in self.languages
            ),
            *(cell._replace(href=case) for cell in _signed(held, lang)),
            _released(held, lang),
        ]
        if self.days.set:
            said = [self._dated(cell, holder) for cell in said]
        return Row(name or member.slug, name_language or lang, href, said)

    def _dated(self, cell: Cell, holder: UUID) -> Cell:
        if cell.state == "done":
            return cell
        if (day := self.days.of(holder, cell.step, cell.language)) is None:
            return cell
        due, is_late = _due(day.on, self.lang), day.on < self.today
        return Cell(cell.step, cell.state, cell.text, cell.language, cell.href, due, is_late)


_NO_KEY = str(UUID(int=0))


def writer(lang: str, languages: Sequence[str], days: Days, today: date) -> Writer:
    return Writer(
        lang=lang,
        languages=languages,
        days=days,
        today=today,
        city=reverse("desk:city", args=[lang, "-"]),
        case=reverse("desk:case", args=[lang, _NO_KEY]),
    )


@lru_cache(MOST_KEPT)
def _due(on: date, lang: str) -> str:
    return _("due %(day)s") % {"day": locales.day(on, lang)}


@lru_cache(MOST_KEPT)
def _team(titles: frozenset[str], lang: str) -> Cell:
    if not titles:
        return Cell(Step.TEAM, "off", _("Nobody yet"))
    if Role.Title.SIGNATORY not in titles:
        return Cell(Step.TEAM, "half", _("Nobody may sign yet"))
    if Role.Title.OFFICER not in titles:
        return Cell(Step.TEAM, "half", _("No officer yet"))
    return Cell(Step.TEAM, "done", pgettext("column of the matrix", "Complete"))


@lru_cache(MOST_KEPT)
def _evidence(known: int, asked: int, lang: str) -> Cell:
    text = _("%(known)s of %(all)s") % {
        "known": locales.number(known, lang),
        "all": locales.number(asked, lang),
    }
    return Cell(Step.EVIDENCE, "done" if known == asked else "half" if known else "off", text)


@lru_cache(MOST_KEPT)
def _draft(blocks: int, current: int, old: int, language: str, lang: str) -> Cell:
    """How many blocks are there in a language and up to date; which of the others are not."""
    if not blocks:
        return Cell(Step.DRAFT, "off", pgettext("column of the matrix", "Not begun"), language)
    numbers = {
        "current": locales.number(current, lang),
        "all": locales.number(blocks, lang),
        "old": locales.number(old, lang),
    }
    text = (
        _("%(current)s of %(all)s, %(old)s outdated") if old else _("%(current)s of %(all)s")
    ) % numbers
    state: State = "done" if current == blocks else "half" if current or old else "off"
    return Cell(Step.DRAFT, state, text, language)


def _signed(held: Held, lang: str) -> list[Cell]:
    """The two signatures of the newest case; before them, the sections signed off on the way."""
    given = (held.case.is_reviewed, held.case.is_approved) if held.case else (None, None)
    return [
        _signature(step, is_given, held.signed.get(side, 0), lang)
        for step, side, is_given in zip(
            (Step.REVIEW, Step.SIGNATURE), (Side.EXPERT, Side.CITY), given, strict=True
        )
    ]


@lru_cache(MOST_KEPT)
def _signature(step: Step, is_given: bool | None, signed: int, lang: str) -> Cell:
    if is_given:
        return Cell(step, "done", pgettext("column of the matrix", "Done"))
    if signed:
        said = ngettext("%(shown)s section signed off", "%(shown)s sections signed off", signed)
        return Cell(step, "half", said % {"shown": locales.number(signed, lang)})
    if is_given is None:
        return Cell(step, "off", pgettext("column of the matrix", "Not proposed"))
    return Cell(step, "half", pgettext("column of the matrix", "Waits"))


def _released(held: Held, lang: str) -> Cell:
    """What is out; half where a newer case is on its way."""
    is_newest = held.case is None or held.case.is_released
    if held.out is None:
        return _out(0, None, is_newest, lang)
    return _out(held.out.number, held.out.day, is_newest, lang)


@lru_cache(MOST_KEPT)
def _out(number: int, day: date | None, is_newest: bool, lang: str) -> Cell:
    if day is None:
        return Cell(Step.RELEASE, "off", pgettext("column of the matrix", "Not released"))
    text = _("Version %(number)s, %(day)s") % {"number": number, "day": locales.day(day, lang)}
    return Cell(Step.RELEASE, "done" if is_newest else "half", text)
