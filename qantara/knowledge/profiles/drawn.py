"""From a declaration to the figure on paper: finding, what is measured, drawing, table, source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from qantara import charts, papers
from qantara.charts import values
from qantara.core import locales, periods
from qantara.knowledge import comparability
from qantara.knowledge.profiles import placed, tabled
from qantara.knowledge.profiles.citing import cited, runs
from qantara.knowledge.profiles.figures import Figure
from qantara.knowledge.profiles.marked import mark, points, share_mark
from qantara.knowledge.profiles.opened import Opened
from qantara.knowledge.profiles.words import Words, first_age, lowered, raised

Declaration = Mapping[str, Any]

#: Charts that are a table with marks in it (DESIGN 1: a table is the base form).
TABLES = (values.BarChart, values.Pyramid, values.RangeChart)


class Placing:
    """The charts of a document for its texts: each is drawn where it is named first."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._free = {chart["id"]: chart for chart in placed.free(opened.document)}
        self._taken: set[str] = set()

    def __call__(self, name: str) -> papers.Block | None:
        if name in self._taken:
            return None
        chart = self._free.get(name)
        if chart is None:
            said = pgettext("in place of a chart", "[no such chart]")
            return papers.Paragraph(runs=(papers.Run(text=said),))
        self._taken.add(name)
        return figure(chart, self._opened)


def heading(chart: Declaration, opened: Opened) -> tuple[str, str]:
    """What stands over a chart, its finding or what it shows, and the line under that.

    The language of ``opened`` is in force while this is called.
    """
    measured = _measured(chart, opened.rows(chart), opened)
    return opened.words.of(chart["finding"]) if chart["finding"] else _title(
        chart, opened
    ), measured


def figure(chart: Declaration, opened: Opened) -> papers.Figure:
    """The chart as a figure of the paper. Its language is in force while this is called."""
    rows = opened.rows(chart)
    finding, measured = heading(chart, opened)
    if area := opened.area(chart):
        finding = _("%(title)s (%(area)s)") % {"title": finding, "area": area}
        measured = _("%(area)s: %(measured)s") % {"area": area, "measured": lowered(measured)}
    said = values.Words(
        lang=opened.words.lang,
        title=finding,
        description=_description(chart, rows, measured, opened.words),
        unit=opened.words.unit(chart["unit"]),
    )
    make = _CHARTS.get(chart["kind"])
    drawn = make(chart, opened, said) if make else None
    marks = charts.table_marks(drawn) if isinstance(drawn, TABLES) else ()
    return papers.Figure(
        anchor=chart["id"],
        finding=finding,
        measured=measured,
        table=tabled.table(chart, opened, finding, marks),
        source=cited(rows, opened.document["sources"], opened.words),
        drawing=charts.draw(drawn) if drawn and not marks else None,
        narrow=charts.draw(drawn, charts.NARROW) if drawn and not marks else None,
        key=charts.key(drawn) if drawn else (),
        flags=_flags(rows, opened.words),
        notes=tuple(_notes(chart, rows, opened)),
    )


def locator(opened: Opened) -> values.LocatorMap:
    """The place among the other members; coast and places, no borders."""
    place = opened.document["place"]
    here = values.Place(
        name=opened.words.of(place["names"]),
        longitude=place["longitude"],
        latitude=place["latitude"],
        kind="here",
    )
    others = tuple(
        values.Place(
            name=opened.words.of(one["names"]),
            longitude=one["longitude"],
            latitude=one["latitude"],
            kind="second",
        )
        for one in place["neighbours"]
    )
    west, south, east, north = place["extent"]
    said = values.Words(
        lang=opened.words.lang,
        title=_("Where %(place)s lies") % {"place": here.name},
        description=_("Map of the members of the network, with %(place)s marked.")
        % {"place": here.name},
    )
    return values.LocatorMap(
        words=said,
        places=(*others, here),
        extent=(west, south, east, north),
        has_coast=place["has_coast"],
    )


def _title(chart: Declaration, opened: Opened) -> str:
    """Where there is no sentence: the name of what is shown."""
    if chart["kind"] == "list":
        return _("Newest figures") if chart["id"].endswith("-newest") else _("Further figures")
    if chart["kind"] == "levels":
        return _("Levels of governance")
    if chart["kind"] == "multiples":
        said = (
            _("%(what)s, district by district")
            if chart["by"] == "DIST"
            else _("%(what)s, group by group")
        )
        return said % {"what": opened.words.name(chart["definition"])}
    if dimensions := _dimensions(chart, opened):
        listed = locales.listing([lowered(one) for one in dimensions], opened.words.lang)
        return _("%(what)s, by %(dimensions)s") % {
            "what": opened.words.name(chart["definition"]),
            "dimensions": listed,
        }
    return opened.words.name(chart["definition"])


def _measured(chart: Declaration, rows: Sequence[Figure], opened: Opened) -> str:
    """What is measured, by what, unit and period: the line under the finding.

    Where the title says what is measured, for want of a finding, the line does not say it again.
    """
    words = opened.words
    period = _period(rows, words)
    said = {
        "what": words.name(chart["definition"]),
        "unit": words.unit(chart["unit"]),
        "period": period,
    }
    if chart["kind"] == "list":
        return _("Newest figures of this section, %(period)s") % said
    if chart["kind"] == "levels":
        return (
            _("Levels from 0 (nothing in place) to 4 (running, funded and evaluated), %(period)s")
            % said
        )
    if chart["kind"] == "pyramid":
        if not tabled.whole_of(rows, opened):
            return _("%(what)s by age and sex, %(unit)s, %(period)s") % said
        if _everyone(chart, opened):
            return (
                _(
                    "%(what)s by age and sex, percent of the group, %(period)s. Ticks: all residents."
                )
                % said
            )
        return _("%(what)s by age and sex, percent of the group, %(period)s") % said
    if not chart["finding"] and chart["kind"] != "multiples":
        return raised(_("%(unit)s, %(period)s") % said)
    if dimensions := _dimensions(chart, opened):
        said["dimensions"] = locales.listing([lowered(one) for one in dimensions], words.lang)
        return _("%(what)s, by %(dimensions)s, %(unit)s, %(period)s") % said
    return _("%(what)s, %(unit)s, %(period)s") % said


def _period(rows: Sequence[Figure], words: Words) -> str:
    """The one period of all figures, or from the first to the last; in years, where one is a span."""
    in_order = sorted(rows, key=lambda row: row.on)
    printed = list(dict.fromkeys(words.period(row) for row in in_order))
    if len(printed) == 1:
        return printed[0]
    if any("/" in row.period for row in rows):
        spans = [periods.parse(row.period) for row in rows]
        first, last = min(one.start.year for one in spans), max(one.end.year for one in spans)
        return locales.span(locales.year(first), locales.year(last))
    return locales.span(printed[0], printed[-1])


def _dimensions(chart: Declaration, opened: Opened) -> list[str]:
    """Names of what a chart is broken down by, where that is no part of its indicator anyway.

    “Main countries of citizenship” has no figure that is not by citizenship.
    """
    found = [chart[name] for name in ("across", "by") if name in chart]
    has_whole = bool(opened.figures.of(chart["definition"], chart["unit"]))
    if not has_whole and found in (["NAT"], ["COB"]):
        return []
    return [opened.words.dimension(one, opened.rows(chart)) for one in found]


def _description(chart: Declaration, rows: Sequence[Figure], measured: str, words: Words) -> str:
    """The text alternative: what is measured and, over time, both ends."""
    shown = [row for row in rows if row.is_shown]
    if chart["kind"] != "line" or "by" in chart or len(shown) < 2:
        return measured
    ends = {
        "measured": measured,
        "first": words.figure(shown[0]),
        "first_period": words.period(shown[0]),
        "last": words.figure(shown[-1]),
        "last_period": words.period(shown[-1]),
    }
    if any(row.is_break for row in rows[1:]):
        return (
            _(
                "%(measured)s. %(first)s in %(first_period)s, %(last)s in %(last_period)s; the series "
                "breaks in between."
            )
            % ends
        )
    return _("%(measured)s. %(first)s in %(first_period)s, %(last)s in %(last_period)s.") % ends


def _flags(rows: Sequence[Figure], words: Words) -> tuple[papers.Flag, ...]:
    """Every flag among the figures, once, in the order met."""
    return tuple(dict.fromkeys(flag for row in rows for flag in words.flags(row)))


def _notes(chart: Declaration, rows: Sequence[Figure], opened: Opened) -> Iterator[papers.Runs]:
    """Breaks, notes and comparability, then what is not repeated here, with where it stands."""
    for said in _said(chart, rows, opened):
        yield (papers.Run(text=said),)
    not_repeated = [row for row in rows if row.state == "courtesy"]
    if not_repeated:
        said = ngettext(
            "%(courtesy)s very small number is not repeated here. It can be read in full at its "
            "source: %(source)s",
            "%(courtesy)s very small numbers are not repeated here. They can be read in full at "
            "their source: %(source)s",
            len(not_repeated),
        )
        source = cited(not_repeated, opened.document["sources"], opened.words)
        yield runs(said, courtesy=str(len(not_repeated)), source=source)


def _said(chart: Declaration, rows: Sequence[Figure], opened: Opened) -> list[str]:
    words = opened.words
    said = [words.note(row.break_note) for row in rows if row.is_break and row.break_note]
    said += [words.note(row.note) for row in rows if row.is_shown and row.note]
    withheld = sum(row.state == "withheld" for row in rows)
    if withheld:
        said.append(
            ngettext(
                "%(withheld)s of %(total)s figures is withheld: it, or one from which it could be "
                "worked out, is too small to publish without pointing at people.",
                "%(withheld)s of %(total)s figures are withheld: they, or one from which they could "
                "be worked out, are too small to publish without pointing at people.",
                withheld,
            )
            % {"withheld": withheld, "total": len(rows)}
        )
    verdict = opened.document["comparability"].get(chart["id"])
    if verdict:
        said.append(badge_line(verdict, opened))
    return list(dict.fromkeys(said))


def badge_line(verdict: Mapping[str, Any], opened: Opened) -> str:
    """The badge of the oldest and newest figure of a chart, in words with its reason."""
    words = opened.words
    left, right = opened.figures[verdict["left"]], opened.figures[verdict["right"]]
    return _("Comparability of %(left)s and %(right)s: %(grade)s (%(title)s). %(reason)s") % {
        "left": words.year(left, right),
        "right": words.year(right, left),
        "grade": verdict["grade"],
        "title": lowered(comparability.title(verdict["grade"], words.lang)),
        "reason": words.of(verdict["reason"]),
    }


def _bars(chart: Declaration, opened: Opened, said: values.Words) -> values.Chart:
    rows = tabled.ordered(opened.rows(chart), chart["across"], opened)
    items = tuple(
        values.Item(
            label=opened.words.code(chart["across"], row.parts[chart["across"]]),
            mark=mark(row, opened.words),
        )
        for row in rows
    )
    return values.BarChart(words=said, items=items)


def _grouped(chart: Declaration, opened: Opened, said: values.Words) -> values.Chart:
    grid = tabled.Grid.of(chart, opened)
    groups = tuple(
        (label, tuple(mark(row, opened.words) for row in rows if row)) for label, rows in grid.rows
    )
    return values.GroupedBarChart(words=said, series=grid.heads, groups=groups)


def _lines(chart: Declaration, opened: Opened, said: values.Words) -> values.Chart:
    return values.LineChart(words=said, series=tuple(_series(chart, opened)))


def _series(chart: Declaration, opened: Opened) -> list[values.Series]:
    rows = opened.rows(chart)
    if "by" not in chart:
        return [values.Series(name="", points=points(rows, opened.words))]
    codes = tabled.codes(rows, chart["by"], opened)
    return [
        values.Series(
            name=opened.words.code(chart["by"], code),
            points=points([row for row in rows if row.parts[chart["by"]] == code], opened.words),
        )
        for code in codes
    ]


def _pyramid(chart: Declaration, opened: Opened, said: values.Words) -> values.Chart:
    rows, everyone = opened.rows(chart), _everyone(chart, opened)
    ages = sorted({row.parts["AGE"] for row in rows}, key=first_age)

    def sides(found: list[Figure]) -> list[tuple[values.Mark, values.Mark]]:
        whole = tabled.whole_of(found, opened)
        marks = {
            (row.parts["AGE"], row.parts["SEX"]): share_mark(row, whole, opened.words)
            for row in found
        }
        empty = values.Mark(state="blank")
        return [(marks.get((age, "M"), empty), marks.get((age, "F"), empty)) for age in ages]

    bands = [
        (opened.words.code("AGE", age), *marks)
        for age, marks in zip(ages, sides(rows), strict=True)
    ]
    return values.Pyramid(
        words=said,
        left=opened.words.code("SEX", "M"),
        right=opened.words.code("SEX", "F"),
        bands=tuple(bands),
        reference=tuple(sides(everyone)) if everyone else (),
        reference_name=_("All residents") if everyone else "",
    )


def _everyone(chart: Declaration, opened: Opened) -> list[Figure]:
    """All residents beside a group, where of both the whole is known: only percentages compare."""
    rows, everyone = opened.rows(chart), opened.rows(chart, "reference")
    can_compare = everyone and tabled.whole_of(rows, opened) and tabled.whole_of(everyone, opened)
    return everyone if can_compare else []


def _range(chart: Declaration, opened: Opened, said: values.Words) -> values.Chart:
    items = tuple(
        values.Item(label=opened.words.period(row), mark=mark(row, opened.words))
        for row in opened.rows(chart)
    )
    return values.RangeChart(words=said, items=items)


def _multiples(chart: Declaration, opened: Opened, said: values.Words) -> values.Chart:
    panels = tuple(
        values.LineChart(
            words=values.Words(
                lang=said.lang, title=one.name, description=said.description, unit=said.unit
            ),
            series=(one,),
        )
        for one in _series(chart, opened)
    )
    return values.SmallMultiples(words=said, panels=panels)


_CHARTS: dict[str, Callable[[Declaration, Opened, values.Words], values.Chart]] = {
    "bars": _bars,
    "grouped": _grouped,
    "line": _lines,
    "pyramid": _pyramid,
    "range": _range,
    "multiples": _multiples,
}
