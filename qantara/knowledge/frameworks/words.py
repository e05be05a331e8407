"""How readers are told what the fields of an indicator mean, in the language in force."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara.knowledge.frameworks.schema import Direction, Protection, Tier


def tier(code: Tier) -> str:
    return {
        "core": pgettext("tier of an indicator", "Core: asked of every city"),
        "extended": pgettext("tier of an indicator", "Extended: where figures are at hand"),
    }[code]


def short_tier(code: Tier) -> str:
    return {
        "core": pgettext("tier of an indicator", "Core"),
        "extended": pgettext("tier of an indicator", "Extended"),
    }[code]


def direction(code: Direction) -> str:
    return {
        "up": _("Higher is better."),
        "down": _("Lower is better."),
        "neutral": _("Context: neither high nor low is good or bad."),
        "care": _("Read with care: a rise may mean more trust or more harm."),
    }[code]


def short_direction(code: Direction) -> str:
    return {
        "up": pgettext("direction of an indicator", "Higher is better"),
        "down": pgettext("direction of an indicator", "Lower is better"),
        "neutral": pgettext("direction of an indicator", "Context"),
        "care": pgettext("direction of an indicator", "Read with care"),
    }[code]


def protection(code: Protection | None) -> str:
    """``None``: an indicator that counts nobody and nothing."""
    if code is None:
        return _("Nothing is counted.")
    return {
        "people": _("People: very small numbers are withheld."),
        "sensitive": _("Sensitive: small numbers are withheld, and nothing is shown by district."),
        "none": _("No people are counted: nothing is withheld."),
    }[code]
