"""The narrative of a place's profile: one text a section, and the figures it was written with."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
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


class Sketch(models.Model):
    """A place's profile as it was last drafted for those who write it: figures protected, no case.

    document  profile/1 without narrative; the texts are read anew whenever it is shown
    seconds   how long the guard took
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    territory = models.ForeignKey("network.Territory", on_delete=models.CASCADE, related_name="+")
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    document = models.TextField()
    made_at = models.DateTimeField()
    seconds = models.FloatField(default=0)

    objects: ClassVar[models.Manager[Sketch]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["territory", "holder"], name="a_place_has_one_sketch_a_holder"
            )
        ]

    def __str__(self) -> str:
        return f"{self.territory_id} {self.made_at:%Y-%m-%d %H:%M}"


class Wording(models.Model):
    """The figures a block was last written or confirmed with, in one language. Private."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    block = models.ForeignKey("editions.Block", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    text_hash = models.CharField(max_length=64)
    figures = models.JSONField()  # series key -> wording.Seen
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Wording]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["block", "language"], name="a_block_is_confirmed_once_a_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.block_id} {self.language}"
