"""Somebody who answers for Pontessa, a city that does not exist, and what it said of itself last year."""

from __future__ import annotations

import polars as pl

from qantara.accounts.models import Role
from qantara.core import clock
from qantara.demo import people
from qantara.files import store
from qantara.knowledge import frameworks
from qantara.knowledge.answers.statement import rows
from qantara.knowledge.evidence.models import EvidenceFile
from qantara.knowledge.observations.models import Source
from qantara.knowledge.observations.record import record
from qantara.network.models import Member

member = Member.objects.get(stands_for__slug="pontessa")
holder, at = member.holder, clock.now()
officer = people._person(
    "answers.pontessa", "Answers for Pontessa", Role.Title.OFFICER, holder, "en"
)
source = Source.objects.create(
    organisation="City of Pontessa", title="Self-assessment", is_public=False
)
stored = store.keep(
    b"minutes", name="minutes.pdf", media_type="application/pdf", holder_id=holder.pk, at=at
)
file = EvidenceFile.objects.create(
    holder=holder, source=source, stored=stored, received_at=at, received_by=officer,
    accessed_on=at.date(),
)  # fmt: skip
said = {
    "territory": "pontessa", "period": str(at.year - 1), "breakdown": "", "unit": "LVL",
    "method": "self_reported",
}  # fmt: skip
frame: pl.DataFrame = rows(
    *(
        {**said, "definition": code, "value": 2.0}
        for code in ("GOV-02", "GOV-03", "GOV-04", "GOV-05")
    )
)
record(frame, evidence_file=file, framework=frameworks.default(), by=officer, at=at)
