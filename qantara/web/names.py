"""Names in several languages: the reader's, or the nearest there is, said to be so."""

from __future__ import annotations

from collections.abc import Mapping

#: Tried in this order where a name has not been written in the reader's language.
FALLBACK = ("en", "fr", "es", "ar")


def in_language(name: Mapping[str, str], lang: str) -> tuple[str, str]:
    """The name and the language it is in; two empty strings where there is none at all."""
    for candidate in (lang, *FALLBACK):
        if text := name.get(candidate):
            return text, candidate
    return "", ""
