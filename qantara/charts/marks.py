"""Marks that stand in a table's cells and make it the chart: bars, spans, dots, on one scale.

A mark is as wide as its cell: everything in it is in percent. It holds no text, as the figure or the
word stands in the cell beside it, and a screen reader skips it. In Arabic it begins at the right; it
must not be mirrored again.
"""

from __future__ import annotations

from collections.abc import Iterable

from .bars import OUTLINES
from .canvas import attributes, put, stripes
from .inks import hue, paint
from .scale import Scale, extremes, from_zero
from .values import BarChart, GroupedBarChart, Mark, Pyramid, RangeChart

#: Where no stylesheet says otherwise, in px.
WIDTH, HEIGHT = 240, 14
#: A striped box is of one size, whatever it stands for.
BOX_WIDTH, BOX_HEIGHT = 72, 18
#: Of the cell, left free at both ends of a span so that a dot is whole.
INSET = 0.03
OUTLINE = 1.5


def table_marks(
    chart: BarChart | GroupedBarChart | Pyramid | RangeChart,
) -> tuple[tuple[str, ...], ...]:
    """The marks of a chart's rows, from top to bottom as the chart lists them.

    One mark for an item, one a series for a group, the first and the second side for a band of a
    pyramid: the first side grows against the direction of reading, towards its outer edge.
    """
    lang = chart.words.lang
    match chart:
        case BarChart(items=items):
            scale = from_zero(item.mark for item in items)
            is_chosen = any(item.is_highlighted for item in items)
            return tuple(
                (bar(i.mark, scale, lang, hue(0) if i.is_highlighted or not is_chosen else "m"),)
                for i in items
            )
        case GroupedBarChart(groups=groups):
            scale = from_zero(mark for _, marks in groups for mark in marks)
            return tuple(
                tuple(bar(mark, scale, lang, hue(n)) for n, mark in enumerate(marks))
                for _, marks in groups
            )
        case Pyramid(bands=bands):
            everyone = chart.reference or ((None, None),) * len(bands)
            scale = from_zero(
                mark for pair in (*(band[1:] for band in bands), *chart.reference) for mark in pair
            )
            return tuple(
                (
                    bar(left, scale, lang, hue(0), everyone=first, is_back=True),
                    bar(right, scale, lang, hue(1), everyone=second),
                )
                for (_, left, right), (first, second) in zip(bands, everyone, strict=True)
            )
        case RangeChart(items=items):
            scale = whole(item.mark for item in items)
            return tuple((span(item.mark, scale, lang),) for item in items)


def whole(marks: Iterable[Mark]) -> Scale:
    """From the lowest to the highest shown mark: what spans and dots stand on."""
    values = list(extremes(marks)) or [0.0]
    low, high = min(values), max(values)
    return Scale(low, high if high > low else low + 1.0, INSET, 1.0 - INSET)


def bar(
    mark: Mark,
    scale: Scale,
    lang: str,
    ink: str = "1",
    *,
    everyone: Mark | None = None,
    is_back: bool = False,
) -> str:
    """A bar from zero. ``everyone``: a black tick beside it; ``is_back``: from the end of the cell."""
    cell = _Cell(is_from_right=lang.startswith("ar") != is_back)
    if mark.state == "shown":
        length = mark.value if mark.value is not None else min(extremes([mark]), default=0.0)
        zero, end = sorted((scale(0.0), scale(length)))
        if mark.status == "A":
            cell.rect(zero, end, f"f{ink}")
        else:
            dashes = {"stroke_dasharray": "4 3"} if mark.status == "P" else {}
            cell.rect(zero, end, "fp", f"s{OUTLINES.get(ink, ink)}", stroke_width=OUTLINE, **dashes)
        cell.range(mark, scale)
    elif mark.state == "withheld":
        cell.box()
    if everyone is not None and everyone.state == "shown" and everyone.value is not None:
        x = cell.percent(scale(everyone.value))
        cell.parts.append(
            f'<line {paint("ref")} stroke-width="2" x1="{x}" x2="{x}" y1="-1" y2="100%"/>'
        )
    return cell.svg()


def span(mark: Mark, scale: Scale, lang: str, ink: str = "1") -> str:
    """A dot at the value, a line from low to high; hollow where it is an estimate."""
    cell = _Cell(is_from_right=lang.startswith("ar"))
    if mark.state == "shown":
        cell.range(mark, scale)
        if mark.value is not None:
            inks = (f"f{ink}",) if mark.status == "A" else ("fp", f"s{ink}")
            x = cell.percent(scale(mark.value))
            cell.parts.append(f'<circle {paint(*inks)} stroke-width="2" cx="{x}" cy="50%" r="5"/>')
    elif mark.state == "withheld":
        cell.box()
    return cell.svg()


class _Cell:
    """A cell's width as shares from 0 to 1, counted from where reading begins."""

    def __init__(self, *, is_from_right: bool) -> None:
        self.is_from_right = is_from_right
        self.parts: list[str] = []

    def percent(self, share: float) -> str:
        return f"{put(100 * (1 - share if self.is_from_right else share))}%"

    def rect(self, start: float, end: float, *inks: str, **more: str | float) -> None:
        left = self.percent(end if self.is_from_right else start)
        self.parts.append(
            f'<rect {paint(*inks)} x="{left}" width="{put(100 * (end - start))}%" height="100%"'
            f"{attributes(**more)}/>"
        )

    def range(self, mark: Mark, scale: Scale) -> None:
        """From low to high, with an end at each."""
        if mark.low is None or mark.high is None:
            return
        low, high = self.percent(scale(mark.low)), self.percent(scale(mark.high))
        drawn = f'<line {paint("si")} stroke-width="1.5"'
        self.parts.append(f'{drawn} x1="{low}" x2="{high}" y1="50%" y2="50%"/>')
        self.parts += [f'{drawn} x1="{x}" x2="{x}" y1="25%" y2="75%"/>' for x in (low, high)]

    def box(self) -> None:
        """The striped box of a withheld figure."""
        inside = (
            f'<rect {paint("fp", "so")} x="0.5" y="0.5" width="{BOX_WIDTH - 1}"'
            f' height="{BOX_HEIGHT - 1}"/>'
            f'<path {paint("fn", "sh")} stroke-width="2" d="{stripes(1, 1, BOX_WIDTH - 2, BOX_HEIGHT - 2)}"/>'
        )
        x = "100%" if self.is_from_right else "0"
        box = (
            f'<svg x="{x}" width="{BOX_WIDTH}" height="100%" viewBox="0 0 {BOX_WIDTH} {BOX_HEIGHT}"'
            f' preserveAspectRatio="none">{inside}</svg>'
        )
        moved = f'<g transform="translate({-BOX_WIDTH})">{box}</g>'
        self.parts.append(moved if self.is_from_right else box)

    def svg(self) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="mark" width="{WIDTH}" height="{HEIGHT}"'
            f' aria-hidden="true" focusable="false">{"".join(self.parts)}</svg>'
        )
