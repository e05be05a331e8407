"""Least and most people a hidden cell can hold, given all that is printed."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.outside.reading import Said
from tests.outside.tables import Statements

#: A whole number within this of a bound of the linear programme is taken for it.
SLACK = 1e-6


@dataclass(frozen=True)
class Span:
    least: float
    most: float

    @property
    def width(self) -> float:
        return self.most - self.least


def believed(statements: Statements, rank: Callable[[Said], float]) -> Statements:
    """The statements that hold together: of those at odds, the ones ranked least are let go.

    Offices differ, and figures are revised: an outsider keeps as much as fits.
    """
    matrix = statements.matrix()
    low, high = np.array(statements.low), np.array(statements.high)
    if not len(low):
        return statements
    weight = np.array([1e6 if one is None else rank(one) for one in statements.said])
    count = len(low)
    slack = sparse.eye_array(count)
    answer = milp(
        np.concatenate([np.zeros(statements.width), weight, weight]),
        constraints=LinearConstraint(sparse.hstack([matrix, slack, -slack]).tocsc(), low, high),
        bounds=Bounds(np.concatenate([statements.floor, np.zeros(2 * count)]), np.inf),
    )
    assert answer.status == 0, answer.message
    moved = answer.x[statements.width :].reshape(2, count).sum(axis=0)
    return statements.without(moved > SLACK)


class Ranges:
    """Programmes over the same statements."""

    def __init__(self, statements: Statements) -> None:
        self.statements = statements
        self.matrix = statements.matrix().tocsc()
        self.low, self.high = np.array(statements.low), np.array(statements.high)

    def span(
        self, cell: np.ndarray, given: Sequence[tuple[np.ndarray, float]] = (), *, is_whole=False
    ) -> Span:
        """``given``: what an insider knows besides. Raises AssertionError where nothing fits."""
        goal = np.zeros(self.statements.width)
        goal[cell] = 1
        least = self._solve(goal, given, is_whole=is_whole)
        most = self._solve(-goal, given, is_whole=is_whole)
        return Span(
            least if math.isinf(least) else math.ceil(least - SLACK),
            -most if math.isinf(most) else math.floor(-most + SLACK),
        )

    def _solve(self, goal, given, *, is_whole) -> float:
        constraints = [LinearConstraint(self.matrix, self.low, self.high)] if len(self.low) else []
        for cell, count in given:
            row = np.zeros(self.statements.width)
            row[cell] = 1
            constraints.append(LinearConstraint(row, count, count))
        answer = milp(
            goal, constraints=constraints, bounds=Bounds(self.statements.floor, np.inf),
            integrality=np.full(self.statements.width, int(is_whole)),
            options={"time_limit": 20},
        )  # fmt: skip
        if answer.status == 3:  # no limit
            return -math.inf
        assert answer.fun is not None, answer.message
        return float(answer.fun)
