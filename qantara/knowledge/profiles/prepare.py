"""From the store to the gate: a place's figures, protected, drafted, and brought as a case.

The one place where profiles, observations, the guard and the gate meet.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.core import fence, trace
from qantara.core.errors import DomainError
from qantara.knowledge import frameworks
from qantara.knowledge.frameworks import Framework, Name
from qantara.knowledge.ledger import record as ledger
from qantara.knowledge.ledger.choices import choices
from qantara.knowledge.ledger.record import Guarded
from qantara.knowledge.observations.figures import Figures, figures
from qantara.knowledge.profiles import revision, setting, sheet, wordings
from qantara.knowledge.profiles.asked import asked_of
from qantara.knowledge.profiles.bind import references
from qantara.knowledge.profiles.chapters import chapters_of, statements
from qantara.knowledge.profiles.draft import Document, DocumentKind, draft
from qantara.knowledge.profiles.parts import Chapter
from qantara.knowledge.profiles.protecting import protect
from qantara.knowledge.profiles.read import upgraded
from qantara.knowledge.profiles.typed import hidden, typed
from qantara.network.members import caution_for, surroundings
from qantara.network.models import Network, Territory
from qantara.releases.gate import open_case
from qantara.releases.models import Case
from qantara.releases.read import newest_document

COUNTRIES = ("NAT", "COB")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A document with what the guard decided; the latter stays private.

    sources  ids of those whose figures are in it
    """

    document: Document
    guarded: Guarded
    sources: tuple[int, ...]


@transaction.atomic
@fence.reaching("draft")
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
        kind, territory, network, holder=holder, at=at, names=names or {}, notes=notes or {},
        checked_by=checked_by or {}, correction=correction, opened=opened,
        why=revision.written(by.language, why or {}),
    )  # fmt: skip
    wordings.keep(made.document, by=by, at=at)
    released_as = _released_as(kind, made.document)
    case = open_case(
        released_as, made.document, subject=territory.slug, holder=holder, by=by, at=at,
        proof=made.guarded.seal,
    )  # fmt: skip
    ledger.keep(case, made.guarded, at=at)
    trace.link_all(
        [
            (trace.node(case), "draws on", ("knowledge.source", str(source)))
            for source in made.sources
        ]
    )
    return case


@fence.reaching("draft")
def drafted(
    kind: DocumentKind,
    territory: Territory,
    network: Network,
    *,
    holder: Holder,
    at: datetime,
    names: Mapping[str, Mapping[str, Name]],
    notes: Mapping[str, Name],
    checked_by: Name,
    correction: str,
    opened: Collection[str],
    why: revision.Why | None = None,
    is_told: bool = True,
) -> Drafted:
    """A document of a place, not yet brought anywhere.

    names    of codes the framework leaves open, beside countries and districts
    notes    notes, reasons of breaks and sources as the store has them, in four languages
    opened   definitions kept to the city by default that the city opens for this release
    is_told  with its narrative; without, the guard still knows which figures it speaks of
    """
    framework = frameworks.default()
    is_cautious = kind == "figures" and caution_for(territory, at.date()) is not None
    around = [] if is_cautious else surroundings(territory)
    area, found = _figures_of(territory, around, at)
    frame = _for_release(found, framework, opened, around)
    if is_cautious:
        frame = sheet.cautious(frame)
    chapters = chapters_of(territory) if kind == "profile" else []
    bound = [
        key
        for chapter in chapters
        for block in chapter.blocks
        for key in references(block.markdown[block.written_in(chapter.lang)])
    ]
    decided = choices(network, framework)
    guarded = protect(
        frame, framework, territory, found, holder=holder, bound=bound, choices=decided
    )
    protected = guarded.protected
    if not is_told:
        chapters = []
    free = [*chapters, *statements(chapters), *([why.chapter] if why else [])]
    _refuse_typed(free, frame, protected.frame)
    asked = asked_of(holder, area)
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
        rounded=decided.rounded,
        unchanged=protected.standing,
        asked=asked.choice,
        stated=asked.stated,
    )
    if follows := _follows(kind, territory, document, why):
        document["revision"] = follows
    used = sorted(set(protected.frame["source"].to_list()))
    listed = [found.sources[at].id for at in used if 0 <= at < len(found.sources)]
    return Drafted(document=document, guarded=guarded, sources=tuple(listed))


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


def _figures_of(
    territory: Territory, around: Sequence[Territory], at: datetime
) -> tuple[Territory, Figures]:
    """The figures of a place, then those of the areas ``around`` it.

    Where the place has none of its own, those of the area that stands in for it.
    """
    slugs = [area.slug for area in (territory, *territory.stand_ins.all(), *around)]
    found = figures(slugs, as_of=at, with_rivals=True)
    known = set(found.frame["territory"])
    area = next(
        (one for one in (territory, *territory.stand_ins.all()) if one.slug in known), territory
    )
    wanted = [area.slug, *(one.slug for one in around)]
    ours = found.frame.filter(pl.col("territory").is_in(wanted))
    ordered = ours.sort(pl.col("territory") != area.slug, maintain_order=True)
    return area, replace(found, frame=ordered)


def _for_release(
    found: Figures, framework: Framework, opened: Collection[str], around: Sequence[Territory]
) -> pl.DataFrame:
    """Without what stays with the city unless it opens it for this very release (FRAMEWORK 7).

    What a public source says of its whole country was never the city's to keep.
    """
    kept_back = [
        indicator.code
        for indicator in framework.indicators
        if indicator.audience == "city" and indicator.code not in opened
    ]
    countries = [one.slug for one in around if one.type == Territory.Type.COUNTRY]
    public = [place for place, source in enumerate(found.sources) if source.is_public]
    is_national = pl.col("territory").is_in(countries) & pl.col("source").is_in(public)
    return found.frame.filter(~pl.col("indicator").is_in(kept_back) | is_national)


def _refuse_typed(chapters: Sequence[Chapter], before: pl.DataFrame, after: pl.DataFrame) -> None:
    """A number typed into free text that equals a withheld one stops the draft with a question.

    So does the true number of what is printed rounded, or as it stood before.
    """
    values, shares = hidden(before, after)
    found = typed(chapters, values, shares)
    if found:
        section, block, key = found[0]
        raise DomainError(
            _(
                "Section “%(section)s”, paragraph %(block)s: a number typed there equals “%(key)s”, "
                "which is withheld to protect people. Write the sentence without it."
            )
            % {"section": section, "block": block, "key": key}
        )
