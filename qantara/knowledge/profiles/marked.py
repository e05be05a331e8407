"""Figures as marks of a chart and cells of a table, in one language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from django.utils.translation import pgettext

from qantara.charts import values
from qantara.core import locales
from qantara.knowledge.profiles import standing
from qantara.knowledge.profiles.figures import ESTIMATED, Figure
from qantara.knowledge.profiles.words import Words, state
from qantara.papers import Cell, Flag


def mark(figure: Figure, words: Words) -> values.Mark:
    """A figure as a mark: its number if it is shown, else the word that stands in its place."""
    return values.Mark(
        value=figure.value,
        printed=words.figure(figure) if figure.is_shown else "",
        low=figure.low,
        high=figure.high,
        state=state(figure),
        status=_status(figure),
        word="" if figure.is_shown else words.missing(figure),
    )


def share_mark(figure: Figure, whole: float, words: Words) -> values.Mark:
    """A count as its share of ``whole``, in percent."""
    if figure.value is None or not whole:
        return mark(figure, words)
    share = figure.value / whole * 100
    return values.Mark(
        value=share, printed=words.percent(share), state="shown", status=_status(figure)
    )


def cell(figure: Figure | None, words: Words, *, is_flagged: bool = False) -> Cell:
    """A figure as a cell; a blank one where the table has no such figure."""
    if figure is None:
        return blank()
    return Cell(
        text=words.figure(figure),
        number=figure.value,
        numeric=True,
        state=state(figure),
        flags=tuple(_told(figure, words, is_flagged=is_flagged)),
        href=words.address(figure) if figure.state == "courtesy" else "",
    )


def blank() -> Cell:
    """Where a table has no figure: a dash, and a word for those who hear it."""
    return Cell(text=pgettext("in a blank cell", "Not given"), numeric=True, state="blank")


def mark_cell(figure: Figure | None, drawn: str, words: Words) -> Cell:
    """The mark of a figure; the word for what is not shown stands in the cell of its value."""
    return Cell(text="", mark=drawn, state=state(figure) if figure else "blank")


def share_cell(figure: Figure | None, whole: float, words: Words) -> Cell:
    """A count as its share of ``whole``, or the word for why there is none."""
    if figure is None or (figure.is_shown and not whole):
        return blank()
    if figure.value is None:
        return cell(figure, words)
    share = figure.value / whole * 100
    return Cell(
        text=words.percent(share),
        number=round(share, 1),
        numeric=True,
        flags=tuple(_told(figure, words, is_flagged=False)),
    )


def _told(figure: Figure, words: Words, *, is_flagged: bool) -> Iterator[Flag]:
    """The flags beside one figure of many: what is official goes without saying."""
    for flag in words.flags(figure):
        if flag.code == standing.CODE or (is_flagged and flag.code != "A"):
            yield flag


def points(series: Sequence[Figure], words: Words) -> tuple[values.Point, ...]:
    """A series on the time axis. What nobody has leaves no point, what is withheld its word."""
    label = _year if _is_yearly(series) else words.period
    return tuple(
        values.Point(
            at=decimal_year(figure.on),
            label=label(figure),
            mark=mark(figure, words),
            is_break=figure.is_break,
            break_word=words.break_in_series() if figure.is_break else "",
        )
        for figure in series
    )


def _is_yearly(series: Sequence[Figure]) -> bool:
    """Whether all are of the same day of their year: the line of what is measured says which."""
    return all(figure.period.count("-") == 2 for figure in series) and (
        len({figure.period[5:] for figure in series}) == 1 < len(series)
    )


def _year(figure: Figure) -> str:
    return locales.year(figure.on.year)


def decimal_year(on: date) -> float:
    """``2024.5`` for the middle of 2024."""
    start, after = date(on.year, 1, 1), date(on.year + 1, 1, 1)
    return on.year + (on - start).days / (after - start).days


def _status(figure: Figure) -> Literal["A", "E", "P", "M"]:
    if figure.obs_status in ESTIMATED:
        return "E"
    return "P" if figure.is_provisional else "A"
