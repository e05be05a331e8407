"""Settle: an arrival is stored as its review was seen, or discarded without a trace of its bytes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from qantara.accounts.models import Person
from qantara.accounts.roles import demand
from qantara.core import audit
from qantara.core.errors import Conflict, DomainError
from qantara.files import store
from qantara.files.models import StoredFile
from qantara.knowledge.evidence import intake
from qantara.knowledge.evidence.arrivals import readings
from qantara.knowledge.evidence.arrivals.models import Arrival
from qantara.knowledge.evidence.arrivals.weighing import weigh
from qantara.knowledge.evidence.intake import Intake
from qantara.knowledge.evidence.models import EvidenceFile
from qantara.knowledge.observations.models import Batch


@transaction.atomic
def store_figures(
    arrival: Arrival,
    *,
    by: Person,
    at: datetime,
    expected: int,
    despite: Collection[str] = (),
    is_partial: bool = False,
) -> Batch:
    """Store what the review of an arrival accepts: all of it or nothing.

    expected    how many figures the person saw would be stored
    is_partial  whether rows that are still asked about may be left out
    Raises Conflict where what stands has changed since; DomainError where nothing is to be stored.
    """
    arrival = _waiting(arrival)
    taken = weigh(arrival, by=by, at=at, despite=despite)
    if taken.understood.questions and not is_partial:
        raise DomainError(
            _("Some rows are still asked about. Answer, or tick that they are left out.")
        )
    if len(taken.review.difference.to_store) != expected:
        raise Conflict(
            _("What is on record has changed since this page was opened. Read the review again.")
        )
    batch = _confirmed(arrival, taken, by=by, at=at)
    if batch is None:
        raise DomainError(_("There is nothing to store: all of it stands already, or is refused."))
    arrival.stored, arrival.batch, arrival.answers = None, batch, {}
    arrival.save(update_fields=["stored", "batch", "answers"])
    audit.record("arrival.stored", arrival, by=by, at=at)
    transaction.on_commit(partial(readings.forget, arrival.pk))
    return batch


@transaction.atomic
def discard(arrival: Arrival, *, by: Person, at: datetime) -> None:
    """Delete an arrival, its answers and its bytes, unless these are evidence already."""
    arrival = _waiting(arrival)
    demand(by, "observations.record", arrival, at=at)
    stored = arrival.stored
    assert stored is not None
    audit.record("arrival.discarded", arrival, by=by, at=at)
    transaction.on_commit(partial(readings.forget, arrival.pk))
    arrival.delete()
    if stored.key is not None and not _is_needed(stored):
        transaction.on_commit(partial(store.delete_key, stored.key, "private"))
        stored.delete()


def _waiting(arrival: Arrival) -> Arrival:
    """The arrival, held until the end of the transaction. Raises Conflict where it waits no more."""
    found = Arrival.objects.select_for_update(of=("self",)).select_related("stored", "holder")
    here = found.waiting().filter(pk=arrival.pk).first()
    if here is None:
        raise Conflict(_("This file has been stored or discarded meanwhile."))
    return here


def _confirmed(arrival: Arrival, taken: Intake, *, by: Person, at: datetime) -> Batch | None:
    with readings.on_disk(arrival) as path:
        return intake.confirm(replace(taken, path=path), holder=arrival.holder, by=by, at=at)


def _is_needed(stored: StoredFile) -> bool:
    return (
        EvidenceFile.objects.filter(stored=stored).exists()
        or Arrival.objects.filter(stored=stored).exists()
    )
