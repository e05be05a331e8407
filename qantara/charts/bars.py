"""Bar charts and grouped bar charts: a label and its bars, one row under the other.

Every bar is printed at its end, so there is no axis to read it from. On a narrow sheet the label
stands over its bars.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qantara.papers import Drawing, signs

from .canvas import LINE, MIDDLE, SIZE, Anchor, Canvas
from .inks import hue
from .measure import Weight, fit, width, wrap
from .scale import Scale, extremes, from_zero
from .values import BarChart, GroupedBarChart, Mark, Words

#: Under this width a label stands over its bars.
NARROW = 480
LABEL_SHARE = 0.36  # of the width, at most, for labels beside bars
BAR, PITCH = 15.0, 18.0  # thickness of a bar; from one bar to the next
ROW_GAP = 9.0
SPACE = 7.0  # between bar and printed figure
LABEL_GAP = 12.0
MARGIN = 2.0
BOX = 17.0  # height of the striped box
WORD_PADDING, LEAST_PADDING = 18.0, 7.0  # on both sides of the word in it
SMALL = 11.0  # size of a word that would not fit otherwise
OUTLINE, DASHES = 1.5, "4 3"
OUTLINES = {"m": "5"}  # a muted hue is too pale for an outline
SIGN = 12.0  # side of the sign before a word
LEAST_SIGNED = 70.0  # room in which a sign stands before its word
WHISKER = 3.5  # half the height of a whisker's end


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    bars: tuple[tuple[Mark, str], ...]  # each with its hue
    weight: Weight = 400

    @property
    def marks(self) -> Iterable[Mark]:
        return (mark for mark, _ in self.bars)


def bar_chart(chart: BarChart, across: float) -> Drawing:
    """One bar an item; where some are highlighted the others are muted."""
    is_chosen = any(item.is_highlighted for item in chart.items)
    rows = [
        Row(
            item.label,
            ((item.mark, hue(0) if item.is_highlighted or not is_chosen else "m"),),
            600 if item.is_highlighted else 400,
        )
        for item in chart.items
    ]
    return _rows(chart.words, rows, across)


def grouped_bar_chart(chart: GroupedBarChart, across: float) -> Drawing:
    """In each group one bar a series, in the hues of their order."""
    rows = [
        Row(label, tuple((mark, hue(position)) for position, mark in enumerate(marks)), 600)
        for label, marks in chart.groups
    ]
    return _rows(chart.words, rows, across)


def _rows(words: Words, rows: list[Row], across: float) -> Drawing:
    canvas = Canvas(across, mirrored=words.lang.startswith("ar"))
    is_narrow = across < NARROW
    label_room = across - 2 * MARGIN
    if not is_narrow:
        widest = max((width(row.label, weight=row.weight) for row in rows), default=0.0)
        label_room = min(widest, LABEL_SHARE * across)
    start = MARGIN if is_narrow else MARGIN + label_room + LABEL_GAP
    scale = _scale([mark for row in rows for mark in row.marks], start, across - MARGIN)
    y = MARGIN
    for row in rows:
        lines = wrap(row.label, label_room, weight=row.weight)
        label_height, bars_height = len(lines) * LINE, len(row.bars) * PITCH
        if is_narrow:
            canvas.lines(
                MARGIN,
                y + label_height / 2,
                lines,
                weight=row.weight,
                full=row.label,
                is_quiet=False,
            )
            y += label_height + 1
            height = bars_height
        else:
            height = max(label_height, bars_height)
            canvas.lines(
                MARGIN, y + height / 2, lines, weight=row.weight, full=row.label, is_quiet=False
            )
        middle = y + (height - bars_height + PITCH) / 2
        for mark, ink in row.bars:
            bar(canvas, scale, mark, middle, ink, (start, across - MARGIN))
            middle += PITCH
        if not is_narrow:
            canvas.line(scale(0), y - ROW_GAP / 2, scale(0), y + height + ROW_GAP / 2, "si")
        y += height + ROW_GAP
    return canvas.drawing(words, max(y - ROW_GAP, 0.0) + MARGIN)


def _scale(marks: list[Mark], start: float, end: float) -> Scale:
    """From zero, with room for the figures printed at both ends."""
    shown = [mark for mark in marks if mark.state == "shown"]
    after = max((width(m.printed) + SPACE for m in shown if not _is_negative(m)), default=0.0)
    before = max((width(m.printed) + SPACE for m in shown if _is_negative(m)), default=0.0)
    return from_zero(marks).over(start + before, max(end - after, start + before + 1))


def _is_negative(mark: Mark) -> bool:
    return min(extremes([mark]), default=0.0) < 0


def bar(
    canvas: Canvas, scale: Scale, mark: Mark, middle: float, ink: str, room: tuple[float, float]
) -> None:
    """A bar from zero with its printed figure, or what stands in its place, around ``middle``."""
    if mark.state != "shown":
        zero = scale(0)
        before, after = zero - room[0], room[1] - zero
        way = 1 if after >= before else -1  # where all figures are under zero, zero is at the end
        in_place_of(canvas, mark, zero, middle, max(before, after), way=way)
        return
    solid(canvas, scale, mark, middle, BAR, ink)
    reach = list(extremes([mark]))
    baseline = middle + MIDDLE * SIZE
    if _is_negative(mark):
        canvas.text(
            scale(min(reach)) - SPACE + 2, baseline, mark.printed, anchor="end", is_quiet=False
        )
    else:
        canvas.text(
            scale(max(reach, default=0.0)) + SPACE - 2, baseline, mark.printed, is_quiet=False
        )


def solid(
    canvas: Canvas, scale: Scale, mark: Mark, middle: float, thickness: float, ink: str
) -> None:
    """A shown bar from zero: filled if official, hollow if estimated, dashed if provisional."""
    length = mark.value if mark.value is not None else min(extremes([mark]), key=abs, default=0.0)
    x, across = min(scale(0), scale(length)), abs(scale(length) - scale(0))
    top = middle - thickness / 2
    if mark.status == "A":
        canvas.rect(x, top, across, thickness, f"f{ink}")
    else:
        outline = {"stroke_dasharray": DASHES} if mark.status == "P" else {}
        half = OUTLINE / 2
        canvas.rect(
            x + half, top + half, max(across - OUTLINE, 0.1), thickness - OUTLINE,
            "fp", f"s{OUTLINES.get(ink, ink)}", stroke_width=OUTLINE, **outline,
        )  # fmt: skip
    if mark.low is not None and mark.high is not None:
        whisker(canvas, scale, mark.low, mark.high, middle)


def whisker(canvas: Canvas, scale: Scale, low: float, high: float, middle: float) -> None:
    """From low to high: how far an estimate may be off."""
    canvas.line(scale(low), middle, scale(high), middle, "si", stroke_width=1.5)
    for end in (low, high):
        x = scale(end)
        canvas.line(x, middle - WHISKER, x, middle + WHISKER, "si", stroke_width=1.5)


def in_place_of(
    canvas: Canvas, mark: Mark, x: float, middle: float, room: float, *, way: int = 1
) -> None:
    """The word for a figure that is not shown: withheld in a striped box, after its sign otherwise.

    It stands beside ``x``, in reading direction or (``way`` -1) against it, and takes at most ``room``.
    """
    is_withheld = mark.state == "withheld"
    if not is_withheld and mark.state in signs.SIGNS and room > LEAST_SIGNED:
        middle_of_sign = x + way * (SPACE + SIGN / 2)
        canvas.sign(mark.state, middle_of_sign, middle, SIGN)
        x, room = x + way * (SIGN + SPACE / 2), room - SIGN - SPACE / 2
    padding = (room - width(mark.word, SMALL)) / 2
    padding = min(WORD_PADDING, max(padding, LEAST_PADDING)) if is_withheld else SPACE
    size = SIZE if width(mark.word) <= room - 2 * padding else SMALL
    word = fit(mark.word, room - 2 * padding, size)
    wide = width(word, size)
    if is_withheld:
        canvas.hatch(
            min(x, x + way * (wide + 2 * padding)), middle - BOX / 2, wide + 2 * padding, BOX
        )
    start = x + way * padding
    under = min(start, start + way * wide)
    canvas.rect(under - 3, middle - BOX / 2 + 1, wide + 6, BOX - 2, "fp")
    anchor: Anchor = "start" if way > 0 else "end"
    canvas.text(start, middle + MIDDLE * size, word, anchor=anchor, size=size, full=mark.word)
