"""From a chart to its drawing."""

from __future__ import annotations

from qantara.papers import Drawing

from .bars import bar_chart, grouped_bar_chart
from .inks import hue
from .lines import line_chart
from .locator import locator_map
from .multiples import small_multiples
from .pyramid import pyramid
from .ranges import range_chart
from .values import (
    BarChart,
    Chart,
    GroupedBarChart,
    LineChart,
    LocatorMap,
    Pyramid,
    RangeChart,
    SmallMultiples,
)

#: A column of text, and a phone of 360 pixels less its margins. Text is 13 px on both.
WIDE, NARROW = 704, 328


def draw(chart: Chart, width: int = WIDE) -> Drawing:
    """The chart as SVG, laid out for ``width`` in px; the height follows from what is drawn."""
    match chart:
        case BarChart():
            return bar_chart(chart, width)
        case GroupedBarChart():
            return grouped_bar_chart(chart, width)
        case Pyramid():
            return pyramid(chart, width)
        case LineChart():
            return line_chart(chart, width)
        case RangeChart():
            return range_chart(chart, width)
        case SmallMultiples():
            return small_multiples(chart, width)
        case LocatorMap():
            return locator_map(chart, width)


def key(chart: Chart) -> tuple[tuple[str, str], ...]:
    """The classes of series that are told apart by colour, with their names.

    Lines are named where they end, the sides of a pyramid over them: they need no key, but the
    ticks of everyone in a pyramid do.
    """
    match chart:
        case GroupedBarChart():
            return tuple((f"f{hue(n)}", name) for n, name in enumerate(chart.series))
        case Pyramid() if chart.reference:
            return (("ref", chart.reference_name),)
        case _:
            return ()
