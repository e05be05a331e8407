"""Compose a document from a protected frame: what it shows, says, leaves open and rests on.

Pure but for the words of our own, which come from the message files. A document holds all four
languages and all it needs; afterwards nothing is looked up again.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import polars as pl
from django.utils import translation
from django.utils.translation import gettext as _

from qantara.core.locales import LANGUAGES
from qantara.knowledge.disclosure.rounding import BASE
from qantara.knowledge.frameworks import Framework, Name
from qantara.knowledge.profiles import (
    compare,
    country,
    placed,
    sheet,
    standing,
    synopsis,
    wider,
)
from qantara.knowledge.profiles.bind import bind
from qantara.knowledge.profiles.choose import choose
from qantara.knowledge.profiles.figures import Figures, columns, figures
from qantara.knowledge.profiles.findings import Findings
from qantara.knowledge.profiles.gaps import gaps
from qantara.knowledge.profiles.parts import COUNTRY, About, Area, Chapter, Place, Source, written
from qantara.knowledge.profiles.rates import with_rates
from qantara.knowledge.profiles.terms import CodeNames, terms
from qantara.knowledge.profiles.words import Words

Document = dict[str, Any]
DocumentKind = Literal["profile", "figures"]


def draft(
    kind: DocumentKind,
    *,
    place: Place,
    about: About,
    frame: pl.DataFrame,
    framework: Framework,
    sources: Sequence[Source],
    names: CodeNames,
    chapters: Sequence[Chapter] = (),
    notes: Mapping[str, Name] | None = None,
    preferences: Sequence[Mapping[str, str]] = (),
    areas: Sequence[Area] = (),
    rounded: Collection[str] = (),
    unchanged: Collection[str] = (),
    asked: str = "core",
    stated: Mapping[str, str] | None = None,
) -> Document:
    """A document of ``kind``, ready to be reviewed and released.

    frame     a protected frame (docs/concepts.md); its ``source`` counts ``sources`` from 0
    names     names of codes the framework leaves open: countries, districts, regions of origin
    chapters  narrative by section; a published figures sheet has none
    notes     notes and reasons of breaks as the frame has them, in four languages
    preferences  ``definition, period, reason`` where sources compete and one was preferred
    areas     wider areas and countries whose figures the frame also holds, as context
    rounded   definitions whose counts are printed rounded: their names say so, wherever they stand
    unchanged  keys of figures that were revised and stand: the change is too small to show
    asked     the set of indicators that counts: of it gaps are told
    stated    note of a competence that is another body's -> the language it was stated in
    Raises UnboundFigure for narrative that refers to a figure which is not shown, UnplacedChart for
    narrative that places a chart which is not there.
    """
    if unchanged:
        frame, notes = standing.noted(frame, unchanged, notes or {})
    whole = with_rates(frame, framework)
    found = figures(kept := columns(whole), place.slug)
    missing = gaps(framework, found, asked=asked, languages=stated)
    if about.is_cautious:
        missing = [gap for gap in missing if gap["definition"] == sheet.RESIDENTS]
    definitions = _definitions(
        framework, [*found.definitions(), *wider.definitions(areas, kept)], missing
    )
    words_of = terms(
        framework,
        definitions=definitions,
        units=[*kept["unit"], *(framework.definition(one).unit for one in definitions)],
        parts=kept["breakdown"],
        names=names,
    )
    for definition in definitions:
        if definition in rounded:
            indicator = words_of["indicators"][definition]
            indicator["name"] = _said_rounded(indicator["name"])
    document: Document = {
        "schema": f"{kind}/1",
        "place": _place(place),
        "about": _about(about),
        "framework": words_of,
        "figures": kept,
        "sources": [_source(source) for source in sources],
        "notes": {text: dict(name) for text, name in (notes or {}).items()},
        "gaps": missing,
    }
    if asked == "short":
        document["asked"] = asked
    if preferences:
        document["preferences"] = [dict(one) for one in preferences]
    if unchanged:
        document["standing"] = sorted(unchanged)
    if areas:
        document["areas"] = [_area(area) for area in areas]
    findings = Findings(document, found)
    charts = choose(found, words_of)
    placed.check(chapters, charts)
    document |= {
        "charts": [
            *({**chart, "finding": findings.of(chart)} for chart in charts),
            *(
                chart
                for area in areas
                for chart in (
                    country.declared(kind, area, kept, words_of)
                    if area.territory_type == COUNTRY
                    else wider.declared(area, kept, words_of)
                )
            ),
        ],
        "headlines": synopsis.headlines(found, words_of),
        "lede": synopsis.lede(found, words_of, findings),
        "synopsis": synopsis.rows(found, words_of),
        "comparability": compare.verdicts(found, charts, place.territory_type),
        "sections": [_section(section, chapters) for section in plan() if kind in section["kinds"]],
        "bound": _bound(document, chapters, found),
    }
    return document


@cache
def plan() -> list[dict[str, Any]]:
    """The sections of FRAMEWORK 10 in order: ``id, title, kinds``."""
    path = Path(__file__).parent / "plan.toml"
    sections: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["section"]
    return sections


def _definitions(
    framework: Framework, found: Sequence[str], missing: Sequence[Mapping[str, Any]]
) -> list[str]:
    """Definitions with figures or a gap, in the framework's order."""
    wanted = {*found, *(gap["definition"] for gap in missing)}
    return [definition for definition in framework.definitions() if definition in wanted]


def _section(section: Mapping[str, Any], chapters: Sequence[Chapter]) -> dict[str, Any]:
    chapter = next((one for one in chapters if one.section == section["id"]), None)
    return {
        "id": section["id"],
        "title": section["title"],
        "lang": chapter.lang if chapter else "",
        "blocks": [written(block) for block in (chapter.blocks if chapter else ())],
    }


def _bound(document: Document, chapters: Sequence[Chapter], found: Figures) -> dict[str, Any]:
    words = {lang: Words(document, lang) for lang in LANGUAGES}
    return bind(chapters, found, words)


def _place(place: Place) -> dict[str, Any]:
    return {
        "slug": place.slug,
        "names": dict(place.names),
        "country": place.country,
        "country_names": dict(place.country_names),
        "territory_type": place.territory_type,
        "territory_names": dict(place.territory_names),
        "longitude": place.longitude,
        "latitude": place.latitude,
        "extent": list(place.extent),
        "has_coast": place.has_coast,
        "neighbours": [
            {
                "slug": one.slug,
                "names": dict(one.names),
                "longitude": one.longitude,
                "latitude": one.latitude,
            }
            for one in place.neighbours
        ],
    }


def _area(area: Area) -> dict[str, Any]:
    return {
        "slug": area.slug,
        "names": dict(area.names),
        "territory_type": area.territory_type,
    }


def _about(about: About) -> dict[str, Any]:
    return {
        "network": about.network,
        "network_names": dict(about.network_names),
        "as_of": about.as_of.isoformat(),
        "voice": about.voice,
        "is_fictional": about.is_fictional,
        "publisher": dict(about.publisher),
        "licence": about.licence,
        "notices": [dict(notice) for notice in about.notices],
        "checked_by": dict(about.checked_by),
        "correction": about.correction,
        "is_cautious": about.is_cautious,
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "organisation": dict(source.organisation),
        "title": dict(source.title),
        "table": source.table,
        "url": source.url,
        "licence": source.licence,
        "accessed_on": source.accessed_on.isoformat() if source.accessed_on else None,
        "public": source.public,
    }


def _said_rounded(name: Name) -> Name:
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            text = _("%(name)s, rounded to multiples of %(base)s")
            said[language] = text % {"name": name[language], "base": BASE}
    return said
