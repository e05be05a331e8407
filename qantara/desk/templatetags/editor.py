"""Words of the editor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django import template
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from qantara.core import locales
from qantara.knowledge.profiles.showing import said
from qantara.web import links, names

register = template.Library()
register.filter("flaw_said", said)

#: Rows of a field: short enough for a phone, long enough to see a paragraph whole.
FEWEST, MOST, LETTERS = 4, 24, 60


@register.filter
def state_name(state: str) -> str:
    return {
        "source": pgettext("state of a translation", "Original"),
        "current": pgettext("state of a translation", "Translated"),
        "outdated": pgettext("state of a translation", "Outdated"),
        "missing": pgettext("state of a translation", "Missing"),
    }[state]


@register.filter
def states_name(states: Mapping[str, int]) -> str:
    """How far a section is in a language: the worst state and how many paragraphs are in it."""
    lang = get_language() or "en"
    for state in ("missing", "outdated"):
        if count := states.get(state, 0):
            said = {
                "missing": ngettext("%(count)s missing", "%(count)s missing", count),
                "outdated": ngettext("%(count)s outdated", "%(count)s outdated", count),
            }[state]
            return said % {"count": locales.number(count, lang)}
    return state_name("current")


@register.filter
def has_outdated(states: Sequence[tuple[str, str]]) -> bool:
    return any(state == "outdated" for _language, state in states)


@register.filter
def language_plain(code: str) -> str:
    return links.LANGUAGES[code]


@register.filter
def name_plain(name: Mapping[str, str]) -> str:
    return names.in_language(name, get_language() or "en")[0]


@register.filter
def writing_too(people: Iterable[str]) -> str:
    """Who else saved something here in the last minutes."""
    found = list(people)
    listed = locales.listing(found, get_language() or "en")
    return ngettext(
        "%(names)s is editing this section.", "%(names)s are editing this section.", len(found)
    ) % {"names": listed}


@register.filter
def rows_for(markdown: str) -> int:
    lines = sum(1 + len(line) // LETTERS for line in markdown.splitlines() or [""])
    return max(FEWEST, min(MOST, lines + 1))


@register.filter
def moment(at: datetime) -> str:
    """Day and time, UTC."""
    lang = get_language() or "en"
    return _("%(day)s, %(time)s UTC") % {
        "day": locales.day(at.date(), lang), "time": f"{at:%H:%M}",
    }  # fmt: skip
