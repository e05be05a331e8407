"""A table that is put together observation by observation, from formats that know no rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl
from django.utils.translation import gettext as _

from qantara.knowledge.evidence.findings import Finding
from qantara.knowledge.evidence.numbers import NATIVE
from qantara.knowledge.evidence.readers.sheets import Limits, Sheet, UnreadableFile, numbered

#: How XML Schema and JSON write numbers: the point is the decimal sign.
_NUMBER = re.compile(r"[-+]?\d*\.\d+(?:[eE][-+]?\d+)?|[-+]?\d+[eE][-+]?\d+")


@dataclass(slots=True)
class Rows:
    """Columns that grow by a row at a time; a row may lack columns, or bring a new one."""

    limits: Limits
    count: int = 0
    columns: dict[str, list[str | None]] = field(default_factory=dict)

    def add(self, row: Mapping[str, str]) -> None:
        """Raises UnreadableFile where there are more cells than may be read."""
        for name, text in row.items():
            column = self.columns.setdefault(name, [])
            if len(column) < self.count:
                column += [None] * (self.count - len(column))
            column.append(text or None)
        self.count += 1
        if self.count * len(self.columns) > self.limits.cells:
            raise too_many(self.limits)

    def sheet(
        self, name: str, *, first: Iterable[str] = (), findings: tuple[Finding, ...] = (),
        above: tuple[tuple[int, tuple[str, ...]], ...] = (),
    ) -> Sheet:  # fmt: skip
        """The rows as a sheet. Heads count as its row 1, as in a table made of the same file.

        first  columns that come first, where there are such
        """
        order = [one for one in first if one in self.columns]
        order += [one for one in self.columns if one not in order]
        filled = {
            own: self.columns[one] + [None] * (self.count - len(self.columns[one]))
            for own, one in zip(numbered(order), order, strict=True)
        }
        rows = pl.Series("row", range(2, self.count + 2), dtype=pl.Int64)
        frame = pl.DataFrame(
            [rows, *(pl.Series(own, texts, pl.String) for own, texts in filled.items())]
        )
        return Sheet(name=name, frame=frame, header_rows=(1,), findings=findings, above=above)


def native(text: str) -> str:
    """A number whose point is the decimal sign for sure, marked as one."""
    return text + NATIVE if _NUMBER.fullmatch(text) else text


def too_many(limits: Limits) -> UnreadableFile:
    return UnreadableFile(
        _("The file holds more than %(limit)s cells. Send it in parts.") % {"limit": limits.cells}
    )
