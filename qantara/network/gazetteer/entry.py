"""A place as an entry of a network's file, for a person to complete."""

from __future__ import annotations

import re

from qantara.core import locales
from qantara.network.gazetteer.fold import fold
from qantara.network.gazetteer.models import Place, PlaceName


def entry(place: Place) -> str:
    """The ``[[territory]]`` of docs/network.md. What the gazetteer does not know is left to write."""
    named = {language: _name(place, language) for language in locales.LANGUAGES}
    names = ", ".join(f"{language} = {_text(name)}" for language, name in named.items() if name)
    missing = [language for language, name in named.items() if not name]
    lines = [
        "[[territory]]",
        f"slug = {_text(_slug(place.name))}",
        'type = "municipality"',
        f"name = {{ {names} }}" if names else "name = {}",
        f'country = "{place.country}"',
        f"codes = {{ {place.gazetteer_id} = {_text(place.code)} }}",
        f"longitude = {place.longitude}",
        f"latitude = {place.latitude}",
    ]
    if missing:
        lines.insert(
            3, f"# Its name in {', '.join(missing)} is not on record; elsewhere it is {place.name}."
        )
    return "\n".join(lines)


def _name(place: Place, language: str) -> str:
    """The preferred name, or the only one; empty where there is none or nobody says which."""
    names = list(PlaceName.objects.filter(place=place, language=language).order_by("pk"))
    preferred = [row.name for row in names if row.is_preferred] or [row.name for row in names]
    return preferred[0] if len(preferred) == 1 else ""


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "a-slug"


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
