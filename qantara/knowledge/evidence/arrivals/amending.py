"""Amending: what a person puts right in a file before it is stored. The file stays as it came.

An amendment corrects one cell, or leaves one line out, for a reason. It is kept with what stood there, by
whom and when, and it can be taken back until the figures are stored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.accounts.roles import demand
from qantara.core import audit
from qantara.core.errors import Conflict, DomainError
from qantara.knowledge.evidence.arrivals import readings
from qantara.knowledge.evidence.arrivals.models import Arrival
from qantara.knowledge.evidence.readers.sheets import Sheet, Sheets

#: Letters of a cell and of a reason.
MOST_LETTERS = 500
#: What is put right here at most: where more is wrong, the file is.
MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One correction: ``was`` as delivered, ``now`` as corrected; both empty where a line is left out.

    by  id of the person; ``name`` is theirs at that time
    at  ISO 8601
    """

    act: Literal["correct", "leave_out"]
    sheet: str
    row: int
    column: str = ""
    was: str = ""
    now: str = ""
    reason: str
    by: str
    name: str
    at: str

    @property
    def on(self) -> date:
        return datetime.fromisoformat(self.at).date()


def of(arrival: Arrival) -> tuple[Amendment, ...]:
    """The amendments of an arrival, the oldest first."""
    return tuple(Amendment(**each) for each in arrival.amended)


def amended(sheets: Sheets, amendments: Sequence[Amendment]) -> Sheets:
    """Sheets as they read once they are put right."""
    if not amendments:
        return sheets
    return replace(sheets, sheets=tuple(_sheet(one, amendments) for one in sheets.sheets))


def correct(
    arrival: Arrival,
    *,
    sheet: str,
    row: int,
    column: str,
    now: str,
    reason: str,
    by: Person,
    at: datetime,
) -> Arrival:
    """Correct one cell. Raises DomainError where there is no such cell, or nothing is corrected."""

    def made(sheets: Sheets) -> Amendment:
        was = cell(sheets, sheet, row, column)
        if was is None or column == "row":
            raise _no_such_cell()
        if was == now.strip():
            raise DomainError(_("The cell says this already."))
        return Amendment(
            act="correct", sheet=sheet, row=row, column=column, was=was,
            now=now.strip()[:MOST_LETTERS], **_by(by, at, reason),
        )  # fmt: skip

    return _amend(arrival, made, by=by, at=at)


def leave_out(
    arrival: Arrival, *, sheet: str, row: int, reason: str, by: Person, at: datetime
) -> Arrival:
    """Leave one line out of what is stored. Raises DomainError where there is no such line."""

    def made(sheets: Sheets) -> Amendment:
        if cell(sheets, sheet, row, "row") is None:
            raise _no_such_cell()
        return Amendment(act="leave_out", sheet=sheet, row=row, **_by(by, at, reason))

    return _amend(arrival, made, by=by, at=at)


@transaction.atomic
def take_back(arrival: Arrival, number: int, *, by: Person, at: datetime) -> Arrival:
    """Take an amendment back, by its place among them. Raises Conflict where it is gone."""
    arrival = _held(arrival, by, at)
    if not 0 <= number < len(arrival.amended):
        raise Conflict(_("This has been taken back meanwhile."))
    del arrival.amended[number]
    return _saved(arrival, "arrival.unamended", by, at)


def cell(sheets: Sheets, sheet: str, row: int, column: str) -> str | None:
    """The text of a cell, empty where it holds nothing; None where there is no such cell."""
    for one in sheets.sheets:
        if one.name == sheet and column in one.frame.columns:
            found = one.frame.filter(pl.col("row") == row)
            if not found.is_empty():
                value = found[column][0]
                return "" if value is None else str(value)
    return None


@transaction.atomic
def _amend(
    arrival: Arrival, made: Callable[[Sheets], Amendment], *, by: Person, at: datetime
) -> Arrival:
    arrival = _held(arrival, by, at)
    if len(arrival.amended) >= MOST:
        raise DomainError(
            _("That is as much as can be put right here. Correct the file and bring it again.")
        )
    sheets = readings.sheets(arrival, readings.mapping_of(arrival).options)
    arrival.amended.append(asdict(made(amended(sheets, of(arrival)))))
    return _saved(arrival, "arrival.amended", by, at)


def _held(arrival: Arrival, by: Person, at: datetime) -> Arrival:
    found = Arrival.objects.select_for_update(of=("self",)).select_related("stored", "holder")
    here = found.waiting().filter(pk=arrival.pk).first()
    if here is None:
        raise Conflict(_("This file has been stored or discarded meanwhile."))
    demand(by, "observations.record", here, at=at)
    return here


def _saved(arrival: Arrival, act: str, by: Person, at: datetime) -> Arrival:
    arrival.save(update_fields=["amended"])
    audit.record(act, arrival, by=by, at=at)
    return arrival


def _by(by: Person, at: datetime, reason: str) -> dict[str, Any]:
    said = reason.strip()[:MOST_LETTERS]
    if not said:
        raise DomainError(_("Say why, in one sentence. It stays on record with your name."))
    return {"reason": said, "by": str(by.pk), "name": by.name, "at": at.isoformat()}


def _no_such_cell() -> DomainError:
    return DomainError(_("There is no such cell in the file."))


def _sheet(sheet: Sheet, amendments: Sequence[Amendment]) -> Sheet:
    mine = [one for one in amendments if one.sheet == sheet.name]
    left = [one.row for one in mine if one.act == "leave_out"]
    frame = sheet.frame
    for one in mine:
        if one.act == "correct" and one.column in sheet.columns:
            corrected = pl.when(pl.col("row") == one.row).then(pl.lit(one.now or None, pl.String))
            frame = frame.with_columns(corrected.otherwise(pl.col(one.column)).alias(one.column))
    return replace(sheet, frame=frame.filter(~pl.col("row").is_in(left)) if left else frame)
