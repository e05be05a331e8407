"""What a column of a table is: from its head, and from what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from qantara.core.breakdowns import TOTAL
from qantara.knowledge.evidence.proposals import (
    ages,
    codes,
    definitions,
    heads,
    lexicon,
    places,
    times,
)
from qantara.knowledge.evidence.proposals.asking import Asking
from qantara.knowledge.evidence.proposals.facts import Column
from qantara.knowledge.evidence.proposals.meaning import Meaning
from qantara.knowledge.evidence.proposals.model import Certainty
from qantara.knowledge.evidence.proposals.options import (
    COUNTRIES,
    DEFINITION,
    IGNORE,
    MONTH,
    PERIOD,
    STATUS,
    TERRITORY,
    UNIT,
    VALUE,
)

#: Texts that are looked at to tell what a column is.
_SAMPLE = 300
#: As many are enough to see that numbers are no years and no ages.
_FEW = 40
#: Signs beside figures that differ in a column at most, and letters of one.
_SIGNS, _SIGN = 12, 4
#: The part of a column's cells that are numbers where a few marks stand among figures.
_NEARLY_ALL = 0.9
#: Different texts of a column of sexes, at most.
_FEW_CODES = 8
#: The part of a column's texts that must be understood before it is taken for something.
_MOST = 0.6


#: Dimensions that a head names.
DIMENSIONS = frozenset({"SEX", "AGE", "NAT", "COB", "EDU", "DIST"})
#: What a column of few different whole numbers may be.
FEW_NUMBERS = (IGNORE, "keep", "sum", VALUE)


#: What a column of shares or rates may be.
SHARES = (IGNORE, VALUE)


@dataclass(frozen=True, slots=True)
class Role:
    """What a column is taken for (empty: nobody can say), how certain that is, and why."""

    role: str
    certainty: Certainty
    why: str
    others: tuple[str, ...] = ()


def of_heads(name: str) -> frozenset[str]:
    """What the words of a head speak for; the longest words known in it count."""
    words = [re.sub(r"(?<=\D)\d+$", "", word) for word in lexicon.words(name).split()]
    for length in range(min(len(words), 5), 0, -1):
        said = {" ".join(words[at : at + length]) for at in range(len(words) - length + 1)}
        found = {role for role, known in lexicon.heads().items() if said & known}
        if found:
            return frozenset(found)
    return frozenset()


def of_whole_head(name: str) -> frozenset[str]:
    word = lexicon.words(name) or lexicon.fold(name)
    return frozenset(role for role, known in lexicon.heads().items() if word in known)


def of_column(asking: Asking, column: Column) -> Role:
    whole, words = of_whole_head(column.name), of_heads(column.name)
    if column.numeric == 1 and ages.code(column.name).startswith("Y") and not whole:
        return Role(VALUE, "sure", _("The heading is an age, and the cells are numbers."))
    if not column.filled:
        return Role(IGNORE, "sure", _("The column is empty."))
    if "ignore" in whole:
        return Role(IGNORE, "sure", _("Technical or geographical: nothing that is counted."))
    are_figures = column.numeric > _NEARLY_ALL and column.distinct > _FEW
    sample = column.texts[: _FEW if are_figures else _SAMPLE]
    if STATUS in whole and column.numeric < _MOST:
        return Role(STATUS, "sure", _("The heading says so."))
    if "multiplier" in whole:
        return Role(
            IGNORE, "sure", _("It says what the figures are multiplied by, which is asked apart.")
        )
    if "note" in whole:
        return Role(IGNORE, "likely", _("Remarks in words."))
    if found := _time(column, words, sample):
        return found
    if "month" in words and codes_of_months(sample):
        return Role(MONTH, "sure", _("The heading and the cells say so."))
    may_be_codes = not are_figures or bool(words & DIMENSIONS)
    if may_be_codes and (found := _category(asking, column, words, sample)):
        return found
    if found := _country(asking, column, words, sample):
        return found
    if found := _place(asking, column, words, sample):
        return found
    if UNIT in words and column.numeric < _MOST:
        return Role(UNIT, "sure", _("The heading says so."))
    if DEFINITION in words and column.numeric < _MOST:
        return _definition(asking, column, sample)
    return _figures(column, words, whole)


def _definition(asking: Asking, column: Column, sample: Sequence[str]) -> Role:
    """A column whose head says that it names what is counted, where its cells do."""
    groups = lexicon.categories("CITG")
    is_known = any(
        definitions.exact(lexicon.fold(text))
        or lexicon.fold(text) in groups
        or definitions.guess(asking, [text], dimensions=frozenset()).ranked
        for text in sample[:_FEW]
    )
    if is_known:
        return Role(DEFINITION, "likely", _("The heading says so."))
    if column.distinct == 1:
        return Role(IGNORE, "likely", _("The same text in every row."))
    why = _("The heading says so, but no indicator that is known here stands in the cells.")
    return Role("", "open", why, (IGNORE, DEFINITION, "keep", "sum"))


def codes_of_months(sample: Sequence[str]) -> dict[str, int]:
    """Text -> month, where all texts are months: names, or 1 to 12."""
    found = {
        text: int(text) if text.isdigit() else lexicon.months().get(lexicon.fold(text), 0)
        for text in sample
    }
    return found if found and all(1 <= month <= 12 for month in found.values()) else {}


def _time(column: Column, words: frozenset[str], sample: Sequence[str]) -> Role | None:
    read = times.written(sample)
    flagged = [text for text in read.unknown if times.flagged(text)[0]]
    understood = len(read.codes) + len(flagged)
    if not understood or understood < 0.8 * len(sample):
        return None
    if PERIOD in words:
        return Role(PERIOD, "sure", _("The heading and the cells say so."))
    if VALUE in words and read.is_year:
        return None
    if read.is_year and column.distinct < 3:
        return Role(PERIOD, "likely", _("The cells look like years."))
    return Role(PERIOD, "sure" if not read.is_year else "likely", _("The cells are years or days."))


def _category(
    asking: Asking, column: Column, words: frozenset[str], sample: Sequence[str]
) -> Role | None:
    if column.distinct <= _FEW_CODES:
        said = codes.meanings(asking, "SEX", sample)
        known = codes.known(said.values())
        has_both = {"F", "M"} <= {meaning.code for meaning in said.values()}
        if known >= _MOST and ("SEX" in words or has_both):
            certainty: Certainty = (
                "sure" if "SEX" in words or (known == 1 and column.numeric == 0) else "likely"
            )
            if column.numeric and "SEX" not in words:
                return None
            return Role("SEX", certainty, _("The cells are sexes."))
        if "SEX" in words and column.numeric < _MOST and known:
            return Role("SEX", "sure", _("The heading says so."))
        if "SEX" in words and len(sample) <= 5 and (known or not _are_countries(sample)):
            return Role("SEX", "likely", _("The heading says so."))
    written_out = [text for text in sample if not text.isdigit()]
    said = codes.meanings(asking, "AGE", sample)
    aged = [text for text in sample if ages.code(text) or said[text].code in {TOTAL, "_U"}]
    if len(aged) >= _MOST * len(sample):
        if "AGE" in words:
            return Role("AGE", "sure", _("The heading and the cells say so."))
        real = [text for text in written_out if ages.code(text) not in {"", "_T", "_U"}]
        if len(real) >= 2 and len(real) >= _MOST * len(written_out) and column.numeric < 0.9:
            return Role("AGE", "sure", _("The cells are age groups."))
    is_of_people = bool({"NAT", "COB"} & words)
    few = column.distinct <= _FEW
    for dimension in ("CITG", "NATG", "EDU", "TENURE", "SECTOR") if few else ():
        said = codes.meanings(asking, dimension, sample)
        specific = [m for m in said.values() if m.code not in {"", "_T", "_U"}]
        if (
            specific
            and codes.known(said.values()) >= 0.8
            and (len(specific) > 1 or dimension in words or (dimension == "CITG" and is_of_people))
            and not (dimension == "CITG" and _are_peoples(specific))
        ):
            return Role(dimension, "likely", _("The cells are categories known here."))
    return None


def _are_countries(sample: Sequence[str]) -> bool:
    """Whether most of the cells are countries, whatever the head says."""
    found = codes.of_countries("NAT", sample).values()
    return sum(len(each.code) == 2 and each.code.isalpha() for each in found) >= _MOST * len(sample)


def _are_peoples(groups: Sequence[Meaning]) -> bool:
    """Whether words for nationals are those of several countries: ``Français``, ``Marocains``."""
    return sum(meaning.code == "NAT" for meaning in groups) > 1


def _country(
    asking: Asking, column: Column, words: frozenset[str], sample: Sequence[str]
) -> Role | None:
    said = codes.meanings(asking, "NAT", sample)
    countries = [m for m in said.values() if len(m.code) == 2 and m.code.isalpha()]
    if len(countries) < max(1, 0.4 * len(sample)):
        if (
            {"NAT", "COB"} & words
            and column.numeric < _MOST
            and not _is_grouped(sample, said.values())
        ):
            role = "NAT" if "NAT" in words else "COB"
            return Role(role, "likely", _("The heading says so."))
        return None
    for role in COUNTRIES:
        if role in words and not set(COUNTRIES) - {role} & words:
            return Role(role, "sure", _("The heading says so, and the cells are countries."))
    if TERRITORY in words:
        return Role(TERRITORY, "sure", _("The heading says so, and the cells are countries."))
    if column.numeric == 1 and "country" not in words:
        return None
    why = _(
        "The cells are countries. Nothing says whether of citizenship, of birth or of residence."
    )
    return Role("", "open", why, ("NAT", "COB", TERRITORY))


def _is_grouped(sample: Sequence[str], said: Iterable[Meaning]) -> bool:
    """Whether the cells are groups of countries, and no country stands among them."""
    groups = lexicon.listed("groups") | lexicon.categories("NATG").keys()
    is_country = any(len(meaning.code) == 2 and meaning.code.isalpha() for meaning in said)
    return not is_country and not groups.isdisjoint(map(lexicon.fold, sample))


def _place(
    asking: Asking, column: Column, words: frozenset[str], sample: Sequence[str]
) -> Role | None:
    is_sheet = column.name == "@sheet"
    said = places.of_places(asking, sample, is_within=is_sheet)
    known = [meaning for meaning in said.values() if meaning.code or meaning.others]
    if column.numeric >= _MOST and not any(meaning.certainty == "sure" for meaning in known):
        return None
    if "DIST" in words and column.numeric < _MOST:
        if known:
            return Role(
                "DIST", "likely", _("The heading says so, and some of these places are known.")
            )
        why = _(
            "Districts, of which none is on record here: their figures can be added up, or left out."
        )
        return Role("", "open", why, ("DIST", "sum", TERRITORY, IGNORE))
    if TERRITORY in words and (known or column.numeric < _MOST):
        return Role(TERRITORY, "likely", _("The heading says so."))
    if known and len(known) >= _MOST * len(sample):
        return Role(TERRITORY, "likely", _("The cells are places on record here."))
    return None


def _figures(column: Column, words: frozenset[str], whole: frozenset[str]) -> Role:
    if column.numeric and (times.written([column.name]).codes or times.flagged(column.name)[0]):
        return Role(VALUE, "likely", _("The heading is a year, and there are numbers under it."))
    if column.numeric >= _MOST:
        if column.is_whole and (TERRITORY in words or "country" in words):
            return Role(IGNORE, "likely", _("The cells are codes, not figures."))
        if VALUE in whole and not column.has_zeros:
            return Role(VALUE, "sure", _("The heading says so, and the cells are numbers."))
        if "code" in words or column.has_zeros:
            return Role(IGNORE, "likely", _("The cells are codes, not figures."))
        if "share" in words or "%" in column.name:
            why = _("A share or a rate: can be computed from the figures, or is something else.")
            return Role("", "open", why, SHARES)
        if (
            column.is_whole
            and column.distinct <= 10
            and column.rows >= 2 * column.distinct
            and not ({VALUE, PERIOD} & words or heads.is_known(column.name))
        ):
            why = _("Only few different numbers: codes, or figures?")
            return Role("", "open", why, FEW_NUMBERS)
        return Role(VALUE, "likely", _("The cells are numbers."))
    if column.numeric >= 0.2 and (VALUE in words or column.distinct > 20):
        return Role(VALUE, "likely", _("Many of the cells are numbers."))
    if found := _remarks(column):
        return found
    said = sorted(words & {"SEX", "AGE", "EDU"})
    if len(said) == 1:
        # What nobody knows in such a column is asked about, also where it never differs.
        return Role(said[0], "likely", _("The heading says so."))
    if column.distinct == 1 and column.filled == column.rows:
        return Role(IGNORE, "likely", _("The same text in every row."))
    why = _("Neither its heading nor its cells say what it is.")
    return Role("", "open", why, (IGNORE, "keep", "sum"))


def _remarks(column: Column) -> Role | None:
    """A column without a head, and with a sign here and there: ``Pro``, ``e``, ``b``."""
    is_bare = bool(re.fullmatch(r"[A-Z]{1,2}", column.name))
    if column.filled == column.rows or not is_bare or column.numeric:
        return None
    known = [text for text in column.texts if text.casefold() in lexicon.flags()]
    if len(known) == len(column.texts):
        return Role(STATUS, "likely", _("The cells are signs that offices put beside figures."))
    if column.distinct <= _SIGNS and all(len(text) <= _SIGN for text in column.texts):
        why = _("Short texts beside some rows alone: signs that say something of their figures?")
        return Role("", "open", why, (STATUS, IGNORE))
    return None
