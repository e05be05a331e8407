"""The audit log, the trace, and once-keys."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from qantara.core.ids import uuid7


class AuditLine(models.Model):
    """One act: who (an opaque id), what, on which record, why, which fields.

    Values are not kept, so that erasing a person or a figure never touches the log. A task seals
    the lines of a holder, in order, into a chain of hashes (``core.audit.seal``).
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)  # no foreign key: the log outlives the person
    act = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    holder = models.UUIDField(null=True)
    reason = models.TextField(blank=True)
    fields = ArrayField(models.CharField(max_length=60), default=list)
    seal = models.BinaryField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="audit_by_subject"),
            models.Index(fields=["holder", "id"], name="audit_by_holder"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.subject_type} {self.subject_id}"


class Edge(models.Model):
    """``origin`` *relation* ``target``: one step of where a thing comes from."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    origin_type = models.CharField(max_length=60)
    origin_id = models.CharField(max_length=40)
    relation = models.CharField(max_length=40)
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["origin_type", "origin_id", "relation", "target_type", "target_id"],
                name="an_edge_is_drawn_once",
            )
        ]
        indexes = [models.Index(fields=["target_type", "target_id"], name="edge_backwards")]

    def __str__(self) -> str:
        return f"{self.origin_type} {self.origin_id} {self.relation} {self.target_type} {self.target_id}"


class OnceKey(models.Model):
    """A form's key, kept so that sending it twice acts once."""

    key = models.UUIDField(primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.key)
