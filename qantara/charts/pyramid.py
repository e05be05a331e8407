"""Age pyramids: two sides on one scale, the bands between them, the oldest on top.

In Arabic the first side stands on the right. Black ticks show everyone beside those the bars count.
"""

from __future__ import annotations

from collections.abc import Iterable

from qantara.core import locales
from qantara.papers import Drawing

from .bars import LABEL_SHARE, in_place_of, solid
from .canvas import LINE, MIDDLE, SIZE, Canvas
from .inks import hue
from .measure import fit, width
from .scale import Scale, enclosing
from .values import Mark, Pyramid

MARGIN = 2.0
BAND, BAR = 20.0, 16.0
HEAD = 24.0  # the names of the two sides
AXIS = 22.0  # the printed ticks
LABEL_PADDING = 12.0
TICK_PADDING = 16.0
MOST_TICKS = 6


def pyramid(chart: Pyramid, across: float) -> Drawing:
    canvas = Canvas(across, mirrored=chart.words.lang.startswith("ar"))
    widest = max((width(label) for label, _, _ in chart.bands), default=0.0)
    room = min(widest, LABEL_SHARE * across)
    column = room + 2 * LABEL_PADDING
    side = (across - column) / 2
    printed = _ticks(_marks(chart), side, chart.words.lang)
    outer = MARGIN + width(printed[-1][1]) / 2
    scale = Scale(0.0, printed[-1][0])
    towards_start, towards_end = scale.over(side, outer), scale.over(across - side, across - outer)
    bottom = HEAD + len(chart.bands) * BAND
    for towards, name in ((towards_start, chart.left), (towards_end, chart.right)):
        _side(canvas, towards, name, printed, bottom)
    bands, references = list(chart.bands), list(chart.reference)
    for row, (label, left, right) in enumerate(reversed(bands)):
        middle = HEAD + (row + 0.5) * BAND
        canvas.text(
            across / 2, middle + MIDDLE * SIZE, fit(label, room),
            anchor="middle", full=label, is_quiet=False,
        )  # fmt: skip
        everyone = references[-1 - row] if references else (None, None)
        _band(canvas, towards_start, left, everyone[0], middle, hue(0))
        _band(canvas, towards_end, right, everyone[1], middle, hue(1))
    if chart.words.unit:
        unit = fit(chart.words.unit, across)
        canvas.text(
            across / 2, bottom + AXIS + LINE - 4, unit, anchor="middle", full=chart.words.unit
        )
    return canvas.drawing(chart.words, bottom + AXIS + (LINE if chart.words.unit else 0.0))


def _marks(chart: Pyramid) -> Iterable[Mark]:
    for _, left, right in chart.bands:
        yield from (left, right)
    for pair in chart.reference:
        yield from pair


def _ticks(marks: Iterable[Mark], side: float, lang: str) -> list[tuple[float, str]]:
    """As many ticks as their printed figures leave room for, with these figures."""
    shown = list(marks)
    for most in range(MOST_TICKS, 1, -1):
        printed = [(tick, locales.number(tick, lang)) for tick in enclosing(shown, most, zero=True)]
        if sum(width(text) + TICK_PADDING for _, text in printed) <= side:
            break
    return printed


def _side(
    canvas: Canvas, towards: Scale, name: str, printed: list[tuple[float, str]], bottom: float
) -> None:
    """The name of a side over its axis."""
    is_first = towards.end < towards.start
    word = fit(name, abs(towards.end - towards.start), weight=600)
    canvas.text(
        towards.start, LINE, word, anchor="end" if is_first else "start", weight=600, full=name
    )
    for value, text in printed:
        x = towards(value)
        canvas.line(x, HEAD, x, bottom, "sg" if value else "si")
        canvas.text(x, bottom + LINE, text, anchor="middle")


def _band(
    canvas: Canvas, towards: Scale, mark: Mark, everyone: Mark | None, middle: float, ink: str
) -> None:
    """A bar under its tick; a word over it, so that the tick does not strike it out."""
    if mark.state == "shown":
        solid(canvas, towards, mark, middle, BAR, ink)
        _tick(canvas, towards, everyone, middle)
    else:
        _tick(canvas, towards, everyone, middle)
        way = 1 if towards.end > towards.start else -1
        room = abs(towards.end - towards.start)
        in_place_of(canvas, mark, towards(0), middle, room, way=way)


def _tick(canvas: Canvas, towards: Scale, everyone: Mark | None, middle: float) -> None:
    if everyone is not None and everyone.state == "shown" and everyone.value is not None:
        x = towards(everyone.value)
        canvas.line(x, middle - BAND / 2 + 1, x, middle + BAND / 2 - 1, "ref", stroke_width=2)
