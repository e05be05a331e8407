"""Roles and holders in the reader's language."""

from __future__ import annotations

from django.utils.translation import pgettext

from qantara.accounts.models import Holder


def title_name(title: str) -> str:
    return {
        "officer": pgettext("role", "city officer"),
        "signatory": pgettext("role", "approver"),
        "reviewer": pgettext("role", "expert reviewer"),
        "partner": pgettext("role", "partner"),
        "translator": pgettext("role", "translator"),
        "editor": pgettext("role", "editor"),
        "coordinator": pgettext("role", "secretariat"),
        "reader": pgettext("role", "donor, reads only"),
    }[title]


def holder_name(holder: Holder, lang: str) -> str:
    """In the language, else in English, else in whichever there is."""
    return str(
        holder.name.get(lang)
        or holder.name.get("en")
        or next(iter(holder.name.values()), holder.slug)
    )
