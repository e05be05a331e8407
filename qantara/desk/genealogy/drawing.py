"""A chain as a drawing: one band a stage, evidence above, results below.

Where there is room a line leads from box to box; on a phone boxes have numbers, and each says which
of those above it comes from. The list beside the drawing says the same in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qantara.charts import NARROW, WIDE
from qantara.charts.canvas import LINE, Canvas
from qantara.charts.measure import Weight, wrap
from qantara.charts.values import Words
from qantara.core import locales
from qantara.papers import Drawing

#: Room for a band's name beside its boxes, where there is much; above them on a phone.
NAMES, OVER = 124.0, 24.0
#: Height of a box, room between two, from one band to the next, and inside a box.
TALL, APART, DOWN, INSIDE = 52.0, 12.0, 30.0, 10.0
#: Boxes beside each other.
MOST = 3


@dataclass(frozen=True, slots=True)
class Box:
    key: str
    title: str
    is_start: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A stage and what stands in it."""

    name: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    x: float
    y: float
    width: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


def drawn(
    bands: Sequence[Band], links: Sequence[tuple[str, str]], words: Words
) -> tuple[Drawing, Drawing]:
    """Wide and narrow. ``links``: pairs of keys of boxes, in either direction."""
    return _wide(bands, links, words), _narrow(bands, links, words)


def _wide(bands: Sequence[Band], links: Sequence[tuple[str, str]], words: Words) -> Drawing:
    canvas = Canvas(WIDE, mirrored=words.lang == "ar")
    places: dict[str, _Placed] = {}
    heads = []
    y = 0.0
    for band in bands:
        heads.append(y)
        beside = min(MOST, len(band.boxes))
        wide = (WIDE - NAMES - (beside - 1) * APART) / beside
        for position, box in enumerate(band.boxes):
            row, column = divmod(position, MOST)
            left = NAMES + column * (wide + APART)
            places[box.key] = _Placed(left, y + row * (TALL + APART), wide)
        y += -(-len(band.boxes) // MOST) * (TALL + APART) - APART + DOWN
    for one, other in links:
        _line(canvas, places[one], places[other])
    for band, head in zip(bands, heads, strict=True):
        name = wrap(band.name, NAMES - APART, weight=600)
        canvas.lines(0, head + TALL / 2, name, weight=600, full=band.name)
        for box in band.boxes:
            _box(canvas, box, places[box.key])
    return canvas.drawing(words, y - DOWN + 2)


def _narrow(bands: Sequence[Band], links: Sequence[tuple[str, str]], words: Words) -> Drawing:
    canvas = Canvas(NARROW, mirrored=words.lang == "ar")
    order = {box.key: n for n, box in enumerate((b for band in bands for b in band.boxes), start=1)}
    y = 0.0
    for band in bands:
        canvas.lines(0, y + OVER / 2, (band.name,), weight=600)
        y += OVER
        for box in band.boxes:
            above = sorted(n for n in _linked(box.key, links, order) if n < order[box.key])
            number = locales.number(order[box.key], words.lang)
            numbered = Box(box.key, f"{number}. {box.title}", box.is_start)
            _box(canvas, numbered, _Placed(0, y, NARROW), more=LINE if above else 0)
            if above:
                printed = [locales.number(number, words.lang) for number in above]
                origins = locales.listing(printed, words.lang)
                canvas.text(INSIDE, y + TALL + LINE / 2, f"↑ {origins}")
            y += TALL + APART + (LINE if above else 0)
        y += APART
    return canvas.drawing(words, y - 2 * APART + 2)


def _linked(key: str, links: Sequence[tuple[str, str]], order: dict[str, int]) -> set[int]:
    found = {other for one, other in links if one == key}
    return {order[other] for other in found.union(one for one, other in links if other == key)}


def _box(canvas: Canvas, box: Box, place: _Placed, *, more: float = 0) -> None:
    """``more``: height beside what the title takes."""
    canvas.rect(
        place.x + 1, place.y + 1, place.width - 2, TALL + more, "fp",
        "ref" if box.is_start else "so", rx=4, stroke_width=2.5 if box.is_start else 1,
    )  # fmt: skip
    weight: Weight = 600 if box.is_start else 400
    title = wrap(box.title, place.width - 2 * INSIDE, weight=weight)
    canvas.lines(
        place.x + INSIDE, place.y + TALL / 2, title, weight=weight, full=box.title, is_quiet=False
    )


def _line(canvas: Canvas, one: _Placed, other: _Placed) -> None:
    """From the foot of the upper box to the head of the lower; of one row, side to side."""
    upper, lower = sorted((one, other), key=lambda place: (place.y, place.x))
    if upper.y == lower.y:
        middle = upper.y + TALL / 2
        canvas.line(upper.x + upper.width, middle, lower.x, middle, "so")
    else:
        canvas.line(upper.middle, upper.y + TALL, lower.middle, lower.y, "so")
