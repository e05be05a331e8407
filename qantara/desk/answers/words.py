"""Words of the page of indicators: states, their signs, figures as printed."""

from __future__ import annotations

from django.utils.translation import pgettext

from qantara.core import locales
from qantara.knowledge.frameworks import Framework

#: State -> look of its label and its sign.
LOOKS = {
    "released": ("ok", "done"),
    "new": ("ok", "done"),
    "answered": ("ok", "done"),
    "not_competent": ("ok", "done"),
    "old": ("warn", "half"),
    "asked": ("warn", "half"),
    "refused": ("bad", "off"),
    "no_answer": ("bad", "off"),
    "missing": ("bad", "off"),
}


def state_name(state: str) -> str:
    return {
        "released": pgettext("state of an indicator", "Known, released"),
        "new": pgettext("state of an indicator", "Known, not released"),
        "old": pgettext("state of an indicator", "Known, but old"),
        "answered": pgettext("state of an indicator", "Answered without a figure"),
        "not_competent": pgettext("state of an indicator", "Not our competence"),
        "asked": pgettext("state of an indicator", "Asked for"),
        "refused": pgettext("state of an indicator", "Refused"),
        "no_answer": pgettext("state of an indicator", "No answer"),
        "missing": pgettext("state of an indicator", "Missing"),
    }[state]


def figure(
    framework: Framework,
    unit: str,
    lang: str,
    *,
    value: float | None,
    low: float | None = None,
    high: float | None = None,
) -> str:
    """A figure with its unit: ``1 234 persons``, ``19.4%``, ``2: Formal but partial``."""
    said = framework.units[unit]
    if value is None:
        if low is None or high is None:
            return ""
        bounds = [locales.number(bound, lang, said.decimals) for bound in (low, high)]
        return f"{bounds[0]} – {bounds[1]} {said.name[lang]}"
    if said.kind == "level":
        code = f"{value:.0f}"
        return f"{code}: {framework.codes['level'][code].name[lang]}"
    if unit == "PT":
        return locales.percent(value, lang, said.decimals)
    return f"{locales.number(value, lang, said.decimals)} {said.name[lang]}"
