"""Text, block, translation."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from qantara.core.ids import uuid7


class Text(models.Model):
    """A piece of prose of one holder, written in one language and translated into others."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT)
    source_language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"text {self.pk}"


class Block(models.Model):
    """A paragraph or list. Its key is stable: translations and comments hang on it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="blocks")
    order = models.PositiveIntegerField()
    markdown = models.TextField()
    hash = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "order"],
                name="a_block_has_its_place",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return self.markdown[:60]


class Translation(models.Model):
    """A block in another language, stamped with the hash of what it was made from."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    source_hash = models.CharField(max_length=64)
    markdown = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["block", "language"], name="a_block_has_one_translation_a_language"
            ),
            models.CheckConstraint(condition=~Q(markdown=""), name="a_translation_says_something"),
        ]

    def __str__(self) -> str:
        return self.markdown[:60]

    @property
    def is_current(self) -> bool:
        return self.source_hash == self.block.hash


def outdated() -> Q:
    """Translations whose block changed since."""
    return ~Q(source_hash=F("block__hash"))
