"""Tables with one row a person: what is told of each, and no number of people beside it."""

from __future__ import annotations

import re

from qantara.knowledge.evidence.people.columns import Column
from qantara.knowledge.evidence.people.signs import Sign
from qantara.knowledge.evidence.people.words import ATTRIBUTES, COUNTS, folded, meets
from qantara.knowledge.evidence.readers.sheets import Sheet

_SEX_WORDS = (
    "m f male female man woman men women h v hombre mujer homme femme masculin feminin masculino femenino feminino"
    " maschio femmina uomo donna homem mulher mannlich weiblich mann frau w erkek kadin ذكر انثي ذ ا رجل امراه x d"
)
_SEXES = frozenset(_SEX_WORDS.split())
_YEAR_HEAD = re.compile(r"(?:18|19|20)\d\d\b")
_SEX_CODES = frozenset(("0", "1", "2", "9"))
_AGES = (0, 120)
_YEARS = (1880, 2035)
#: Different ages below which a column could be of age groups.
_EXACT_AGES = 8
#: Rows that say what another row says, of all columns but figures, as a part of all: tables of
#: totals have next to none, however untidy; lists of people have many as soon as they are long.
_ALIKE, _ALIKE_THOUGH_COUNTED = 0.1, 0.3
_LONG = 30
#: Rows compared with each other: enough to see it, few enough to be quick.
_LOOKED_AT = 20_000
#: A column of figures takes a new value in so many of its rows; a code or an age comes again.
_FIGURES = 0.3
#: Different values of what can be told of many.
_CATEGORIES = 80


def sign(sheet: Sheet, columns: list[Column]) -> Sign | None:
    """That every row is a person, or nothing."""
    told = {column.position: subject for column in columns if (subject := _subject(column))}
    if (
        "sex" in told.values()
        and "age" not in told.values()
        and (aged := _unnamed_age(sheet, columns, told))
    ):
        told[aged.position] = "age"
    subjects = set(told.values())
    is_aged = bool({"age", "birth year"} & subjects)
    if not (is_aged or "sex" in subjects) or len(sheet.frame) < 2:
        return None
    is_counted = any(_is_count(column, told) for column in columns)
    if not is_counted:
        has_figures = any(is_figure(column) for column in columns if column.position not in told)
        if len(subjects) >= (2 if is_aged else 3) and not has_figures:
            return Sign(kind="rows")
        if len(subjects) >= 5 and is_aged and "sex" in subjects:
            return Sign(kind="rows")
    categories = [column for column in columns if 1 < column.distinct <= _CATEGORIES]
    if (
        len(sheet.frame) >= _LONG
        and len(categories) > 2
        and _alike(sheet, columns) >= (_ALIKE_THOUGH_COUNTED if is_counted else _ALIKE)
    ):
        return Sign(kind="rows")
    return None


def _alike(sheet: Sheet, columns: list[Column], *, but: int = 0) -> float:
    """The part of the rows that say what another says, leaving out figures and what only tells rows
    apart. ``but``: a column left out besides."""
    kept = [
        sheet.columns[column.position - 1]
        for column in columns
        if column.position != but and not _is_sparse(column) and not _is_running(column)
    ]
    rows = sheet.frame.head(_LOOKED_AT).select(kept)
    return int(rows.is_duplicated().sum()) / len(rows) if kept and len(rows) else 0.0


def _is_running(column: Column) -> bool:
    """Whether a column only tells its rows apart, by a number or code and no name."""
    is_numbered = column.share(column.cells.str.contains(r"\d")) > 0.5
    return is_numbered and column.distinct == len(column.cells) == column.rows


def _is_sparse(column: Column) -> bool:
    """Whether a column holds figures: numbers that seldom come again and leave gaps between them."""
    if not column.is_number or column.is_code or column.distinct < _FIGURES * len(column.cells):
        return False
    low, high = column.span
    return not column.is_whole or high - low > 3 * column.distinct


def _subject(column: Column) -> str:
    """What a column tells of a person, by its head where its cells fit it; sex by its cells too."""
    if _is_sex(column):
        return "sex"
    for subject, phrases in ATTRIBUTES.items():
        if meets(column.head, phrases):
            return subject if _fits(subject, column) else ""
    return ""


def _fits(subject: str, column: Column) -> bool:
    match subject:
        case "sex":
            return set(column.texts) <= _SEX_CODES and column.distinct > 1
        case "age":
            return _is_age(column)
        case "birth year":
            return _is_year(column)
    return True


def _unnamed_age(sheet: Sheet, columns: list[Column], told: dict[int, str]) -> Column | None:
    """A column of ages without a head that says so. Small counts look alike, but each stands in a
    row that differs from the others without it."""
    for column in columns:
        is_open = column.position not in told and not meets(column.head, COUNTS)
        is_aged = is_open and _is_age(column) and column.distinct >= 4 * _EXACT_AGES
        if is_aged and _alike(sheet, columns, but=column.position) >= _ALIKE:
            return column
    return None


def _is_sex(column: Column) -> bool:
    if not 2 <= column.distinct <= 4:
        return False
    words = {folded(text) for text in column.texts}
    return len(words & _SEXES) >= 2 and len(words - _SEXES) <= 1


def _is_age(column: Column) -> bool:
    """Whether cells are ages in years: whole, and enough different ones for their number."""
    is_within = _AGES[0] <= column.span[0] and column.span[1] <= _AGES[1]
    is_exact = column.distinct >= min(_EXACT_AGES, -(-len(column.cells) // 2))
    return column.is_whole and is_within and is_exact


def _is_year(column: Column) -> bool:
    return column.is_whole and _YEARS[0] <= column.span[0] and column.span[1] <= _YEARS[1]


def _is_count(column: Column, told: dict[int, str]) -> bool:
    """Whether a column counts people: called so or after a year, and not always 1."""
    return (
        column.position not in told
        and (meets(column.head, COUNTS) or bool(_YEAR_HEAD.match(column.head)))
        and is_figure(column)
    )


def is_figure(column: Column) -> bool:
    """Whether a column could be of totals, whatever it is called."""
    if not column.has_numbers or column.is_code or set(column.texts) == {"1"}:
        return False
    return not (_is_running_number(column) or _is_year(column))


def _is_running_number(column: Column) -> bool:
    """1, 2, 3 ... down the rows."""
    steps = column.whole.diff().drop_nulls()
    return column.is_whole and len(steps) > 0 and bool(steps.eq(1).all())
