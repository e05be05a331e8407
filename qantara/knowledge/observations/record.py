"""Confirm: reviewed rows become observations, all of them or none."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import polars as pl
from django.db import connection, transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.core import audit, fence, trace
from qantara.core.errors import DomainError
from qantara.core.transfer import copy_in
from qantara.knowledge.frameworks import Framework
from qantara.knowledge.observations import keys, latest
from qantara.knowledge.observations.difference import compare
from qantara.knowledge.observations.models import Batch, Source
from qantara.knowledge.observations.rows import KEY, ROWS
from qantara.knowledge.observations.standing import standing

if TYPE_CHECKING:
    from qantara.knowledge.evidence.models import EvidenceFile

_STORED = [
    "territory_id", "definition_id", "period_id", "breakdown_id", "source_id", "batch_id", "unit",
    "value", "low", "high", "numerator", "denominator", "decimals", "obs_status", "conf_status",
    "is_break", "break_note", "absence", "method", "note", "recorded_at",
]  # fmt: skip

#: Rows after which the planner's idea of the table is out of date: a plan made for a small table
#: took 16 s for a million rows where a right one takes 2.
MANY = 50_000


class StatedTwice(DomainError):
    """Two rows of one file speak of the same figure."""


@transaction.atomic
@fence.reaching("figures")
def record(
    rows: pl.DataFrame,
    *,
    evidence_file: EvidenceFile,
    framework: Framework,
    by: Person,
    at: datetime,
    mapping: str = "",
    mapping_hash: str = "",
) -> Batch | None:
    """Store reviewed rows (rows.ROWS) as observations of the file's source.

    A row that says what stands already changes nothing; one that says something else supersedes it.
    None, and no import on record, where that leaves nothing to store.
    The source is locked, so that two imports of it cannot cross. Raises StatedTwice.
    """
    source = Source.objects.select_for_update().get(pk=evidence_file.source_id)
    _refuse_doubles(rows)
    known = keys.keep(rows, framework, at=at)
    difference = compare(
        rows.select(ROWS.names()),
        standing(list(known.territory), list(known.definition.values()), source=source.pk),
    )
    if difference.to_store.is_empty():
        return None
    batch = Batch.objects.create(
        evidence_file=evidence_file,
        mapping=mapping,
        mapping_hash=mapping_hash,
        confirmed_at=at,
        confirmed_by=by,
        added=len(difference.new),
        changed=len(difference.changed),
        same=len(difference.same),
    )
    _supersede(difference.changed["observation"], at)
    # In the order of the key, its index grows at one end and a territory's rows lie together.
    stored = (
        known.numbered(difference.to_store)
        .sort("territory_id", "definition_id", "period_id", "breakdown_id")
        .with_columns(
            source_id=pl.lit(source.pk, pl.Int64),
            batch_id=pl.lit(str(batch.pk)),
            recorded_at=pl.lit(at.isoformat()),
        )
    )
    copy_in(stored, "knowledge_observation", _STORED)
    if len(stored) >= MANY:
        _count_anew()
    latest.renew(stored.select("territory_id", "definition_id").unique().rows())
    audit.record("observations.confirmed", batch, by=by, at=at, holder=evidence_file.holder_id)
    trace.link(batch, "rests on", evidence_file)
    return batch


def _refuse_doubles(rows: pl.DataFrame) -> None:
    keyed = rows.select(KEY)
    if keyed.n_unique() == len(keyed):
        return
    first = rows.filter(pl.struct(KEY).is_duplicated()).row(0, named=True)
    raise StatedTwice(
        _("Rows speak twice of %(definition)s, %(period)s, %(breakdown)s in %(territory)s.")
        % {name: first[name] for name in KEY}
    )


def _count_anew() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE knowledge_observation")


def _supersede(observations: pl.Series, at: datetime) -> None:
    if observations.is_empty():
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE knowledge_observation SET superseded_at = %s WHERE id = ANY(%s)",
            [at, observations.to_list()],
        )
