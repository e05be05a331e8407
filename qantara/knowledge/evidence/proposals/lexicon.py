"""What words of statistics offices stand for, in the languages they write: ``words.toml``,
``nationalities.toml`` and CLDR."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import icu

from qantara.knowledge.evidence.mapping.lookups import plain

#: Languages whose names of countries and months are known. The platform's four, and those in
#: which offices of Europe and the Mediterranean also write.
WRITTEN = ("ar", "en", "es", "fr", "it", "pt", "de", "ca", "nl", "tr", "el", "pl", "ro", "sq", "hr")
#: The names of months in Arabic differ from country to country.
_MONTHS_IN = (*WRITTEN, "ar-MA", "ar-LB", "ar-TN", "ar-DZ", "ar-JO", "de-AT")

_SAME_LETTERS = str.maketrans(
    {"ى": "ي", "ة": "ه", "ـ": "", "ı": "i", "ß": "s", "ø": "o", "ł": "l", "’": "'"}
)
_NO_WORD = re.compile(r"[^\w%()+<>≥≤]+|_")


@cache
def _words(name: str = "words") -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def fold(text: str) -> str:
    """``text`` as its words alone: no case, accents, Arabic vowel signs or punctuation between words."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", plain(text).casefold())
        if unicodedata.category(letter) != "Mn"
    ).translate(_SAME_LETTERS)
    return " ".join(_NO_WORD.sub(" ", bare).split())


@cache
def words(text: str) -> str:
    """The folded words of ``text`` without any signs: what phrases are looked for in."""
    return " ".join(re.sub(r"[^\w\s]", " ", fold(text)).split())


def says(text: str, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases stands in ``text``, as whole words."""
    said = f" {words(text)} "
    return any(f" {phrase} " in said for phrase in phrases)


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) or word for word in words)


@cache
def heads() -> Mapping[str, frozenset[str]]:
    """Words of column heads by what the column is."""
    return {role: _folded(words) for role, words in _words()["columns"].items()}


@cache
def listed(name: str) -> frozenset[str]:
    """The words of one list: ``total``, ``thousands``, ``groups``, ``first_of_january`` ..."""
    return _folded(_words()[name]["words"])


@cache
def categories(dimension: str) -> Mapping[str, str]:
    """Folded word -> code of a dimension, without the total."""
    codes = _words()["codes"].get(dimension, {})
    return {word: code for code, words in codes.items() for word in _folded(words)}


@cache
def letters(dimension: str) -> tuple[Mapping[str, str], ...]:
    """Sets of single letters that mean something together."""
    return tuple(_words()["letters"].get(dimension, ()))


@cache
def definitions() -> Mapping[str, frozenset[str]]:
    return {code: _folded(words) for code, words in _words()["definitions"].items()}


@cache
def traps() -> Mapping[str, frozenset[str]]:
    return {name: _folded(words) for name, words in _words()["traps"].items()}


@cache
def flags() -> Mapping[str, str]:
    """Signs behind a figure or a year -> status of the figure (SDMX CL_OBS_STATUS)."""
    return {word.casefold(): code for code, words in _words()["flags"].items() for word in words}


@cache
def absences() -> Mapping[str, frozenset[str]]:
    """Why there is no figure, by the words of notes that explain marks."""
    return {code: _folded(words) for code, words in _words()["absences"].items()}


@cache
def methods() -> Mapping[str, frozenset[str]]:
    """How figures came about, by the words of titles and notes."""
    return {code: _folded(words) for code, words in _words()["methods"].items()}


#: Words that names of countries are written with or without.
_JOINING = frozenset(
    {
        "and",
        "y",
        "et",
        "e",
        "und",
        "i",
        "ve",
        "en",
        "the",
        "la",
        "el",
        "le",
        "les",
        "los",
        "las",
        "il",
    }
)
_SHORTENED = {
    "saint": "st",
    "sainte": "st",
    "san": "st",
    "santa": "st",
    "sankt": "st",
    "islands": "is",
    "islas": "is",
}


@cache
def country_key(name: str) -> str:
    """A name of a country by its telling words: without articles, “and” and dots."""
    words = [_SHORTENED.get(word, word) for word in fold(name).split()]
    return " ".join([word for word in words if word not in _JOINING] or words)


def country(name: str) -> frozenset[str]:
    """The countries that a name may stand for."""
    return countries().get(country_key(name), frozenset())


@cache
def countries() -> Mapping[str, frozenset[str]]:
    """Key of a name -> ISO 3166-1 alpha-2 codes it may stand for; more than one where it is not clear."""
    found: dict[str, set[str]] = {}
    for code in country_codes():
        locale = icu.Locale("", code)
        for language in WRITTEN:
            name = str(locale.getDisplayCountry(icu.Locale(language)))
            if name != code:
                found.setdefault(country_key(name), set()).add(code)
    for code, names in _words()["countries"].items():
        for name in names:
            found.setdefault(country_key(name), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


#: A word and its endings by number and gender: German, then those that other languages share.
_GERMAN = re.compile(r"(.*sch)e[rnsm]?|(.*er)(?:inn?(?:en)?|n)")
_LATIN = re.compile(r"^(.{3,}?)[aeios]*$")
_ARABIC = re.compile(r"^(?:ال)?(.{2,}?)(?:يون|يين|يات|يه|ون|ين|ات|ي|ه)?$")
#: What stands beside an adjective and says nothing more: ``syrische Staatsangehörige``.
_BESIDE = re.compile(
    r" (?:staatsangehorige[rn]?|staatsburger|citizens|nationals|nationality|men|women|people|persons)$|^(?:nationalite|"
    r"ressortissants|ciudadanos|cittadini|cidadaos|nacionalidad) "
)


@cache
def nationality_key(text: str) -> str:
    """A word for the people of a country without its endings: ``Marocaines`` as ``marocain``."""
    found = []
    for word in _BESIDE.sub("", fold(text)).split():
        if "\u0600" <= word[0] <= "\u06ff":
            found.append(_ARABIC.sub(r"\1", word))
            continue
        german = _GERMAN.fullmatch(word)
        bare = (german[1] or german[2]) if german else _LATIN.sub(r"\1", word)
        # turco, turchi: the same sound.
        found.append(bare.removesuffix("h") if bare.endswith("ch") else bare)
    return " ".join(found)


def country_of_people(text: str) -> frozenset[str]:
    """The countries whose people are so called: ``syrische``, ``Marocains``, ``سوريون``."""
    return nationalities().get(nationality_key(text), frozenset())


@cache
def nationalities() -> Mapping[str, frozenset[str]]:
    """Key of a word for people -> the countries whose people are so called."""
    found: dict[str, set[str]] = {}
    for code, names in _words("nationalities").items():
        for name in names:
            found.setdefault(nationality_key(name), set()).add(code)
    return {key: frozenset(codes) for key, codes in found.items()}


@cache
def country_codes() -> frozenset[str]:
    return frozenset({*icu.Locale.getISOCountries(), "XK"} - {"AN"})


@cache
def countries_by(scheme: str) -> Mapping[str, str]:
    """Official codes of a scheme -> alpha-2: ``alpha2``, ``alpha3``, ``numeric``, ``eurostat``."""
    every = country_codes()
    match scheme:
        case "alpha2":
            return {code: code for code in every}
        case "eurostat":
            return {code: code for code in every} | {"EL": "GR", "UK": "GB"}
        case "alpha3":
            return {icu.Locale("", code).getISO3Country(): code for code in every if code != "XK"}
    numbers = {code: icu.Region.getInstance(code).getNumericCode() for code in every}
    return {f"{number:03}": code for code, number in numbers.items() if 0 < number < 900}


@cache
def months() -> Mapping[str, int]:
    """Folded name of a month -> its number, where no two languages disagree."""
    found: dict[str, set[int]] = {}
    for language in _MONTHS_IN:
        symbols = icu.DateFormatSymbols(icu.Locale.forLanguageTag(language))
        for width in (icu.DateFormatSymbols.WIDE, icu.DateFormatSymbols.ABBREVIATED):
            for context in (icu.DateFormatSymbols.FORMAT, icu.DateFormatSymbols.STANDALONE):
                for number, name in enumerate(symbols.getMonths(context, width), 1):
                    if not name.isdigit():
                        found.setdefault(fold(name), set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}
