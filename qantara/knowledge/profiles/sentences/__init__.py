"""Patterns of finding sentences: ICU messages in four languages, kept in the TOML files beside this.

A path such as ``change.POP-01.PT`` names a pattern. ``say`` fills it in every language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from qantara.core import locales
from qantara.core.locales import LANGUAGES, Value

#: Values of a sentence in one language.
Values = Mapping[str, Value]


@cache
def patterns() -> Mapping[str, Mapping[str, str]]:
    """Every pattern by its path. Raises ValueError where a language is missing."""
    found: dict[str, Mapping[str, str]] = {}
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        _gather(tomllib.loads(path.read_text(encoding="utf-8")), "", found)
    return found


def _gather(table: dict[str, object], path: str, found: dict[str, Mapping[str, str]]) -> None:
    texts = {key: value for key, value in table.items() if isinstance(value, str)}
    if texts and set(texts) != set(LANGUAGES):
        raise ValueError(f"{path} is not in all languages: {sorted(texts)}")
    if texts:
        found[path] = texts
    for key, value in table.items():
        if isinstance(value, dict):
            _gather(value, f"{path}.{key}" if path else key, found)


def best(*paths: str) -> str | None:
    """The first of ``paths`` that has a pattern: the special sentence before the general one."""
    return next((path for path in paths if path in patterns()), None)


def say(path: str, values: Callable[[str], Values]) -> dict[str, str]:
    """The sentence in every language. ``values`` gives what stands in it in one language."""
    pattern = patterns()[path]
    return {lang: locales.message(pattern[lang], lang, **values(lang)) for lang in LANGUAGES}
