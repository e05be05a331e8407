"""Which charts a document gets: declarations, not drawings.

The rules look at what the figures are broken down by, so an indicator a network adds is drawn
without a line of code. A declaration names rows of the frame; drawing it is left to ``drawn``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from qantara.knowledge.profiles.figures import Figure, Figures, latest
from qantara.knowledge.profiles.words import first_age

#: A line needs this many points (censuses are ten years apart); a pyramid this many bands; small
#: multiples this many panels.
LEAST_POINTS, LEAST_BANDS, LEAST_PANELS = 2, 3, 3
#: With so many charts of core indicators, the extended ones have their newest figures in a table.
ENOUGH = 20

#: Kinds of unit for which a whole divided into parts is drawn in numbers, not in shares.
COUNTS = ("count",)

Declaration = dict[str, Any]


def choose(figures: Figures, terms: dict[str, Any]) -> list[Declaration]:
    """Charts in the framework's order, then one table a section for what no chart shows.

    Where the core indicators fill a document, an extended one has its newest figures in that table:
    a profile is to be read, not scrolled.
    A declaration: ``id, section, kind, definition, unit, rows`` and, as the kind asks, ``across``
    (the dimension down the side), ``by`` (the dimension of the series) and ``reference`` (rows).
    """
    core = _of_tier("core", figures, terms)
    found = core if len(core) >= ENOUGH else core + _of_tier("extended", figures, terms)
    order = list(terms["indicators"])
    found.sort(key=lambda chart: order.index(chart["definition"]))
    return found + list(_levels(figures, terms)) + list(_lists(figures, terms, found))


def _of_tier(tier: str, figures: Figures, terms: dict[str, Any]) -> list[Declaration]:
    return [
        chart
        for definition, about in terms["indicators"].items()
        if about["tier"] == tier
        for unit in figures.units(definition)
        for chart in _of(figures, terms, definition, unit)
        if any(figures[at].is_shown for at in chart["rows"])
    ]


def _of(
    figures: Figures, terms: dict[str, Any], definition: str, unit: str
) -> Iterator[Declaration]:
    crossings = set(figures.crossings(definition, unit))
    kind, is_main = terms["units"][unit]["kind"], unit == terms["indicators"][definition]["unit"]

    def declare(kind: str, rows: Sequence[Figure], *dimensions: str, **more: Any) -> Declaration:
        stem = [definition.replace("/", "-").lower(), *(part.lower() for part in dimensions)]
        stem += [] if is_main else [unit.lower().replace("_", "-")]
        return {
            "id": "-".join((*stem, kind)),
            "section": terms["indicators"][definition]["section"],
            "kind": kind,
            "definition": definition,
            "unit": unit,
            "rows": [figure.at for figure in rows],
            **more,
        }

    whole = figures.of(definition, unit)
    if kind == "level" or (kind == "rate" and not is_main):
        return
    groups = figures.of(definition, unit, "CITG")
    if not any(figure.is_shown for figure in groups):
        groups = []
    if any(figure.is_range for figure in whole):
        yield declare("range", whole)
    elif _is_series(groups):
        yield declare("line", groups, "CITG", by="CITG")
    elif _is_series(whole):
        yield declare("line", whole)
    if not is_main:
        return
    if groups and not _is_series(groups):
        yield declare("bars", latest(groups), "CITG", across="CITG")
    if ("CITG", "SEX") in crossings:
        rows = latest(figures.of(definition, unit, "CITG", "SEX"))
        yield declare("grouped", rows, "CITG", "SEX", across="CITG", by="SEX")
    yield from _ages(figures, definition, unit, kind, crossings, declare)
    for dimensions in sorted(crossings):
        if len(dimensions) == 1 and dimensions[0] not in ("SEX", "AGE", "AGEG", "CITG"):
            yield from _parts(figures.of(definition, unit, *dimensions), dimensions[0], declare)


def _is_series(rows: Sequence[Figure]) -> bool:
    return len({figure.year for figure in rows}) >= LEAST_POINTS


def _ages(
    figures: Figures, definition: str, unit: str, kind: str, crossings: set[Any], declare: Any
) -> Iterator[Declaration]:
    if ("AGE", "SEX") in crossings and kind in COUNTS:
        rows = latest(figures.of(definition, unit, "AGE", "SEX"))
        if len({figure.parts["AGE"] for figure in rows}) >= LEAST_BANDS:
            everyone = _everyone(figures, rows)
            yield declare("pyramid", rows, "AGE", "SEX", reference=[one.at for one in everyone])
            return
    for dimension in ("AGE", "AGEG"):
        if (dimension,) in crossings:
            rows = latest(figures.of(definition, unit, dimension))
            rows.sort(key=lambda figure: first_age(figure.parts[dimension]))
            yield declare("bars", rows, dimension, across=dimension)
            return


def _everyone(figures: Figures, rows: list[Figure]) -> list[Figure]:
    """All residents in the same bands at the same time, where the document has them."""
    if not rows or rows[0].definition == RESIDENTS:
        return []
    found = figures.of(RESIDENTS, rows[0].unit, "AGE", "SEX")
    same = [one for one in found if one.period == rows[0].period]
    wanted = {tuple(sorted(one.parts.items())) for one in rows}
    return same if {tuple(sorted(one.parts.items())) for one in same} >= wanted else []


#: The indicator every group is set beside: all residents.
RESIDENTS = "CTX-01"


def _parts(found: list[Figure], dimension: str, declare: Any) -> Iterator[Declaration]:
    yield declare("bars", latest(found), dimension, across=dimension)
    panels = {figure.parts[dimension] for figure in found}
    years = {figure.year for figure in found}
    if dimension == "DIST" and len(panels) >= LEAST_PANELS and len(years) >= LEAST_POINTS:
        yield declare("multiples", found, dimension, by=dimension)


def _levels(figures: Figures, terms: dict[str, Any]) -> Iterator[Declaration]:
    """Governance: the newest level of each item, in one table a section."""
    yield from _by_section("levels", figures, terms, lambda _definition, kind: kind == "level")


def _lists(
    figures: Figures, terms: dict[str, Any], charted: Sequence[Declaration]
) -> Iterator[Declaration]:
    """The newest figure of every definition no chart shows, in one table a section."""
    shown = {chart["definition"] for chart in charted}
    yield from _by_section(
        "list", figures, terms, lambda definition, kind: kind != "level" and definition not in shown
    )


def _by_section(
    kind: str, figures: Figures, terms: dict[str, Any], is_meant: Callable[[str, str], bool]
) -> Iterator[Declaration]:
    by_section: dict[str, list[Figure]] = {}
    for definition, about in terms["indicators"].items():
        for unit in figures.units(definition):
            if is_meant(definition, terms["units"][unit]["kind"]):
                groups = [] if kind == "levels" else figures.of(definition, unit, "CITG")
                found = latest(figures.of(definition, unit)) + latest(groups)
                by_section.setdefault(about["section"], []).extend(found)
    for section, rows in by_section.items():
        if rows:
            yield {
                "id": f"{section}-{kind}",
                "section": section,
                "kind": kind,
                "definition": rows[0].definition,
                "unit": rows[0].unit,
                "rows": [figure.at for figure in rows],
            }
