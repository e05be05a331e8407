"""The audit log: one line an act, written in the act's transaction, sealed into a chain later."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import models, transaction

from qantara.core import clock
from qantara.core.models import AuditLine


class Actor(Protocol):
    """Whoever acts: known to the log by an opaque id alone."""

    id: Any


def record(
    act: str,
    subject: models.Model,
    *,
    by: Actor | None,
    at: datetime | None = None,
    reason: str = "",
    fields: Iterable[str] = (),
    holder: UUID | None = None,
) -> AuditLine:
    """Write that ``by`` did ``act`` to ``subject``. ``by`` is None for the system itself."""
    return AuditLine.objects.create(
        at=at or clock.now(),
        actor=by.id if by is not None else None,
        act=act,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        holder=holder or getattr(subject, "holder_id", None),
        reason=reason,
        fields=sorted(fields),
    )


@transaction.atomic
def seal(key: bytes, *, limit: int = 10_000) -> int:
    """Seal unsealed lines in order, each over the one before it of the same holder; how many."""
    lines = list(AuditLine.objects.select_for_update().filter(seal=None).order_by("id")[:limit])
    heads: dict[UUID | None, bytes] = {}
    for line in lines:
        if line.holder not in heads:
            heads[line.holder] = _head(line.holder)
        line.seal = heads[line.holder] = _seal(key, heads[line.holder], line)
    AuditLine.objects.bulk_update(lines, ["seal"], batch_size=1000)
    return len(lines)


def broken(key: bytes) -> AuditLine | None:
    """The first line whose seal does not fit, or None where the chains hold."""
    heads: dict[UUID | None, bytes] = {}
    for line in AuditLine.objects.exclude(seal=None).order_by("id").iterator():
        expected = _seal(key, heads.get(line.holder, b""), line)
        if not hmac.compare_digest(expected, bytes(line.seal or b"")):
            return line
        heads[line.holder] = expected
    return None


def _head(holder: UUID | None) -> bytes:
    sealed = AuditLine.objects.filter(holder=holder).exclude(seal=None).order_by("-id").first()
    return bytes(sealed.seal) if sealed and sealed.seal else b""


def _seal(key: bytes, before: bytes, line: AuditLine) -> bytes:
    text = "\x1f".join(
        [
            str(line.id), line.at.isoformat(), str(line.actor), line.act, line.subject_type,
            line.subject_id, str(line.holder), line.reason, ",".join(line.fields),
        ]
    )  # fmt: skip
    return hmac.new(key, before + text.encode(), hashlib.sha256).digest()
