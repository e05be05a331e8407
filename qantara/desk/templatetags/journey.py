"""Bars and names of the journey's page."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from qantara.accounts import words

register = template.Library()


@register.simple_tag
def share_bar(part: int, whole: int) -> SafeString:
    """A bar of ``part`` in ``whole`` as SVG; the numbers stand beside it."""
    width = f"{100 * part / whole:.1f}%" if whole else "0%"
    return format_html(
        '<svg class="split-bar" aria-hidden="true"><rect class="fm" width="100%" height="100%"/>'
        '<rect class="f1" width="{}" height="100%"/></svg>',
        width,
    )


@register.filter
def title_name(title: str) -> str:
    return words.title_name(title)
