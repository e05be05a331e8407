"""What the heads of columns of figures say: ``Men 2020``, ``Foreigners / Women / 15-24``, ``Morocco``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from qantara.core.breakdowns import TOTAL
from qantara.knowledge.evidence.proposals import ages, codes, definitions, lexicon, times
from qantara.knowledge.evidence.proposals.asking import Asking
from qantara.knowledge.evidence.proposals.meaning import Meaning
from qantara.knowledge.evidence.proposals.options import NOTHING

#: Joins heads that stand over one another (readers.sheets).
_OVER = " / "
_SEPARATOR = re.compile(r"\s*[_,:;|]\s*|\s+[-–—]\s+|\s+|(?=\()|(?<=\d)(?=[*¹²³⁴⁵⁶⁷⁸⁹])")
#: A number that tells columns of one name apart (readers.sheets.name_columns).
_NUMBERED = re.compile(r" \(\d+\)$")
#: A sign behind a year: in brackets, or stars.
_SIGN = re.compile(r"\([^()\s]{1,12}\)|\*+|[¹²³⁴⁵⁶⁷⁸⁹]")
#: A word of a head that is longer says of all its figures that they are estimates, say.
_LETTERS = 4
#: What a part of a head is that is such a sign.
SIGN = "sign"
#: What a head over others can name.
_NAMED = ("SEX", "AGE", "NAT", "COB", "period", "value")
#: Kinds that may be parted from words nobody knows.
_STRONG = ("period", "SEX", "AGE", "CITG")


def parts(asking: Asking, heads: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The parts of each head, as they stand in it."""
    every = tuple(heads)
    return asking.memo(f"parts of {every}", lambda: _parts(asking, every))


def _parts(asking: Asking, heads: Sequence[str]) -> dict[str, tuple[str, ...]]:
    letters = _letters(asking, heads)
    often = Counter(_NUMBERED.sub("", head) for head in heads)
    return {
        head: tuple(_parted(asking, bare if often[bare] > 1 else head, letters))
        for head in heads
        for bare in (_NUMBERED.sub("", head),)
    }


def _letters(asking: Asking, heads: Iterable[str]) -> dict[str, Meaning]:
    """Single letters in heads that are sexes together."""
    words = {word for head in heads for word in re.split(r"[\s_/,:;|]+", head)}
    single = sorted(word for word in words if len(word) == 1 and word.isalpha())
    said = codes.of_sex(asking, single) if len(single) >= 2 else {}
    known = {letter: meaning for letter, meaning in said.items() if meaning.code}
    return known if {"F", "M"} <= {meaning.code for meaning in known.values()} else {}


def _parted(asking: Asking, head: str, letters: dict[str, Meaning]) -> list[str]:
    found = []
    for part in head.split(_OVER):
        found += _split(asking, part, letters)
    return found


def _split(asking: Asking, part: str, letters: dict[str, Meaning]) -> list[str]:
    """A part as it stands where it is known, else the two parts of it that are."""
    if _kind(asking, part, letters):
        return [part]
    best: list[str] = []
    for match in _SEPARATOR.finditer(part):
        first, second = part[: match.start()].strip(), part[match.end() :].strip()
        if not first or not second:
            continue
        kinds = _kind(asking, first, letters), _kind(asking, second, letters)
        if all(kinds):
            return [first, second]
        if not best and (kinds[0] in _STRONG or kinds[1] in _STRONG):
            best = [first, second]
    if not best:
        return [part]
    return [
        piece
        for half in best
        for piece in ([half] if _kind(asking, half, letters) else _split(asking, half, letters))
    ]


def _kind(asking: Asking, text: str, letters: dict[str, Meaning]) -> str:
    meaning = _meaning(asking, text, letters)
    return meaning.code.partition("=")[0]


def meanings(asking: Asking, heads: Sequence[str], texts: Sequence[str]) -> dict[str, Meaning]:
    """What each part says: ``SEX=F``, ``AGE=Y0T4``, ``period=2020``, ``country=MA``, ``definition=...``."""
    letters = _letters(asking, heads)
    found = {text: _meaning(asking, text, letters) for text in texts}
    over = {part for head in heads for part in head.split(_OVER)[:-1]}
    found |= {
        text: Meaning(NOTHING, "likely", _("It names what the headings under it are."))
        for text, meaning in found.items()
        if text in over and not meaning.code and _only_names(text)
    }
    found |= _bands(asking, found) | _peoples(found)
    if sum(meaning.code.startswith("country=") for meaning in found.values()) > 1:
        # Among countries the others are other countries, and no other sex.
        found |= {
            text: Meaning("country=W0_OTH", "likely", _("It is known under this name."))
            for text, meaning in found.items()
            if meaning.code == "SEX=_O" and lexicon.categories("NAT").get(lexicon.fold(text))
        }
    found |= _groups(
        found, [each for each in parts(asking, heads).values() if {*each} <= found.keys()]
    )
    return found | _left_out(found)


def _left_out(found: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """Heads that need not be read beside others: ages that are not kept, town apart from country."""
    has_ages = any(meaning.code.startswith("AGE=") for meaning in found.values())
    has_whole = any(lexicon.fold(text) in lexicon.listed("total") for text in found)
    return {
        text: Meaning("ignore", "likely", codes.no_age())
        for text, meaning in found.items()
        if has_ages and not meaning.code and ages.code(text).startswith("Y")
    } | {
        text: Meaning("ignore", "likely", _("Town or country alone: the whole stands beside it."))
        for text, meaning in found.items()
        if has_whole and not meaning.code and lexicon.fold(text) in lexicon.listed("settlement")
    }


def _only_names(text: str) -> bool:
    """Whether a head over others says what they are: ``Age group``, ``Alter von … bis unter … Jahren``."""
    rest = f" {lexicon.words(text)} "
    known = [word for kind in _NAMED for word in lexicon.heads()[kind]]
    for word in sorted(known, key=len, reverse=True):
        rest = rest.replace(f" {word} ", " ")
    return rest != f" {lexicon.words(text)} " and not set(rest.split()) - lexicon.listed("filling")


def _group() -> Meaning:
    why = _(
        "A group of countries beside single countries: read as well, its people would count twice."
    )
    return Meaning("ignore", "likely", why)


def is_group(meaning: Meaning) -> bool:
    """Whether a part of a head is a group of countries."""
    return meaning == _group()


def _groups(found: Mapping[str, Meaning], parts: Iterable[Sequence[str]]) -> dict[str, Meaning]:
    """Words nobody knows over several countries: a part of the world."""
    under: dict[str, set[str]] = {}
    for over, *others in parts:
        if not found[over].code:
            under.setdefault(over, set()).update(
                part for part in others if found[part].code.startswith("country=")
            )
    return {over: _group() for over, countries in under.items() if len(countries) > 1}


def _peoples(found: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """Words for nationals beside other peoples: ``Lebanese``, ``Syrian`` are two countries."""
    named = {
        text: lexicon.country_of_people(text)
        for text, meaning in found.items()
        if meaning.code == "CITG=NAT" or meaning.code.startswith("country=")
    }
    if sum(len(codes_) == 1 for codes_ in named.values()) < 2:
        return {}
    why = _("The people of this country are so called.")
    return {
        text: Meaning(f"country={min(codes_)}", "likely", why)
        for text, codes_ in named.items()
        if len(codes_) == 1 and found[text].code == "CITG=NAT"
    }


def _bands(asking: Asking, found: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """Ages in heads that are not kept here, as what they are added up to with those beside them."""
    said = {text: code for text in found if (code := ages.code(text)) not in {"", TOTAL}}
    numbers = {text for text in said if text.strip().isdigit()}
    if not {"0", "1", "2", "3", "4"} <= numbers:
        said = {text: code for text, code in said.items() if text not in numbers}
    listed = asking.framework.dimensions["AGE"]
    kept = {code.code for code in listed.codes}
    told = ages.settled(said, kept)
    said |= {text: code for text, (code, _how) in told.items()}
    made = ages.bands(set(said.values()), kept)
    why = _("It is added up with the ages beside it: %(band)s.")
    return {
        text: Meaning(f"AGE={code}", "likely", codes.by_others(how))
        if code in kept
        else found[text]
        if found[text].code == ""
        else Meaning(why=codes.no_age())
        for text, (code, how) in told.items()
    } | {
        text: Meaning(
            f"AGE={made[code]}",
            "likely" if text in told else "sure",
            why % {"band": listed[made[code]].name[asking.lang]},
        )
        for text, code in said.items()
        if code in made and (not found[text].code or text in told)
    }


def is_sign(text: str) -> bool:
    """Whether a part of a head is a sign that tells something of the figures: ``(p)``, ``*``, ``(b)``."""
    bare = text.strip().casefold()
    known = {*lexicon.flags(), "b", "r"}
    if len(bare) > _LETTERS and bare in lexicon.flags():
        return True
    return bool(_SIGN.fullmatch(bare)) and (
        bare in known or bare.strip("()") in known or not re.search(r"[^\W\d]", bare)
    )


def is_known(head: str) -> bool:
    """Whether a head names a country, a sex or a total: what is under it are figures."""
    word = lexicon.fold(head)
    return bool(
        lexicon.country(head)
        or word in lexicon.categories("SEX")
        or word in lexicon.categories("NAT")
        or word in lexicon.listed("total")
    )


def _meaning(asking: Asking, text: str, letters: dict[str, Meaning]) -> Meaning:
    text = _without_thousands(text)
    if text in letters:
        return _of("SEX", letters[text])
    found = asking.memo(f"head {text}", lambda: _worked_out(asking, text))
    bare = codes.without_note(text)
    if found.code or found.others or bare in {text, ""}:
        return found
    said = asking.memo(f"head {bare}", lambda: _worked_out(asking, bare))
    if said.code.startswith("period="):
        # Behind a year a sign tells of the figures: it is a part of its own.
        return found
    return replace(said, certainty="likely") if said.code else found


def _worked_out(asking: Asking, text: str) -> Meaning:
    word = lexicon.fold(text)
    if word in lexicon.listed("total"):
        return Meaning(NOTHING, "sure", _("It is a word for the whole."))
    if word in lexicon.listed("counted"):
        return Meaning(NOTHING, "likely", _("It says what the figures under it are in."))
    if code := _period(text):
        return Meaning(f"period={code}", "sure", _("It is a year or a day."))
    if lexicon.says(text, lexicon.listed("margins")) or "±" in text or "+/-" in text:
        return Meaning("ignore", "likely", _("How exact figures are, and no figures of people."))
    if is_sign(text):
        return Meaning(SIGN, "likely", _("A sign beside a figure or a year."))
    sex = codes.of_category(asking, "SEX", text)
    if sex.code in {"F", "M", "_O"} and len(text) > 1:
        return _of("SEX", sex)
    if ages.code(text) and not text.strip().isdigit():
        age = codes.of_age(asking, text)
        return _of("AGE", age) if age.code else age
    # Words for who is counted come before categories: foreign citizens are an indicator of ours.
    if found := definitions.exact(word):
        why = _("The words are known as this indicator’s.")
        return Meaning(f"definition={found}", "likely", why)
    group = lexicon.categories("CITG").get(word, "")
    if group and group != "_U":
        return Meaning(f"CITG={group}", "likely", _("It is known under this name."))
    if found_countries := lexicon.country(text):
        if len(found_countries) == 1:
            return Meaning(f"country={min(found_countries)}", "sure", _("It is a country’s name."))
        return Meaning(why=_("The name may stand for more than one country."))
    if len(people := lexicon.country_of_people(text)) == 1:
        why = _("The people of this country are so called.")
        return Meaning(f"country={min(people)}", "likely", why)
    if other := lexicon.categories("NAT").get(word):
        return Meaning(f"country={other}", "likely", _("It is known under this name."))
    if word in lexicon.listed("groups") or word in lexicon.categories("NATG"):
        return _group()
    guess = definitions.guess(asking, [text], dimensions=frozenset())
    if definitions.traps(text) or guess.ranked:
        ranked = tuple(f"definition={code}" for code in guess.ranked[:5])
        return Meaning("", "open", guess.why, ranked)
    return Meaning(why=_("Neither a code nor a word that is known here."))


def _without_thousands(text: str) -> str:
    """Without ``(in thousands)``, which is asked about apart."""
    match = re.fullmatch(r"(.+?)\s*\(([^()]*)\)\s*", text)
    return match[1] if match and lexicon.words(match[2]) in lexicon.listed("thousands") else text


def _period(text: str) -> str:
    read = times.written([text])
    return read.codes.get(text, "") if not read.doubt else ""


def _of(dimension: str, meaning: Meaning) -> Meaning:
    code = NOTHING if meaning.code == TOTAL else f"{dimension}={meaning.code}"
    return replace(meaning, code=code)
