"""What a mapping says, as values. ``load`` makes them from a file."""

from __future__ import annotations

import re
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from datetime import date

from qantara.knowledge.evidence.readers.sheets import ReadOptions

#: The sheet's own name, where a mapping needs it as if it were a column.
SHEET = "@sheet"
#: The number of the row, where rows that say the same of themselves are added up.
ROW = "@row"
#: The row of one text alone that stands over a row: ``Women``, over its ages.
SECTION = "@section"
#: Rows of one text over rows of one text: the place over the sex over the ages. The innermost first.
SECTIONS = (SECTION, f"{SECTION} 2", f"{SECTION} 3")
#: Columns that a mapping may name and no file has.
OURS = frozenset({SHEET, ROW, *SECTIONS})

#: As an absence: the row says nothing and is left out.
SKIP = "skip"

#: Why a figure is absent (concepts.md); what ``[absence]`` maps marks to.
ABSENCES = (
    "not_collected",
    "not_yet_available",
    "not_applicable",
    "not_competent",
    "none_exists",
    "refused",
    "no_answer",
    "suppressed_by_source",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """A column whose texts stand for something.

    pattern, as_  a regular expression over the whole text and what to make of its groups:
                  ``(\\d{4})(\\d\\d)(\\d\\d)`` as ``{1}-{2}-{3}``. A text that is not among the
                  ``codes`` and that it does not fit is unknown
    codes         text (as it stands, or after the pattern) -> our code; empty: the text is our code
    scheme        official codes of territories of that scheme
    ignore        texts whose rows are left out on purpose
    rest          our code for every text not named in ``codes``; None where there is none
    """

    column: str
    pattern: re.Pattern[str] | None = None
    as_: str = ""
    codes: Dictionary[str, str] = field(default_factory=dict)
    scheme: str = ""
    ignore: frozenset[str] = frozenset()
    rest: str | None = None


#: A thing said once for all rows, or read from a column.
Said = str | Lookup


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Which rows take part: ``column`` is (not) one of ``texts``, begins so, or equals another."""

    column: str
    texts: frozenset[str] = frozenset()
    starts_with: str = ""
    same_as: str = ""
    is_negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """Where a figure stands: one column, or columns added and taken away.

    What ``parts``, ``definition``, ``unit`` and ``period`` say holds besides what the series says.
    ``share_of``: the figure is a rounded percentage of that column, from which people are computed.
    """

    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()
    parts: Dictionary[str, str] = field(default_factory=dict)
    definition: str = ""
    unit: str = ""
    period: str = ""
    share_of: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        return self.plus + self.minus

    @property
    def name(self) -> str:
        return " - ".join(filter(None, (" + ".join(self.plus), " - ".join(self.minus))))


#: What the head of a column can say of its figures.
TEMPLATES = ("definition", "unit", "period", "breakdown")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnsLike:
    """Columns whose head fits ``pattern``: years across a table, next year's among them.

    definition, unit, period, breakdown  made from the groups of the pattern: ``{1}-01-01``
    codes   text of a group -> what stands for it there
    ignore  heads that fit and are left out on purpose
    """

    pattern: re.Pattern[str]
    definition: str = ""
    unit: str = ""
    period: str = ""
    breakdown: str = ""
    codes: Dictionary[str, str] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A part computed from others of its dimension: women are all less men."""

    dimension: str
    code: str
    plus: tuple[str, ...]
    minus: tuple[str, ...]

    @property
    def formula(self) -> str:
        return f"{self.code} = " + " - ".join(filter(None, (" + ".join(self.plus), *self.minus)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What some rows and columns of a file become.

    sum_over   columns whose rows are added up; each combination may occur once
    parts      how many rows each sum must have, 0 if that is not known
    decimals   how many a figure has, or the column that says it; None: as many as are written
    break_note where a series breaks just before a row, the reason; empty elsewhere
    times      what figures are multiplied by: 1000 where a table is in thousands
    nothing    what is said where an optional series finds no row
    """

    sheets: tuple[str, ...]
    definition: Said
    territory: Said
    period: Said
    unit: Said
    values: tuple[Value, ...]
    like: tuple[ColumnsLike, ...] = ()
    breakdown: Dictionary[str, Said] = field(default_factory=dict)
    breakdown_column: str = ""
    where: tuple[Condition, ...] = ()
    sum_over: tuple[str, ...] = ()
    parts: int = 0
    times: int = 1
    derive: tuple[Derived, ...] = ()
    low: str = ""
    high: str = ""
    numerator: str = ""
    denominator: str = ""
    obs_status: Said = "A"
    conf_status: Said = ""
    absence_column: Said = ""
    method: Said = ""
    break_note: Said = ""
    note: Said = ""
    decimals: int | Lookup | None = None
    is_optional: bool = False
    nothing: str = "nothing_here"


#: What a flag behind a figure can say.
FLAGGED = ("obs_status", "conf_status", "method", "break_note", "note")


@dataclass(frozen=True, slots=True)
class Flag:
    """What a sign behind a figure (``2434 b``) says of it, by column of ours; nothing for a footnote."""

    said: Dictionary[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """The series of a definition breaks just before this period, and why."""

    period: str
    reason: str
    definition: str = ""
    territory: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A cell known to be wrong: declared, with reason, provider and date."""

    column: str
    was: str
    becomes: str
    reason: str
    provider: str
    on: date
    where: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNote:
    """Who published the file, where, under which licence."""

    organisation: str
    title: str
    table: str = ""
    url: str = ""
    licence: str = ""
    accessed_on: date | None = None
    is_public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """A whole mapping.

    sections  how many rows of one text over one another are said of the rows under them: see SECTIONS
    columns  the columns of the file it was written for, in their order; empty where that is not said
    hash     SHA-256 of its text, kept with what was stored under it
    """

    title: str
    source: SourceNote
    series: tuple[Series, ...]
    options: ReadOptions
    decimal: str = ""
    fill_down: tuple[str, ...] = ()
    sections: int = 0
    columns: tuple[str, ...] = ()
    absence: Dictionary[str, str] = field(default_factory=dict)
    flags: Dictionary[str, Flag] = field(default_factory=dict)
    breaks: tuple[Break, ...] = ()
    corrections: tuple[Correction, ...] = ()
    text: str = ""
    hash: str = ""
