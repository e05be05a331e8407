"""Repeat-safe forms: each writing form carries a key, and a key acts once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from qantara.core.models import OnceKey


def first_time(key: UUID, *, at: datetime) -> bool:
    """True the first time a key is seen. Call inside the act's transaction: a failed act frees it."""
    try:
        with transaction.atomic():
            OnceKey.objects.create(key=key, at=at)
    except IntegrityError:
        return False
    return True
