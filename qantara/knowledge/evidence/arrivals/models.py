"""Tables of files on their way in: sent, then read."""

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


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, person: Person) -> Self:
        """The deliveries of holders for whom ``person`` may record figures."""
        return self.filter(holder__in=roles.holders_for(person, "observations.record"))

    def waiting(self) -> Self:
        return self.filter(state=Delivery.State.WAITING)


class Delivery(models.Model):
    """A file that was sent and is not read yet; its bytes lie in the anteroom.

    Once it is read it knows no name any more: it is an arrival, or was refused, and ``told`` says why.

    language    of who sent it, for what is said about it
    claimed_at  when somebody began to read it, ``tries`` how often
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        ARRIVED = "arrived"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    size = models.BigIntegerField()
    mapping = models.TextField(blank=True)
    language = models.CharField(max_length=2)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    claimed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    told = models.TextField(blank=True)
    arrival = models.ForeignKey(
        "knowledge.Arrival", on_delete=models.CASCADE, null=True, related_name="+"
    )

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="waiting", arrival=None)
                | Q(state="arrived", arrival__isnull=False, name="", mapping="")
                | Q(state="refused", arrival=None, name="", mapping=""),
                name="a_delivery_that_was_read_knows_no_name",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["state", "received_at"], name="delivery_by_turn")]

    def __str__(self) -> str:
        return f"{self.id} of {self.holder_id}"


class Arrival(models.Model):
    """A file that was brought in and read. A discarded one is deleted, with its bytes.

    stored    its bytes, until they are evidence
    meaning   how its columns are known: it is our own template, the person brought a mapping, or
              they are asked (``answers``: id of a choice -> answer)
    mapping   the mapping as TOML, once there is one; empty for a template
    amended   what a person put right in it before it is stored (``amending``); its bytes stay as they came
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
    amended = models.JSONField(default=list)
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
