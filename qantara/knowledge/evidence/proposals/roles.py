"""What each column of a table is, those beside it considered: one alone is the period, codes stand
beside their labels."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qantara.knowledge.evidence.proposals import lexicon
from qantara.knowledge.evidence.proposals.asking import Asking
from qantara.knowledge.evidence.proposals.facts import Table, is_function
from qantara.knowledge.evidence.proposals.options import (
    COUNTRIES,
    DEFINITION,
    IGNORE,
    PERIOD,
    TERRITORY,
    UNIT,
    VALUE,
)
from qantara.knowledge.evidence.proposals.role import FEW_NUMBERS, SHARES, Role, of_column, of_heads

#: Columns of figures in a wide table.
_MANY_FIGURES = 5


def roles(asking: Asking, table: Table) -> dict[str, Role]:
    """The role of every column, and of the sheets' names where several sheets are read alike."""
    columns = {
        name: column
        for name, column in table.columns.items()
        if name != "@sheet" or len(table.sheets) > 1
    }
    found = {name: of_column(asking, column) for name, column in columns.items()}
    found |= _countries_of_titles(table, found)
    found |= _among_figures(found)
    found = _without_codes_beside(table, found)
    return _one_of_each(asking, table, found)


def _among_figures(found: dict[str, Role]) -> dict[str, Role]:
    """Columns of few different numbers amid many columns of figures are figures like them."""
    names = [name for name in found if name != "@sheet"]
    figures = [at for at, name in enumerate(names) if found[name].role == VALUE]
    if len(figures) < _MANY_FIGURES:
        return {}
    why = _("It stands among columns of figures.")
    return {
        name: Role(VALUE, "likely", why)
        for at, name in enumerate(names)
        if found[name].others == FEW_NUMBERS and at > figures[0]
    }


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
    names = [
        name
        for name, role in found.items()
        if name != "@sheet" and role.role != VALUE and role.others != SHARES
    ]
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
