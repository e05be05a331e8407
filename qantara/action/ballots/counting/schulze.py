"""The Schulze method on ranked ballots, with ties and options left out; strength is winning votes.

M. Schulze, A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner
election method, Social Choice and Welfare 36 (2011), 267-303.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qantara.action.ballots.counting import places
from qantara.action.ballots.counting.places import Groups


@dataclass(frozen=True, slots=True)
class Counted:
    """pairwise   (option, option): ballots that put the first above the second
    strengths  (option, option): of the strongest path from the first to the second
    """

    pairwise: NDArray[np.int64]
    strengths: NDArray[np.int64]
    groups: Groups


def count(marks: NDArray[np.int64]) -> Counted:
    """Count rankings. marks (ballot, option): place from 1, the same for a tie, 0 for left out."""
    pairwise = preferences(marks).sum(axis=0, dtype=np.int64)
    paths = strongest(pairwise)
    layer = places.layers(beats(paths))
    return Counted(pairwise, paths, places.groups([-one for one in layer.tolist()]))


def preferences(marks: NDArray[np.int64]) -> NDArray[np.bool_]:
    """(ballot, option, option): whether the ballot puts the first above the second.

    What is ranked stands above what is left out; of two that are left out nothing is said.
    """
    place = np.where(marks > 0, marks, np.iinfo(np.int64).max)
    above: NDArray[np.bool_] = place[:, :, None] < place[:, None, :]
    return above


def strongest(pairwise: NDArray[np.int64]) -> NDArray[np.int64]:
    """The strength of the strongest path between any two, 0 where there is none.

    pairwise  (..., option, option), whole. A link is there where more prefer its beginning to its end
    than the other way round; it is as strong as those are many (winning votes), and a path as its
    weakest link. Floyd and Warshall's order, for as many counts at once as there are.
    """
    paths = np.where(pairwise > np.swapaxes(pairwise, -1, -2), pairwise, 0)
    for through in range(pairwise.shape[-1]):
        detour = np.minimum(paths[..., :, through, None], paths[..., None, through, :])
        np.maximum(paths, detour, out=paths)
    diagonal = np.arange(pairwise.shape[-1])
    paths[..., diagonal, diagonal] = 0
    return paths


def beats(paths: NDArray[np.int64]) -> NDArray[np.bool_]:
    """(..., option, option): whether the first has a stronger path to the second than back."""
    stronger: NDArray[np.bool_] = paths > np.swapaxes(paths, -1, -2)
    return stronger


def repeated(marks: NDArray[np.int64], times: NDArray[np.int64]) -> NDArray[np.float64]:
    """Worth of each option in many counts at once: (repeat, option), more is better.

    times  (repeat, ballot): how often each ballot counts
    """
    options = marks.shape[1]
    above = preferences(marks).reshape(len(marks), -1).astype(np.float64)
    pairwise = np.rint(times.astype(np.float64) @ above).astype(np.int64)
    paths = strongest(pairwise.reshape(-1, options, options))
    return -places.layers(beats(paths)).astype(np.float64)
