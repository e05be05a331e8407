"""The country: national figures on the page of a city, as context and never as its own.

What a country publishes about itself reaches most places, also those that publish nothing: one table
of its newest figures, and a line for every count of people that goes back some years. No sentence,
headline or comparison is made of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from qantara.knowledge.profiles import drawn
from qantara.knowledge.profiles.choose import RESIDENTS, Declaration, choose
from qantara.knowledge.profiles.figures import Figure, Figures, figures, latest
from qantara.knowledge.profiles.opened import Opened
from qantara.knowledge.profiles.parts import COUNTRY, Area
from qantara.papers import Block, Note, Run, Subheading

#: Where they stand: in the chapter on the country, which a sheet without chapters does not have.
SECTIONS = {"profile": "national-context", "figures": "country"}
#: Periods a line needs.
LEAST_PERIODS = 5


def declared(
    kind: str, area: Area, kept: Mapping[str, Any], terms: dict[str, Any]
) -> Iterator[Declaration]:
    """The table and the lines, each with its ``territory``; ``kept``: the document's columns."""
    found = figures(kept, area.slug)
    newest = [figure for definition in terms["indicators"] for figure in _newest(found, definition)]
    if not newest:
        return
    common = {"section": SECTIONS[kind], "territory": area.slug, "finding": None}
    yield {
        "id": f"{area.slug}-newest",
        "kind": "list",
        "definition": newest[0].definition,
        "unit": newest[0].unit,
        "rows": [figure.at for figure in newest],
        **common,
    }
    for chart in choose(found, terms):
        if _is_line_of_people(chart, found, terms):
            yield {**chart, "id": f"{area.slug}-{chart['id']}", **common}


def _newest(found: Figures, definition: str) -> Iterator[Figure]:
    """The newest of a definition: the whole, women, and by citizenship."""
    for unit in found.units(definition):
        yield from latest(found.of(definition, unit))
        yield from (
            one for one in latest(found.of(definition, unit, "SEX")) if one.parts["SEX"] == "F"
        )
        yield from latest(found.of(definition, unit, "CITG"))


def _is_line_of_people(chart: Declaration, found: Figures, terms: dict[str, Any]) -> bool:
    periods = {found[at].period for at in chart["rows"] if found[at].is_shown}
    return (
        chart["kind"] == "line"
        and terms["units"][chart["unit"]]["kind"] == "count"
        and chart["definition"].partition("/")[0] != RESIDENTS
        and len(periods) >= LEAST_PERIODS
    )


def blocks(opened: Opened) -> Iterator[Block]:
    """What these figures are not, then the table and the lines of each country."""
    place = opened.words.of(opened.document["place"]["names"])
    for area in opened.document.get("areas", ()):
        charts = [one for one in opened.document["charts"] if one.get("territory") == area["slug"]]
        if area["territory_type"] != COUNTRY or not charts:
            continue
        said = _(
            "The figures in this section are about the whole country, %(country)s, and not about "
            "%(place)s. They are context: they say nothing on how many of these people live in the "
            "city."
        )
        country = opened.words.of(area["names"])
        yield Note(runs=(Run(text=said % {"country": country, "place": place}),))
        yield Subheading(text=country)
        of_country = opened.about(area["slug"])
        for chart in charts:
            yield drawn.figure(chart, of_country)
