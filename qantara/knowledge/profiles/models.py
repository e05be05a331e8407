"""The narrative of a place's profile: one text a section."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from qantara.core.ids import uuid7


class Narrative(models.Model):
    """What a holder says of a place in one section of its profile (sections: ``plan.toml``)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    territory = models.ForeignKey("network.Territory", on_delete=models.PROTECT, related_name="+")
    section = models.SlugField(max_length=40)
    text = models.OneToOneField("editions.Text", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[Narrative]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["territory", "section"], name="a_section_has_one_narrative"
            )
        ]

    def __str__(self) -> str:
        return self.section
