"""Register: keep a file as received, with its source, and know the territories it may speak of."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from qantara.accounts.models import Holder, Person
from qantara.core import audit, trace
from qantara.files import store
from qantara.knowledge.evidence.mapping import Places
from qantara.knowledge.evidence.mapping.model import SourceNote
from qantara.knowledge.evidence.models import EvidenceFile
from qantara.knowledge.observations.models import Source
from qantara.network.models import Territory

MEDIA_TYPES = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".gz": "application/gzip",
}


def places() -> Places:
    """All territories on record, by slug and by official code."""
    slugs: set[str] = set()
    codes: dict[str, dict[str, str]] = {}
    for slug, known in Territory.objects.values_list("slug", "codes"):
        slugs.add(slug)
        for scheme, code in known.items():
            codes.setdefault(scheme, {})[str(code)] = slug
    return Places(slugs=frozenset(slugs), codes=codes)


@transaction.atomic
def register(
    content: bytes, *, name: str, note: SourceNote, holder: Holder, by: Person, at: datetime
) -> EvidenceFile:
    """Keep a file of a source. The same bytes of the same source are one evidence file."""
    source, is_new = Source.objects.get_or_create(
        organisation=note.organisation,
        title=note.title,
        table=note.table,
        defaults={"url": note.url, "licence": note.licence, "is_public": note.is_public},
    )
    if is_new:
        audit.record("source.listed", source, by=by, at=at, holder=holder.pk)
    suffix = "." + name.rpartition(".")[2].lower()
    stored = store.keep(
        content,
        name=name,
        media_type=MEDIA_TYPES.get(suffix, "application/octet-stream"),
        holder_id=holder.pk,
        at=at,
    )
    file, is_new = EvidenceFile.objects.get_or_create(
        holder=holder,
        source=source,
        stored=stored,
        defaults={"accessed_on": note.accessed_on, "received_at": at, "received_by": by},
    )
    if is_new:
        audit.record("evidence.registered", file, by=by, at=at, holder=holder.pk)
        trace.link(file, "is from", source)
    return file
