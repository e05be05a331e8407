"""The audit log, the trace, and once-keys."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models

from qantara.core.ids import uuid7


class AuditLine(models.Model):
    """One act: who (a pseudonym), what, on which record, why, which fields.

    Values are not kept, so that erasing a person or a figure never touches the log. A task seals
    the lines of a holder, in order, into a chain of keyed hashes (``core.audit.seal``), in which each
    has its ``place``. The desk's database role may add lines and change none.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)  # a Pseudonym's name: the log outlives its key
    act = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    holder = models.UUIDField(null=True)
    reason = models.TextField(blank=True)
    fields = ArrayField(models.CharField(max_length=60), default=list)
    place = models.PositiveBigIntegerField(null=True)
    seal = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "place"],
                condition=models.Q(place__isnull=False),
                nulls_distinct=False,
                name="a_place_in_a_chain_is_taken_once",
            )
        ]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="audit_by_subject"),
            models.Index(fields=["holder", "id"], name="audit_by_holder"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.subject_type} {self.subject_id}"


class Pseudonym(models.Model):
    """What the audit log calls a person. To erase this row is to erase who acted."""

    person = models.UUIDField(primary_key=True)  # no foreign key: core knows no accounts
    name = models.UUIDField(unique=True, default=uuid4)

    def __str__(self) -> str:
        return str(self.name)


class Erasure(models.Model):
    """Somebody asked that what is kept about them be erased; done when it is due, unless taken back."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.UUIDField()  # no foreign key: core knows no accounts
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(taken_back_at=None, done_at=None),
                name="an_erasure_waits_once",
            )
        ]

    def __str__(self) -> str:
        return f"erasure {self.pk}"


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
