from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from qantara.core.ids import uuid7


class Invitation(models.Model):
    """Somebody is asked to take a role with a holder.

    digest  of the token in the link; None until it is sent (a new approver is first confirmed)
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey(
        "accounts.Holder", on_delete=models.PROTECT, related_name="invitations"
    )
    email = models.EmailField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    title = models.CharField(max_length=12)  # Role.Title
    invited_by = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    invited_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField()
    digest = models.CharField(max_length=64, null=True, unique=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(taken_back_at=None),
                name="an_invitation_is_accepted_or_taken_back",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("invited_by")),
                name="nobody_confirms_their_own_invitation",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
