"""Words of proposals, in the reader's language or the nearest there is."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language

from qantara.web import names

register = template.Library()


@register.filter
def nearest(name: Mapping[str, str]) -> tuple[str, str]:
    """The text and the language it is in."""
    return names.in_language(name, get_language() or "en")
