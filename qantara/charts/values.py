"""What a chart is made of. Words and printed figures arrive in the reader's language.

Scales are computed from marks that are shown, so a withheld figure leaves no trace in an axis.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qantara.papers import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One figure to draw. ``word`` stands in its place where it is withheld or absent."""

    value: float | None = None
    printed: str = ""
    low: float | None = None
    high: float | None = None
    state: State = "shown"
    status: Literal["A", "E", "P", "M"] = "A"  # SDMX CL_OBS_STATUS
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    label: str
    mark: Mark
    is_highlighted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Title and description are the SVG's <title> and <desc>; ``unit`` is what the axis counts."""

    lang: str
    title: str
    description: str
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    words: Words
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedBarChart:
    """``groups`` down the side; in each one bar a series, in the order of ``series``."""

    words: Words
    series: tuple[str, ...]
    groups: tuple[tuple[str, tuple[Mark, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pyramid:
    """``bands`` oldest last. ``reference``: ticks for everyone, (left, right) a band."""

    words: Words
    left: str
    right: str
    bands: tuple[tuple[str, Mark, Mark], ...]
    reference: tuple[tuple[Mark, Mark], ...] = ()
    reference_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """``at``: decimal year on the time axis, ``label``: as printed. No line leads over a break."""

    at: float
    label: str
    mark: Mark
    is_break: bool = False  # the series breaks just before this point
    break_word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    name: str
    points: tuple[Point, ...]
    is_highlighted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart:
    words: Words
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeChart:
    """Estimates as a span from low to high, official figures as a dot."""

    words: Words
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallMultiples:
    """Several small line charts on one scale."""

    words: Words
    panels: tuple[LineChart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    name: str
    longitude: float
    latitude: float
    kind: Literal["first", "second", "here"] = "first"
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatorMap:
    """Coast and places, no borders. ``extent``: west, south, east, north in degrees.

    Places of fiction lie on no coast: their map has none.
    """

    words: Words
    places: tuple[Place, ...]
    extent: tuple[float, float, float, float]
    has_coast: bool = True


Chart = BarChart | GroupedBarChart | Pyramid | LineChart | RangeChart | SmallMultiples | LocatorMap
