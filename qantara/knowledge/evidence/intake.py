"""Intake: a file and its mapping to a review, with what is on record; and a confirmed review stored."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl
from django.db import transaction

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.knowledge import frameworks
from qantara.knowledge.evidence import apart
from qantara.knowledge.evidence import mapping as mappings
from qantara.knowledge.evidence.apart.allowance import Allowance
from qantara.knowledge.evidence.findings import Finding
from qantara.knowledge.evidence.mapping import Mapping, Understood
from qantara.knowledge.evidence.models import EvidenceFile
from qantara.knowledge.evidence.readers import Sheets
from qantara.knowledge.evidence.register import places, register
from qantara.knowledge.evidence.review import Review, review
from qantara.knowledge.frameworks import Framework
from qantara.knowledge.observations import definitions
from qantara.knowledge.observations.models import Batch, Source
from qantara.knowledge.observations.record import record
from qantara.knowledge.observations.standing import standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """A file on its way: read, understood, reviewed. Nothing is stored yet."""

    path: Path
    mapping: Mapping
    framework: Framework
    sheets: Sheets
    understood: Understood
    review: Review

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All there is to say, questions and errors first."""
        order = {"question": 0, "error": 1, "warning": 2, "info": 3}
        every = (*self.understood.findings, *self.review.findings)
        return tuple(sorted(every, key=lambda finding: order[finding.severity]))


def take_in(
    path: Path,
    mapping: Mapping,
    *,
    at: datetime,
    framework: Framework | None = None,
    allowance: Allowance | None = None,
) -> Intake:
    """Read a file in a process apart, understand and review it.

    allowance  what reading may take; none: what is usual for a file from outside
    Raises UnreadableFile, and ListOfPeople where its rows are people: nothing of it came here then.
    """
    sheets = apart.read(path, options=mapping.options, allowance=allowance)
    return understand(path, sheets, mapping, at=at, framework=framework)


def understand(
    path: Path,
    sheets: Sheets,
    mapping: Mapping,
    *,
    at: datetime,
    framework: Framework | None = None,
    seen: Collection[str] | None = None,
) -> Intake:
    """Understand and review a file that has been read with the options of its mapping.

    seen  ids of the sources whose statements may be told to whoever asks; none: all
    """
    framework = framework or frameworks.load(frameworks.DEFAULT)
    understood = mappings.apply(sheets, mapping, framework, places())
    rows = understood.rows
    source = Source.objects.filter(
        organisation=mapping.source.organisation,
        title=mapping.source.title,
        table=mapping.source.table,
    ).first()
    stands = _standing(rows, framework)
    if seen is not None:
        stands = stands.filter(pl.col("source").is_in(list(seen)))
    return Intake(
        path=path,
        mapping=mapping,
        framework=framework,
        sheets=sheets,
        understood=understood,
        review=review(
            rows,
            framework,
            stands,
            source=str(source.pk) if source else "",
            today=at.date(),
        ),
    )


def _standing(rows: pl.DataFrame, framework: Framework) -> pl.DataFrame:
    """What stands of the same indicators in the same territories, whatever its definition."""
    indicators = {code.partition("/")[0] for code in rows["definition"].unique().to_list()}
    related = [code for code in framework.definitions() if code.partition("/")[0] in indicators]
    return standing(rows["territory"].unique().to_list(), definitions.known(framework, related))


@transaction.atomic
def confirm(intake: Intake, *, holder: Holder, by: Person, at: datetime) -> Batch | None:
    """Keep the file and store what its review accepted: all of it or nothing.

    None where all of it stands already: then nothing is stored, not even that it was confirmed.
    Raises NotAllowed where ``by`` may not record figures for ``holder``.
    """
    demand(by, "observations.record", EvidenceFile(holder=holder), at=at)
    if intake.review.difference.to_store.is_empty():
        return None
    file = register(
        intake.path.read_bytes(),
        name=intake.path.name,
        note=intake.mapping.source,
        holder=holder,
        by=by,
        at=at,
    )
    return record(
        intake.review.accepted,
        evidence_file=file,
        framework=intake.framework,
        by=by,
        at=at,
        mapping=intake.mapping.text,
        mapping_hash=intake.mapping.hash,
    )
