"""Codes of priorities in the reader's words, for the paper and for the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara.action.priorities import bands, tags
from qantara.action.priorities.models import Priority, Ranked, Ranking
from qantara.core import locales


def state(code: str) -> str:
    return {
        Priority.State.PROPOSED.value: pgettext("state of a proposal", "proposed"),
        Priority.State.MERGED.value: pgettext("state of a proposal", "merged"),
        Priority.State.WITHDRAWN.value: pgettext("state of a proposal", "withdrawn"),
        Priority.State.CHOSEN.value: pgettext("state of a proposal", "to the workshop"),
        Priority.State.ENDORSED.value: pgettext("state of a proposal", "endorsed"),
    }[code]


def competence(code: str) -> str:
    return {
        "": "",
        Priority.Competence.OWN.value: pgettext("competence of a city", "the city’s own"),
        Priority.Competence.SHARED.value: pgettext("competence of a city", "shared"),
        Priority.Competence.NONE.value: pgettext("competence of a city", "held by others"),
    }[code]


def competence_with(code: str, bodies: str) -> str:
    """With whom it is shared, or who holds it. ``bodies``: kinds of body in words, or nothing."""
    if not bodies or code == Priority.Competence.OWN:
        return competence(code)
    if code == Priority.Competence.SHARED:
        return _("shared with: %(bodies)s") % {"bodies": bodies}
    return _("held by: %(bodies)s") % {"bodies": bodies}


def several(names: Iterable[str], lang: str) -> str:
    """Names one after the other, some of which have commas or "and" in them."""
    return ("؛ " if lang == "ar" else "; ").join(names)


def cost(band: Mapping[str, Any], lang: str) -> str:
    return bands.said(band["low"], band["high"], band["currency"], lang)


def goals(targets: Iterable[str], lang: str) -> str:
    """``10 Reduced inequalities (10.2, 10.7); 11 ...``: targets under the goals they are of."""
    by_goal: dict[str, list[str]] = {}
    for target in targets:
        by_goal.setdefault(target.partition(".")[0], []).append(target)
    names = tags.tags("goals")
    return several(
        (
            _("%(goal)s %(name)s (%(targets)s)")
            % {
                "goal": goal,
                "name": names[goal].name[lang],
                "targets": ("، " if lang == "ar" else ", ").join(found),
            }
            for goal, found in by_goal.items()
        ),
        lang,
    )


def method(code: str, day: str) -> str:
    if code == Ranking.Method.BALLOT:
        return _(
            "On %(day)s the group ranked the proposals by a secret ballot: scores by agreed criteria, with"
            " agreed weights."
        ) % {"day": day}
    return _("On %(day)s the group agreed on an order of the proposals; its minutes say so.") % {
        "day": day
    }


def place(number: int, is_tied: bool, lang: str) -> str:
    printed = locales.number(number, lang)
    return _("%(place)s, tied") % {"place": printed} if is_tied else printed


def firmness(code: str) -> str:
    return {
        "": "",
        Ranked.Firmness.FIRM.value: pgettext("how firm a place is", "Firm"),
        Ranked.Firmness.FAIRLY_FIRM.value: pgettext("how firm a place is", "Fairly firm"),
        Ranked.Firmness.OPEN.value: pgettext("how firm a place is", "Open"),
    }[code]


def what_firm_means() -> str:
    return _(
        "The count was repeated a thousand times with other draws of the ballots and, where there are"
        " criteria, other weights. A place is firm where it stayed in three repeats of four, fairly firm"
        " in half of them, and open in fewer."
    )


def endorsed(is_endorsed: bool) -> str:
    if is_endorsed:
        return pgettext("what became of a proposal", "endorsed")
    return pgettext("what became of a proposal", "not among the priorities")
