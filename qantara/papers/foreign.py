"""Stretches of an Arabic text that are read from left to right: Latin words, ranges, signs, addresses.

Unless each is isolated, "PDF، 24 صفحة", "12–15" and "Stadt Wien, MA 23 (Statistik)" are set in the
wrong order: after an Arabic letter a number counts as Arabic, signs beside it turn away, and commas
and brackets between Latin words go with the Arabic around them (UAX 9, W2, W5, N1 and N2). A bare
number with its separators needs nothing, and gets nothing, so that copied text stays clean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ARABIC_SCRIPT = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
#: Arabic letters, digits and punctuation.
ARABIC = re.compile(f"[{_ARABIC_SCRIPT}]")

_LETTER = "A-Za-zÀ-ɏ"
_LATIN = re.compile(f"[{_LETTER}]")
_SPACES = "\u202f\u00a0"
_ISOLATED = r"[\u2066-\u2068][^\u2069]*\u2069"
_ADDRESS = r"https?://[^\s<>]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
#: From a Latin word to the last there is before Arabic goes on, with all that stands between.
_WORDS = rf"(?:\d+-?)?[{_LETTER}](?:[^{_ARABIC_SCRIPT}\n\u2066-\u2069]*[{_LETTER}\d²³%+&])?"
_FIGURE = rf"[+−-]?\d(?:[\d.,:/{_SPACES}]*\d)?(?:[–-]\d(?:[\d.,:/{_SPACES}]*\d)?)*(?:[{_SPACES} ]?[%‰€+])?"
_BARE = re.compile(rf"\d[\d.,:/{_SPACES}]*")
_PARTS = re.compile(
    f"(?P<isolated>{_ISOLATED})|(?P<address>{_ADDRESS})|(?P<words>{_WORDS})|(?P<figure>{_FIGURE})"
)
_CLOSING = {"(": ")", "[": "]", "«": "»", "“": "”"}


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """``text`` in pieces, in order, each with whether it is to be isolated left to right.

    A text without any Arabic is one piece, its last stop included. What stands between marks of
    isolation already is left as it is.
    """
    if not ARABIC.search(text) and _LATIN.search(text) and "\u2069" not in text:
        yield text, True
        return
    end = 0
    while found := _PARTS.search(text, end):
        start, stop = found.span()
        if found["words"]:
            start, stop = _with_brackets(text, start, stop, end)
        if start > end:
            yield text[end:start], False
        piece = text[start:stop]
        yield piece, not (found["isolated"] or _BARE.fullmatch(piece))
        end = stop
    if end < len(text):
        yield text[end:], False


def _with_brackets(text: str, start: int, stop: int, least: int) -> tuple[int, int]:
    """The stretch with the other half of each bracket it holds one half of, if it stands beside it."""
    for opening, closing in _CLOSING.items():
        unopened = unclosed = 0
        for sign in text[start:stop]:
            if sign == opening:
                unclosed += 1
            elif sign == closing and unclosed:
                unclosed -= 1
            elif sign == closing:
                unopened += 1
        if unclosed and text.startswith(closing, stop):
            stop += 1
        if unopened and start > least and text[start - 1] == opening:
            start -= 1
    return start, stop
