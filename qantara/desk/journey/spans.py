"""The seven spans of a city's way, each with its true state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from qantara.accounts.models import Role
from qantara.core import locales
from qantara.desk.journey.gathering import Work
from qantara.desk.journey.tasks import May
from qantara.desk.templatetags.desk import step_name

State = Literal["done", "now", "todo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """``href`` is empty where there is nothing to open yet."""

    title: str
    state: State
    detail: str
    href: str = ""

    @property
    def state_word(self) -> str:
        return {
            "done": pgettext("span of the journey", "done"),
            "now": pgettext("span of the journey", "in progress"),
            "todo": pgettext("span of the journey", "not started"),
        }[self.state]


def spans(work: Work, may: May, lang: str) -> list[Span]:
    """In the order of the journey: team, evidence, profile, priorities, peers, actions, progress."""
    return [
        _team(work, may, lang),
        _evidence(work, lang),
        _profile(work, lang),
        *(
            Span(title=title, state="todo", detail=pgettext("span of the journey", "Not begun"))
            for title in (
                pgettext("span of the journey", "Priorities"),
                pgettext("span of the journey", "Peers"),
                pgettext("span of the journey", "Actions"),
                pgettext("span of the journey", "Progress"),
            )
        ),
    ]


def _team(work: Work, may: May, lang: str) -> Span:
    """Whole while an officer and somebody who may sign are here to stay."""
    whole = {Role.Title.OFFICER, Role.Title.SIGNATORY} <= work.staying
    missing = not work.titles.get(Role.Title.SIGNATORY)
    leaving = work.titles.keys() & {Role.Title.OFFICER, Role.Title.SIGNATORY} - work.staying
    people = ngettext("%(count)s person", "%(count)s people", work.people) % {
        "count": locales.number(work.people, lang)
    }
    return Span(
        title=pgettext("span of the journey", "Team"),
        state="done" if whole else "now" if work.people else "todo",
        detail=_("Nobody may sign yet")
        if work.people and missing
        else _("Somebody leaves; find who takes over")
        if leaving
        else people,
        href=_team_page(work, may, lang),
    )


def _team_page(work: Work, may: May, lang: str) -> str:
    """What whoever is here may open: the whole team, who has a role, or nothing."""
    for action, page in (("team.read", "desk:team"), ("people.read", "desk:people")):
        if may(action):
            return reverse(page, args=[lang, work.holder.slug])
    return ""


def _evidence(work: Work, lang: str) -> Span:
    waiting = len(work.arrivals)
    if waiting:
        detail = ngettext("%(count)s file waits", "%(count)s files wait", waiting) % {
            "count": locales.number(waiting, lang)
        }
    elif work.has_figures:
        asked = (
            _("%(known)s of %(all)s indicators of the short set")
            if work.choice == "short"
            else _("%(known)s of %(all)s core indicators")
        )
        detail = asked % {
            "known": locales.number(work.recent, lang),
            "all": locales.number(len(work.covered), lang),
        }
    else:
        detail = _("No figures yet")
    is_whole = bool(work.covered) and work.recent == len(work.covered) and not waiting
    return Span(
        title=pgettext("span of the journey", "Evidence"),
        state="done" if is_whole else "now" if waiting or work.has_figures else "todo",
        detail=detail,
        href=reverse("desk:figures", args=[lang]),
    )


def _profile(work: Work, lang: str) -> Span:
    title = pgettext("span of the journey", "Profile")
    if work.cases:
        case, step = work.cases[0]
        return Span(
            title=title,
            state="now",
            detail=step_name(step),
            href=reverse("desk:case", args=[lang, case.pk]),
        )
    if work.released:
        return Span(
            title=title,
            state="done",
            detail=_("Version %(number)s, %(day)s")
            % {
                "number": work.released.number,
                "day": locales.day(work.released.released_at.date(), lang),
            },
            href="#released",
        )
    if work.written:
        return Span(title=title, state="now", detail=_("Being written"))
    return Span(title=title, state="todo", detail=pgettext("span of the journey", "Not begun"))
