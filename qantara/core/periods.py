"""Periods: what time a figure is about, as SDMX writes it.

``2022`` (year), ``2022-S1`` (half), ``2022-Q1`` (quarter), ``2022-03`` (month), ``2022-W05`` (ISO
week), ``2022-01-01`` (one day) and ``2018/2022`` (an interval: from the first day of its first part
to the last day of its second). Dates have no zone: a register's 1 January is a day, not a moment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)

_YEAR = re.compile(r"(\d{4})(?:-A1)?")
_MONTHS = {"S": 6, "T": 4, "Q": 3, "M": 1}  # months in one of them, by SDMX's letter
_PART_OF_YEAR = re.compile(r"(\d{4})-([STQM])(\d{1,2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_WEEK = re.compile(r"(\d{4})-W(\d{1,2})")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class PeriodError(ValueError):
    """The text is no time period: 2022, 2022-Q1, 2022-03, 2022-01-01, 2018/2022."""


@dataclass(frozen=True, slots=True)
class Period:
    """``start`` and ``end`` are its first and last day; ``reference`` the day it is about, if one."""

    code: str
    start: date
    end: date
    reference: date | None = None

    @property
    def year(self) -> int:
        """The year a list of years shows it under: that of its last day."""
        return self.end.year

    @property
    def middle(self) -> date:
        """The day in its middle: what the distance of two periods is measured between."""
        return self.start + (self.end - self.start) / 2


def parse(text: str) -> Period:
    """Read a period in any of the spellings above; its ``code`` is canonical (``2022-M3``: 2022-03).

    Raises PeriodError for anything else, days that do not exist, and intervals that end before
    they start.
    """
    try:
        return _interval(text) if "/" in text else _single(text)
    except ValueError:
        raise PeriodError(text) from None


def _interval(text: str) -> Period:
    first, _, second = text.partition("/")
    start, end = _single(first), _single(second)
    if end.end < start.start:
        raise PeriodError(text)
    if start == end:
        return start
    return Period(f"{start.code}/{end.code}", start.start, end.end)


def _single(text: str) -> Period:
    if match := _YEAR.fullmatch(text):
        year = int(match[1])
        return Period(f"{year:04}", date(year, 1, 1), date(year, 12, 31))
    if match := _DAY.fullmatch(text):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return Period(day.isoformat(), day, day, day)
    if match := _MONTH.fullmatch(text):
        return _months(int(match[1]), "M", int(match[2]))
    if match := _PART_OF_YEAR.fullmatch(text):
        return _months(int(match[1]), match[2], int(match[3]))
    if match := _WEEK.fullmatch(text):
        year, week = int(match[1]), int(match[2])
        monday = date.fromisocalendar(year, week, 1)
        return Period(f"{year:04}-W{week:02}", monday, monday + 6 * ONE_DAY)
    raise PeriodError(text)


def _months(year: int, letter: str, number: int) -> Period:
    length = _MONTHS[letter]
    if not 1 <= number <= 12 // length:
        raise PeriodError(f"{year}-{letter}{number}")
    first = (number - 1) * length + 1
    start = date(year, first, 1)
    after = first + length
    end = date(year + after // 13, (after - 1) % 12 + 1, 1) - ONE_DAY
    code = f"{year:04}-{number:02}" if letter == "M" else f"{year:04}-{letter}{number}"
    return Period(code, start, end)
