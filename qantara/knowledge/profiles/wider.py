"""The wider area: figures of an area a place lies in, as context and never as its own.

A city's figures are often published for its metropolitan area only. They stand in a section of their
own, each chart and file row under the name of its area; no sentence, headline or comparison is made
of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from qantara.knowledge.profiles import drawn
from qantara.knowledge.profiles.choose import Declaration, choose
from qantara.knowledge.profiles.figures import figures
from qantara.knowledge.profiles.opened import Opened
from qantara.knowledge.profiles.parts import COUNTRY, Area
from qantara.papers import Block, Note, Run, Subheading

#: The section they stand in, whatever the framework says of their indicators.
SECTION = "wider-area"


def declared(area: Area, kept: Mapping[str, Any], terms: dict[str, Any]) -> Iterator[Declaration]:
    """Charts of one area's figures, each with its ``territory``; ``kept``: the document's columns."""
    for chart in choose(figures(kept, area.slug), terms):
        yield {
            **chart,
            "id": f"{area.slug}-{chart['id']}",
            "section": SECTION,
            "territory": area.slug,
            "finding": None,
        }


def definitions(areas: Sequence[Area], kept: Mapping[str, Any]) -> list[str]:
    """Definitions that have figures of one of the areas."""
    return [one for area in areas for one in figures(kept, area.slug).definitions()]


def blocks(opened: Opened) -> Iterator[Block]:
    """What these figures are not, then each area's charts under its name."""
    areas = [one for one in opened.document.get("areas", ()) if one["territory_type"] != COUNTRY]
    slugs = {area["slug"] for area in areas}
    charts = [one for one in opened.document["charts"] if one.get("territory") in slugs]
    if not charts:
        return
    place = opened.words.of(opened.document["place"]["names"])
    said = _(
        "The figures in this section are not about %(place)s alone but about a wider area that it lies "
        "in. They are context: do not compare them with the figures of the city itself, and do not "
        "add them together."
    )
    yield Note(runs=(Run(text=said % {"place": place}),))
    for area in areas:
        own = [chart for chart in charts if chart["territory"] == area["slug"]]
        if not own:
            continue
        yield Subheading(text=opened.words.of(area["names"]))
        of_area = opened.about(area["slug"])
        for chart in own:
            yield drawn.figure(chart, of_area)
