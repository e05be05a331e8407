"""From the store to the gate: a place's figures, protected, drafted, and brought as a case.

The one place where profiles, observations, the guard and the gate meet.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

import polars as pl
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qantara.accounts.models import Holder, Person
from qantara.core import locales, trace
from qantara.core.errors import DomainError
from qantara.editions import read as editions
from qantara.knowledge import frameworks
from qantara.knowledge.disclosure import guard
from qantara.knowledge.disclosure.decision import Decision, World
from qantara.knowledge.disclosure.declaration import declared
from qantara.knowledge.disclosure.errors import CannotProtect, ContradictoryFigures
from qantara.knowledge.disclosure.rules import Rules
from qantara.knowledge.frameworks import Framework, Name
from qantara.knowledge.observations.figures import Figures, figures
from qantara.knowledge.profiles import revision, setting, sheet, wordings
from qantara.knowledge.profiles.bind import typed
from qantara.knowledge.profiles.draft import Document, DocumentKind, draft
from qantara.knowledge.profiles.figures import frame as frame_of
from qantara.knowledge.profiles.models import Narrative
from qantara.knowledge.profiles.parts import Block, Chapter
from qantara.knowledge.profiles.read import upgraded
from qantara.network.members import caution_for, wider_areas
from qantara.network.models import Network, Territory
from qantara.releases.gate import open_case
from qantara.releases.models import Case, Release
from qantara.releases.read import newest_document

COUNTRIES = ("NAT", "COB")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A document with what the guard decided; the latter stays private."""

    document: Document
    guard: dict[str, Any]


@transaction.atomic
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
    why: Name | None = None,
) -> Case:
    """Draft a document of a place as it stands at a moment, and bring it to the gate.

    why  why it is issued again, in those languages it is written in
    """
    made = drafted(
        kind, territory, network, at=at, names=names or {}, notes=notes or {},
        checked_by=checked_by or {}, correction=correction, opened=opened,
        why=revision.written(by.language, why or {}),
    )  # fmt: skip
    wordings.keep(made.document, by=by, at=at)
    released_as = _released_as(kind, made.document)
    return open_case(
        released_as, made.document, subject=territory.slug, holder=holder, by=by, at=at, guard=made.guard,
    )  # fmt: skip


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
    why: revision.Why | None = None,
) -> Drafted:
    """A document of a place, not yet brought anywhere.

    names    of codes the framework leaves open, beside countries and districts
    notes    notes, reasons of breaks and sources as the store has them, in four languages
    opened   definitions kept to the city by default that the city opens for this release
    """
    framework = frameworks.default()
    is_cautious = kind == "figures" and caution_for(territory, at.date()) is not None
    around = [] if is_cautious else wider_areas(territory)
    area, found = _figures_of(territory, around, at)
    frame = _for_release(found.frame, framework, opened)
    if is_cautious:
        frame = sheet.cautious(frame)
    protected = _protected(frame, framework, territory, found)
    chapters = list(_chapters(territory)) if kind == "profile" else []
    _refuse_typed([*chapters, *([why.chapter] if why else [])], frame, protected.frame)
    document = draft(
        kind,
        place=setting.place_of(territory, network, area=area),
        about=setting.about(
            kind, network, territory, at=at, checked_by=checked_by, correction=correction
        ),
        frame=protected.frame,
        framework=framework,
        sources=[setting.source(each, notes) for each in found.sources],
        names=setting.names(frame, names),
        chapters=chapters,
        notes=notes,
        preferences=list(setting.preferences(area, protected.frame, at=at)),
        areas=[setting.area(one) for one in around if one.slug in set(frame["territory"])],
    )
    if follows := _follows(kind, territory, document, why):
        document["revision"] = follows
    return Drafted(
        document=document,
        guard={
            reader: {"decision": judged.decision.as_json(), "proof": asdict(judged.proof)}
            for reader, judged in (("real", protected.real), ("courtesy", protected.courtesy))
            if judged is not None
        },
    )


def _released_as(kind: DocumentKind, document: Document) -> str:
    return "entry" if sheet.is_entry(document) else kind


def _follows(
    kind: DocumentKind, territory: Territory, document: Document, why: revision.Why | None
) -> dict[str, Any] | None:
    """What the document changes against the public release it follows, where there is one."""
    released = newest_document(kind=_released_as(kind, document), subject=territory.slug)
    if released is None:
        if why:
            raise DomainError(
                _("Nothing was released before, so leave out why this is issued again.")
            )
        return None
    return revision.since(
        upgraded(released["document"]),
        document,
        number=released["number"],
        released_on=released["released_at"].date(),
        why=why,
    )


def _protected(
    frame: pl.DataFrame, framework: Framework, territory: Territory, found: Figures
) -> guard.Protected:
    """What may be printed, or what keeps figures from being released, said to the drafter."""
    try:
        return guard.protect(
            frame,
            declared(framework),
            Rules(),
            key=settings.GUARD_KEY.encode(),
            known=_shown_before(territory),
            public=[place for place, source in enumerate(found.sources) if source.is_public],
            worlds=_kept_worlds(territory),
        )
    except ContradictoryFigures as error:
        said = _(
            "Figures of one source do not add up: %(cells)s. Correct the file, or declare the "
            "part that is not known."
        )
        raise DomainError(said % {"cells": _some(error.cells)}) from error
    except CannotProtect as error:
        said = _(
            "These figures cannot be protected as they are: %(cells)s. Leave out a breakdown, or "
            "take a coarser one."
        )
        raise DomainError(said % {"cells": _some(error.cells)}) from error


def _some(cells: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    named = ", ".join(cells[:5])
    more = len(cells) - 5
    if more <= 0:
        return named
    return ngettext("%(cells)s and %(count)s more", "%(cells)s and %(count)s more", more) % {
        "cells": named, "count": more,
    }  # fmt: skip


def _figures_of(
    territory: Territory, around: Sequence[Territory], at: datetime
) -> tuple[Territory, Figures]:
    """The figures of a place, then those of the areas ``around`` it.

    Where the place has none of its own, those of the area that stands in for it.
    """
    slugs = [area.slug for area in (territory, *territory.stand_ins.all(), *around)]
    found = figures(slugs, as_of=at)
    known = set(found.frame["territory"])
    area = next(
        (one for one in (territory, *territory.stand_ins.all()) if one.slug in known), territory
    )
    wanted = [area.slug, *(one.slug for one in around)]
    ours = found.frame.filter(pl.col("territory").is_in(wanted))
    ordered = ours.sort(pl.col("territory") != area.slug, maintain_order=True)
    return area, replace(found, frame=ordered)


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


def _kept_worlds(territory: Territory) -> Sequence[World]:
    """The worlds behind the place's newest release: the next one changes as little as possible."""
    release = Release.objects.filter(subject=territory.slug).order_by("-released_at").first()
    if release is None:
        return ()
    kept = Case.objects.filter(
        pk__in=[key for _release, _froze, (_type, key) in trace.walk(trace.node(release))]
    ).values_list("guard", flat=True)
    return [
        world
        for guard in kept
        if "real" in guard
        for world in Decision.from_json(guard["real"]["decision"]).worlds
    ]


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
