from __future__ import annotations

from django.db import models


class Attempt(models.Model):
    """One try at something, by somebody known to the table as a digest."""

    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["digest", "at"], name="attempts_of_one_kind")]

    def __str__(self) -> str:
        return f"attempt {self.pk}"
