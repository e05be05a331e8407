"""Words of review."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qantara.knowledge.profiles import placed
from qantara.knowledge.profiles.bind import REFERENCE
from qantara.knowledge.reviews import words
from qantara.knowledge.reviews.models import Said, Thread

register = template.Library()
register.filter(words.side_name)


@register.filter
def of_block(counts: Mapping[UUID, int] | None, block: UUID) -> int:
    """How many are open on a paragraph."""
    return (counts or {}).get(block, 0)


@register.filter
def waits_for(side: str) -> str:
    return {
        "expert": pgettext("waits for", "An expert"),
        "city": pgettext("waits for", "The city’s officer"),
    }[side]


@register.filter
def sign_button(side: str) -> str:
    return {
        "expert": _("Sign off as expert"), "city": _("Sign off for the city"),
    }[side]  # fmt: skip


@register.filter
def settle_button(side: str) -> str:
    return {
        "expert": _("Settled for the expert review"), "city": _("Settled for the city"),
    }[side]  # fmt: skip


@register.filter
def kind_of_thread(thread: Thread) -> str:
    if thread.kind == Thread.Kind.DISPUTE:
        return _("Dispute")
    return _("Remark on a figure") if thread.figure else _("Remark")


@register.filter
def said_name(said: Said) -> str:
    return words.said_name(said.act)


@register.filter
def without_figures(markdown: str) -> str:
    """A text in a line of a list: references to figures and charts left out."""
    return " ".join(REFERENCE.sub("…", placed.without(markdown)).split()) or "…"
