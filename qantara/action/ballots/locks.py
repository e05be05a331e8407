"""Locks that last as long as the transaction and leave nothing in any table."""

from __future__ import annotations

from uuid import UUID

from django.db import connection


def hold(record: UUID, *, shared: bool = False) -> None:
    """Wait until nobody else holds the record, or nobody alone where it is ``shared``."""
    call = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"select {call}(hashtextextended(%s, 0))", [f"ballots {record}"])
