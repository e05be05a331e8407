"""The rule of the badge: same definition, same kind of source, near in time, none an estimate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

#: A and B may be drawn and said together; C and D need the reader's own decision and a warning.
Grade = Literal["A", "B", "C", "D"]

#: How far apart two dates may lie for A, and for B.
YEARS_FOR_A, YEARS_FOR_B = 2, 5

#: Status letters (SDMX CL_OBS_STATUS) of what was not counted: estimate, imputed, forecast, experimental.
NOT_COUNTED = frozenset("EIFG")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What the badge needs to know of a figure.

    definition      ``POP-01`` or ``POP-03/wien-herkunft``, with its unit where that differs
    territory_type  municipality, metropolis, governorate ...
    method          how it was collected: register, census, survey ...
    on              the day it is about; the middle of its period where it is about more than a day
    is_estimate     given as a range, or with a status that says it was not counted
    era             which stretch of an unbroken series it belongs to; differs across a break
    """

    definition: str
    territory_type: str
    method: str
    on: date
    is_estimate: bool = False
    era: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as a code of ``reasons.toml``; ``years`` between the two dates, in whole years."""

    code: str
    years: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    grade: Grade
    reasons: tuple[Reason, ...]

    @property
    def is_fair(self) -> bool:
        return self.grade in ("A", "B")


def badge(left: Statement, right: Statement) -> Badge:
    """The grade of putting ``left`` beside ``right``, with every reason that keeps it from A.

    Symmetric. Dates more than five years apart count like another definition: C.
    """
    first, last = sorted((left.on, right.on))
    years = _whole_years(first, last)
    estimate = [Reason("estimate")] if left.is_estimate or right.is_estimate else []
    unlike = [
        Reason(code)
        for code, holds in (
            ("definition", left.definition != right.definition),
            ("territory", left.territory_type != right.territory_type),
            ("break", left.era != right.era),
        )
        if holds
    ]
    if is_far := _is_further_apart(first, last, YEARS_FOR_B):
        unlike.append(Reason("far_apart", years))
    lesser = [Reason("source")] if left.method != right.method else []
    if not is_far and _is_further_apart(first, last, YEARS_FOR_A):
        lesser.append(Reason("some_years_apart", years))
    reasons = tuple(estimate + unlike + lesser) or (Reason("alike"),)
    return Badge(grade=_grade(estimate, unlike, lesser), reasons=reasons)


def _grade(estimate: list[Reason], unlike: list[Reason], lesser: list[Reason]) -> Grade:
    if estimate:
        return "D"
    if unlike:
        return "C"
    return "B" if lesser else "A"


def _is_further_apart(first: date, last: date, years: int) -> bool:
    return (last.year - years, last.month, last.day) > (first.year, first.month, first.day)


def _whole_years(first: date, last: date) -> int:
    is_short_of_it = (last.month, last.day) < (first.month, first.day)
    return last.year - first.year - is_short_of_it
