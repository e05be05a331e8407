"""A sheet to draw on, which turns around for Arabic.

A chart is laid out once, from left to right. On a mirrored sheet every ``x`` is counted from the
right and every text that started at its left starts at its right; the letters themselves stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Literal
from zlib import crc32

from qantara.papers import Drawing, State, signs

from .inks import INKS, QUIET, paint
from .measure import Weight, ordered
from .values import Words

Anchor = Literal["start", "middle", "end"]

#: Latin before Arabic: figures and names are set in the first typeface that has them.
FAMILIES = "IBM Plex Sans, IBM Plex Sans Arabic, sans-serif"
SIZE = 13.0
LINE = 16.0  # from one line of text to the next
#: From the middle of a line of text down to its baseline, in em: half the height of a figure.
MIDDLE = 0.35

#: Attributes of text that is read first.
STRONG = f' class="b" fill="{INKS["fi"].light}" font-weight="600"'

OPPOSITE: dict[Anchor, Anchor] = {"start": "end", "middle": "middle", "end": "start"}


def put(number: float) -> str:
    """A coordinate as short as a tenth of a pixel allows."""
    return f"{number:.1f}".removesuffix(".0")


def attributes(**values: str | float) -> str:
    """`` stroke_width=2`` as an SVG attribute."""
    return "".join(
        f' {name.replace("_", "-")}="{value if isinstance(value, str) else put(value)}"'
        for name, value in values.items()
    )


class Canvas:
    def __init__(self, width: float, *, mirrored: bool = False) -> None:
        self.width = width
        self.mirrored = mirrored
        self.parts: list[str] = []

    def x(self, x: float) -> float:
        return self.width - x if self.mirrored else x

    def rect(
        self, x: float, y: float, width: float, height: float, *inks: str, **more: str | float
    ) -> None:
        left = self.width - x - width if self.mirrored else x
        self.parts.append(
            f'<rect {paint(*inks)} x="{put(left)}" y="{put(y)}" width="{put(width)}"'
            f' height="{put(height)}"{attributes(**more)}/>'
        )

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *inks: str, **more: str | float
    ) -> None:
        x1, x2 = self.x(x1), self.x(x2)
        self.parts.append(
            f'<line {paint(*inks)} x1="{put(x1)}" y1="{put(y1)}" x2="{put(x2)}" y2="{put(y2)}"'
            f"{attributes(**more)}/>"
        )

    def rules(
        self, ends: Iterable[tuple[float, float, float, float]], *inks: str, **more: str | float
    ) -> None:
        """Many lines (x1, y1, x2, y2) as one path: a grid."""
        data = "".join(
            f"M{put(self.x(x1))} {put(y1)}L{put(self.x(x2))} {put(y2)}" for x1, y1, x2, y2 in ends
        )
        if data:
            self.parts.append(f'<path {paint("fn", *inks)} d="{data}"{attributes(**more)}/>')

    def circle(self, x: float, y: float, radius: float, *inks: str, **more: str | float) -> None:
        self.parts.append(
            f'<circle {paint(*inks)} cx="{put(self.x(x))}" cy="{put(y)}" r="{put(radius)}"'
            f"{attributes(**more)}/>"
        )

    def path(self, points: list[tuple[float, float]], *inks: str, **more: str | float) -> None:
        steps = "L".join(f"{put(self.x(x))} {put(y)}" for x, y in points)
        self.parts.append(f'<path {paint("fn", *inks)} d="M{steps}"{attributes(**more)}/>')

    def sign(self, state: State, x: float, y: float, side: float) -> None:
        """The sign of a state around a point; it is not mirrored, as a reader knows it from the page."""
        sign, scale = signs.SIGNS[state], side / 16
        dashes = {"stroke_dasharray": sign.dashes} if sign.dashes else {}
        moved = f"translate({put(self.x(x) - side / 2)} {put(y - side / 2)}) scale({scale:g})"
        self.parts.append(
            f'<path {paint("fn", "si")} transform="{moved}" d="{sign.path}"'
            f"{attributes(stroke_width=signs.STROKE, **dashes)}/>"
        )

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        anchor: Anchor = "start",
        size: float = SIZE,
        weight: Weight = 400,
        full: str = "",
        is_quiet: bool = True,
    ) -> None:
        """A line of text on the baseline ``y``. ``full``: the whole text, where this is less.

        What measures (ticks, units, words for gaps) is quiet; labels and figures are not.
        """
        if self.mirrored:
            anchor = OPPOSITE[anchor]
        strong = STRONG if weight == 600 else "" if is_quiet else f" {paint('fi')}"
        placed = f' text-anchor="{anchor}"' if anchor != "start" else ""
        sized = f' font-size="{put(size)}"' if size != SIZE else ""
        element = (
            f'<text{strong} x="{put(self.x(x))}" y="{put(y)}"{placed}{sized}>'
            f"{escape(ordered(text), quote=False)}</text>"
        )
        if full and full != text:
            element = f"<g><title>{escape(full, quote=False)}</title>{element}</g>"
        self.parts.append(element)

    def label(self, x: float, y: float, text: str, *, anchor: Anchor, weight: Weight) -> None:
        """A name on a map: ink, with a rim of land around its letters."""
        strong = ' font-weight="600"' if weight == 600 else ""
        self.parts.append(
            f'<text {paint("fi", "sl")}{strong} x="{put(self.x(x))}" y="{put(y)}"'
            f' text-anchor="{anchor}" stroke-width="3" stroke-linejoin="round"'
            f' paint-order="stroke">{escape(ordered(text), quote=False)}</text>'
        )

    def lines(
        self,
        x: float,
        middle: float,
        lines: tuple[str, ...],
        *,
        anchor: Anchor = "start",
        weight: Weight = 400,
        full: str = "",
        is_quiet: bool = True,
    ) -> None:
        """Lines of text around the height ``middle``."""
        y = middle - (len(lines) - 1) * LINE / 2 + MIDDLE * SIZE
        for number, line in enumerate(lines):
            is_last = number == len(lines) - 1
            self.text(
                x,
                y + number * LINE,
                line,
                anchor=anchor,
                weight=weight,
                is_quiet=is_quiet,
                full=full if is_last and " ".join(lines) != " ".join(full.split()) else "",
            )

    def hatch(self, x: float, y: float, width: float, height: float) -> None:
        """The box that stands where a figure is withheld: striped, and of a size of its own."""
        self.rect(x, y, width, height, "fp", "so")
        self.shade(x + 0.5, y + 0.5, width - 1, height - 1)

    def shade(self, x: float, y: float, width: float, height: float) -> None:
        """Stripes alone."""
        left = self.width - x - width if self.mirrored else x
        self.parts.append(
            f'<path {paint("fn", "sh")} stroke-width="2" d="{stripes(left, y, width, height)}"/>'
        )

    def drawing(
        self, words: Words, height: float, *, kind: str = "chart", is_hidden: bool = False
    ) -> Drawing:
        """The sheet as a whole SVG. ``is_hidden``: the page says the same in words beside it."""
        body = "".join(self.parts)
        wide, high = put(self.width), put(height)
        key = f"c{crc32(f'{words}{wide}{body}'.encode()):08x}"
        role = (
            'aria-hidden="true" focusable="false"'
            if is_hidden
            else f'role="img" aria-labelledby="{key}t {key}d"'
        )
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" lang="{words.lang}"'
            f' viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" {role} direction="ltr"'
            f' font-family="{FAMILIES}" font-size="{put(SIZE)}" fill="{QUIET.light}">'
            f'<title id="{key}t">{escape(words.title, quote=False)}</title>'
            f'<desc id="{key}d">{escape(words.description, quote=False)}</desc>{body}</svg>'
        )
        return Drawing(
            svg=svg, label=words.description, width=round(self.width), height=round(height)
        )


def stripes(x: float, y: float, width: float, height: float, step: float = 7.0) -> str:
    """Path data of slanting stripes inside a box."""
    pieces = []
    along = step
    while along < width + height:
        down, up = min(along, height), max(0.0, along - width)
        pieces.append(
            f"M{put(x + along - down)} {put(y + down)}L{put(x + along - up)} {put(y + up)}"
        )
        along += step
    return "".join(pieces)
