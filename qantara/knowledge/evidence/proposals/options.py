"""The answers that can be chosen, with the names people know them by."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara.core import locales
from qantara.core.breakdowns import TOTAL
from qantara.knowledge.evidence.proposals import lexicon
from qantara.knowledge.evidence.proposals.asking import Asking
from qantara.knowledge.evidence.proposals.model import Option

#: Rows or columns that are left out on purpose.
IGNORE = "ignore"
#: One answer for all that is not recognised: each is asked about by itself.
EACH = "each"
#: Says nothing besides what is known already.
NOTHING = "nothing"
YES, NO = "yes", "no"

#: What a column can be besides a dimension of the framework.
TERRITORY, PERIOD, MONTH, VALUE = "territory", "period", "month", "value"
DEFINITION, UNIT, STATUS, SUM, KEEP = "definition", "unit", "obs_status", "sum", "keep"

#: Dimensions by which a table can be proposed to be broken down.
COUNTRIES = ("NAT", "COB")


def roles(asking: Asking) -> tuple[Option, ...]:
    """What a column can be."""
    return asking.once("roles", lambda: _roles(asking))


def _roles(asking: Asking) -> tuple[Option, ...]:
    return (
        Option(VALUE, _("The figures")),
        Option(PERIOD, _("The year, day or period")),
        Option(MONTH, _("The month, beside a column with the year")),
        Option(TERRITORY, _("The place the figures are about")),
        *(
            Option(code, dimension.name[asking.lang])
            for code, dimension in asking.framework.dimensions.items()
        ),
        Option(DEFINITION, _("What is counted")),
        Option(UNIT, _("The unit")),
        Option(STATUS, _("Remarks on single figures: provisional, estimated, a break")),
        Option(SUM, _("Parts to be added up")),
        Option(KEEP, _("One of several: only some rows are read")),
        Option(IGNORE, _("Nothing that is needed here")),
    )


def codes(asking: Asking, role: str, found: Iterable[str] = ()) -> tuple[Option, ...]:
    """What a text of a column can stand for; what was found comes first."""
    every = asking.once(f"codes of {role}", lambda: _codes(asking, role))
    leading = [option for code in found if code for option in every if option.value == code]
    return (*leading, *(option for option in every if option not in leading)) if leading else every


def _codes(asking: Asking, role: str) -> tuple[Option, ...]:
    every: tuple[Option, ...]
    match role:
        case "territory" | "DIST":
            every = territories(asking)
        case "definition":
            every = definitions(asking)
        case "unit":
            every = tuple(
                Option(code, unit.name[asking.lang])
                for code, unit in asking.framework.units.items()
            )
        case "NAT" | "COB":
            listed = asking.framework.dimensions[role].codes
            every = (
                *(Option(code.code, code.name[asking.lang]) for code in listed),
                *countries(asking.lang),
            )
        case _:
            listed = asking.framework.dimensions[role].codes
            every = tuple(Option(code.code, code.name[asking.lang]) for code in listed)
    if role not in {TERRITORY, DEFINITION, UNIT} and TOTAL not in {one.value for one in every}:
        every = (Option(TOTAL, pgettext("all categories together", "The whole")), *every)
    return (Option(IGNORE, _("Leave these rows out")), *every)


def territories(asking: Asking) -> tuple[Option, ...]:
    """All places on record, by name."""
    return asking.once("territories", lambda: _territories(asking))


def _territories(asking: Asking) -> tuple[Option, ...]:
    named = [Option(slug, name_of(asking, slug)) for slug in sorted(asking.places.slugs)]
    key = locales.sort_key(asking.lang)
    return tuple(sorted(named, key=lambda option: key(option.label)))


def name_of(asking: Asking, slug: str) -> str:
    by_language = asking.names.get(slug, {})
    for language in (asking.lang, "en", *by_language):
        said = by_language.get(language)
        if said:
            return said if isinstance(said, str) else said[0]
    return slug


def definitions(asking: Asking) -> tuple[Option, ...]:
    """All definitions of the framework, by name."""
    return asking.once("definitions", lambda: _definitions(asking))


def _definitions(asking: Asking) -> tuple[Option, ...]:
    pattern = pgettext("an indicator: its name and its code", "%(name)s (%(code)s)")
    return tuple(
        Option(code, pattern % {"name": definition.name[asking.lang], "code": code})
        for code in asking.framework.definitions()
        for definition in (asking.framework.definition(code),)
    )


@cache
def countries(lang: str) -> tuple[Option, ...]:
    key = locales.sort_key(lang)
    named = [Option(code, locales.country(code, lang)) for code in lexicon.country_codes()]
    return tuple(sorted(named, key=lambda option: key(option.label)))


def yes_no() -> tuple[Option, ...]:
    return (
        Option(YES, pgettext("an answer", "Yes")),
        Option(NO, pgettext("an answer", "No")),
    )
