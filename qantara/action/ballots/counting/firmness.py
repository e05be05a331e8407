"""How firm a result is: the count repeated with other weights and with ballots drawn again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qantara.action.ballots.counting import places, schulze, scores
from qantara.action.ballots.counting.places import Groups

REPEATS = 1_000
#: Of the Dirichlet distribution the weights of repeats are drawn from: its mean are the group's weights,
#: and a weight of 20 percent is between 9 and 33 percent in nineteen repeats of twenty.
CONCENTRATION = 40
#: Shares of repeats from which a place is called firm, or fairly firm.
FIRM, FAIRLY_FIRM = 0.75, 0.5


def of_scores(
    marks: NDArray[np.int64], weights: Sequence[int], repeats: int = REPEATS
) -> NDArray[np.float64]:
    """(option, place): share of repeats. marks (ballot, option, criterion)."""
    marks = _in_order(marks)
    drawn = _drawn(b"scores", marks, weights)
    times = _again(drawn, len(marks), repeats)
    given = np.array(weights, dtype=np.float64)
    others = drawn.dirichlet(given / given.sum() * CONCENTRATION, size=repeats)
    return _shares(scores.repeated(marks, times, others))


def of_ranking(marks: NDArray[np.int64], repeats: int = REPEATS) -> NDArray[np.float64]:
    """(option, place): share of repeats. marks (ballot, option)."""
    marks = _in_order(marks)
    drawn = _drawn(b"ranking", marks, ())
    return _shares(schulze.repeated(marks, _again(drawn, len(marks), repeats)))


def words(shares: NDArray[np.float64], groups: Groups) -> list[str]:
    """One of ``firm``, ``fairly_firm``, ``open`` an option: how often it keeps its place, or one of its tie's.

    By whole percent, as shares are shown: what reads 75 is firm.
    """
    said = [""] * len(shares)
    for place, group in places.numbered(groups):
        for option in group:
            kept = float(shares[option, place - 1 : place - 1 + len(group)].sum())
            said[option] = _word(round(kept, 2))
    return said


def _word(kept: float) -> str:
    if kept >= FIRM:
        return "firm"
    return "fairly_firm" if kept >= FAIRLY_FIRM else "open"


def _shares(worth: NDArray[np.float64]) -> NDArray[np.float64]:
    shares: NDArray[np.float64] = places.positions(worth).mean(axis=0)
    return shares


def _in_order(marks: NDArray[np.int64]) -> NDArray[np.int64]:
    """Ballots in an order of their own, whoever cast first."""
    flat = marks.reshape(len(marks), -1)
    return marks[np.lexsort(flat.T[::-1])]


def _drawn(method: bytes, marks: NDArray[np.int64], weights: Sequence[int]) -> np.random.Generator:
    """Chance that follows from what is counted, so that whoever counts again finds the same."""
    told = b"|".join(
        [
            method,
            str(marks.shape).encode(),
            str(list(weights)).encode(),
            marks.astype("<i8").tobytes(),
        ]
    )
    return np.random.default_rng(int.from_bytes(hashlib.sha256(told).digest(), "big"))


def _again(drawn: np.random.Generator, ballots: int, repeats: int) -> NDArray[np.int64]:
    """(repeat, ballot): how often each ballot is drawn, as many times as there are ballots."""
    lots = drawn.integers(0, ballots, size=(repeats, ballots))
    offset = np.arange(repeats)[:, None] * ballots
    counted: NDArray[np.int64] = np.bincount((lots + offset).ravel(), minlength=repeats * ballots)
    return counted.reshape(repeats, ballots)
