from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from qantara.core.ids import uuid7


class Request(models.Model):
    """An act that waits for a second person.

    asked_by  None for whoever runs the instance
    person    whom it concerns, who may not confirm it; None while they have no account yet
    until     when the role is to end, where not at once
    """

    class Kind(models.TextChoices):
        APPROVER = "approver"  # invite a further approver, or make a colleague one
        FACTOR = "factor"  # somebody lost their second factor
        LEAVING = "leaving"  # the last approver's role ends

    id = models.UUIDField(primary_key=True, default=uuid7)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    invitation = models.OneToOneField(
        "accounts.Invitation", null=True, on_delete=models.PROTECT, related_name="request"
    )
    role = models.ForeignKey("accounts.Role", null=True, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    asked_by = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    is_confirmed = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(is_confirmed=True) | Q(asked_by=None) | ~Q(answered_by=F("asked_by")),
                name="nobody_confirms_what_they_asked_for",
            ),
            models.CheckConstraint(
                condition=~Q(is_confirmed=True) | Q(person=None) | ~Q(answered_by=F("person")),
                name="nobody_confirms_what_concerns_themselves",
            ),
            models.CheckConstraint(
                condition=~Q(kind="approver") | Q(invitation__isnull=False) | Q(role__isnull=False),
                name="a_new_approver_is_invited_or_a_colleague",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
