"""Who changed a text or a figure of a document, besides whoever brings it to the gate."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.db.models import QuerySet

from qantara.core import fence
from qantara.editions.models import Block, Version
from qantara.knowledge.observations.models import Batch, Observation, Preference
from qantara.knowledge.reviews.models import Statement
from qantara.releases.kinds import Document

_EVER = datetime(1, 1, 1, tzinfo=UTC)


@fence.reaching("draft")
def contributors(document: Document, since: datetime | None) -> set[UUID]:
    """People who, after ``since`` or ever, wrote or translated a paragraph of its texts, stated the
    city's view of one, stored or undid figures it states, or chose between sources of its place."""
    since = since or _EVER
    return {person for person in _wrote(document, since) | _counted(document, since) if person}


def _wrote(document: Document, since: datetime) -> set[UUID | None]:
    blocks = [
        block["id"] for section in document.get("sections", ()) for block in section["blocks"]
    ]
    stored = [each for each in blocks if _is_stored(each)]
    # A paragraph taken out is a change too: what counts is the text that it stood in.
    texts = Block.objects.filter(pk__in=stored).values("text")
    stated = Statement.objects.filter(thread__text__in=texts, at__gt=since)
    wrote = Version.objects.filter(block__text__in=texts, at__gt=since)
    return _people(wrote, "by") | _people(stated, "by")


def _counted(document: Document, since: datetime) -> set[UUID | None]:
    numbers = {number for number in document["figures"]["observation"] if number}
    place = document["place"]["slug"]
    stored = Batch.objects.filter(
        pk__in=Observation.objects.filter(pk__in=numbers).values("batch"), confirmed_at__gt=since
    )
    undone = Batch.objects.filter(
        undone_at__gt=since,
        pk__in=Observation.objects.filter(territory__slug=place, superseded_at__gt=since).values(
            "batch"
        ),
    )
    chosen = Preference.objects.filter(territory__slug=place, chosen_at__gt=since)
    return (
        _people(stored, "confirmed_by")
        | _people(undone, "undone_by")
        | _people(chosen, "chosen_by")
    )


def _people(rows: QuerySet, name: str) -> set[UUID | None]:  # type: ignore[type-arg]
    return set(rows.values_list(name, flat=True).distinct())


def _is_stored(key: str) -> bool:
    """Paragraphs of fictional examples have no row."""
    try:
        UUID(key)
    except ValueError:
        return False
    return True
