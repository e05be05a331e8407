"""Weighted scores: means by criterion, then a mean of the means by the weights of the group. Exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from qantara.action.ballots.counting.places import Groups, groups

#: Below every score: an option that nobody scored.
UNSCORED = Fraction(-1)


@dataclass(frozen=True, slots=True)
class Scored:
    """answers, sums  (option, criterion); spread (option, score from 1): how often it was given, over all criteria
    totals            one an option; none where nobody scored it
    """

    answers: NDArray[np.int64]
    sums: NDArray[np.int64]
    spread: NDArray[np.int64]
    totals: tuple[Fraction | None, ...]
    groups: Groups


def count(marks: NDArray[np.int64], weights: Sequence[int], highest: int) -> Scored:
    """Count scores.

    marks    (ballot, option, criterion): 1 to ``highest``, 0 for no answer
    weights  one a criterion, whole and above 0

    The mean of a criterion is over those who answered it. A criterion in which nobody scored an option
    is left out of that option's total, its weight with it.
    """
    answers = (marks > 0).sum(axis=0, dtype=np.int64)
    sums = marks.sum(axis=0, dtype=np.int64)
    spread = np.stack([(marks == one).sum(axis=(0, 2)) for one in range(1, highest + 1)], axis=1)
    totals = tuple(
        _total(sums[option].tolist(), answers[option].tolist(), weights)
        for option in range(marks.shape[1])
    )
    order = groups([UNSCORED if total is None else total for total in totals])
    return Scored(answers, sums, spread, totals, order)


def _total(sums: list[int], answers: list[int], weights: Sequence[int]) -> Fraction | None:
    told = [
        (Fraction(sum_, many), weight)
        for sum_, many, weight in zip(sums, answers, weights, strict=True)
        if many
    ]
    if not told:
        return None
    return sum((mean * weight for mean, weight in told), Fraction()) / sum(
        weight for _mean, weight in told
    )


def repeated(
    marks: NDArray[np.int64], times: NDArray[np.int64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Totals of many counts at once.

    marks    (ballot, option, criterion); times (repeat, ballot): how often each ballot counts
    weights  (repeat, criterion)
    Returns (repeat, option), -1 where nobody scored it, to nine decimals so that what is equal stays so.
    """
    ballots, options, criteria = marks.shape
    flat = marks.reshape(ballots, -1).astype(np.float64)
    many = times.astype(np.float64)
    sums = (many @ flat).reshape(-1, options, criteria)
    answers = (many @ (flat > 0)).reshape(-1, options, criteria)
    means = np.divide(sums, answers, out=np.zeros_like(sums), where=answers > 0)
    told = weights[:, None, :] * (answers > 0)
    whole = told.sum(axis=-1)
    totals = np.divide(
        (means * told).sum(axis=-1), whole, out=np.full_like(whole, -1.0), where=whole > 0
    )
    rounded: NDArray[np.float64] = totals.round(9)
    return rounded
