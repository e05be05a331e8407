"""Undo a confirmed import: what it stored no longer stands, what it replaced stands again."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.accounts.roles import demand
from qantara.core import audit, fence
from qantara.core.errors import DomainError
from qantara.knowledge.observations import latest
from qantara.knowledge.observations.models import Batch, Source


class AlreadyUndone(DomainError):
    """The import has been undone before."""


#: The statements of the batch that stand are closed ...
_CLOSE = """
    UPDATE knowledge_observation SET superseded_at = %(at)s
    WHERE batch_id = %(batch)s AND superseded_at IS NULL
    RETURNING territory_id, definition_id, period_id, breakdown_id, unit, source_id
"""
_WHAT = """
    value, low, high, numerator, denominator, decimals, obs_status, conf_status, is_break, break_note,
    absence, method, note
"""
#: ... and of each the newest statement before it, from an import that has not been undone, is
#: stated again: closed rows are never opened, so that what stood in between can still be read.
_RESTORE = f"""
    WITH closed AS ({_CLOSE}), restored AS (
        INSERT INTO knowledge_observation
               (territory_id, definition_id, period_id, breakdown_id, unit, source_id, batch_id,
                recorded_at, {_WHAT})
        SELECT DISTINCT ON (o.territory_id, o.definition_id, o.period_id, o.breakdown_id, o.unit)
               o.territory_id, o.definition_id, o.period_id, o.breakdown_id, o.unit, o.source_id,
               o.batch_id, %(at)s, {_WHAT}
        FROM closed c
        JOIN knowledge_observation o USING
             (territory_id, definition_id, period_id, breakdown_id, unit, source_id)
        JOIN knowledge_batch b ON b.id = o.batch_id
        WHERE o.superseded_at IS NOT NULL AND o.batch_id <> %(batch)s AND b.undone_at IS NULL
        ORDER BY o.territory_id, o.definition_id, o.period_id, o.breakdown_id, o.unit,
                 o.recorded_at DESC, o.id DESC
    )
    SELECT DISTINCT territory_id, definition_id FROM closed
"""  # noqa: S608


@transaction.atomic
@fence.reaching("figures")
def undo(batch: Batch, *, by: Person, at: datetime, reason: str) -> Batch:
    """Take back what ``batch`` stored and still stands. Raises AlreadyUndone.

    What a later import stored over it stays.
    """
    demand(by, "observations.undo", batch.evidence_file, at=at)
    if not reason.strip():
        raise DomainError(_("Say why the import is undone."))
    Source.objects.select_for_update().get(pk=batch.evidence_file.source_id)
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.undone_at is not None:
        raise AlreadyUndone(_("This import has been undone already."))
    batch.undone_at, batch.undone_by, batch.undone_reason = at, by, reason
    batch.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    with connection.cursor() as cursor:
        cursor.execute(_RESTORE, {"batch": batch.pk, "at": at})
        pairs = cursor.fetchall()
    latest.renew(pairs)
    audit.record(
        "observations.undone",
        batch,
        by=by,
        at=at,
        reason=reason,
        holder=batch.evidence_file.holder_id,
    )
    return batch
