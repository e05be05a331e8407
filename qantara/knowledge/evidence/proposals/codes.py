"""What the texts of a column stand for: official codes, labels in many languages, known places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from qantara.core.breakdowns import TOTAL
from qantara.knowledge.evidence.proposals import ages, lexicon, places
from qantara.knowledge.evidence.proposals.asking import Asking
from qantara.knowledge.evidence.proposals.meaning import Meaning
from qantara.knowledge.evidence.proposals.options import IGNORE
from qantara.knowledge.frameworks.schema import Dimension

#: The sign of a footnote behind a label.
_NOTE = re.compile(
    r"(?:\s*(?:\(\d{1,2}\)|\[\d{1,2}\]|\(?\*+\)?|[¹²³⁴-⁹]+|[†‡§])|(?<=\D)\s\d{1,2}\))+$"
)
#: A country's code behind its name: ``Serbia <SRB>``, ``Syria (SY)``.
_CODED = re.compile(r"\s*(?:<[A-Z0-9]{2,5}>|\[[A-Z0-9]{2,3}\]|\([A-Z]{2,3}\))$")
_LETTER = re.compile(r"[^\W\d_]")
#: Between the two languages of a label.
_HALVES = re.compile(r"\s*[/|–—]\s*|\s+-\s+|(?<=\w)-(?=[^\W\d])")
_SHORT = re.compile(r"[A-Z]{2,3}|\d{1,3}")


def meanings(
    asking: Asking, role: str, texts: Sequence[str], *, is_within: bool = False
) -> dict[str, Meaning]:
    """What each text of a column in this role stands for.

    is_within  names of places are looked for inside the texts: ``Table 3 Vienna``
    """
    found = _as_written(asking, role, texts, is_within=is_within)
    reasons = {
        without_note: _("It is understood without the sign of a footnote behind it."),
        without_code: _("It is understood without the code behind it."),
        without_of_which: _("A part of the row over it, read for itself."),
    }
    found |= {
        text: Meaning(IGNORE, "likely", _("It begins like a source or a note under a table."))
        for text in texts
        if ":" in text and not found[text].code and not found[text].others and _is_note(text)
    }
    for shorten, why in reasons.items():
        bare = {
            text: short
            for text in texts
            if not found[text].code and not found[text].others and _LETTER.search(text)
            if (short := shorten(text)) not in {text, "", *texts}
        }
        if not bare:
            continue
        said = _as_written(asking, role, tuple({*texts, *bare.values()}), is_within=is_within)
        found |= {
            text: replace(said[short], certainty="likely", why=why)
            for text, short in bare.items()
            if said[short].code not in {"", TOTAL}
        }
    return found | _in_two_languages(asking, role, found)


def _in_two_languages(
    asking: Asking, role: str, found: Mapping[str, Meaning]
) -> dict[str, Meaning]:
    """Labels that say one thing twice: ``Toplam-Total``, ``Femmes / النساء``."""
    made = {}
    for text, meaning in found.items():
        halves = [half for half in _HALVES.split(text) if half]
        if meaning.code or meaning.others or len(halves) != 2 or not _LETTER.search(text):
            continue
        said = _as_written(asking, role, halves, is_within=False)
        # One half alone may be denied by the other: “Nicht-Österreich”.
        if len(each := {said[half].code for half in halves}) == 1 and each != {""}:
            why = _("Both of its halves say it, each in a language of its own.")
            made[text] = Meaning(min(each), "likely", why)
    return made


def _is_note(text: str) -> bool:
    first, colon, _rest = text.partition(":")
    return bool(colon) and lexicon.fold(first) in lexicon.listed("sources")


def without_note(text: str) -> str:
    """A label without the sign of a footnote: ``Women (1)``, ``Serbia*``, ``Total ²``, ``Men 1)``."""
    return _NOTE.sub("", text).strip()


def without_code(text: str) -> str:
    """A label without the code behind it: ``Serbia <SRB>``."""
    return _CODED.sub("", text).strip()


def without_of_which(text: str) -> str:
    """A label without ``of which`` before it."""
    said = lexicon.fold(text)
    first = max(
        (each for each in lexicon.listed("of_which") if said.startswith(f"{each} ")),
        key=len,
        default="",
    )
    for _word in first.split():
        text = re.sub(r"^[\W_]*[\w']+", "", text)
    return text.strip(" :,;–—-") if first else text


def _as_written(
    asking: Asking, role: str, texts: Sequence[str], *, is_within: bool
) -> dict[str, Meaning]:
    match role:
        case "territory":
            return places.of_places(asking, texts, is_within=is_within)
        case "DIST":
            return places.of_districts(asking, texts, is_within=is_within)
        case "NAT" | "COB":
            return of_countries(role, texts)
        case "AGE":
            return of_ages(asking, texts)
        case "SEX":
            return of_sex(asking, texts)
    return {text: of_category(asking, role, text) for text in texts}


def known(found: Iterable[Meaning]) -> float:
    """The part of the texts that stand for something."""
    every = list(found)
    return sum(1 for meaning in every if meaning.code) / len(every) if every else 0.0


def of_category(asking: Asking, dimension: str, text: str) -> Meaning:
    """A code or a label of a dimension of the framework."""
    listed = asking.framework.dimensions.get(dimension)
    if listed is None:
        return Meaning(why=_unknown())
    official, labels = asking.memo(f"labels of {dimension}", lambda: _labels(listed))
    if text in official:
        return Meaning(text, "sure", _("It is the official code."))
    word = lexicon.fold(text)
    if word in lexicon.listed("total"):
        return Meaning(TOTAL, "sure", _("It is a word for the whole."))
    if code := lexicon.categories(dimension).get(word) or labels.get(word, ""):
        return Meaning(code, "sure", _by_name())
    return Meaning(why=_unknown())


def _labels(listed: Dimension) -> tuple[frozenset[str], dict[str, str]]:
    """The codes of a dimension, and its folded names with their codes."""
    names = {lexicon.fold(name): code.code for code in listed.codes for name in code.name.values()}
    return frozenset(code.code for code in listed.codes), names


def of_sex(asking: Asking, texts: Sequence[str]) -> dict[str, Meaning]:
    """Sexes; single letters by what stands beside them: M is men beside F, women beside H."""
    found = {text: of_category(asking, "SEX", text) for text in texts}
    short = [text for text in texts if len(text) == 1 and not text.isspace()]
    sets = [
        letters
        for letters in lexicon.letters("SEX")
        if {text.upper() for text in short} - set("TU09") <= set(letters)
        and len({letters[t.upper()] for t in short if t.upper() in letters} & {"F", "M"}) == 2
    ]
    for text in short:
        code = sets[0].get(text.upper(), "") if sets else _agreed(text)
        if not code and text.upper() in {"T", "U"} and sets:
            code = {"T": TOTAL, "U": "_U"}[text.upper()]
        if not code:
            found[text] = Meaning(
                why=_("A single sign, and nothing beside it says what it stands for.")
            )
        elif text.isdigit():
            why = _("1 for men and 2 for women is the international code (ISO/IEC 5218).")
            found[text] = Meaning(code, "likely", why)
        else:
            found[text] = (
                Meaning(code, "sure", _("Understood from the letters beside it."))
                if sets
                else Meaning(code, "likely", _("In all languages known here it stands for this."))
            )
    return found


def _agreed(letter: str) -> str:
    """What a letter stands for in all languages that use it: T is the whole, F is women."""
    every = {letters.get(letter.upper(), "") for letters in lexicon.letters("SEX")} - {""}
    return every.pop() if len(every) == 1 and letter.isalpha() and letter.isascii() else ""


def of_ages(asking: Asking, texts: Sequence[str]) -> dict[str, Meaning]:
    """Ages, those that are not kept here added up to those that are."""
    found = {text: of_age(asking, text) for text in texts}
    listed = asking.framework.dimensions["AGE"]
    kept = {code.code for code in listed.codes}
    said = {text: ages.code(text) for text in texts}
    told = ages.settled(said, kept)
    said |= {text: code for text, (code, _how) in told.items()}
    found |= {
        text: Meaning(code, "likely", by_others(how)) if code in kept else Meaning(why=no_age())
        for text, (code, how) in told.items()
    }
    made = ages.bands(set(said.values()), kept)
    for text, code in said.items():
        if code in made and not found[text].code:
            name = listed[made[code]].name[asking.lang]
            why = _("It is added up with the ages beside it: %(band)s.") % {"band": name}
            found[text] = Meaning(made[code], "likely" if text in told else "sure", why)
    is_kept = any(meaning.code not in {"", TOTAL} for meaning in found.values())
    return found | {
        text: Meaning(IGNORE, "likely", no_age())
        for text, code in said.items()
        if is_kept and code and not found[text].code
    }


def by_others(how: ages.Settled) -> str:
    """Why an age is taken for what those beside it make of it."""
    return {
        "begun": _("Numbers with gaps between them: each is the first year of its group."),
        "last": _("The last of single years: everybody older is counted there as a rule."),
        "half open": _("Each group ends where the next one begins: that year belongs to the next."),
    }[how]


def of_age(asking: Asking, text: str) -> Meaning:
    code = ages.code(text)
    if not code:
        return of_category(asking, "AGE", text)
    if code == TOTAL or code in asking.framework.dimensions["AGE"]:
        return Meaning(code, "sure", _("The ages are written out."))
    return Meaning(why=no_age())


def no_age() -> str:
    """Why the figures of an age are not read."""
    return _(
        "The age is understood, but no such age group is kept here: leave it out, or add ages up."
    )


def of_countries(role: str, texts: Sequence[str]) -> dict[str, Meaning]:
    """Countries by official code, where the column holds codes, or by name."""
    scheme = scheme_of(texts)
    found = {text: _of_country(role, text, scheme) for text in texts}
    has_groups = any(
        lexicon.fold(text) in lexicon.categories("NATG") and not lexicon.country(text)
        for text in texts
    )
    for text in texts if has_groups else ():
        if lexicon.fold(text) in lexicon.listed("americans"):
            # Beside Europeans and Africans they may be the people of a continent.
            why = _("The name may stand for more than one country.")
            found[text] = Meaning("", "open", why, ("US", IGNORE))
    return found


def scheme_of(texts: Sequence[str]) -> str:
    """The list of country codes that a column holds, if it holds codes."""
    short = [text for text in texts if _SHORT.fullmatch(text)]
    if len(short) < 2 or len(short) * 2 < len(texts):
        return ""
    fitting = {
        scheme: sum(1 for text in short if _padded(text, scheme) in lexicon.countries_by(scheme))
        for scheme in ("alpha2", "eurostat", "alpha3", "numeric")
    }
    best = max(fitting, key=lambda scheme: fitting[scheme])
    return best if fitting[best] >= 0.8 * len(short) else ""


def _padded(text: str, scheme: str) -> str:
    return text.zfill(3) if scheme == "numeric" and text.isdigit() else text


_SCHEMES = {
    "alpha2": "ISO 3166-1 alpha-2", "alpha3": "ISO 3166-1 alpha-3", "numeric": "UN M49",
    "eurostat": "Eurostat",
}  # fmt: skip


def _of_country(role: str, text: str, scheme: str) -> Meaning:
    if scheme and (code := lexicon.countries_by(scheme).get(_padded(text, scheme), "")):
        is_doubtful = text == "NA"
        why = _("It is the country’s code in %(list)s.") % {"list": _SCHEMES[scheme]}
        return Meaning(code, "likely" if is_doubtful else "sure", why)
    word = lexicon.fold(text)
    if word in lexicon.listed("total"):
        return Meaning(TOTAL, "sure", _("It is a word for the whole."))
    if code := lexicon.categories(role).get(word, ""):
        return Meaning(code, "likely" if code == "W0_OTH" else "sure", _by_name())
    if any(word.startswith(f"{each} ") for each in lexicon.listed("remaining")):
        return Meaning("W0_OTH", "likely", _("The rest of a group: other countries, added up."))
    if text in {"W0_OTH", "_U", "XXA", "_T"}:
        return Meaning(text, "sure", _("It is the official code."))
    codes = sorted(lexicon.country(text) or _turned(text))
    if len(codes) == 1:
        return Meaning(codes[0], "sure", _by_name())
    if not codes and role == "NAT":
        codes = sorted(lexicon.country_of_people(text))
        if len(codes) == 1:
            return Meaning(codes[0], "likely", _by_people())
    if codes:
        return Meaning("", "open", _("The name may stand for more than one country."), tuple(codes))
    if word in lexicon.listed("groups") or lexicon.categories("NATG").get(word):
        why = _(
            "A group of countries beside single countries: read as well, its people would count twice."
        )
        return Meaning(IGNORE, "likely", why)
    return Meaning(why=_unknown())


def _turned(text: str) -> frozenset[str]:
    """``Korea, Republic of``: the name with its words in the other order."""
    first, is_turned, rest = text.partition(", ")
    return lexicon.country(f"{rest} {first}") if is_turned else frozenset()


def _by_name() -> str:
    return _("It is known under this name.")


def _by_people() -> str:
    return _("The people of this country are so called.")


def _unknown() -> str:
    return _("Neither a code nor a word that is known here.")
