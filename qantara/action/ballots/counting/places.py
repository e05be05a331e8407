"""From scores or from who beats whom to places, ties said as ties."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: Options that stand together, best group first. Options are their numbers, from 0.
Groups = tuple[tuple[int, ...], ...]


def layers(beats: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The layer of each option: 0 for those nobody beats, 1 for those nobody else left beats, ...

    beats  (..., option, option): whether the first beats the second; transitive, nothing beats itself
    Returns (..., option).
    """
    layer = np.zeros(beats.shape[:-1], dtype=np.int64)
    left = np.ones(beats.shape[:-1], dtype=bool)
    while left.any():
        unbeaten = left & ~(beats & left[..., :, None]).any(axis=-2)
        left &= ~unbeaten
        layer[left] += 1
    return layer


def positions(worth: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much of each position each option has: all of one, or an equal part of those a tie spans.

    worth  (..., option): more is better; equal is tied
    Returns (..., option, position); every row and every column adds up to 1.
    """
    above = (worth[..., None, :] > worth[..., :, None]).sum(axis=-1)
    beside = (worth[..., None, :] == worth[..., :, None]).sum(axis=-1)
    at = np.arange(worth.shape[-1])
    inside = (at >= above[..., None]) & (at < (above + beside)[..., None])
    shares: NDArray[np.float64] = inside / beside[..., None]
    return shares


def groups(worth: list[object]) -> Groups:
    """Options by worth, the most first; equal ones together, in the order of their numbers."""
    return tuple(
        tuple(number for number, one in enumerate(worth) if one == each)
        for each in sorted(set(worth), reverse=True)  # type: ignore[type-var]
    )


def numbered(of: Groups) -> list[tuple[int, tuple[int, ...]]]:
    """Places as they are counted in sport: two firsts, then the third."""
    told, place = [], 1
    for group in of:
        told.append((place, group))
        place += len(group)
    return told
