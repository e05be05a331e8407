"""Receive: a file is read apart, and only what could be read and lists nobody is kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.core import audit
from qantara.files import store
from qantara.knowledge.evidence import apart
from qantara.knowledge.evidence.apart.allowance import Allowance
from qantara.knowledge.evidence.arrivals import shelf
from qantara.knowledge.evidence.arrivals.models import Arrival
from qantara.knowledge.evidence.arrivals.readings import at_hand, remember, tidy
from qantara.knowledge.evidence.mapping import loads
from qantara.knowledge.evidence.readers import template
from qantara.knowledge.evidence.readers.sheets import ReadOptions
from qantara.knowledge.evidence.register import MEDIA_TYPES

#: While it is read somebody waits before a page.
ALLOWANCE = Allowance(seconds=30, patience=2)


def receive(
    content: bytes,
    *,
    name: str,
    holder: Holder,
    by: Person,
    at: datetime,
    mapping: str = "",
    allowance: Allowance = ALLOWANCE,
    is_shelved: bool = False,
) -> Arrival:
    """Keep a file that can be read, to be asked about and reviewed.

    mapping     what its columns mean, where the person has a mapping file
    is_shelved  its reading is put where other processes find it
    Raises TookTooLong, Busy, UnreadableFile, ListOfPeople, MappingError or NotAllowed; then nothing is kept, not even
    that the file was there.
    """
    given = Arrival(
        holder=holder, name=tidy(name), mapping=mapping, received_at=at, received_by=by,
        meaning=Arrival.Meaning.GIVEN if mapping else Arrival.Meaning.ASKED,
    )  # fmt: skip
    demand(by, "observations.record", given, at=at)
    options = loads(mapping).options if mapping else ReadOptions()
    with at_hand(content, given.name) as path:
        sheets = apart.read(path, options=options, allowance=allowance)
    if not mapping and sheets.format == template.NAME:
        given.meaning = Arrival.Meaning.TEMPLATE
    kept = _keep(given, content)
    remember(kept, options, sheets)
    if is_shelved:
        shelf.put(kept.pk, options, sheets)
    return kept


@transaction.atomic
def _keep(arrival: Arrival, content: bytes) -> Arrival:
    suffix = "." + arrival.name.rpartition(".")[2].lower()
    arrival.stored = store.keep(
        content,
        name=arrival.name,
        media_type=MEDIA_TYPES.get(suffix, "application/octet-stream"),
        holder_id=arrival.holder_id,
        at=arrival.received_at,
    )
    arrival.save(force_insert=True)
    audit.record("arrival.received", arrival, by=arrival.received_by, at=arrival.received_at)
    return arrival
