"""Table of evidence: the file as received."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from qantara.accounts import roles
from qantara.accounts.models import Person
from qantara.core.ids import uuid7


class EvidenceFileQuerySet(models.QuerySet["EvidenceFile"]):
    def visible_to(self, person: Person) -> Self:
        """The files of holders whose evidence ``person`` may read."""
        return self.filter(holder__in=roles.holders_for(person, "evidence.read"))


class EvidenceFile(models.Model):
    """A file kept as received. ``accessed_on``: the day it was taken from its publisher.

    destroyed_reason  why its bytes are gone; its checksum stays with ``stored``
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT)
    source = models.ForeignKey("knowledge.Source", on_delete=models.PROTECT, related_name="files")
    stored = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT)
    accessed_on = models.DateField(null=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)

    destroyed_at = models.DateTimeField(null=True)
    destroyed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    destroyed_reason = models.TextField(blank=True)

    objects = EvidenceFileQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["holder", "source", "stored"], name="a_file_is_evidence_of_a_source_once"
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at=None, destroyed_by=None, destroyed_reason="")
                | (
                    Q(destroyed_at__isnull=False, destroyed_by__isnull=False)
                    & ~Q(destroyed_reason="")
                ),
                name="a_file_is_destroyed_by_someone_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stored_id} of {self.source_id}"
