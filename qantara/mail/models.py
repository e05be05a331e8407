"""The outbox."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from qantara.core.ids import uuid7


class Letter(models.Model):
    """One mail to one person. The text is deleted once it was sent.

    headers     besides those every letter has
    expires_at  after which it is not sent any more
    taken_at    set before a letter that may be sent once only is handed to the mail server
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    recipient = models.EmailField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    html = models.TextField(blank=True)  # the same, for programs that show it
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    expires_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["written_at"], condition=models.Q(sent_at=None), name="letters_to_send"
            )
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"
