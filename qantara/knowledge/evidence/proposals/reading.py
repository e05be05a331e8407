"""What is known of one table while it is asked about."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl
from django.utils.translation import gettext as _

from qantara.knowledge.evidence.mapping.model import SECTIONS
from qantara.knowledge.evidence.proposals.facts import Table
from qantara.knowledge.evidence.proposals.options import (
    DEFINITION,
    IGNORE,
    KEEP,
    MONTH,
    PERIOD,
    STATUS,
    SUM,
    TERRITORY,
    UNIT,
    VALUE,
)

#: More unknown texts than this are asked about together first.
MANY = 5
#: More places that are not on record are asked about together, where others are.
FEW_PLACES = 2
#: Texts of a column that are asked about at most.
MOST_CODES = 400
#: Definitions of people of another citizenship, or born in another country.
OF_FOREIGNERS = ("POP-01", "POP-02", "POP-04")
#: Roles that tell no rows apart.
NOT_KEYS = frozenset({VALUE, IGNORE, STATUS, "", UNIT})


@dataclass(slots=True, kw_only=True)
class Read:
    """What is known of a table so far.

    roles      column -> role in force (empty: not answered)
    codes      column -> text -> code in force, ``ignore`` among them
    left_out   columns whose unknown texts are left out together
    kept       column -> the texts whose rows are read
    signs      column of periods -> text -> what the sign behind the year says of the figures
    """

    table: Table
    frame: pl.DataFrame
    roles: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    kept: dict[str, tuple[str, ...]] = field(default_factory=dict)
    not_kept: dict[str, tuple[str, ...]] = field(default_factory=dict)
    signs: dict[str, dict[str, str]] = field(default_factory=dict)
    definition: str = ""

    def having(self, *wanted: str) -> list[str]:
        return [name for name, role in self.roles.items() if role in wanted]

    @property
    def values(self) -> list[str]:
        return self.having(VALUE)

    @property
    def dimensions(self) -> list[str]:
        """Columns that say a dimension of the framework."""
        others = {VALUE, PERIOD, MONTH, TERRITORY, DEFINITION, UNIT, STATUS, SUM, KEEP, IGNORE, ""}
        return [name for name, role in self.roles.items() if role not in others]


@dataclass(slots=True, kw_only=True)
class Figures:
    """What is known of the figures of a table.

    said     column of figures -> what its head says: ``{"SEX": "F", "period": "2020"}``, status and
             break among it; without the columns that are left out
    parts    head -> its parts as they stand
    period   for all rows, where neither a column nor heads say it
    status   of all figures, where a title says that they are estimates; empty where none does
    method   what the figures come from, asked where some are estimates
    day      ``-01-01`` or ``-12-31`` behind a year, or nothing
    """

    said: dict[str, dict[str, str]] = field(default_factory=dict)
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    period: str = ""
    day: str = ""
    territory: str = ""
    unit: str = ""
    times: int = 1
    status: str = ""
    method: str = ""
    decimal: str = ""


def choice_id(kind: str, table: Table, name: str, text: str | None = None) -> str:
    """The id of a choice about a column of a table, or a text in it."""
    return ":".join([kind, table.id, name] + ([text] if text is not None else []))


def shown(name: str) -> str:
    """The name of a column as people know it."""
    if name in SECTIONS:
        return {
            SECTIONS[0]: _("Row of one text over the others"),
            SECTIONS[1]: _("Row of one text over rows of one text"),
        }.get(name, _("Uppermost row of one text"))
    return _("Name of the sheet") if name == "@sheet" else name
