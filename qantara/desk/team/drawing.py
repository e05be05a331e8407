"""The map of stakeholders as a drawing: organisations down, by level; themes across; parts as signs.

The table beside it says the same in words. Each sign differs by shape, not by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from qantara.charts import NARROW, WIDE
from qantara.charts.canvas import LINE, MIDDLE, SIZE, Canvas, put
from qantara.charts.inks import paint
from qantara.charts.measure import fit, wrap
from qantara.charts.values import Words
from qantara.core import locales
from qantara.desk.team.shown import Shown, Theme
from qantara.network.stakeholders import words
from qantara.network.stakeholders.models import Part
from qantara.papers import Drawing

#: Height of a row, of a level's name, of the numbers of themes; room for names where there is much.
ROW, LEVEL, HEAD, NAMES = 26.0, 34.0, 28.0, 230.0
#: On a phone a name stands over its signs.
OVER = 20.0
#: Half a sign, and from one sign to the next in the same cell.
HALF, STEP = 5.0, 12.5


def drawn(rows: Sequence[Shown], themes: Sequence[Theme], lang: str) -> tuple[Drawing, Drawing]:
    """Wide and narrow."""
    return _draw(rows, themes, lang, WIDE), _draw(rows, themes, lang, NARROW)


def key(lang: str) -> list[tuple[str, str]]:
    """Each sign and its word. The signs are decoration: the word stands beside."""
    made = []
    for part in Part.values:
        canvas = Canvas(16, mirrored=False)
        _sign(canvas, part, 8, 8)
        said = words.part_name(part)
        drawing = canvas.drawing(
            Words(lang=lang, title=said, description=said), 16, kind="sign", is_hidden=True
        )
        made.append((drawing.svg, said))
    return made


def _draw(rows: Sequence[Shown], themes: Sequence[Theme], lang: str, width: float) -> Drawing:
    canvas = Canvas(width, mirrored=lang == "ar")
    is_wide = width >= WIDE
    start = NAMES if is_wide else 0.0
    step = (width - start) / max(1, len(themes))
    for position in range(len(themes)):
        canvas.text(
            start + (position + 0.5) * step, 16, locales.number(position + 1, lang),
            anchor="middle", weight=600,
        )  # fmt: skip
    top = HEAD
    for level, group in groupby(rows, key=lambda row: row.level):
        canvas.text(0, top + LEVEL - 12, fit(level, width, SIZE, 600), weight=600, full=level)
        canvas.line(0, top + LEVEL - 5, width, top + LEVEL - 5, "so")
        top += LEVEL
        for row in group:
            top = _row(canvas, row, top, start, step, is_wide=is_wide)
    return canvas.drawing(_words(rows, themes, lang), top + 6)


def _row(
    canvas: Canvas, row: Shown, top: float, start: float, step: float, *, is_wide: bool
) -> float:
    """One organisation; where the next begins."""
    name = wrap(row.one.name, NAMES - 12 if is_wide else canvas.width)
    tall = (len(name) - 1) * LINE
    at = top + (ROW + tall) / 2 if is_wide else top + OVER / 2 + tall / 2 + 2
    canvas.lines(0, at, name, full=row.one.name, is_quiet=False)
    middle = at if is_wide else top + OVER + tall + ROW / 2
    bottom = middle + (ROW + (tall if is_wide else 0)) / 2
    canvas.line(0, bottom, canvas.width, bottom, "sg")
    for position, parts in enumerate(row.cells):
        _cell(canvas, parts, start + (position + 0.5) * step, middle, step)
    return bottom


def _cell(canvas: Canvas, parts: Sequence[str], x: float, y: float, step: float) -> None:
    """As many signs as there is room for, the weightiest first; a plus where there are more."""
    most = max(1, int((step - 2) // STEP))
    shown = parts if len(parts) <= most else parts[: max(1, most - 1)]
    more = len(parts) > len(shown)
    places = min(most, len(shown) + more)
    first = x - (places - 1) * STEP / 2
    for position, part in enumerate(shown):
        _sign(canvas, part, first + position * STEP, y)
    if more:
        at = first + (places - 1) * STEP + (HALF + 3 if places == len(shown) else 0)
        canvas.text(at, y + MIDDLE * SIZE, "+", anchor="middle", weight=600)


def _sign(canvas: Canvas, part: str, x: float, y: float) -> None:
    half = HALF
    match part:
        case Part.DECIDES:
            canvas.rect(x - half, y - half, 2 * half, 2 * half, "f1")
        case Part.FUNDS:
            _shape(canvas, [(x, y - 6.5), (x + 6.5, y), (x, y + 6.5), (x - 6.5, y)], "f3")
        case Part.DELIVERS:
            canvas.circle(x, y, half, "f2")
        case Part.REPRESENTS:
            _shape(canvas, [(x, y - 6), (x + 6, y + 5), (x - 6, y + 5)], "f4")
        case Part.CONSULTED:
            canvas.circle(x, y, half - 1, "fp", "s2", stroke_width=2)
        case Part.PROVIDES_DATA:
            canvas.rect(x - half + 1, y - half + 1, 8, 8, "fp", "s1", stroke_width=2)
        case _:
            canvas.rect(x - half, y - 1.5, 2 * half, 3, "f5")


def _shape(canvas: Canvas, points: Sequence[tuple[float, float]], ink: str) -> None:
    corners = "L".join(f"{put(canvas.x(x))} {put(y)}" for x, y in points)
    canvas.parts.append(f'<path {paint(ink)} d="M{corners}Z"/>')


def _words(rows: Sequence[Shown], themes: Sequence[Theme], lang: str) -> Words:
    return Words(
        lang=lang,
        title=_("Map of stakeholders"),
        description=_(
            "Organisations by level, and their part in each of %(themes)s themes, as signs."
            " The table below says the same in words: %(count)s organisations."
        )
        % {
            "themes": locales.number(len(themes), lang),
            "count": locales.number(len(rows), lang),
        },
    )
