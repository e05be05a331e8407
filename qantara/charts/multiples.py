"""Small multiples: several small line charts on one scale, in the reading order of the language."""

from __future__ import annotations

from math import ceil

from qantara.core import locales
from qantara.papers import Drawing

from .axes import time_ends, time_scale, value_grid, value_labels
from .canvas import LINE, Canvas
from .curves import (
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
from .lines import beside, inks
from .measure import fit, width
from .scale import Scale, enclosing
from .values import LineChart, SmallMultiples

MARGIN = 2.0
LEAST_PANEL, MOST_PANELS = 140.0, 4  # width of a panel; panels in a row
GUTTER = 20.0
HEAD, PLOT, AXIS = 26.0, 104.0, 24.0
SPACE = 6.0
MOST_TICKS = 5
INSET = 6.0
FLAT = Scale(0.0, 1.0)  # where only times matter yet


def small_multiples(chart: SmallMultiples, across: float) -> Drawing:
    canvas = Canvas(across)
    lang = chart.words.lang
    series = tuple(one for panel in chart.panels for one in panel.series)
    ticks = enclosing([p.mark for one in series for p in one.points], MOST_TICKS)
    printed = [locales.number(tick, lang) for tick in ticks]
    axis = MARGIN + max(map(width, printed)) + SPACE
    room = across - axis - MARGIN
    fitting = min(MOST_PANELS, max(1, int((room + GUTTER) // (LEAST_PANEL + GUTTER))))
    columns = ceil(len(chart.panels) / ceil(len(chart.panels) / fitting)) if chart.panels else 1
    panel_width = (room - (columns - 1) * GUTTER) / columns
    y = MARGIN
    if chart.words.unit:
        unit = fit(chart.words.unit, across - 2 * MARGIN)
        canvas.text(MARGIN, y + LINE - 4, unit, full=chart.words.unit)
        y += LINE + SPACE
    lefts = [axis + column * (panel_width + GUTTER) for column in range(columns)]
    if lang.startswith("ar"):
        lefts.reverse()
    for first in range(0, len(chart.panels), columns):
        panels = [
            (panel, time_scale(series, left + INSET, left + panel_width - INSET))
            for panel, left in zip(chart.panels[first : first + columns], lefts, strict=False)
        ]
        y = _row(canvas, panels, list(zip(ticks, printed, strict=True)), y) + SPACE
    return canvas.drawing(chart.words, y)


def _row(
    canvas: Canvas,
    panels: list[tuple[LineChart, Scale]],
    printed: list[tuple[float, str]],
    top: float,
) -> float:
    """Panels beside each other on one height, with one axis at their left. Returns their foot."""
    breaks = max(notes_height(break_notes(Frame(t, FLAT), p.series)) for p, t in panels)
    plot = top + HEAD + breaks
    values = Scale(printed[0][0], printed[-1][0], plot + PLOT, plot)
    left = min(times.start for _, times in panels) - INSET
    value_labels(canvas, values, printed, left - SPACE)
    ticks = [tick for tick, _ in printed]
    return max(_panel(canvas, panel, Frame(times, values), ticks, top) for panel, times in panels)


def _panel(canvas: Canvas, panel: LineChart, frame: Frame, ticks: list[float], top: float) -> float:
    """One small chart under its name. Returns where its plot and the words under it end."""
    left, right = frame.left - INSET, frame.right + INSET
    title = fit(panel.words.title, right - left, weight=600)
    is_arabic = panel.words.lang.startswith("ar")
    canvas.text(
        right if is_arabic else left, top + LINE - 3, title,
        anchor="end" if is_arabic else "start", weight=600, full=panel.words.title,
    )  # fmt: skip
    value_grid(canvas, frame.y, ticks, left, right)
    draw_breaks(canvas, frame, break_notes(frame, panel.series))
    missing = gap_notes(frame, panel.series)
    shade_gaps(canvas, frame, missing)
    for one, ink in reversed(list(zip(panel.series, inks(panel.series), strict=True))):
        curve(canvas, frame, one, ink, dots=False)
    for one in panel.series[:1]:
        points = shown(one)
        if points:
            end = points[-1]
            baseline = beside(frame, end, points[-2] if len(points) > 1 else end)
            # Over its own point, which is not the last where later figures are not shown.
            least = left + width(end.mark.printed, weight=600)
            x = min(max(frame.x(end.at) + INSET, least), right)
            canvas.text(x, baseline, end.mark.printed, anchor="end", weight=600)
    time_ends(canvas, panel.series, frame.bottom + LINE + 2, left, right)
    draw_gaps(canvas, missing, frame.bottom + AXIS, is_from_right=is_arabic)
    return frame.bottom + AXIS + notes_height(missing)
