"""Versions of a network's set of recommendations. Each is whole, and none is ever changed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from qantara.core.ids import uuid7


class SetVersion(models.Model):
    """``content``: see ``values.content_of``."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    network = models.ForeignKey("network.Network", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["network", "number"], name="a_set_has_one_version_of_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"recommendations {self.number}"
