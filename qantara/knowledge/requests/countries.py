"""In which of our languages a letter to an authority of a country may be written."""

from __future__ import annotations

from qantara.core.locales import LANGUAGES

#: Official languages of countries around the Mediterranean and of their neighbours, ours alone.
#: ISO 3166-1 alpha-2; as their constitutions and laws name them.
OFFICIAL: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("DZ", "EG", "IQ", "JO", "LB", "LY", "MA", "MR", "PS", "SA", "SY", "TN"), ("ar",)),
    "BE": ("fr",), "CH": ("fr",), "ES": ("es",), "FR": ("fr",), "GB": ("en",), "IE": ("en",),
    "LU": ("fr",), "MT": ("en",),
}  # fmt: skip


def is_invented(country: str) -> bool:
    """Whether the code is one that ISO 3166-1 leaves to its users: AA, QM to QZ, XA to XZ, ZZ."""
    return country in ("AA", "ZZ") or country[:1] == "X" or "QM" <= country <= "QZ"


def official(country: str) -> tuple[str, ...]:
    """Of a country; all four of an invented one; empty where none of ours is official."""
    return LANGUAGES if is_invented(country) else OFFICIAL.get(country, ())


def tag(lang: str, country: str) -> str:
    """Language with its country where that has forms of its own: months in Arabic."""
    return f"{lang}-{country}" if lang == "ar" and "ar" in OFFICIAL.get(country, ()) else lang
