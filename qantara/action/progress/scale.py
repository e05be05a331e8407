"""The scale of progress on a recommendation (FRAMEWORK 4), and what stands beside it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

#: Not started; mandated or planned; partly in place; in place; in place, resourced and evaluated.
LEVELS = (0, 1, 2, 3, 4)
#: From here on a claim needs something to rest on.
NEEDS_EVIDENCE = 3
#: What a cell says in the place of a level.
OUTSIDE, NOT_APPLICABLE = "outside", "not_applicable"


def level(number: int) -> str:
    """As a cell says it."""
    return (
        pgettext("level of progress", "not started"),
        pgettext("level of progress", "planned"),
        pgettext("level of progress", "partly in place"),
        pgettext("level of progress", "in place"),
        pgettext("level of progress", "in place, resourced and evaluated"),
    )[number]


def meaning(number: int) -> str:
    """The whole descriptor."""
    return (
        _("nothing of it has begun"),
        _("mandated or planned: a decision, an owner or a draft exists"),
        _("partly in place: some departments, groups or districts"),
        _("in place: formal, city-wide, running this year"),
        _("in place, resourced in the city’s own budget, and evaluated"),
    )[number]


def instead(code: str) -> str:
    """What stands in the place of a level."""
    return {
        OUTSIDE: pgettext("in the place of a level", "outside the city’s competence"),
        NOT_APPLICABLE: pgettext("in the place of a level", "not applicable"),
    }[code]
