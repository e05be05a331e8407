"""Words of the toolkit at the desk: states of a step, and what is on record."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import ngettext, pgettext

from qantara.action.toolkit.models import State
from qantara.action.toolkit.outputs import Output
from qantara.core import locales


def state_name(state: str) -> str:
    return {
        State.OPEN: pgettext("step of the toolkit", "Open"),
        State.DOING: pgettext("step of the toolkit", "Under way"),
        State.DONE: pgettext("step of the toolkit", "Done"),
        State.LEFT_OUT: pgettext("step of the toolkit", "Left out"),
    }[State(state)]


def counted(output: Output, lang: str) -> str:
    """``3 organisations on the map``."""
    n = output.count
    patterns = {
        "mandates": ngettext("%(n)s office that may sign", "%(n)s offices that may sign", n),
        "people": ngettext("%(n)s person with a role", "%(n)s people with a role", n),
        "competences": ngettext("%(n)s competence of others written down", "%(n)s competences of others written down", n),
        "stakeholders": ngettext("%(n)s organisation on the map", "%(n)s organisations on the map", n),
        "requests": ngettext("%(n)s letter asking for data", "%(n)s letters asking for data", n),
        "imports": ngettext("%(n)s confirmed file", "%(n)s confirmed files", n),
        "profiles": ngettext("%(n)s released profile", "%(n)s released profiles", n),
        "proposals": ngettext("%(n)s proposal", "%(n)s proposals", n),
        "endorsements": ngettext("%(n)s act of endorsement", "%(n)s acts of endorsement", n),
        "commitments": ngettext("%(n)s commitment", "%(n)s commitments", n),
        "reports": ngettext("%(n)s report on progress", "%(n)s reports on progress", n),
        "handovers": ngettext("%(n)s handover", "%(n)s handovers", n),
    }  # fmt: skip
    return patterns[output.record] % {"n": locales.number(n, lang)}


#: Record -> the page of the desk it is kept on, under the city's slug; figures are under none.
PAGES = {
    "mandates": "mandates",
    "people": "people",
    "competences": "competences",
    "stakeholders": "team",
    "requests": "requests",
    "proposals": "priorities",
    "endorsements": "priorities",
    "handovers": "handover",
    "profiles": "city",
    "commitments": "commitments",
    "reports": "commitments",
}

#: Part of the desk that makes a tool -> its page, under the city's slug where it has one.
PARTS = {
    "team": "team",
    "requests": "requests",
    "priorities": "priorities",
    "workshop": "workshops",
    "handover": "handover",
    "recommendations": "commitments",
}


def page(record: str, lang: str, slug: str) -> str:
    """Where a record is kept at the desk."""
    if record == "imports":
        return reverse("desk:figures", args=[lang])
    return reverse(f"desk:{PAGES[record]}", kwargs={"lang": lang, "slug": slug})


def part(name: str, lang: str, slug: str) -> str:
    """Where the desk makes a tool; empty for a tool that is a text."""
    if name == "profiles":
        return reverse("desk:profiles", args=[lang])
    return reverse(f"desk:{PARTS[name]}", kwargs={"lang": lang, "slug": slug}) if name else ""
