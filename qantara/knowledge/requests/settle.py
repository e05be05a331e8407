"""How a request ends, as its city says: answered, partly, refused, no answer; and taking that back.

Refused and no answer are also kept as figures' absences, stated by the addressee's office or about it, so
that the gap can be published with its reason.
"""

from __future__ import annotations

from datetime import datetime

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.accounts.roles import demand
from qantara.core import audit
from qantara.core.errors import DomainError
from qantara.files import store
from qantara.knowledge import frameworks
from qantara.knowledge.evidence.mapping.model import SourceNote
from qantara.knowledge.evidence.models import EvidenceFile
from qantara.knowledge.evidence.register import register
from qantara.knowledge.observations.models import Batch
from qantara.knowledge.observations.record import record
from qantara.knowledge.observations.rows import ROWS
from qantara.knowledge.observations.undo import undo
from qantara.knowledge.requests.models import DataRequest

State = DataRequest.State

#: Ends that say why there is no figure, as the absence they are kept as.
ABSENCES = {State.REFUSED.value: "refused", State.NO_ANSWER.value: "no_answer"}
ENDS = (State.ANSWERED.value, State.PARTLY.value, *ABSENCES)


@transaction.atomic
def settle(
    request: DataRequest,
    end: str,
    *,
    reason: str,
    document: tuple[str, bytes] | None,
    proof: bytes,
    by: Person,
    at: datetime,
) -> DataRequest:
    """End a request that was sent.

    document  name and bytes of the letter of refusal, where there is one
    proof     the letter that was sent, as DOCX: what an absence without document rests on
    """
    request = _locked(request, by, at)
    if request.state != State.SENT or end not in ENDS:
        raise DomainError(_("Only a letter that waits for its answer can be settled."))
    if end == State.REFUSED and not reason.strip():
        raise DomainError(_("Say for which reason it was refused."))
    name, content = document or (f"{request.number.replace('/', '-')}.docx", proof)
    if document:
        request.document = store.keep(
            content, name=name, media_type="application/octet-stream",
            holder_id=request.holder_id, at=at,
        )  # fmt: skip
    if absence := ABSENCES.get(end):
        request.batch = _absent(request, absence, reason, name, content, by, at)
    request.state, request.reason = end, reason.strip()
    request.save(update_fields=["state", "reason", "document", "batch"])
    audit.record("request.settled", request, by=by, at=at, fields=[end])
    return request


@transaction.atomic
def reopen(request: DataRequest, *, reason: str, by: Person, at: datetime) -> DataRequest:
    """Take the end back: it waits for its answer again, and what it said of the figures is undone."""
    request = _locked(request, by, at)
    if request.state not in ENDS:
        raise DomainError(_("This request has not been settled."))
    if not reason.strip():
        raise DomainError(_("Say why it is taken back."))
    if request.batch is not None and request.batch.undone_at is None:
        undo(request.batch, by=by, at=at, reason=reason)
    request.state, request.reason, request.batch = State.SENT, "", None
    request.save(update_fields=["state", "reason", "batch"])
    audit.record("request.reopened", request, by=by, at=at, reason=reason)
    return request


def _locked(request: DataRequest, by: Person, at: datetime) -> DataRequest:
    demand(by, "requests.write", request, at=at)
    return (
        DataRequest.objects.select_for_update(of=["self"])
        .select_related("holder", "territory", "contact", "batch__evidence_file")
        .get(pk=request.pk)
    )


def _absent(
    request: DataRequest,
    absence: str,
    reason: str,
    name: str,
    content: bytes,
    by: Person,
    at: datetime,
) -> Batch | None:
    """The lines asked for, each absent for a reason, from the addressee's answer."""
    assert request.contact is not None
    demand(by, "observations.record", EvidenceFile(holder=request.holder), at=at)
    note = SourceNote(
        organisation=request.contact.organisation, title=title(request), accessed_on=at.date()
    )
    file = register(content, name=name, note=note, holder=request.holder, by=by, at=at)
    plain = {"obs_status": "A", "is_break": False, "decimals": 0, "row": 0}
    texts = dict.fromkeys(("break_note", "conf_status", "method", "sheet", "column"), "")
    rows = [
        {
            **dict.fromkeys(ROWS.names()), **plain, **texts, **line,
            "territory": request.territory.slug, "absence": absence, "note": reason.strip(),
        }
        for line in request.asked
    ]  # fmt: skip
    frame = pl.DataFrame(rows, schema=ROWS)
    return record(frame, evidence_file=file, framework=frameworks.default(), by=by, at=at)


def title(request: DataRequest) -> str:
    """The source's title: the request it answers, by number."""
    return f"{request.holder.slug} {request.number}"
