"""Ranges, signs and Latin words inside Arabic text, each kept in its own direction.

Without this "PDF، 24 صفحة", "12–15" and "19,4%" are set in the wrong order: after an Arabic letter a
number counts as Arabic, and signs beside it turn away (UAX 9, W2 and W5). A bare number with its
separators needs nothing, and gets nothing, so that copied text stays clean.
"""

from __future__ import annotations

import re

LEFT_TO_RIGHT, POP = "\u2066", "\u2069"

_SPACES = "\u202f\u00a0"
_WORD = r"[A-Za-zÀ-ɏ][\w'’.@:/&+-]*(?<=[\w&+])"
_FIGURE = rf"[+−-]?\d(?:[\d.,:/–{_SPACES}-]*\d)?(?:[{_SPACES} ]?[%‰€+])?"
_BARE = re.compile(rf"\d[\d.,:/{_SPACES}]*")
#: What is already isolated; then Latin words with what follows them; then figures and ranges.
_PARTS = re.compile(
    rf"(?P<isolated>[\u2066-\u2068][^\u2069]*\u2069)|(?:{_WORD}(?: (?:{_WORD}|{_FIGURE}))*|{_FIGURE})"
)


def isolated(text: str) -> str:
    """The text with each range, signed figure and run of Latin words between marks of isolation."""
    return _PARTS.sub(_isolate, text)


def _isolate(found: re.Match[str]) -> str:
    if found["isolated"] or _BARE.fullmatch(found[0]):
        return found[0]
    return f"{LEFT_TO_RIGHT}{found[0]}{POP}"
