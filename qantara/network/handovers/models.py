"""The table of handovers. Private to their holder."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from qantara.core.ids import uuid7
from qantara.network.stakeholders.models import OwnQuerySet


class Handover(models.Model):
    """One person leaves, and one takes over, or is asked to, or is not known yet.

    leaves_on   their last day
    successor   a colleague; or ``invitation``, whoever accepts it
    language    of the page: the successor's
    words       what whoever leaves wants to be known besides
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    leaving = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    leaves_on = models.DateField()
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    invitation = models.ForeignKey(
        "accounts.Invitation", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    words = models.TextField(blank=True)
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    announced_at = models.DateTimeField()
    taken_over_at = models.DateTimeField(null=True)
    taken_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects: ClassVar[models.Manager[Handover]] = OwnQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("leaving")),
                name="nobody_succeeds_themselves",
            ),
            models.CheckConstraint(
                condition=Q(taken_over_by=None) | ~Q(taken_over_by=F("leaving")),
                name="nobody_takes_over_from_themselves",
            ),
            models.UniqueConstraint(
                fields=["holder", "leaving"], condition=Q(taken_over_at=None),
                name="somebody_hands_over_once_at_a_time",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["holder", "-announced_at"], name="handover_by_holder")
        ]

    def __str__(self) -> str:
        return f"handover {self.pk}"
