"""Figures of the demonstration, taken in like anybody's: read, reviewed, confirmed."""

from __future__ import annotations

from datetime import datetime

from qantara.demo.fictional import read as fictional
from qantara.demo.mc2cm import facts
from qantara.demo.people import Team
from qantara.knowledge import frameworks
from qantara.knowledge.evidence import intake
from qantara.knowledge.evidence.mapping.model import SourceNote
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


def names_of_sources() -> dict[str, Name]:
    """The fictional publishers and tables in four languages, by the name they are stored under."""
    return {
        name["en"]: name
        for source in fictional.sources().values()
        for name in (source.organisation, source.title)
    }
