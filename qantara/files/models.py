"""One stored file."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from qantara.core.ids import uuid7


class StoredFile(models.Model):
    """Bytes kept as received. The key is random: an address of a file tells nothing.

    A destroyed file has no key any more and no name, for that can tell too. Its checksum stays, so
    that the same bytes are known when they come again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder_id = models.UUIDField(null=True)  # an accounts.Holder; files know nobody above them
    name = models.CharField(max_length=200, blank=True)  # as its sender called it
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    checksum = models.CharField(max_length=64)  # keyed: see files.store
    key = models.CharField(max_length=80, unique=True, null=True)
    stored_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(destroyed_at=None, key__isnull=False)
                | models.Q(destroyed_at__isnull=False, key=None, name=""),
                name="a_destroyed_file_has_neither_bytes_nor_name",
            )
        ]

    def __str__(self) -> str:
        return self.name
