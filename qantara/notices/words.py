"""A notice as a sentence in the reader's language."""

from __future__ import annotations

import re
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from qantara.accounts.words import holder_name
from qantara.core import locales
from qantara.notices.kinds import KINDS, Said
from qantara.notices.models import Notice

#: Names run their own way in a sentence of another (Unicode, UAX 9), in plain text too.
ISOLATE, END = "\u2068", "\u2069"
_ARABIC = re.compile("[\u0600-\u06ff]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def sentence(notice: Notice, lang: str) -> str:
    """What a notice says. ``notice.holder`` is read."""
    named = {name: _isolated(_text(said, lang), lang) for name, said in notice.about.items()}
    named["holder"] = _isolated(holder_name(notice.holder, lang), lang)
    with translation.override(lang):
        return str(KINDS[notice.kind].says) % named


def path(notice: Notice, lang: str) -> str:
    """The page it leads to."""
    return reverse(f"desk:{KINDS[notice.kind].page}", kwargs={"lang": lang, **notice.link})


def address(notice: Notice, lang: str) -> str:
    """The same, in full."""
    return settings.DESK_URL + path(notice, lang)


def _text(said: Said, lang: str) -> str:
    if isinstance(said, str):
        return locales.day(date.fromisoformat(said), lang) if _DAY.fullmatch(said) else said
    return next((said[code] for code in (lang, "en", "fr", "es", "ar") if said.get(code)), "")


def _isolated(text: str, lang: str) -> str:
    runs_back = bool(_ARABIC.search(text))
    return f"{ISOLATE}{text}{END}" if runs_back != (lang == "ar") else text
