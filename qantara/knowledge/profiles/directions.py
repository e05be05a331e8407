"""Words of direction in a sentence: which there are, and of what kind (``directions.toml``)."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

#: Kinds that compare figures by size; every other kind is a limit in percent.
COMPARING = ("up", "down", "more", "less")

#: Marks over and under Arabic letters, and the stroke that only lengthens a word.
MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
ALIFS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي"})
#: Short words that Arabic writes joined to the next, and the article.
JOINED = r"(?:[وف])?(?:[بلك])?(?:ال|ل)?"


@cache
def _data() -> dict[str, Any]:
    path = Path(__file__).parent / "directions.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def limits() -> dict[str, float]:
    """Limits in percent by the kind of word that names them."""
    found: dict[str, float] = _data()["limits"]
    return found


def words(sentence: str, lang: str) -> dict[str, tuple[str, ...]]:
    """The words of direction in a sentence, as they stand in it, by kind."""
    sentence = unicodedata.normalize("NFC", sentence)
    folded, places = _folded(sentence)
    found: dict[str, tuple[str, ...]] = {}
    for kind, pattern in _patterns(lang).items():
        spans = [match.span() for match in pattern.finditer(folded)]
        if spans:
            found[kind] = tuple(sentence[places[a] : places[b]] for a, b in spans)
    return found


@cache
def _patterns(lang: str) -> dict[str, re.Pattern[str]]:
    lead = JOINED if lang == "ar" else ""
    return {
        kind: re.compile(rf"(?<!\w){lead}(?:{'|'.join(map(_pattern, stems))})(?!\w)")
        for kind, stems in _data()[lang].items()
    }


def _pattern(stem: str) -> str:
    text = re.escape(_folded(stem.removesuffix("*"))[0])
    return text + r"\w*" if stem.endswith("*") else text


def _folded(text: str) -> tuple[str, list[int]]:
    """Text as words are looked for in it; where each of its letters stood, and where it ends."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if not MARKS.match(letter):
            letters.append(letter.lower().translate(ALIFS)[:1])
            places.append(place)
    return "".join(letters), [*places, len(text)]
