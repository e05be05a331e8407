"""One series over time inside a frame: pieces of line, points, and what stands in the gaps.

Older is at the left in every language. A line never crosses a break, nor a point that is withheld or
absent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from qantara.papers import State, signs

from .canvas import LINE, Canvas
from .measure import width, wrap
from .scale import Scale
from .values import Mark, Point, Series

DOT = 3.0
THICK, THIN = 2.5, 1.5
DASHES, DOTS = "6 4", "1 4"
CAP = 3.0  # half the width of a whisker's end
GAP_WORD = 110.0  # widest the word for a gap may be before it takes a second line
GAP_PADDING = 14.0
SIGN, SIGN_SPACE = 10.0, 3.0  # side of the sign before that word, and its distance
STRIP = 7.0  # half the width of a point in stripes
NOTE_SPACE = 4.0
#: A series of more points than this shows only those at its ends, alone, or not official.
MOST_DOTS = 16


@dataclass(frozen=True, slots=True)
class Frame:
    """Time over ``x``, values over ``y``; under ``bottom`` stand the words for gaps."""

    x: Scale
    y: Scale

    @property
    def left(self) -> float:
        return self.x.start

    @property
    def right(self) -> float:
        return self.x.end

    @property
    def top(self) -> float:
        return self.y.end

    @property
    def bottom(self) -> float:
        return self.y.start

    def at(self, point: Point) -> tuple[float, float]:
        """Where a shown point stands. Of an estimate without a value, the middle of its range."""
        return self.x(point.at), self.y(level(point.mark) or 0.0)


def level(mark: Mark) -> float | None:
    """The height a mark is drawn at, if it is."""
    if mark.state != "shown":
        return None
    if mark.value is None and mark.low is not None and mark.high is not None:
        return (mark.low + mark.high) / 2
    return mark.value


def in_order(series: Series) -> list[Point]:
    return sorted(series.points, key=lambda point: point.at)


def shown(series: Series) -> list[Point]:
    return [point for point in in_order(series) if level(point.mark) is not None]


def curve(canvas: Canvas, frame: Frame, series: Series, ink: str, *, dots: bool = True) -> None:
    """The lines and points of a series."""
    points = in_order(series)
    joined = [
        (before, after)
        for before, after in pairwise(points)
        if not after.is_break and level(before.mark) is not None and level(after.mark) is not None
    ]
    thickness = THICK if series.is_highlighted else THIN
    solid = [pair for pair in joined if pair[1].mark.status != "P"]
    dashed = [pair for pair in joined if pair[1].mark.status == "P"]
    for piece in _pieces(solid):
        canvas.path(
            [frame.at(p) for p in piece], f"s{ink}", stroke_width=thickness, stroke_linejoin="round"
        )
    for piece in _pieces(dashed):
        canvas.path(
            [frame.at(p) for p in piece], f"s{ink}", stroke_width=thickness, stroke_dasharray=DASHES
        )
    ends = {id(point) for point in (shown(series)[:1] + shown(series)[-1:])}
    linked = {id(point) for pair in joined for point in pair}
    has_all = dots and len(points) <= MOST_DOTS
    for point in shown(series):
        _whisker(canvas, frame, point, ink)
        if has_all or id(point) in ends or id(point) not in linked or point.mark.status != "A":
            _dot(canvas, frame, point, ink)


def _pieces(pairs: list[tuple[Point, Point]]) -> list[list[Point]]:
    """Pairs of neighbours joined into runs."""
    pieces: list[list[Point]] = []
    for before, after in pairs:
        if pieces and pieces[-1][-1] is before:
            pieces[-1].append(after)
        else:
            pieces.append([before, after])
    return pieces


def _dot(canvas: Canvas, frame: Frame, point: Point, ink: str) -> None:
    x, y = frame.at(point)
    match point.mark.status:
        case "E":
            canvas.circle(x, y, DOT + 0.5, "fp", "so", stroke_width=THIN)
        case "P":
            canvas.circle(x, y, DOT + 0.5, "fp", f"s{ink}", stroke_width=2.0)
        case _:
            canvas.circle(x, y, DOT, f"f{ink}")


def _whisker(canvas: Canvas, frame: Frame, point: Point, ink: str) -> None:
    low, high = point.mark.low, point.mark.high
    if low is not None and high is not None:
        x, bottom, top = frame.x(point.at), frame.y(low), frame.y(high)
        ends = [(x, bottom, x, top)] + [(x - CAP, y, x + CAP, y) for y in (bottom, top)]
        canvas.rules(ends, f"s{ink}", stroke_width=THIN)


@dataclass(frozen=True, slots=True)
class Gap:
    """Neighbouring points without a figure, and the word that says why."""

    first: float
    last: float
    word: str
    state: State


def gaps(series: Iterable[Series]) -> list[Gap]:
    """The gaps of all series, neighbours with the same word as one, from old to new."""
    found: dict[tuple[float, float, str, State], None] = {}
    for one in series:
        run: list[Point] = []
        for point in [*in_order(one), None]:
            is_gap = point is not None and point.mark.state != "shown"
            if run and not (is_gap and point and point.mark.word == run[0].mark.word):
                mark = run[0].mark
                found[run[0].at, run[-1].at, mark.word, mark.state] = None
                run = []
            if is_gap and point:
                run.append(point)
    return [Gap(*key) for key in sorted(found)]


@dataclass(frozen=True, slots=True)
class Note:
    """A word on a stretch of the time axis. Rows count from the plot outwards."""

    first: float
    last: float
    left: float
    room: float
    row: int
    lines: tuple[str, ...]
    word: str
    state: State = "shown"


def _placed(
    wanted: Iterable[tuple[float, float, str, State]], frame: Frame, padding: float
) -> list[Note]:
    """Words centred on their stretches, kept inside the frame, in rows where they would touch."""
    ends: list[float] = []
    notes: list[Note] = []
    for first, last, word, state in wanted:
        lines = wrap(word, min(GAP_WORD, frame.right - frame.left - 2 * padding))
        room = max((width(line) for line in lines), default=0.0) + 2 * padding
        x = min(max((first + last - room) / 2, frame.left), frame.right - room)
        row = next((n for n, end in enumerate(ends) if end + NOTE_SPACE <= x), len(ends))
        ends[row : row + 1] = [x + room]
        notes.append(Note(first, last, x, room, row, lines, word, state))
    return notes


def gap_notes(frame: Frame, series: Iterable[Series]) -> list[Note]:
    wanted = [(frame.x(g.first), frame.x(g.last), g.word, g.state) for g in gaps(series)]
    return _placed(wanted, frame, GAP_PADDING)


def break_notes(frame: Frame, series: Iterable[Series]) -> list[Note]:
    """A break stands halfway between the last point of the old series and the first of the new."""
    breaks = {
        (frame.x((before.at + point.at) / 2), point.break_word)
        for one in series
        for before, point in pairwise(in_order(one))
        if point.is_break
    }
    return _placed([(at, at, word, "shown") for at, word in sorted(breaks)], frame, 0.0)


def _row_heights(notes: list[Note]) -> list[float]:
    """What each row of notes takes, outwards from the plot."""
    rows = range(max((note.row for note in notes), default=-1) + 1)
    return [
        max(len(note.lines) for note in notes if note.row == row) * LINE + NOTE_SPACE
        for row in rows
    ]


def notes_height(notes: list[Note]) -> float:
    return sum(_row_heights(notes))


def draw_breaks(canvas: Canvas, frame: Frame, notes: list[Note]) -> None:
    """Dotted uprights through the plot, their words over it."""
    heights = _row_heights(notes)
    for note in notes:
        bottom = frame.top - NOTE_SPACE - sum(heights[: note.row])
        canvas.line(
            note.first, bottom, note.first, frame.bottom,
            "so", stroke_width=THIN, stroke_dasharray=DOTS, stroke_linecap="round",
        )  # fmt: skip
        middle = bottom - len(note.lines) * LINE / 2 - 2
        canvas.lines(note.left + note.room / 2, middle, note.lines, anchor="middle", full=note.word)


def shade_gaps(canvas: Canvas, frame: Frame, notes: list[Note]) -> None:
    """Where figures are withheld, stripes from the foot of the plot to its top, whatever they are."""
    for note in notes:
        if note.state == "withheld":
            left, right = max(note.first - STRIP, frame.left), min(note.last + STRIP, frame.right)
            canvas.shade(left, frame.top, right - left, frame.bottom - frame.top)


def draw_gaps(canvas: Canvas, notes: list[Note], top: float, *, is_from_right: bool) -> None:
    """Words under the times: in a striped box for what is withheld, else after their sign."""
    heights = _row_heights(notes)
    for note in notes:
        y = top + sum(heights[: note.row])
        tall = len(note.lines) * LINE
        canvas.line(
            note.first - STRIP, top - NOTE_SPACE / 2, note.last + STRIP, top - NOTE_SPACE / 2, "so"
        )
        if note.state == "withheld":
            canvas.hatch(note.left, y, note.room, tall + 1)
            inset = GAP_PADDING - 4
            canvas.rect(note.left + inset, y + 1, note.room - 2 * inset, tall - 1, "fp")
        elif note.state in signs.SIGNS:
            longest = max(width(line) for line in note.lines)
            apart = longest / 2 + SIGN_SPACE + SIGN / 2
            middle = note.left + note.room / 2 + (apart if is_from_right else -apart)
            canvas.sign(note.state, middle, y + tall / 2, SIGN)
        canvas.lines(
            note.left + note.room / 2, y + tall / 2, note.lines, anchor="middle", full=note.word
        )
