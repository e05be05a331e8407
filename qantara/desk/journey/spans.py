"""The seven spans of a city's way, each with its true state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from qantara.accounts.models import Role
from qantara.action.priorities.endorse import PAPER
from qantara.action.priorities.models import Priority
from qantara.action.progress.kind import KIND as PROGRESS
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
        _priorities(work, may, lang),
        *(
            Span(title=title, state="todo", detail=pgettext("span of the journey", "Not begun"))
            for title in (
                pgettext("span of the journey", "Peers"),
                pgettext("span of the journey", "Actions"),
            )
        ),
        _progress(work, may, lang),
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
    on_the_way = [row for row in work.cases if row[0].kind not in (PAPER, PROGRESS)]
    if on_the_way:
        case, step = on_the_way[0]
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


def _priorities(work: Work, may: May, lang: str) -> Span:
    """Done with a paper that stands, unless another is on its way."""
    state, detail = _priorities_now(work, lang)
    return Span(
        title=pgettext("span of the journey", "Priorities"),
        state=state,
        detail=detail,
        href=reverse("desk:priorities", args=[lang, work.holder.slug])
        if may("priorities.read")
        else "",
    )


def _priorities_now(work: Work, lang: str) -> tuple[State, str]:
    waiting = next((step for case, step in work.cases if case.kind == PAPER), None)
    if waiting:
        return "now", step_name(waiting)
    if work.paper:
        day = locales.day(work.paper.released_at.date(), lang)
        said = {"number": work.paper.number, "day": day}
        return "done", _("Version %(number)s, %(day)s") % said
    if Priority.State.ENDORSED in work.proposed:
        return "now", pgettext("span of the journey", "Endorsed, the paper is to come")
    open_states = (Priority.State.PROPOSED, Priority.State.CHOSEN)
    count = sum(state in open_states for state in work.proposed)
    if not count:
        return "todo", pgettext("span of the journey", "Not begun")
    said_of = ngettext("%(count)s proposal", "%(count)s proposals", count)
    return "now", said_of % {"count": locales.number(count, lang)}


def _progress(work: Work, may: May, lang: str) -> Span:
    """Never done: what a city commits to is reported on as long as it stands."""
    waiting = next((step for case, step in work.cases if case.kind == PROGRESS), None)
    if waiting:
        detail = step_name(waiting)
    elif work.told:
        said = {"number": work.told.number, "day": locales.day(work.told.released_at.date(), lang)}
        detail = _("Version %(number)s, %(day)s") % said
    elif count := len(work.said):
        said_of = ngettext(
            "%(count)s recommendation spoken of", "%(count)s recommendations spoken of", count
        )
        detail = said_of % {"count": locales.number(count, lang)}
    else:
        detail = pgettext("span of the journey", "Not begun")
    return Span(
        title=pgettext("span of the journey", "Progress"),
        state="now" if waiting or work.told or work.said else "todo",
        detail=detail,
        href=reverse("desk:commitments", args=[lang, work.holder.slug])
        if may("progress.read")
        else "",
    )
