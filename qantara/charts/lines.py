"""Line charts. Each line is named where it ends; time runs from left to right in every language."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from qantara.core import locales
from qantara.papers import Drawing

from .axes import time_labels, time_scale, value_grid, value_labels
from .bars import NARROW
from .canvas import LINE, MIDDLE, SIZE, Canvas
from .curves import (
    DOT,
    Frame,
    break_notes,
    curve,
    draw_breaks,
    draw_gaps,
    gap_notes,
    notes_height,
    shade_gaps,
    shown,
)
from .inks import hue
from .measure import fit, width, wrap
from .scale import Scale, enclosing
from .values import LineChart, Point, Series

MARGIN = 2.0
TALL, LOW = 230.0, 190.0  # height of the plot, wide and narrow
MOST_TICKS = 6
SPACE = 8.0
NAME_SHARE = 0.28  # of the width, at most, for the names of lines
AXIS = 24.0
DOT_GAP = 5.0  # between the dot of a name and the name
INSET = 6.0  # between the frame and the first point


def line_chart(chart: LineChart, across: float) -> Drawing:
    canvas = Canvas(across)
    lang = chart.words.lang
    marks = [point.mark for series in chart.series for point in series.points]
    ticks = enclosing(marks, MOST_TICKS)
    printed = [locales.number(tick, lang) for tick in ticks]
    tall = LOW if across < NARROW else TALL
    names = _names(chart.series, across, tall)
    left = MARGIN + max(map(width, printed)) + SPACE
    room = max((name.width for name in names), default=0.0)
    right = across - MARGIN - (room + SPACE if room else INSET)
    times = time_scale(chart.series, left + INSET, right - INSET)
    top = MARGIN + (LINE + SPACE if chart.words.unit else LINE / 2)
    wanted = Frame(times, Scale(ticks[0], ticks[-1], 0.0, 0.0))
    breaks, missing = break_notes(wanted, chart.series), gap_notes(wanted, chart.series)
    top += notes_height(breaks)
    bottom = top + tall
    frame = Frame(times, Scale(ticks[0], ticks[-1], bottom, top))
    if chart.words.unit:
        canvas.text(
            MARGIN, LINE - 2, fit(chart.words.unit, across - 2 * MARGIN), full=chart.words.unit
        )
    value_grid(canvas, frame.y, ticks, left, right)
    value_labels(canvas, frame.y, zip(ticks, printed, strict=True), left - SPACE)
    draw_breaks(canvas, frame, breaks)
    shade_gaps(canvas, frame, missing)
    for series, ink in reversed(list(zip(chart.series, inks(chart.series), strict=True))):
        curve(canvas, frame, series, ink)
    time_labels(canvas, chart.series, frame, bottom + LINE + 2, across)
    draw_gaps(canvas, missing, bottom + AXIS, is_from_right=lang.startswith("ar"))
    _name_ends(canvas, frame, names, right + SPACE)
    if len(chart.series) == 1:
        _print_first(canvas, frame, chart.series[0])
    return canvas.drawing(chart.words, bottom + AXIS + notes_height(missing))


def inks(series: tuple[Series, ...]) -> list[str]:
    """A hue for each highlighted series in its order; stone for the others."""
    chosen = [one for one in series if one.is_highlighted]
    return [
        hue(next(n for n, other in enumerate(chosen) if other is one))
        if one.is_highlighted
        else "5"
        for one in series
    ]


@dataclass(frozen=True, slots=True)
class Name:
    """What stands at the end of a line: its last figure and its name.

    figure  as printed; with its time where other lines, or words for what is missing, go on after it
    """

    end: Point
    figure: str
    lines: tuple[str, ...]
    full: str
    ink: str

    @property
    def width(self) -> float:
        figure = width(self.figure, weight=600)
        dot = 2 * DOT + DOT_GAP if self.lines else 0.0
        return dot + max((figure, *map(width, self.lines)))

    @property
    def height(self) -> float:
        return (1 + len(self.lines)) * LINE


def _names(series: tuple[Series, ...], across: float, tall: float) -> list[Name]:
    """What there is room for at the ends of lines, the highlighted first.

    One line alone is named by the chart.
    """
    names: list[Name] = []
    last = max((point.at for one in series for point in one.points), default=0.0)
    for one, ink in sorted(
        zip(series, inks(series), strict=True), key=lambda pair: not pair[0].is_highlighted
    ):
        if shown(one):
            lines = wrap(one.name, NAME_SHARE * across) if len(series) > 1 else ()
            end = shown(one)[-1]
            printed = end.mark.printed
            figure = printed if end.at == last else f"{printed} ({end.label})"
            name = Name(end, figure, lines, one.name, ink)
            if sum(other.height for other in names) + name.height <= tall:
                names.append(name)
    return names


def _name_ends(canvas: Canvas, frame: Frame, names: list[Name], x: float) -> None:
    """Names beside the ends of their lines, moved apart where they would touch."""
    ordered = sorted(names, key=lambda name: frame.at(name.end)[1])
    tops: list[float] = []
    for name in ordered:
        wanted = frame.at(name.end)[1] - LINE / 2
        free = tops[-1] + ordered[len(tops) - 1].height if tops else 0.0
        tops.append(max(wanted, free))
    lowest = frame.bottom + LINE / 2
    for position in range(len(ordered) - 1, -1, -1):
        tops[position] = min(tops[position], lowest - ordered[position].height)
        lowest = tops[position]
    for top, name in zip(tops, ordered, strict=True):
        start = x
        if name.lines:
            canvas.circle(x + DOT, top + LINE / 2, DOT + 1, f"f{name.ink}")
            start += 2 * DOT + DOT_GAP
            middle = top + LINE + len(name.lines) * LINE / 2
            canvas.lines(start, middle, name.lines, full=name.full, is_quiet=False)
        canvas.text(start, top + LINE / 2 + MIDDLE * SIZE, name.figure, weight=600)


def _print_first(canvas: Canvas, frame: Frame, series: Series) -> None:
    """The first figure of a line, on the side where the line does not go."""
    points = shown(series)
    if len(points) < 2:
        return
    x = max(frame.x(points[0].at) - SPACE / 2, frame.left)
    baseline = beside(frame, points[0], points[1])
    if baseline < frame.at(points[0])[1]:
        end = x + width(points[0].mark.printed) + SPACE / 2
        baseline = min(baseline, *(y - SPACE for y in _heights(frame, points, end)))
    canvas.text(x, baseline, points[0].mark.printed, is_quiet=False)


def _heights(frame: Frame, points: list[Point], end: float) -> list[float]:
    """How high the line stands from its first point on to ``end``: at each point, and there."""
    heights = [frame.at(points[0])[1]]
    for before, after in pairwise(points):
        (x1, y1), (x2, y2) = frame.at(before), frame.at(after)
        heights.append(y1 + (y2 - y1) * min(1.0, (end - x1) / ((x2 - x1) or 1.0)))
        if x2 >= end:
            break
    return heights


def beside(frame: Frame, end: Point, neighbour: Point) -> float:
    """The baseline for the figure of an end point: over it or under it, where the line is not."""
    y = frame.at(end)[1]
    line_is_over = frame.at(neighbour)[1] < y
    has_room_over = y - SPACE - SIZE > frame.top
    has_room_under = y + LINE + SPACE < frame.bottom
    is_under = has_room_under and (line_is_over or not has_room_over)
    return y + LINE + 2 if is_under else y - SPACE
