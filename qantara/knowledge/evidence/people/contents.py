"""Columns that point at people each: by their heads where the cells fit, and by their cells alone."""

from __future__ import annotations

from collections.abc import Iterator

from qantara.knowledge.evidence.people import names, numbers
from qantara.knowledge.evidence.people.columns import SEVERAL, Column
from qantara.knowledge.evidence.people.signs import CONTACTS, Kind, Sign
from qantara.knowledge.evidence.people.words import CODES, HEADS, INSTITUTIONS, NAMED, folded, meets

#: Years that people alive are born in, and how far apart the dates of birth of a list are.
_BORN = range(1905, 2031)
_GENERATION = 12
#: Names of offices and schools among the cells of a column, as a part of all.
_INSTITUTIONAL = 0.3
_LONGEST_NAME = 60


def signs(columns: list[Column]) -> list[Sign]:
    """What points at people. Telephones and addresses of offices and schools do not."""
    found = [sign for column in columns for sign in _signs(column)]
    if not all(sign.kind in CONTACTS for sign in found) or not any(map(_is_institutional, columns)):
        return found
    return []


def _signs(column: Column) -> Iterator[Sign]:
    if not column.is_filled and not column.distinct >= 3:
        return
    for kind, phrases in HEADS.items():
        if meets(column.head, phrases) and _fits(kind, column):
            yield Sign(kind=kind, column=column.position)
            return
    yield from _by_cells(column)


def _fits(kind: Kind, column: Column) -> bool:
    """Whether cells are what their head says. Of few, or of many that are alike, nothing is asked."""
    match kind:
        case "name":
            return not column.is_number and column.holds(_could_be_name, most=0.6)
        case "identity":
            return (column.is_varied or column.rows < 5) and column.holds(
                _could_be_identity, most=0.6
            )
        case "birth":
            return column.holds(numbers.full_date)
        case "phone":
            return (column.is_varied or column.rows < 5) and column.holds(_could_be_phone, most=0.6)
        case "email":
            return column.holds(numbers.holds_email)
        case "address":
            return not column.is_number and (
                column.holds(numbers.is_address, most=0.4)
                or (column.is_varied and column.holds(_is_line))
            )
    return False


def _could_be_name(text: str) -> bool:
    return (
        len(text) <= _LONGEST_NAME
        and not any(letter.isdigit() for letter in text)
        and any(letter.isalpha() for letter in text)
    )


def _could_be_identity(text: str) -> bool:
    return len(text) >= 3 and any(letter.isdigit() for letter in text) and not text.endswith("%")


def _could_be_phone(text: str) -> bool:
    return numbers.is_phone(text, has_head=True)


def _is_line(text: str) -> bool:
    return len(text.split()) >= 3


def _by_cells(column: Column) -> Iterator[Sign]:
    """Signs that need no head. Figures cannot be any of them but long numbers and dates."""
    if column.holds(numbers.holds_email, several=True):
        yield Sign(kind="email", column=column.position)
    elif column.holds(numbers.is_certain, several=True):
        yield Sign(kind="identity", column=column.position)
    elif column.holds(numbers.is_phone, most=0.6) and not meets(column.head, CODES):
        yield Sign(kind="phone", column=column.position)
    elif column.is_varied and column.holds(numbers.is_lettered, most=0.8):
        yield Sign(kind="identity", column=column.position, is_clear=False)
    elif _are_births(column):
        yield Sign(kind="birth", column=column.position, is_clear=False)
    elif (is_clear := _are_names(column)) is not None:
        yield Sign(kind="name", column=column.position, is_clear=is_clear)


def _are_names(column: Column) -> bool | None:
    """Whether the cells are clearly names of people; None where they are not."""
    if column.is_number or column.distinct < 2 or meets(column.head, INSTITUTIONS):
        return None
    is_named = meets(column.head, NAMED)
    if column.holds(names.is_full, most=0.35 if is_named else 0.5):
        return True
    if column.distinct >= 3 and column.holds(names.is_given, most=0.4):
        return is_named or (column.distinct >= SEVERAL and column.holds(names.is_given, most=0.6))
    if (
        is_named
        and column.holds(names.is_full, most=0.15)
        and column.holds(_could_be_name, most=0.9)
    ):
        return False
    return None


def _are_births(column: Column) -> bool:
    """Dates to the day over more than a decade, in no order and on many days of the month."""
    dates = [date for text in column.texts if (date := numbers.full_date(text))]
    if (
        len(dates) < 4
        or len(dates) * 5 < len(column.texts) * 4
        or 2 * column.distinct < len(column.cells)
    ):
        return False
    years = [date[0] for date in dates]
    days = {date[1:] for date in dates}
    return (
        all(year in _BORN for year in years)
        and max(years) - min(years) >= _GENERATION
        and len(days) * 2 >= min(len(dates), 40)
        and dates != sorted(dates)
        and dates != sorted(dates, reverse=True)
    )


def _is_institutional(column: Column) -> bool:
    if meets(column.head, INSTITUTIONS):
        return True
    met = sum(1 for text in column.texts if meets(folded(text), INSTITUTIONS))
    return met >= _INSTITUTIONAL * len(column.texts)
