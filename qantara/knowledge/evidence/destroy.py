"""Destroy: a file that should never have been kept, such as a list of people."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.accounts.roles import demand
from qantara.core import audit
from qantara.core.errors import DomainError
from qantara.files import store
from qantara.knowledge.evidence.arrivals.models import Arrival
from qantara.knowledge.evidence.models import EvidenceFile
from qantara.knowledge.observations.models import Batch
from qantara.knowledge.observations.undo import undo


@transaction.atomic
def destroy(file: EvidenceFile, *, by: Person, at: datetime, reason: str) -> EvidenceFile:
    """Destroy the bytes and the name of ``file``, undo its imports, and say who did it and why.

    All of it or nothing. What stays: the keyed checksum of the bytes, which are refused if they come
    again, the size, the days, the reason, and the figures of its imports as undone. Where the holder
    has the same bytes as evidence of another source, or waiting at the desk, they go there too;
    another holder who has them has a copy, and the right, of its own.

    Raises NotAllowed; Destroyed where that has happened; DomainError where no reason is given.
    """
    demand(by, "evidence.destroy", file, at=at)
    if not reason.strip():
        raise DomainError(_("Say why the file is destroyed."))
    file = EvidenceFile.objects.select_for_update().get(pk=file.pk)
    alike = EvidenceFile.objects.select_for_update().filter(stored=file.stored_id)
    for batch in Batch.objects.filter(evidence_file__in=alike, undone_at=None):
        undo(batch, by=by, at=at, reason=reason)
    Arrival.objects.filter(batch__evidence_file__in=alike).update(name="")
    Arrival.objects.filter(stored=file.stored_id).delete()
    store.destroy(file.stored, at=at)
    for one in alike:
        one.destroyed_at, one.destroyed_by, one.destroyed_reason = at, by, reason
        one.save(update_fields=["destroyed_at", "destroyed_by", "destroyed_reason"])
        audit.record("evidence.destroyed", one, by=by, at=at, reason=reason, holder=one.holder_id)
    file.refresh_from_db()
    return file
