"""Axes of charts over time: values up, time along, older at the left in every language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from .canvas import MIDDLE, SIZE, Canvas
from .curves import Frame
from .measure import width
from .scale import Scale
from .values import Series

TICK_PADDING = 12.0


def value_grid(
    canvas: Canvas, values: Scale, ticks: Iterable[float], left: float, right: float
) -> None:
    """A pale line at each tick, and ink at zero."""
    heights = [(tick, values(tick)) for tick in ticks]
    canvas.rules(((left, y, right, y) for tick, y in heights if tick), "sg")
    canvas.rules(((left, y, right, y) for tick, y in heights if not tick), "si")


def value_labels(
    canvas: Canvas, values: Scale, printed: Iterable[tuple[float, str]], x: float
) -> None:
    """Printed ticks, ending at ``x``."""
    for tick, text in printed:
        canvas.text(x, values(tick) + MIDDLE * SIZE, text, anchor="end")


def time_scale(series: tuple[Series, ...], left: float, right: float) -> Scale:
    """All points' times, whether they are shown or not."""
    times = [point.at for one in series for point in one.points] or [0.0]
    first, last = min(times), max(times)
    return (
        Scale(first, last, left, right)
        if last > first
        else Scale(first - 0.5, last + 0.5, left, right)
    )


def time_labels(
    canvas: Canvas, series: tuple[Series, ...], frame: Frame, baseline: float, across: float
) -> None:
    """The printed times there is room for, at equal steps, the newest always."""
    times = {frame.x(point.at): point.label for one in series for point in one.points}
    known = sorted(times.items(), reverse=True)
    for step in range(1, len(known) + 1):
        chosen = [_Label.near(at, label, across) for at, label in known[::step]]
        if all(after.left - TICK_PADDING >= before.right for after, before in pairwise(chosen)):
            for label in chosen:
                canvas.text(label.x, baseline, label.text, anchor="middle")
            return


@dataclass(frozen=True, slots=True)
class _Label:
    """A text under its place on the axis, kept on the sheet."""

    x: float
    left: float
    right: float
    text: str

    @classmethod
    def near(cls, at: float, text: str, across: float) -> _Label:
        half = width(text) / 2
        x = min(max(at, half), across - half)
        return cls(x, x - half, x + half, text)


def time_ends(
    canvas: Canvas, series: Iterable[Series], baseline: float, left: float, right: float
) -> None:
    """The newest time, and the oldest where there is room for both."""
    points = sorted((p for one in series for p in one.points), key=lambda point: point.at)
    labels = [point.label for point in points[:1] + points[1:][-1:]]
    if labels:
        canvas.text(right, baseline, labels[-1], anchor="end")
    if len(labels) > 1 and sum(map(width, labels)) + TICK_PADDING <= right - left:
        canvas.text(left, baseline, labels[0])
