"""Scales and their ticks. Only marks that are shown come in here."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .values import Mark

#: Steps a reader can count in.
ROUND_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
#: A line chart begins at zero where its lowest point is under this share of its highest.
NEAR_ZERO = 0.5


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from ``low`` to ``high``, laid over ``start`` to ``end`` on the drawing."""

    low: float
    high: float
    start: float = 0.0
    end: float = 1.0

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def over(self, start: float, end: float) -> Scale:
        return Scale(self.low, self.high, start, end)


def extremes(marks: Iterable[Mark]) -> Iterator[float]:
    """Every number the marks will draw."""
    for mark in marks:
        if mark.state == "shown":
            yield from (v for v in (mark.value, mark.low, mark.high) if v is not None)


def from_zero(marks: Iterable[Mark]) -> Scale:
    """From zero, or from the lowest value under it, to the highest: what bars stand on."""
    values = [0.0, *extremes(marks)]
    low, high = min(values), max(values)
    return Scale(low, high if high > low else low + 1.0)


def ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    """At most ``most`` round numbers in equal steps; the first and last enclose low and high."""
    if high <= low:
        low, high = (low - 1.0, low + 1.0) if low else (0.0, 1.0)
    exponent = math.floor(math.log10((high - low) / max(most - 1, 1)))
    for power in range(exponent, exponent + 3):
        for step in (factor * 10.0**power for factor in ROUND_STEPS):
            first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
            if last - first + 1 <= max(most, 2):
                decimals = max(0, 1 - power)
                return tuple(round(n * step, decimals) for n in range(first, last + 1))
    return (low, high)


def enclosing(marks: Iterable[Mark], most: int, *, zero: bool | None = None) -> tuple[float, ...]:
    """Ticks around every shown mark; from zero where asked, or where the marks come near it."""
    values = list(extremes(marks))
    if not values:
        return ticks(0.0, 1.0, 2)
    low, high = min(values), max(values)
    if zero or (zero is None and 0 < low < NEAR_ZERO * high):
        low = min(0.0, low)
    return ticks(low, max(high, 0.0) if zero else high, most)
