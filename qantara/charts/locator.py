"""Locator maps: coast and places, no borders. Maps do not turn around in Arabic.

Markers that would cover each other move apart a little. A name stands where it covers nothing; where
no such place is left it is not printed, but stays in the marker's title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import combinations, pairwise
from math import hypot

from qantara.papers import Drawing

from .canvas import MIDDLE, SIZE, Anchor, Canvas, put
from .inks import paint
from .measure import Weight, width
from .outline import Box, Ring, land
from .projection import CONIC, Plain, Projection
from .values import LocatorMap, Place

RADIUS = {"first": 5.5, "second": 5.0, "here": 7.0}
ORDER = {"here": 0, "first": 1, "second": 2}
NARROW, SMALLER = 480, 0.8  # on a narrow sheet markers are smaller
APART = 6.0  # px a marker may move from where it belongs
ROUNDS = 40
BESIDE = 4.0  # px between marker and name
CLEAR = 4.0  # px between a marker and the name of another
AROUND = 1.5  # degrees left free around the outermost places
LEAST_SHAPE, MOST_SHAPE = 0.4, 0.72  # height of the sheet to its width
EDGE = 3.0
STEPS = 24  # points on each side of the extent, which is curved on the sheet


@dataclass(slots=True)
class Marker:
    place: Place
    home: tuple[float, float]
    x: float
    y: float
    radius: float

    @property
    def weight(self) -> Weight:
        return 600 if self.place.kind == "here" else 400


def around(places: Iterable[Place]) -> tuple[float, float, float, float]:
    """An extent (west, south, east, north) that holds the places."""
    known = list(places)
    longitudes, latitudes = [p.longitude for p in known], [p.latitude for p in known]
    return (
        min(longitudes) - AROUND,
        min(latitudes) - AROUND,
        max(longitudes) + AROUND,
        max(latitudes) + AROUND,
    )


def locator_map(chart: LocatorMap, across: float) -> Drawing:
    _, south, _, north = chart.extent
    project: Projection = CONIC if chart.has_coast else Plain((south + north) / 2)
    frame = _frame(chart.extent, project)
    size = across / (frame[2] - frame[0])
    height = (frame[3] - frame[1]) * size
    canvas = Canvas(across)
    canvas.rect(0.5, 0.5, across - 1, height - 1, "fs" if chart.has_coast else "fl", "sc")
    if chart.has_coast:
        canvas.parts.append(
            f'<path {paint("fl", "sc")} fill-rule="evenodd" d="{_coast(frame, across)}"/>'
        )
    markers = [
        _marker(place, project, frame, size, SMALLER if across < NARROW else 1.0)
        for place in sorted(chart.places, key=lambda place: ORDER[place.kind])
    ]
    move_apart(markers, across, height)
    names = place_names(markers, across, height, from_right=chart.words.lang.startswith("ar"))
    for marker in reversed(markers):
        _draw(canvas, marker, names.get(marker.place))
    is_linked = any(place.href for place in chart.places)
    return canvas.drawing(chart.words, height, kind="chart locator", is_hidden=is_linked)


def _frame(extent: tuple[float, float, float, float], project: Projection) -> Box:
    """The extent on the sheet, widened or heightened to a bearable shape."""
    west, south, east, north = extent
    steps = [n / STEPS for n in range(STEPS + 1)]
    edge = [project(west + n * (east - west), side) for n in steps for side in (south, north)]
    edge += [project(side, south + n * (north - south)) for n in steps for side in (west, east)]
    left, right = min(x for x, _ in edge), max(x for x, _ in edge)
    top, bottom = min(y for _, y in edge), max(y for _, y in edge)
    wide, high = right - left, bottom - top
    more_wide = max(high / MOST_SHAPE - wide, 0.0) / 2
    more_high = max(LEAST_SHAPE * wide - high, 0.0) / 2
    return left - more_wide, top - more_high, right + more_wide, bottom + more_high


@lru_cache(maxsize=64)
def _coast(frame: Box, across: float) -> str:
    """Path data of the land on the sheet: one for all languages of a page, and for many pages."""
    return "".join(map(_closed, land(frame, across)))


def _closed(ring: Ring) -> str:
    """Path data of a ring, in steps: each from the point before it as drawn, so none adds up."""
    at = [(round(x * 10), round(y * 10)) for x, y in ring]
    steps = "".join(
        f"{put((x - before_x) / 10)} {put((y - before_y) / 10)} "
        for (before_x, before_y), (x, y) in pairwise(at)
    )
    return f"M{put(at[0][0] / 10)} {put(at[0][1] / 10)}l{steps.rstrip()}z".replace(" -", "-")


def _marker(place: Place, project: Projection, frame: Box, size: float, scale: float) -> Marker:
    x, y = project(place.longitude, place.latitude)
    home = ((x - frame[0]) * size, (y - frame[1]) * size)
    return Marker(place, home, *home, RADIUS[place.kind] * scale)


def move_apart(markers: list[Marker], across: float, height: float) -> None:
    """Push touching markers from each other, none further than ``APART`` from its home."""
    for _ in range(ROUNDS):
        is_settled = True
        for one, other in combinations(markers, 2):
            dx, dy = other.x - one.x, other.y - one.y
            distance = hypot(dx, dy)
            overlap = one.radius + other.radius + 1 - distance
            if overlap > 0.01:
                is_settled = False
                ux, uy = (dx / distance, dy / distance) if distance else (1.0, 0.0)
                for marker, way in ((one, -1), (other, 1)):
                    marker.x += way * ux * overlap / 2
                    marker.y += way * uy * overlap / 2
        for marker in markers:
            _keep_near(marker, across, height)
        if is_settled:
            return


def _keep_near(marker: Marker, across: float, height: float) -> None:
    dx, dy = marker.x - marker.home[0], marker.y - marker.home[1]
    distance = hypot(dx, dy)
    if distance > APART:
        marker.x = marker.home[0] + dx / distance * APART
        marker.y = marker.home[1] + dy / distance * APART
    inset = marker.radius + EDGE
    marker.x = min(max(marker.x, inset), across - inset)
    marker.y = min(max(marker.y, inset), height - inset)


@dataclass(frozen=True, slots=True)
class Name:
    """A printed name: where its text starts, its baseline, and the box it fills."""

    x: float
    baseline: float
    anchor: Anchor
    box: Box


def place_names(
    markers: list[Marker], across: float, height: float, *, from_right: bool
) -> dict[Place, Name]:
    """A name for every place that finds room. The crowded choose first."""
    dots = [_dot_box(marker) for marker in markers]
    free = {
        marker.place: [
            name
            for name in _candidates(marker, from_right)
            if _is_inside(name.box, across, height)
            and not any(
                _touch(name.box, dot)
                for dot, other in zip(dots, markers, strict=True)
                if other is not marker
            )
        ]
        for marker in markers
    }
    placed: dict[Place, Name] = {}
    for marker in sorted(markers, key=lambda m: (ORDER[m.place.kind], len(free[m.place]))):
        for name in free[marker.place]:
            if not any(_touch(name.box, other.box) for other in placed.values()):
                placed[marker.place] = name
                break
    return placed


def _candidates(marker: Marker, from_right: bool) -> Iterator[Name]:
    """Beside the marker on the side where reading goes, on the other, then around it."""
    wide, high = width(marker.place.name, weight=marker.weight), SIZE
    reach = marker.radius + BESIDE
    slant = reach * 0.75
    ways = [(1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (1, 1), (-1, -1), (-1, 1)]
    for across, down in [(-a, d) for a, d in ways] if from_right else ways:
        x = marker.x + across * (slant if down else reach)
        middle = marker.y + down * (slant + high / 2 if across else reach + high / 2)
        left = x - {1: 0.0, 0: wide / 2, -1: wide}[across]
        anchors: dict[int, Anchor] = {1: "start", 0: "middle", -1: "end"}
        box = (left - 1, middle - high / 2 - 1, left + wide + 1, middle + high / 2 + 1)
        yield Name(x, middle + MIDDLE * SIZE, anchors[across], box)


def _dot_box(marker: Marker) -> Box:
    r = marker.radius + CLEAR
    return marker.x - r, marker.y - r, marker.x + r, marker.y + r


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _is_inside(box: Box, across: float, height: float) -> bool:
    return box[0] >= EDGE and box[1] >= EDGE and box[2] <= across - EDGE and box[3] <= height - EDGE


def _draw(canvas: Canvas, marker: Marker, name: Name | None) -> None:
    place = marker.place
    opening = f'<a href="{escape(place.href)}" tabindex="-1">' if place.href else "<g>"
    canvas.parts.append(f"{opening}<title>{escape(place.name, quote=False)}</title>")
    match place.kind:
        case "second":
            canvas.circle(marker.x, marker.y, marker.radius - 1, "fl", "s2", stroke_width=2.5)
        case "here":
            canvas.circle(marker.x, marker.y, marker.radius, "f1", "si", stroke_width=2.5)
        case "first":
            canvas.circle(marker.x, marker.y, marker.radius, "f1", "sl", stroke_width=1.5)
    if name:
        canvas.label(name.x, name.baseline, place.name, anchor=name.anchor, weight=marker.weight)
    canvas.parts.append("</a>" if place.href else "</g>")
