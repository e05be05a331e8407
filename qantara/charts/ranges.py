"""Range charts: estimates as a span from low to high, official figures as a dot, on one axis."""

from __future__ import annotations

from dataclasses import dataclass

from qantara.core import locales
from qantara.papers import Drawing

from .bars import LABEL_GAP, LABEL_SHARE, NARROW, SPACE, in_place_of
from .canvas import LINE, MIDDLE, SIZE, Canvas
from .inks import hue
from .measure import Weight, fit, width, wrap
from .scale import Scale, enclosing
from .values import Item, Mark, RangeChart

MARGIN = 2.0
ROW = 26.0
SPAN = 10.0  # thickness of a span
DOT = 5.0
AXIS = 22.0
LABEL_PADDING = 8.0
TICK_PADDING = 20.0
MOST_TICKS = 7


@dataclass(frozen=True, slots=True)
class Row:
    item: Item
    lines: tuple[str, ...]
    weight: Weight
    label: float  # middle of the label
    middle: float  # middle of the mark
    height: float  # of the part the mark stands in


def range_chart(chart: RangeChart, across: float) -> Drawing:
    canvas = Canvas(across, mirrored=chart.words.lang.startswith("ar"))
    is_narrow = across < NARROW
    widest = max((width(item.label, weight=_weight(item)) for item in chart.items), default=0.0)
    room = across - 2 * MARGIN if is_narrow else min(widest, LABEL_SHARE * across)
    start = MARGIN if is_narrow else MARGIN + room + LABEL_GAP
    rows, bottom = _rows(chart.items, room, over_marks=is_narrow)
    shown = [item.mark for item in chart.items if item.mark.state == "shown"]
    end = across - MARGIN - max((width(mark.printed) + SPACE for mark in shown), default=0.0)
    scale, printed = _axis(shown, start, end, chart.words.lang)
    canvas.rules(
        (
            (scale(value), row.middle - row.height / 2, scale(value), row.middle + row.height / 2)
            for value, _ in printed
            for row in rows
        ),
        "sg",
    )
    for value, text in printed:
        canvas.text(scale(value), bottom + LINE, text, anchor="middle")
    is_chosen = any(item.is_highlighted for item in chart.items)
    for row in rows:
        canvas.lines(
            MARGIN, row.label, row.lines, weight=row.weight, full=row.item.label, is_quiet=False
        )
        mark = row.item.mark
        if mark.state == "shown":
            span(
                canvas,
                scale,
                mark,
                row.middle,
                hue(0) if row.item.is_highlighted or not is_chosen else "5",
            )
            canvas.text(end + SPACE, row.middle + MIDDLE * SIZE, mark.printed, is_quiet=False)
        else:
            in_place_of(canvas, mark, start, row.middle, across - MARGIN - start)
    height = bottom + AXIS
    if chart.words.unit:
        unit = fit(chart.words.unit, across - start - MARGIN)
        canvas.text(start, height + LINE - 4, unit, full=chart.words.unit)
        height += LINE
    return canvas.drawing(chart.words, height)


def _weight(item: Item) -> Weight:
    return 600 if item.is_highlighted else 400


def _rows(items: tuple[Item, ...], room: float, *, over_marks: bool) -> tuple[list[Row], float]:
    """Where each row stands, and where the last one ends."""
    rows: list[Row] = []
    y = 0.0
    for item in items:
        lines = wrap(item.label, room, weight=_weight(item))
        label = len(lines) * LINE
        if over_marks:
            rows.append(Row(item, lines, _weight(item), y + label / 2, y + label + ROW / 2, ROW))
            y += label + ROW
        else:
            height = max(ROW, label + LABEL_PADDING)
            rows.append(Row(item, lines, _weight(item), y + height / 2, y + height / 2, height))
            y += height
    return rows, y


def _axis(
    shown: list[Mark], start: float, end: float, lang: str
) -> tuple[Scale, list[tuple[float, str]]]:
    """The scale and as many printed ticks as there is room for; none where nothing is shown."""
    if not shown:
        return Scale(0.0, 1.0, start, end), []
    for most in range(MOST_TICKS, 1, -1):
        printed = [(tick, locales.number(tick, lang)) for tick in enclosing(shown, most)]
        if sum(width(text) + TICK_PADDING for _, text in printed) <= end - start:
            break
    first, last = (width(printed[at][1]) / 2 for at in (0, -1))
    return Scale(printed[0][0], printed[-1][0], start + first, end - last), printed


def span(canvas: Canvas, scale: Scale, mark: Mark, middle: float, ink: str) -> None:
    """A rounded span from low to high where both are known, a dot at the value where it is."""
    if mark.low is not None and mark.high is not None:
        x = scale(mark.low)
        canvas.rect(
            x - SPAN / 2, middle - SPAN / 2, scale(mark.high) - x + SPAN, SPAN,
            "fp", f"s{ink}", rx=SPAN / 2, stroke_width=1.5,
        )  # fmt: skip
    if mark.value is not None:
        is_exact = mark.status == "A"
        inks = (f"f{ink}",) if is_exact else ("fp", f"s{ink}")
        more = {} if is_exact else {"stroke_width": 2.0}
        canvas.circle(scale(mark.value), middle, DOT if is_exact else DOT - 1, *inks, **more)
