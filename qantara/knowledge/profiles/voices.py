"""Two voices: a paragraph the city disputes, and the city's statement, each under its name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from qantara.core import locales
from qantara.core.locales import LANGUAGES
from qantara.papers import Block, Note, Paragraph, Run

#: Languages a reader is most likely to read instead, nearest first.
FALLBACK = {
    "ar": ("fr", "en", "es"),
    "en": ("fr", "es", "ar"),
    "es": ("fr", "en", "ar"),
    "fr": ("es", "en", "ar"),
}


def two_voices(said: Sequence[Block], dispute: Mapping[str, Any], lang: str) -> Iterator[Block]:
    """What the paragraph says, then what the city states, in ``lang`` or the nearest there is."""
    city, other = nearest(dispute["city"], lang)
    day = locales.day(date.fromisoformat(dispute["since"]), lang)
    notice = _(
        "This part has been disputed since %(day)s. Both views stand until they are settled."
    )
    yield Note(runs=(Run(text=notice % {"day": day}),), tone="warn")
    yield Paragraph(runs=(Run(text=_("Expert team"), kind="strong"),))
    yield from said
    yield Paragraph(runs=(Run(text=city, kind="strong", lang=other),))
    words, other = nearest(dispute["words"], lang)
    for part in words.split("\n"):
        if part.strip():
            yield Paragraph(runs=(Run(text=part.strip(), lang=other),))


def nearest(name: Mapping[str, str], lang: str) -> tuple[str, str]:
    """A text in ``lang`` or in the nearest language there is; that language, where it is another."""
    choice = next((one for one in (lang, *FALLBACK[lang], *LANGUAGES) if name.get(one)), lang)
    return name.get(choice, ""), "" if choice == lang else choice
