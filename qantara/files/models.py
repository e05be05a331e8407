"""One stored file."""

from __future__ import annotations

from django.db import models

from qantara.core.ids import uuid7


class StoredFile(models.Model):
    """Bytes kept as received. The key is random: an address of a file tells nothing."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder_id = models.UUIDField(null=True)  # an accounts.Holder; files know nobody above them
    name = models.CharField(max_length=200)  # as its sender called it
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    checksum = models.CharField(max_length=64)  # keyed: see files.store
    key = models.CharField(max_length=80, unique=True)
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
