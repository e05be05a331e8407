"""Table of arrivals: files on their way in."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from qantara.accounts import roles
from qantara.accounts.models import Person
from qantara.core.ids import uuid7


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    def visible_to(self, person: Person) -> Self:
        """The arrivals of holders for whom ``person`` may record figures."""
        return self.filter(holder__in=roles.holders_for(person, "observations.record"))

    def waiting(self) -> Self:
        return self.filter(batch=None)


class Arrival(models.Model):
    """A file that was brought in and read. A discarded one is deleted, with its bytes.

    stored    its bytes, until they are evidence
    meaning   how its columns are known: it is our own template, the person brought a mapping, or
              they are asked (``answers``: id of a choice -> answer)
    mapping   the mapping as TOML, once there is one; empty for a template
    batch     what it was stored as
    """

    class Meaning(models.TextChoices):
        TEMPLATE = "template"
        GIVEN = "given"
        ASKED = "asked"

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    stored = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+"
    )
    meaning = models.CharField(max_length=8, choices=Meaning.choices)
    answers = models.JSONField(default=dict)
    mapping = models.TextField(blank=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    batch = models.OneToOneField(
        "knowledge.Batch", on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(batch=None, stored__isnull=False) | Q(batch__isnull=False, stored=None),
                name="an_arrival_has_its_bytes_until_it_is_stored",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["holder", "-received_at"], name="arrival_by_holder")
        ]

    def __str__(self) -> str:
        return f"{self.id} of {self.holder_id}"
