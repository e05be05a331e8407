"""The coast for maps: from ``outline.json``, whose head says where it comes from and how it was made."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path

from .projection import CONIC

Point = tuple[float, float]
Ring = tuple[Point, ...]
#: Left, top, right, bottom.
Box = tuple[float, float, float, float]

FILE = Path(__file__).with_name("outline.json")
#: On the drawing, in px: nearer than this two points of a coast are one, smaller in px² it is none.
NEAR, SMALL = 0.9, 4.0


@cache
def rings() -> tuple[Ring, ...]:
    """Coasts and shores of lakes, projected, in earth radii.

    In the file a ring is a row of whole numbers: the first point, then steps, longitude and latitude in
    turn, in parts of a degree.
    """
    file = json.loads(FILE.read_text(encoding="utf-8"))
    parts = file["per_degree"]
    return tuple(
        tuple(
            CONIC(longitude / parts, latitude / parts)
            for longitude, latitude in zip(
                accumulate(ring[0::2]), accumulate(ring[1::2]), strict=True
            )
        )
        for ring in file["rings"]
    )


@lru_cache(maxsize=64)
def land(frame: Box, width: float) -> tuple[Ring, ...]:
    """The land inside a frame (in earth radii), on a drawing ``width`` px wide."""
    left, top, right, bottom = frame
    size = width / (right - left)
    height = (bottom - top) * size
    pieces = (
        clipped(tuple(((x - left) * size, (y - top) * size) for x, y in ring), width, height)
        for ring in rings()
        if _reaches(ring, frame)
    )
    return tuple(piece for piece in map(_thinned, pieces) if abs(area(piece)) >= SMALL)


def _reaches(ring: Ring, frame: Box) -> bool:
    """Whether the box around a ring meets the frame; a ring may hold all of it."""
    left, top, right, bottom = frame
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return min(xs) <= right and max(xs) >= left and min(ys) <= bottom and max(ys) >= top


def clipped(ring: Ring, width: float, height: float) -> Ring:
    """The part of a ring inside a box from (0, 0): Sutherland and Hodgman, one side after another."""
    for axis, limit, sign in ((0, 0.0, 1), (0, width, -1), (1, 0.0, 1), (1, height, -1)):
        kept: list[Point] = []
        for before, after in zip((ring[-1:] + ring)[:-1], ring, strict=True):
            was, now = ((p[axis] - limit) * sign >= 0 for p in (before, after))
            if was != now:
                share = (limit - before[axis]) / (after[axis] - before[axis])
                other = before[1 - axis] + share * (after[1 - axis] - before[1 - axis])
                kept.append((limit, other) if axis == 0 else (other, limit))
            if now:
                kept.append(after)
        ring = tuple(kept)
    return ring


def _thinned(ring: Ring) -> Ring:
    kept: list[Point] = []
    for x, y in ring:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= NEAR:
            kept.append((x, y))
    return tuple(kept)


def area(ring: Ring) -> float:
    """Signed area, by the shoelace formula."""
    following = ring[1:] + ring[:1]
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, following, strict=True)) / 2
