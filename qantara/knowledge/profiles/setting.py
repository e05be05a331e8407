"""What stands around the figures of a document: place, network, publisher, sources, names of codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

import polars as pl
from django.utils import translation
from django.utils.translation import gettext as _

from qantara.core import breakdowns, locales
from qantara.core.errors import DomainError
from qantara.knowledge.frameworks import Name
from qantara.knowledge.observations.figures import FigureSource
from qantara.knowledge.observations.models import Preference
from qantara.knowledge.profiles import parts
from qantara.knowledge.profiles.parts import About, Area, Neighbour, Place
from qantara.network.kinds import demonstration_notice
from qantara.network.members import caution_for, places_with_page
from qantara.network.models import Network, Territory
from qantara.web.names import in_language

COUNTRIES = ("NAT", "COB")
#: Degrees around the places of a network that set no edges for its map.
MARGIN = 3.0


def place_of(territory: Territory, network: Network, *, area: Territory) -> Place:
    """A territory as a document speaks of it, with the network's other places around it.

    area  what the figures describe: the territory itself, or what stands in for it
    """
    if territory.longitude is None or territory.latitude is None:
        raise DomainError(
            _("%(place)s has no position on the map. Add its longitude and latitude first.")
            % {"place": territory.slug}
        )
    neighbours = tuple(
        Neighbour(
            slug=place.slug,
            names=everywhere(place.name),
            longitude=place.longitude,
            latitude=place.latitude,
        )
        for place in places_with_page(network)
        if place.pk != territory.pk and place.longitude is not None and place.latitude is not None
    )
    return Place(
        slug=area.slug,
        names=everywhere(territory.name),
        country=territory.country,
        country_names=_country(territory.country, network.country_names),
        territory_type=area.type,
        territory_names=everywhere(area.name),
        longitude=territory.longitude,
        latitude=territory.latitude,
        extent=_extent(
            network,
            [(territory.longitude, territory.latitude)]
            + [(one.longitude, one.latitude) for one in neighbours],
        ),
        has_coast=network.has_coast,
        neighbours=neighbours,
    )


def _extent(
    network: Network, places: Sequence[tuple[float, float]]
) -> tuple[float, float, float, float]:
    """The map's edges: those the network set, else a box around its places (longitude, latitude)."""
    if network.extent:
        west, south, east, north = network.extent
        return west, south, east, north
    longitudes, latitudes = zip(*places, strict=True)
    return (
        max(min(longitudes) - MARGIN, -180.0), max(min(latitudes) - MARGIN, -90.0),
        min(max(longitudes) + MARGIN, 180.0), min(max(latitudes) + MARGIN, 90.0),
    )  # fmt: skip


def area(territory: Territory) -> Area:
    """A wider area as a document speaks of it."""
    return Area(
        slug=territory.slug, names=everywhere(territory.name), territory_type=territory.type
    )


def about(
    kind: str,
    network: Network,
    territory: Territory,
    *,
    at: datetime,
    checked_by: Name,
    correction: str,
) -> About:
    """In whose name a document speaks, and what must be read first."""
    is_city = kind == "profile"
    return About(
        network=network.slug,
        network_names=network.name,
        as_of=at.date(),
        voice="city" if is_city else "network",
        is_fictional=network.is_fictional,
        publisher=everywhere(territory.name) if is_city else network.holder.name,
        licence="CC BY 4.0",
        notices=tuple(_notices(network)),
        checked_by=checked_by,
        correction=correction,
        is_cautious=caution_for(territory, at.date()) is not None,
    )


def _notices(network: Network) -> Iterable[Name]:
    """A fictional place says so by itself."""
    if network.is_demonstration and not network.is_fictional:
        yield _in_all(demonstration_notice)


def _in_all(say: Callable[[], str]) -> Name:
    said: dict[str, str] = {}
    for language in locales.LANGUAGES:
        with translation.override(language):
            said[language] = str(say())
    return said


def source(found: FigureSource, notes: Mapping[str, Name]) -> parts.Source:
    """Publishers and tables keep the name they go by, unless a translation is given."""
    return parts.Source(
        organisation=everywhere(notes.get(found.organisation, {"en": found.organisation})),
        title=everywhere(notes.get(found.title, {"en": found.title})),
        table=found.table,
        url=found.url,
        licence=found.licence,
        accessed_on=found.accessed_on,
        public=found.is_public,
    )


def preferences(area: Territory, shown: pl.DataFrame, *, at: datetime) -> Iterable[dict[str, str]]:
    """Why one of competing sources was preferred, for definitions of which something is shown.

    ``definition, period, reason``; an empty period stands for all that have none of their own.
    """
    definitions = set(shown.filter(pl.col("state") == "shown")["definition"].to_list())
    chosen = Preference.objects.as_of(at).filter(territory=area).order_by("chosen_at", "id")
    for one in chosen.select_related("definition", "period"):
        if one.definition.code in definitions:
            yield {
                "definition": one.definition.code,
                "period": one.period.code if one.period else "",
                "reason": one.reason,
            }


def everywhere(name: Name) -> dict[str, str]:
    """A name in every language, with the nearest there is where one is not known."""
    return {language: in_language(name, language)[0] for language in locales.LANGUAGES}


def names(
    frame: pl.DataFrame, given: Mapping[str, Mapping[str, Name]]
) -> dict[str, dict[str, Name]]:
    """Names of countries and districts that occur, beside those given."""
    found: dict[str, dict[str, Name]] = {
        dimension: dict(names) for dimension, names in given.items()
    }
    parts_in_use = [breakdowns.parse(text) for text in frame["breakdown"].unique().to_list()]
    for part in parts_in_use:
        for dimension, code in part.items():
            if dimension in COUNTRIES and len(code) == 2 and code.isalpha():
                found.setdefault(dimension, {}).setdefault(code, _country(code, {}))
    districts = {part["DIST"] for part in parts_in_use if "DIST" in part}
    known = Territory.objects.filter(slug__in=districts).values_list("slug", "name")
    found["DIST"] = {**dict(known), **found.get("DIST", {})}
    return found


def _country(code: str, invented: Mapping[str, Name]) -> Name:
    if code in invented:
        return invented[code]
    return {language: locales.country(code, language) for language in locales.LANGUAGES}
