"""Whether a text looks like the name of a person: words, one of them a given name that is common in
the countries cities here have people from; and no word that names of places have."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from qantara.knowledge.evidence.people.words import folded

#: Names of people have up to this many words.
MOST_WORDS = 6
_LETTERS = re.compile(r"[^\W\d_]+(?:[ '.,’\-]+[^\W\d_]+)*\.?")

_PARTS = re.compile(r"[^\w '’.,\-]+|\d[\d .\-]*| - |, ")

#: Places called after people, as saints and founders, and what else stands in names of places.
_PLACES = (
    "san santa santo sao saint sainte st ste sankt sant sidi lalla moulay oulad ouled ait beni bani dar ain bab"
    " douar ksar zaouiat zaouia hay al quartier barrio bairro district distrito village villa ville city"
    " ciudad puerto porto port monte mont campo costa valle val rio rua calle rue avenue avenida plaza place"
    " via piazza strasse gasse platz island islands isla ilha isole republic republica federation states"
    " kingdom bosnia virgin north south east west new nueva nova nova norte sur sul region province provincia"
    " سيدي مولاي اولاد ايت بني دار عين باب حي شارع مدينه جزر جمهوريه قريه"
)
_OF_PLACES = frozenset(_PLACES.split())


@cache
def _given() -> frozenset[str]:
    told = tomllib.loads((Path(__file__).parent / "given_names.toml").read_text("utf-8"))
    return frozenset(told["names"].split())


def is_full(text: str) -> bool:
    """Two words or more, and one of them is a given name: ``Fatima Benali``, ``NGUEMA, Pierre``.

    Where other things stand in the cell too, one of its parts is.
    """
    return _is_full(text) or any(map(_is_full, _PARTS.split(text)))


def _is_full(text: str) -> bool:
    words = _words(text)
    return len(words) > 1 and not _given().isdisjoint(words)


def is_given(text: str) -> bool:
    """One word, or two that are a double name, and a given name."""
    words = _words(text)
    return 0 < len(words) <= 2 and words[0] in _given()


def _words(text: str) -> list[str]:
    """The words of a text that could be a name; none where it cannot."""
    line = " ".join(text.split())
    if not _LETTERS.fullmatch(line):
        return []
    words = folded(line).split()
    if len(words) > MOST_WORDS or not _OF_PLACES.isdisjoint(words):
        return []
    return words
