"""The audit log: one line an act, written in the act's transaction, sealed into a chain later.

Who acted stands in it as a pseudonym. Whose it is lies in a table of keys: when a person's key is
erased, their lines tell nobody who they were, and every seal still fits.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import connection, models, transaction

from qantara.core import clock
from qantara.core.models import AuditLine, Pseudonym


class Actor(Protocol):
    """Whoever acts."""

    id: Any


# Nothing is asked back: whoever acts need not be allowed to read the log.
_ADD = """
    insert into core_auditline
        (at, actor, act, subject_type, subject_id, holder, reason, fields)
    values (%s, %s, %s, %s, %s, %s, %s, %s)
"""


def record(
    act: str,
    subject: models.Model,
    *,
    by: Actor | None,
    at: datetime | None = None,
    reason: str = "",
    fields: Iterable[str] = (),
    holder: UUID | None = None,
) -> None:
    """Write that ``by`` did ``act`` to ``subject``. ``by`` is None for the system itself.

    ``fields`` are names. A value has no place here, nor anything made from one without a key.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _ADD,
            [
                at or clock.now(), pseudonym_of(by.id) if by is not None else None, act,
                subject._meta.label_lower, str(subject.pk),
                holder or getattr(subject, "holder_id", None), reason, sorted(fields),
            ],
        )  # fmt: skip


def pseudonym_of(person: UUID) -> UUID:
    """What the log calls a person; made when they first act."""
    found = Pseudonym.objects.filter(person=person).values_list("name", flat=True).first()
    if found is None:
        Pseudonym.objects.bulk_create([Pseudonym(person=person)], ignore_conflicts=True)
        found = Pseudonym.objects.values_list("name", flat=True).get(person=person)
    return found


def people(actors: Collection[UUID | None]) -> dict[UUID, UUID]:
    """Pseudonym -> person, of those whose keys have not been erased."""
    rows = Pseudonym.objects.filter(name__in=[one for one in actors if one is not None])
    return dict(rows.values_list("name", "person"))


def names_of(person: UUID) -> list[UUID]:
    """What the log calls a person: nothing where they never acted, or were erased."""
    return list(Pseudonym.objects.filter(person=person).values_list("name", flat=True))


def forget(person: UUID) -> None:
    """Erase a person's key. Their lines stay, and nobody can tell any more whose they are."""
    Pseudonym.objects.filter(person=person).delete()


@transaction.atomic
def seal(key: bytes, *, limit: int = 10_000) -> int:
    """Seal unsealed lines in order, each over the one before it of the same holder; how many.

    A line whose act took long may come to light behind lines that are sealed: its place in the chain is
    the next one, whatever its id.
    """
    lines = list(AuditLine.objects.select_for_update().filter(seal=None).order_by("id")[:limit])
    heads: dict[UUID | None, tuple[int, bytes]] = {}
    for line in lines:
        place, before = heads[line.holder] if line.holder in heads else _head(line.holder)
        line.place, line.seal = place + 1, _seal(key, before, line)
        heads[line.holder] = line.place, line.seal
    AuditLine.objects.bulk_update(lines, ["place", "seal"], batch_size=1000)
    return len(lines)


def broken(key: bytes) -> AuditLine | None:
    """The first line that does not fit its seal or its place, or None where the chains hold."""
    heads: defaultdict[UUID | None, tuple[int, bytes]] = defaultdict(lambda: (0, b""))
    lines = AuditLine.objects.exclude(seal=None).order_by("holder", "place", "id")
    for line in lines.iterator():
        place, before = heads[line.holder]
        expected = _seal(key, before, line)
        if line.place != place + 1 or not hmac.compare_digest(expected, bytes(line.seal or b"")):
            return line
        heads[line.holder] = line.place, expected
    return None


@dataclass(frozen=True, slots=True)
class Head:
    """The last sealed line of a holder's chain: its place in it, and its seal in hexadecimal."""

    holder: str
    place: int
    seal: str


def heads() -> list[Head]:
    """Of every chain there is, by holder. ``holder`` is empty for acts that are no holder's."""
    rows = (
        AuditLine.objects.exclude(seal=None)
        .order_by("holder", "-place")
        .distinct("holder")
        .values_list("holder", "place", "seal")
    )
    return [
        Head(str(holder or ""), place or 0, bytes(seal or b"").hex())
        for holder, place, seal in rows
    ]


def lost(kept: Iterable[Head]) -> list[Head]:
    """Those of the heads noted down earlier that are in their chains no more: lines were taken off the
    end, or a chain was made anew by somebody who has the key."""
    return [
        head
        for head in kept
        if not AuditLine.objects.filter(
            holder=head.holder or None, place=head.place, seal=bytes.fromhex(head.seal)
        ).exists()
    ]


def _head(holder: UUID | None) -> tuple[int, bytes]:
    last = AuditLine.objects.filter(holder=holder).exclude(seal=None).order_by("-place").first()
    return (last.place or 0, bytes(last.seal or b"")) if last else (0, b"")


def _seal(key: bytes, before: bytes, line: AuditLine) -> bytes:
    text = "\x1f".join(
        [
            str(line.id), line.at.isoformat(), str(line.actor), line.act, line.subject_type,
            line.subject_id, str(line.holder), line.reason, ",".join(line.fields),
        ]
    )  # fmt: skip
    return hmac.new(key, before + text.encode(), hashlib.sha256).digest()
