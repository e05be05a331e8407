"""Numbers, dates and lists as the reader's language prints them, and small things every page needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django import template
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from qantara.core import locales
from qantara.web import links, names
from qantara.web.paper.text import direction as direction_of

register = template.Library()


def _lang() -> str:
    return translation.get_language() or "en"


@register.filter
def direction(lang: str) -> str:
    return direction_of(lang)


@register.filter
def number(value: float) -> str:
    """``{{ residents|number }}``: thousands with a narrow space, the language's decimal sign."""
    return locales.number(value, _lang())


@register.filter
def percent(value: float) -> str:
    """A value already in percent, one decimal."""
    return locales.percent(value, _lang())


@register.filter
def day(value: date | datetime) -> str:
    return locales.day(value.date() if isinstance(value, datetime) else value, _lang())


@register.filter
def month(value: date) -> str:
    return locales.month(value, _lang())


@register.filter
def listing(values: Iterable[str]) -> str:
    """``Rabat, Tunis and Lisbon``."""
    return locales.listing(values, _lang())


@register.filter
def file_size(size: int) -> str:
    """Bytes in kB or MB, one decimal for the latter: ``240 kB``, ``1.8 MB``."""
    if size < 1_000_000:
        return _("%(size)s kB") % {"size": locales.number(max(1, round(size / 1_000)), _lang(), 0)}
    return _("%(size)s MB") % {"size": locales.number(size / 1_000_000, _lang(), 1)}


@register.filter
def named(name: Mapping[str, str]) -> SafeString:
    """A name in the reader's language, isolated; marked where only another language has it."""
    text, lang = names.in_language(name, _lang())
    if lang == _lang():
        return format_html("<bdi>{}</bdi>", text)
    return format_html('<bdi lang="{}">{}</bdi>', lang, text)


@register.simple_tag
def desk(path: str = "/") -> str:
    return links.desk(path)
