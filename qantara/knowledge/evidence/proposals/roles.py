"""What each column of a table is: from its head, and from what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from qantara.knowledge.evidence.proposals import ages, codes, heads, lexicon, times
from qantara.knowledge.evidence.proposals.asking import Asking
from qantara.knowledge.evidence.proposals.facts import Column, Table, is_function
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
#: The part of a column's texts that must be understood before it is taken for something.
_MOST = 0.6


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


def roles(asking: Asking, table: Table) -> dict[str, Role]:
    """The role of every column, and of the sheets' names where several sheets are read alike."""
    columns = {
        name: column
        for name, column in table.columns.items()
        if name != "@sheet" or len(table.sheets) > 1
    }
    found = {name: _of_column(asking, column) for name, column in columns.items()}
    found |= _countries_of_titles(table, found)
    found = _without_codes_beside(table, found)
    return _one_of_each(asking, table, found)


def _countries_of_titles(table: Table, found: dict[str, Role]) -> dict[str, Role]:
    """A column of countries whose head says nothing, where the title says what they are of."""
    open_ = [name for name, role in found.items() if not role.role and role.others[:1] == ("NAT",)]
    said = [
        dimension
        for dimension in COUNTRIES
        if any(lexicon.says(title, lexicon.heads()[dimension]) for title in table.titles)
    ]
    if len(open_) != 1 or len(said) != 1:
        return {}
    why = _("The cells are countries, and the title says what they are countries of.")
    return {open_[0]: Role(said[0], "likely", why)}


def _of_column(asking: Asking, column: Column) -> Role:
    whole, words = of_whole_head(column.name), of_heads(column.name)
    if column.numeric == 1 and ages.code(column.name).startswith("Y") and not whole:
        return Role(VALUE, "sure", _("The heading is an age, and the cells are numbers."))
    if not column.filled:
        return Role(IGNORE, "sure", _("The column is empty."))
    if "ignore" in whole:
        return Role(IGNORE, "sure", _("Technical or geographical: nothing that is counted."))
    sample = column.texts[: _FEW if column.numeric == 1 and column.distinct > _FEW else _SAMPLE]
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
    if found := _category(asking, column, words, sample):
        return found
    if found := _country(column, words, sample):
        return found
    if found := _place(asking, column, words, sample):
        return found
    if UNIT in words and column.numeric < _MOST:
        return Role(UNIT, "sure", _("The heading says so."))
    if DEFINITION in words and column.numeric < _MOST:
        return Role(DEFINITION, "likely", _("The heading says so."))
    return _figures(column, words, whole)


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
    said = codes.meanings(asking, "SEX", sample)
    if column.distinct <= 8:
        known = codes.known(said.values())
        has_both = {"F", "M"} <= {meaning.code for meaning in said.values()}
        if known >= _MOST and ("SEX" in words or has_both):
            certainty: Certainty = (
                "sure" if "SEX" in words or (known == 1 and column.numeric == 0) else "likely"
            )
            if column.numeric and "SEX" not in words:
                return None
            return Role("SEX", certainty, _("The cells are sexes."))
        if "SEX" in words and column.numeric < _MOST:
            return Role("SEX", "sure", _("The heading says so."))
        if "SEX" in words and len(sample) <= 5:
            return Role("SEX", "likely", _("The heading says so."))
    written_out = [text for text in sample if not text.isdigit()]
    said = codes.meanings(asking, "AGE", sample)
    aged = [text for text in sample if ages.code(text)]
    if len(aged) >= _MOST * len(sample):
        if "AGE" in words:
            return Role("AGE", "sure", _("The heading and the cells say so."))
        real = [text for text in written_out if ages.code(text) not in {"", "_T", "_U"}]
        if len(real) >= 2 and len(real) >= _MOST * len(written_out) and column.numeric < 0.9:
            return Role("AGE", "sure", _("The cells are age groups."))
    is_of_people = bool({"NAT", "COB"} & words)
    for dimension in ("CITG", "NATG", "EDU", "TENURE", "SECTOR"):
        said = codes.meanings(asking, dimension, sample)
        specific = [m for m in said.values() if m.code not in {"", "_T", "_U"}]
        if (
            column.distinct <= 40
            and specific
            and codes.known(said.values()) >= 0.8
            and (len(specific) > 1 or dimension in words or (dimension == "CITG" and is_of_people))
        ):
            return Role(dimension, "likely", _("The cells are categories known here."))
    return None


def _country(column: Column, words: frozenset[str], sample: Sequence[str]) -> Role | None:
    said = codes.of_countries("NAT", sample)
    countries = [m for m in said.values() if len(m.code) == 2 and m.code.isalpha()]
    if len(countries) < max(1, 0.4 * len(sample)):
        if {"NAT", "COB"} & words and column.numeric < _MOST and countries:
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


def _place(
    asking: Asking, column: Column, words: frozenset[str], sample: Sequence[str]
) -> Role | None:
    is_sheet = column.name == "@sheet"
    said = codes.of_places(asking, sample, is_within=is_sheet)
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
    if column.numeric and times.written([column.name]).codes:
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
            return Role("", "open", why, (IGNORE, VALUE))
        if (
            column.is_whole
            and column.distinct <= 10
            and column.rows >= 2 * column.distinct
            and not ({VALUE, PERIOD} & words or heads.is_known(column.name))
        ):
            why = _("Only few different numbers: codes, or figures?")
            return Role("", "open", why, (IGNORE, "keep", "sum", VALUE))
        return Role(VALUE, "likely", _("The cells are numbers."))
    if column.numeric >= 0.2 and (VALUE in words or column.distinct > 20):
        return Role(VALUE, "likely", _("Many of the cells are numbers."))
    if column.distinct == 1 and column.filled == column.rows:
        return Role(IGNORE, "likely", _("The same text in every row."))
    why = _("Neither its heading nor its cells say what it is.")
    return Role("", "open", why, (IGNORE, "keep", "sum"))


#: What a code may be a code of, beside the column with the words.
_KEYS = (
    TERRITORY,
    "DIST",
    "SEX",
    "AGE",
    "NAT",
    "COB",
    "NATG",
    "CITG",
    "EDU",
    UNIT,
    DEFINITION,
    PERIOD,
    "",
)


def _without_codes_beside(table: Table, found: dict[str, Role]) -> dict[str, Role]:
    """Codes with their labels beside them: one of the two is read, the other says the same."""
    kept = dict(found)
    names = [name for name, role in found.items() if name != "@sheet" and role.role != VALUE]
    for one in names:
        for other in names:
            if one == other or "" == kept[one].role == kept[other].role:
                continue
            if kept[one].certainty == "sure" and kept[one].role == IGNORE:
                continue
            if kept[other].role == IGNORE or not _is_better(table, kept, other, one):
                continue
            if not _may_be_one(table, kept, one, other):
                continue
            if _says_the_same(table, one, other):
                why = _("It says the same as “%(column)s”, as code or as label.") % {
                    "column": other
                }
                kept[one] = Role(IGNORE, "sure" if _are_alike(one, other) else "likely", why)
                break
    return kept


def _may_be_one(table: Table, roles_: dict[str, Role], one: str, other: str) -> bool:
    """Whether two columns may be code and label of one thing, and not two things that go together."""
    first, second = roles_[one].role, roles_[other].role
    if first not in {"", IGNORE, second} and {first, second} != {TERRITORY, "DIST"}:
        return False
    column = table.columns[one]
    return column.numeric == 0 or column.is_whole or column.has_zeros


def _are_alike(one: str, other: str) -> bool:
    """Whether the heads of two columns say the same: ``geo`` and ``Geopolitical entity``."""
    first, second = of_heads(one) - {"code", VALUE}, of_heads(other) - {"code", VALUE}
    shared = set(lexicon.fold(one).split()) & set(lexicon.fold(other).split())
    return bool(first & second) or bool(shared) or "code" in of_heads(one)


def _says_the_same(table: Table, one: str, other: str) -> bool:
    first, second = table.columns[one], table.columns[other]
    if first.distinct < 2 or first.distinct != second.distinct or first.filled != second.filled:
        return False
    return is_function(table.frame, one, other) and is_function(table.frame, other, one)


def _is_better(table: Table, roles_: dict[str, Role], one: str, other: str) -> bool:
    """Whether of two columns that say the same, ``one`` is the one to read."""
    order = {"sure": 2, "likely": 1, "open": 0}
    first, second = roles_[one], roles_[other]
    if bool(first.role) != bool(second.role):
        return bool(first.role) and first.role != IGNORE
    if (first.role == IGNORE) != (second.role == IGNORE):
        return second.role == IGNORE
    if first.role == second.role == PERIOD:
        lengths = [max(map(len, table.columns[each].texts), default=0) for each in (one, other)]
        if lengths[0] != lengths[1]:
            return lengths[0] > lengths[1]
    if order[first.certainty] != order[second.certainty]:
        return order[first.certainty] > order[second.certainty]
    names = list(table.columns)
    return names.index(one) < names.index(other)


def _one_of_each(asking: Asking, table: Table, found: dict[str, Role]) -> dict[str, Role]:
    """Two columns cannot both be the period, the place, the sex: the second is asked about."""
    kept: dict[str, Role] = {}
    for name in sorted(found, key=lambda each: each == "@sheet"):
        role = found[name]
        taken = [other for other, said in kept.items() if said.role == role.role]
        if role.role in {"", VALUE, IGNORE} or not taken:
            kept[name] = role
            continue
        if is_function(table.frame, taken[0], name) and is_function(table.frame, name, taken[0]):
            why = _("It says the same as “%(column)s”, as code or as label.") % {"column": taken[0]}
            kept[name] = Role(IGNORE, "sure", why)
            continue
        why = _("“%(column)s” seems to say that already.") % {"column": taken[0]}
        kept[name] = Role("", "open", why, (IGNORE, "keep", "sum", role.role))
    return {name: kept[name] for name in found}
