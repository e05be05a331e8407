"""Deliveries: files that were sent and have not been looked at. The worker reads what takes long.

A delivery is claimed, read apart, and becomes an arrival or a refusal, in one transaction. Whatever is
killed in between leaves it waiting with its bytes, and it is claimed again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _

from qantara.accounts.models import Holder, Person
from qantara.accounts.roles import demand
from qantara.core.errors import DomainError
from qantara.knowledge.evidence.apart import workplace
from qantara.knowledge.evidence.apart.allowance import Allowance
from qantara.knowledge.evidence.arrivals import anteroom, room, shelf
from qantara.knowledge.evidence.arrivals.models import Arrival, Delivery
from qantara.knowledge.evidence.arrivals.readings import tidy
from qantara.knowledge.evidence.arrivals.receive import receive
from qantara.knowledge.evidence.mapping import loads

#: Nobody waits before a page for it, so it may wait for others to be read first.
ALLOWANCE = Allowance(seconds=120, patience=600)
#: A claim so old is of a process that was killed.
CLAIM = timedelta(seconds=ALLOWANCE.seconds + ALLOWANCE.patience + 30)
#: A reading whose process was killed so often kills it itself.
MOST_TRIES = 3
#: How long it is said that a file was refused.
TOLD = timedelta(hours=1)


@transaction.atomic
def deliver(
    chunks: Iterable[bytes],
    *,
    name: str,
    size: int,
    holder: Holder,
    by: Person,
    at: datetime,
    lang: str,
    mapping: str = "",
) -> Delivery:
    """Take bytes into the anteroom, to be read by the worker. Raises MappingError, NotAllowed, TooMuch."""
    if mapping:
        loads(mapping)
    delivery = Delivery(
        holder=holder, name=tidy(name), size=size, mapping=mapping, language=lang,
        received_at=at, received_by=by,
    )  # fmt: skip
    demand(by, "observations.record", delivery, at=at)
    room.demand_room(holder, size, at=at)
    anteroom.put(delivery.pk, chunks)
    delivery.save(force_insert=True)
    return delivery


def read(key: UUID, *, at: datetime) -> Delivery | None:
    """Read a delivery that waits: it becomes an arrival, or says why not. None if another reads it."""
    if not _claim(key, at):
        return None
    delivery = Delivery.objects.select_related("holder", "received_by").get(pk=key)
    try:
        content = anteroom.place(key).read_bytes()
    except FileNotFoundError:
        return _refuse(delivery, "", at)
    with translation.override(delivery.language):
        if delivery.tries > MOST_TRIES:
            return _refuse(delivery, _given_up(), at)
        try:
            with transaction.atomic():
                arrival = receive(
                    content, name=delivery.name, holder=delivery.holder, by=delivery.received_by,
                    at=delivery.received_at, mapping=delivery.mapping, allowance=ALLOWANCE,
                    is_shelved=True,
                )  # fmt: skip
                _settle(delivery, Delivery.State.ARRIVED, arrival=arrival)
        except DomainError as refused:
            return _refuse(delivery, str(refused), at)
    anteroom.clear(key)
    return delivery


def take_up_again(*, at: datetime) -> list[UUID]:
    """Deliveries that wait and that nobody reads: their process was killed, or their turn was lost."""
    return list(
        Delivery.objects.waiting()
        .filter(_is_free(at), received_at__lt=at - timedelta(seconds=30))
        .values_list("pk", flat=True)
    )


def sweep(*, at: datetime) -> int:
    """Destroy what was left in the anteroom, and forget what has been told."""
    workplace.sweep()
    shelf.sweep(set(Arrival.objects.waiting().values_list("pk", flat=True)))
    Delivery.objects.exclude(state=Delivery.State.WAITING).filter(ended_at__lt=at - TOLD).delete()
    return anteroom.sweep(set(Delivery.objects.waiting().values_list("pk", flat=True)), at=at)


def ahead_of(delivery: Delivery) -> int:
    """How many files are read before this one, whoever sent them."""
    return Delivery.objects.waiting().filter(received_at__lt=delivery.received_at).count()


@transaction.atomic
def withdraw(delivery: Delivery, *, by: Person, at: datetime) -> None:
    """Take a delivery back before it was read, or forget its refusal; its bytes go."""
    demand(by, "observations.record", delivery, at=at)
    key = delivery.pk
    Delivery.objects.filter(pk=key).exclude(state=Delivery.State.ARRIVED).delete()
    transaction.on_commit(lambda: anteroom.clear(key))


def _is_free(at: datetime) -> Q:
    return Q(claimed_at=None) | Q(claimed_at__lt=at - CLAIM)


def _claim(key: UUID, at: datetime) -> bool:
    free = Delivery.objects.waiting().filter(_is_free(at), pk=key)
    return free.update(claimed_at=at, tries=F("tries") + 1) == 1


def _refuse(delivery: Delivery, told: str, at: datetime) -> Delivery:
    """What is kept of a refused file is the sentence that says why, for an hour."""
    anteroom.clear(delivery.pk)
    _settle(delivery, Delivery.State.REFUSED, told=told, ended_at=at)
    return delivery


def _settle(delivery: Delivery, state: str, **fields: object) -> None:
    """The delivery ends, and with it what was known of the file. Nothing where it was taken back."""
    ended = {"ended_at": delivery.claimed_at, "name": "", "mapping": "", "state": state, **fields}
    if not Delivery.objects.waiting().filter(pk=delivery.pk).update(**ended):
        raise TakenBack(_("This file has been stored or discarded meanwhile."))
    delivery.refresh_from_db()


class TakenBack(DomainError):
    """Whoever sent the file took it back while it was read."""


def _given_up() -> str:
    return _(
        "Reading this file ended the program that reads several times. Save it as CSV and send that."
    )
