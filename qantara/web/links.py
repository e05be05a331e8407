"""Addresses that lead from one face to the other: site and desk may have hosts of their own."""

from __future__ import annotations

from django.conf import settings

#: The languages in the order the switch shows them, each in its own.
LANGUAGES = {"ar": "العربية", "en": "English", "es": "Español", "fr": "Français"}


def desk(path: str = "/") -> str:
    """The absolute address of a page of the desk. ``path`` begins with a stroke."""
    return f"{settings.DESK_URL}{path}"


def site(path: str = "/") -> str:
    """The absolute address of a page of the public site. ``path`` begins with a stroke."""
    return f"{settings.SITE_URL}{path}"
