"""Rows of the matrix: a cell a step, each with a sign and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara.accounts.models import Role
from qantara.core import locales
from qantara.desk.matrix.gathering import Held
from qantara.network.models import Member
from qantara.web import links, names

State = Literal["done", "half", "off"]

#: Steps whose cells can be asked for where something is still to be done.
STEPS = ("team", "evidence", "draft", "review", "signature", "release")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """``href`` is empty where there is nothing to open."""

    step: str
    state: State
    text: str
    href: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """``href`` is empty for a member that has no page of its way: the page is of cities."""

    name: str
    name_language: str
    href: str
    cells: Sequence[Cell]

    def is_open(self, step: str) -> bool:
        """Whether a step is still to be done."""
        return any(cell.state != "done" for cell in self.cells if cell.step == step)


def heads(languages: Sequence[str]) -> list[str]:
    """Heads of the columns behind the name, as ``row`` orders the cells."""
    drafts = [_("Draft: %(language)s") % {"language": links.LANGUAGES[code]} for code in languages]
    return [
        pgettext("span of the journey", "Team"),
        pgettext("span of the journey", "Evidence"),
        *drafts,
        pgettext("column of the matrix", "Reviewed"),
        pgettext("column of the matrix", "Signed"),
        pgettext("column of the matrix", "Released"),
    ]


def row(
    member: Member, held: Held, *, languages: Sequence[str], core: int, city: str, lang: str
) -> Row:
    """``core``: how many core indicators there are; ``city``: address of the city's page, or empty."""
    name, name_language = names.in_language(member.name, lang)
    drafts = [_draft(held, language, lang) for language in languages]
    cells = [_team(held, city), _evidence(held, core, city, lang), *drafts, *_signed(held, lang)]
    return Row(
        name=name or member.slug,
        name_language=name_language or lang,
        href=city,
        cells=[*cells, _released(held, lang)],
    )


def _team(held: Held, city: str) -> Cell:
    if not held.titles:
        return Cell(step="team", state="off", text=_("Nobody yet"), href=city)
    if Role.Title.SIGNATORY not in held.titles:
        return Cell(step="team", state="half", text=_("Nobody may sign yet"), href=city)
    if Role.Title.OFFICER not in held.titles:
        return Cell(step="team", state="half", text=_("No officer yet"), href=city)
    text = pgettext("column of the matrix", "Complete")
    return Cell(step="team", state="done", text=text, href=city)


def _evidence(held: Held, core: int, city: str, lang: str) -> Cell:
    known = len(held.covered)
    return Cell(
        step="evidence",
        state="done" if known == core else "half" if known else "off",
        text=_("%(known)s of %(all)s")
        % {"known": locales.number(known, lang), "all": locales.number(core, lang)},
        href=city,
    )


def _draft(held: Held, language: str, lang: str) -> Cell:
    """How many blocks are there in a language and up to date; which of the others are not."""
    if not held.blocks:
        text = pgettext("column of the matrix", "Not begun")
        return Cell(step="draft", state="off", text=text, language=language)
    current = held.sources.get(language, 0) + held.current.get(language, 0)
    old = held.old.get(language, 0)
    numbers = {
        "current": locales.number(current, lang),
        "all": locales.number(held.blocks, lang),
        "old": locales.number(old, lang),
    }
    text = (
        _("%(current)s of %(all)s, %(old)s outdated") if old else _("%(current)s of %(all)s")
    ) % numbers
    state: State = "done" if current == held.blocks else "half" if current or old else "off"
    return Cell(step="draft", state=state, text=text, language=language)


def _signed(held: Held, lang: str) -> list[Cell]:
    """The two signatures of the newest case."""
    if held.case is None:
        text = pgettext("column of the matrix", "Not proposed")
        return [Cell(step=step, state="off", text=text) for step in ("review", "signature")]
    href = reverse("desk:case", args=[lang, held.case.key])
    given = {"review": held.case.is_reviewed, "signature": held.case.is_approved}
    return [
        Cell(
            step=step,
            state="done" if is_given else "half",
            text=pgettext("column of the matrix", "Done")
            if is_given
            else pgettext("column of the matrix", "Waits"),
            href=href,
        )
        for step, is_given in given.items()
    ]


def _released(held: Held, lang: str) -> Cell:
    """What is out; half where a newer case is on its way."""
    if held.out is None:
        text = pgettext("column of the matrix", "Not released")
        return Cell(step="release", state="off", text=text)
    text = _("Version %(number)s, %(day)s") % {
        "number": held.out.number,
        "day": locales.day(held.out.day, lang),
    }
    is_newest = held.case is None or held.case.is_released
    return Cell(step="release", state="done" if is_newest else "half", text=text)
