"""From the store to the gate: a place's figures, protected, drafted, and brought as a case.

The one place where profiles, observations, the guard and the gate meet.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import polars as pl
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.core import breakdowns, locales
from qantara.core.errors import DomainError
from qantara.editions import read as editions
from qantara.knowledge import frameworks
from qantara.knowledge.disclosure import guard
from qantara.knowledge.disclosure.declaration import declared
from qantara.knowledge.disclosure.rules import Rules
from qantara.knowledge.frameworks import Framework, Name
from qantara.knowledge.observations.figures import FigureSource, figures
from qantara.knowledge.profiles import parts, sheet
from qantara.knowledge.profiles.bind import typed
from qantara.knowledge.profiles.draft import Document, DocumentKind, draft
from qantara.knowledge.profiles.figures import frame as frame_of
from qantara.knowledge.profiles.models import Narrative
from qantara.knowledge.profiles.parts import About, Block, Chapter, Neighbour, Place
from qantara.network.kinds import demonstration_notice
from qantara.network.members import caution_for, places_with_page
from qantara.network.models import Network, Territory
from qantara.releases.gate import open_case
from qantara.releases.models import Case, Release
from qantara.web.names import in_language

COUNTRIES = ("NAT", "COB")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A document with what the guard decided; the latter stays private."""

    document: Document
    guard: dict[str, Any]


def prepare(
    kind: DocumentKind,
    territory: Territory,
    network: Network,
    *,
    holder: Holder,
    by: Person,
    at: datetime,
    names: Mapping[str, Mapping[str, Name]] | None = None,
    notes: Mapping[str, Name] | None = None,
    checked_by: Name | None = None,
    correction: str = "",
    opened: Collection[str] = (),
) -> Case:
    """Draft a document of a place as it stands at a moment, and bring it to the gate."""
    made = drafted(
        kind, territory, network, at=at, names=names or {}, notes=notes or {},
        checked_by=checked_by or {}, correction=correction, opened=opened,
    )  # fmt: skip
    return open_case(
        kind, made.document, subject=territory.slug, holder=holder, by=by, at=at, guard=made.guard
    )


def drafted(
    kind: DocumentKind,
    territory: Territory,
    network: Network,
    *,
    at: datetime,
    names: Mapping[str, Mapping[str, Name]],
    notes: Mapping[str, Name],
    checked_by: Name,
    correction: str,
    opened: Collection[str],
) -> Drafted:
    """A document of a place, not yet brought anywhere.

    names    of codes the framework leaves open, beside countries and districts
    notes    notes, reasons of breaks and sources as the store has them, in four languages
    opened   definitions kept to the city by default that the city opens for this release
    """
    framework = frameworks.default()
    found = figures([territory.slug], as_of=at)
    frame = _for_release(found.frame, framework, opened)
    if kind == "figures" and caution_for(territory, at.date()):
        frame = sheet.cautious(frame)
    protected = guard.protect(
        frame,
        declared(framework),
        Rules(),
        key=settings.SECRET_KEY.encode(),
        known=_shown_before(territory),
        public=[place for place, source in enumerate(found.sources) if source.is_public],
    )
    chapters = list(_chapters(territory)) if kind == "profile" else []
    _refuse_typed(chapters, frame, protected.frame)
    document = draft(
        kind,
        place=place_of(territory, network),
        about=_about(kind, network, territory, at, checked_by, correction),
        frame=protected.frame,
        framework=framework,
        sources=[_source(source, notes) for source in found.sources],
        names=_names(frame, names),
        chapters=chapters,
        notes=notes,
    )
    return Drafted(
        document=document,
        guard={"decision": protected.decision.as_json(), "proof": asdict(protected.proof)},
    )


def place_of(territory: Territory, network: Network) -> Place:
    """A territory as a document speaks of it, with the network's other places around it."""
    others = [place for place in places_with_page(network) if place.pk != territory.pk]
    west, south, east, north = network.extent
    return Place(
        slug=territory.slug,
        names=_everywhere(territory.name),
        country=territory.country,
        country_names=_country(territory.country, network.country_names),
        territory_type=territory.type,
        territory_names=_everywhere(territory.name),
        longitude=territory.longitude,
        latitude=territory.latitude,
        extent=(west, south, east, north),
        has_coast=network.has_coast,
        neighbours=tuple(
            Neighbour(
                slug=place.slug,
                names=_everywhere(place.name),
                longitude=place.longitude,
                latitude=place.latitude,
            )
            for place in others
            if place.longitude is not None
        ),
    )


def _for_release(
    frame: pl.DataFrame, framework: Framework, opened: Collection[str]
) -> pl.DataFrame:
    """Without what stays with the city unless it opens it for this very release (FRAMEWORK 7)."""
    kept_back = [
        indicator.code
        for indicator in framework.indicators
        if indicator.audience == "city" and indicator.code not in opened
    ]
    return frame.filter(~pl.col("indicator").is_in(kept_back))


def _shown_before(territory: Territory) -> pl.DataFrame | None:
    """All figures ever released of a place, withdrawn ones too: they were read."""
    documents = Release.objects.filter(
        subject=territory.slug, kind__in=["profile", "figures"]
    ).exclude(audience="holder")
    frames = [
        frame_of(json.loads(text)["figures"])
        for text in documents.order_by("released_at").values_list("document", flat=True)
    ]
    return pl.concat(frames) if frames else None


def _chapters(territory: Territory) -> Iterable[Chapter]:
    rows = Narrative.objects.filter(territory=territory).select_related("text")
    for row in rows:
        shown = {
            language: editions.in_language(row.text, language) for language in locales.LANGUAGES
        }
        yield Chapter(
            section=row.section,
            lang=row.text.source_language,
            blocks=tuple(
                Block(
                    id=each[0].block,
                    markdown={
                        language: one.markdown
                        for language, one in zip(shown, each, strict=True)
                        if one.state != "missing"
                    },
                    states={language: one.state for language, one in zip(shown, each, strict=True)},
                )
                for each in zip(*shown.values(), strict=True)
            ),
        )


def _refuse_typed(chapters: Sequence[Chapter], before: pl.DataFrame, after: pl.DataFrame) -> None:
    """A number typed into free text that equals a withheld one stops the draft with a question."""
    shown = after.filter(pl.col("state") == "shown")["key"].to_list()
    withheld = before.filter(pl.col("value").is_not_null() & ~pl.col("key").is_in(shown))
    values = dict(withheld.select("key", "value").iter_rows())
    found = typed(chapters, values)
    if found:
        section, block, key = found[0]
        raise DomainError(
            _(
                "Section “%(section)s”, paragraph %(block)s: a number typed there equals “%(key)s”, "
                "which is withheld to protect people. Write the sentence without it."
            )
            % {"section": section, "block": block, "key": key}
        )


def _about(
    kind: str,
    network: Network,
    territory: Territory,
    at: datetime,
    checked_by: Name,
    correction: str,
) -> About:
    is_city = kind == "profile"
    return About(
        network=network.slug,
        network_names=network.name,
        as_of=at.date(),
        voice="city" if is_city else "network",
        is_fictional=network.is_fictional,
        publisher=_everywhere(territory.name) if is_city else network.holder.name,
        licence="CC BY 4.0",
        notices=tuple(_notices(network)),
        checked_by=checked_by,
        correction=correction,
    )


def _notices(network: Network) -> Iterable[Name]:
    if network.is_fictional:
        yield _in_all(
            lambda: _(
                "This city and its network do not exist. Figures and texts are made up to show how Qantara works."
            )
        )
    elif network.is_demonstration:
        yield _in_all(demonstration_notice)


def _in_all(say: Any) -> Name:
    said = {}
    for language in locales.LANGUAGES:
        with translation.override(language):
            said[language] = str(say())
    return said


def _source(found: FigureSource, notes: Mapping[str, Name]) -> parts.Source:
    """Publishers and tables keep the name they go by, unless a translation is given."""
    return parts.Source(
        organisation=_everywhere(notes.get(found.organisation, {"en": found.organisation})),
        title=_everywhere(notes.get(found.title, {"en": found.title})),
        table=found.table,
        url=found.url,
        licence=found.licence,
        accessed_on=found.accessed_on,
        public=found.is_public,
    )


def _everywhere(name: Name) -> dict[str, str]:
    """A name in every language, with the nearest there is where one is not known."""
    return {language: in_language(name, language)[0] for language in locales.LANGUAGES}


def _names(
    frame: pl.DataFrame, given: Mapping[str, Mapping[str, Name]]
) -> dict[str, dict[str, Name]]:
    """Names of countries and districts that occur, beside those given."""
    found: dict[str, dict[str, Name]] = {
        dimension: dict(names) for dimension, names in given.items()
    }
    for text in frame["breakdown"].unique().to_list():
        for dimension, code in breakdowns.parse(text).items():
            if dimension in COUNTRIES and len(code) == 2 and code.isalpha():
                found.setdefault(dimension, {}).setdefault(code, _country(code, {}))
    districts = {
        code for text in frame["breakdown"].unique().to_list()
        if (code := breakdowns.parse(text).get("DIST"))
    }  # fmt: skip
    known = Territory.objects.filter(slug__in=districts).values_list("slug", "name")
    found["DIST"] = {**dict(known), **found.get("DIST", {})}
    return found


def _country(code: str, invented: Mapping[str, Name]) -> Name:
    if code in invented:
        return invented[code]
    return {language: locales.country(code, language) for language in locales.LANGUAGES}
