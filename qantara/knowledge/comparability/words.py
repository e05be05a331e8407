"""The badge in words. ``reasons.toml`` holds ICU messages in four languages."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from qantara.core import locales
from qantara.knowledge.comparability.badge import Badge, Grade


@cache
def _patterns() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads((Path(__file__).parent / "reasons.toml").read_text(encoding="utf-8"))


def title(grade: Grade, lang: str) -> str:
    """``Comparable with care``: what a grade means, without its letter."""
    return _patterns()["grade"][grade][lang]


def explain(badge: Badge, lang: str) -> str:
    """The reasons of a badge, one sentence each."""
    patterns = _patterns()["reason"]
    return " ".join(
        locales.message(patterns[reason.code][lang], lang, years=reason.years)
        for reason in badge.reasons
    )
