"""Figures of the demonstration, taken in like anybody's: read, reviewed, confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from qantara.demo.fictional import read as fictional
from qantara.demo.fictional.plan import Choice
from qantara.demo.mc2cm import facts
from qantara.demo.people import Team
from qantara.knowledge import frameworks
from qantara.knowledge.evidence import intake, template
from qantara.knowledge.evidence import mapping as mappings
from qantara.knowledge.evidence.mapping.model import SourceNote
from qantara.knowledge.evidence.models import EvidenceFile
from qantara.knowledge.evidence.register import register
from qantara.knowledge.evidence.review import CONTRADICTIONS, review
from qantara.knowledge.frameworks import Name
from qantara.knowledge.observations.models import Batch, Definition, Period, Preference, Source
from qantara.knowledge.observations.prefer import prefer
from qantara.knowledge.observations.record import record
from qantara.network.models import Territory


def take(of: facts.Facts, *, team: Team, at: datetime) -> Batch | None:
    """Read, review and confirm a file of facts. The same file twice changes nothing."""
    taken = intake.take_in(of.path, of.mapping, at=at, framework=frameworks.default())
    return intake.confirm(taken, holder=team.holder, by=team.author, at=at)


def prefer_for_madrid(team: Team, *, at: datetime) -> None:
    """Two offices count Madrid's residents of 2021; those born abroad come from the region's."""
    definition = Definition.objects.get(code="CTX-01")
    period = Period.objects.get(code="2021")
    if Preference.objects.filter(
        territory__slug="madrid", definition=definition, period=period
    ).exists():
        return
    prefer(
        Source.objects.get(organisation=facts.sources()["madrid-birthplace"].organisation),
        territory=Territory.objects.get(slug="madrid"), definition=definition, period=period,
        reason=facts.MADRID_PREFERRED,
        by=team.author, at=at,
    )  # fmt: skip


def prefer_register(team: Team, *, at: datetime) -> None:
    """Register and census count the residents of Ardelune in 2021; the register goes on."""
    source = fictional.sources()["register"]
    city = Territory.objects.get(slug=fictional.CITY)
    period = Period.objects.get(code="2021")
    for definition in Definition.objects.filter(code__in=("CTX-01", "POP-01")):
        if not Preference.objects.filter(territory=city, definition=definition).exists():
            prefer(
                Source.objects.get(
                    organisation=source.organisation["en"], title=source.title["en"]
                ),
                territory=city, definition=definition, period=period,
                reason=fictional.REGISTER_PREFERRED, by=team.author, at=at,
            )  # fmt: skip


def take_fictional(stem: str, *, team: Team, at: datetime) -> Batch | None:
    """The same for a file of the fictional city, which says nothing twice: a later one corrects it."""
    framework = frameworks.default()
    source = fictional.source_of(stem)
    path = fictional.FOLDER / fictional.CITY / f"{stem}.csv"
    note = SourceNote(
        organisation=source.organisation["en"], title=source.title["en"], table=source.table,
        url=source.url, licence=source.licence, accessed_on=source.accessed_on, is_public=source.public,
    )  # fmt: skip
    file = register(
        path.read_bytes(), name=path.name, note=note, holder=team.holder, by=team.author, at=at
    )
    if taken := file.batches.first():
        return taken
    reviewed = review(fictional.rows(stem), framework, today=at.date()).despite(CONTRADICTIONS)
    return record(reviewed.accepted, evidence_file=file, framework=framework, by=team.author, at=at)


def take_file(path: Path, *, team: Team, at: datetime, is_despite: bool = False) -> Batch | None:
    """A file of a fictional city, in whatever shape its office gives it; one without a mapping is
    the network's own spreadsheet.

    is_despite  its contradictions are kept as the source published them
    """
    kept = EvidenceFile.objects.filter(
        holder=team.holder, received_at=at, stored__name=path.name
    ).first()
    if kept:
        return kept.batches.first()
    said = path.with_suffix(".toml")
    mapping = mappings.load(said) if said.exists() else template.mapping_of(path)
    taken = intake.take_in(path, mapping, at=at, framework=frameworks.default())
    if is_despite:
        taken = replace(taken, review=taken.review.despite(CONTRADICTIONS))
    return intake.confirm(taken, holder=team.holder, by=team.author, at=at)


def choose(choices: Iterable[Choice], place: Territory, team: Team, *, at: datetime) -> None:
    """Say which source counts, where two say different things of the same people."""
    for one in choices:
        source = Source.objects.filter(organisation=one.organisation, title=one.title).first()
        period = Period.objects.get(code=one.period) if one.period else None
        for definition in Definition.objects.filter(code__in=one.definitions):
            known = Preference.objects.filter(territory=place, definition=definition, period=period)
            if source and not known.exists():
                prefer(
                    source, territory=place, definition=definition, period=period, reason=one.reason,
                    by=team.author, at=at,
                )  # fmt: skip


def names_of_sources() -> dict[str, Name]:
    """The fictional publishers and tables in four languages, by the name they are stored under."""
    of_ardelune = {
        name["en"]: name
        for source in fictional.sources().values()
        for name in (source.organisation, source.title)
    }
    return of_ardelune | fictional.publishers()
