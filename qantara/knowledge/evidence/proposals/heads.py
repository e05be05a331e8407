"""What the heads of columns of figures say: ``Men 2020``, ``Foreigners / Women / 15-24``, ``Morocco``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from qantara.core.breakdowns import TOTAL
from qantara.knowledge.evidence.proposals import ages, codes, definitions, lexicon, times
from qantara.knowledge.evidence.proposals.asking import Asking
from qantara.knowledge.evidence.proposals.codes import Meaning
from qantara.knowledge.evidence.proposals.options import NOTHING

#: Joins heads that stand over one another (readers.sheets).
_OVER = " / "
_SEPARATOR = re.compile(r"\s*[_,:;|]\s*|\s+[-–—]\s+|\s+|(?=\()")
#: A number that tells columns of one name apart (readers.sheets.name_columns).
_NUMBERED = re.compile(r" \(\d+\)$")
#: Kinds that may be parted from words nobody knows.
_STRONG = ("period", "SEX", "AGE", "CITG")


def parts(asking: Asking, heads: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The parts of each head, as they stand in it."""
    letters = _letters(asking, heads)
    return {head: tuple(_parted(asking, head, letters)) for head in heads}


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
    return found | _bands(asking, found)


def _bands(asking: Asking, found: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """Ages in heads that are not kept here, as what they are added up to with those beside them."""
    said = {text: code for text in found if (code := ages.code(text)) not in {"", TOTAL}}
    numbers = {text for text in said if text.strip().isdigit()}
    if not {"0", "1", "2", "3", "4"} <= numbers:
        said = {text: code for text, code in said.items() if text not in numbers}
    listed = asking.framework.dimensions["AGE"]
    made = ages.bands(set(said.values()), {code.code for code in listed.codes})
    why = _("It is added up with the ages beside it: %(band)s.")
    return {
        text: Meaning(
            f"AGE={made[code]}", "sure", why % {"band": listed[made[code]].name[asking.lang]}
        )
        for text, code in said.items()
        if code in made and not found[text].code
    }


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
    text = _without_thousands(_NUMBERED.sub("", text))
    if text in letters:
        return _of("SEX", letters[text])
    found = asking.memo(f"head {text}", lambda: _worked_out(asking, text))
    bare = codes.without_note(text)
    if found.code or found.others or bare in {text, ""}:
        return found
    said = asking.memo(f"head {bare}", lambda: _worked_out(asking, bare))
    return replace(said, certainty="likely") if said.code else found


def _worked_out(asking: Asking, text: str) -> Meaning:
    word = lexicon.fold(text)
    if word in lexicon.listed("total"):
        return Meaning(NOTHING, "sure", _("It is a word for the whole."))
    if word in lexicon.listed("counted"):
        return Meaning(NOTHING, "likely", _("It says what the figures under it are in."))
    if code := _period(text):
        return Meaning(f"period={code}", "sure", _("It is a year or a day."))
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
    if other := lexicon.categories("NAT").get(word):
        return Meaning(f"country={other}", "likely", _("It is known under this name."))
    if word in lexicon.listed("groups") or word in lexicon.categories("NATG"):
        why = _(
            "A group of countries beside single countries: read as well, its people would count twice."
        )
        return Meaning("ignore", "likely", why)
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
