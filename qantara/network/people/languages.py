"""Languages somebody can say to speak: of the places and people such networks work with (BCP 47)."""

from __future__ import annotations

from qantara.core import locales

SPOKEN = (
    "am", "ar", "bg", "bm", "bn", "bs", "ca", "ckb", "de", "el", "en", "es", "fa", "ff", "fr", "ha", "he",
    "hi", "hr", "hu", "hy", "it", "ka", "kab", "ku", "mk", "mt", "nl", "om", "pa", "pl", "ps", "pt",
    "ro", "ru", "rw", "sl", "so", "sq", "sr", "sw", "ti", "tl", "tr", "uk", "ur", "wo", "yo", "zgh", "zh",
)  # fmt: skip


def listed(lang: str) -> list[tuple[str, str]]:
    """Code and name, sorted as the reader's language sorts."""
    by_name = locales.sort_key(lang)
    named = [(code, locales.spoken(code, lang)) for code in SPOKEN]
    return sorted(named, key=lambda pair: by_name(pair[1]))
