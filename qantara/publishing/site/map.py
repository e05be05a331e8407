"""The map of a network's members."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qantara.charts import values
from qantara.core import locales
from qantara.publishing.site.directory import Document, Phase
from qantara.web import names


def members_map(document: Document, phases: list[Phase], lang: str) -> values.LocatorMap:
    """Members that have a place, on the extent the directory states."""
    places = [place for phase in phases for place in _places(phase, phases[0].number, lang)]
    west, south, east, north = document["extent"]
    return values.LocatorMap(
        words=values.Words(
            lang=lang,
            title=_("Map of the members"),
            description=ngettext(
                "%(count)s place on a map. The list of members names it too.",
                "%(count)s places on a map. The list of members names them too.",
                len(places),
            )
            % {"count": locales.number(len(places), lang)},
        ),
        places=tuple(places),
        extent=(west, south, east, north),
        has_coast=document["has_coast"],
    )


def _places(phase: Phase, first: int, lang: str) -> list[values.Place]:
    return [
        values.Place(
            name=names.in_language(place.name, lang)[0],
            longitude=place.longitude,
            latitude=place.latitude,
            kind="first" if phase.number == first else "second",
            href=place.path,
        )
        for member in phase.members
        for place in member.cities
        if place.longitude is not None and place.latitude is not None
    ]
