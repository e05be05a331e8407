"""Text, block, translation, and the versions they had."""

from __future__ import annotations

from typing import ClassVar, Self

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


class BlockQuerySet(models.QuerySet["Block"]):
    def standing(self) -> Self:
        """Without those that were taken away, which can come back."""
        return self.filter(removed_at=None)


class Block(models.Model):
    """A paragraph or list. Its key is stable: translations and comments hang on it.

    language  what it was written in, where that is another language than its text's
    hand, turn  the page it was last saved from and which of that page's savings it was: a page whose
                answer got lost on the way is not in conflict with itself, and what comes late is left
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="blocks")
    order = models.PositiveIntegerField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    markdown = models.TextField()
    hash = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    hand = models.UUIDField(null=True)
    turn = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Block]] = BlockQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["text", "order"],
                name="a_block_has_its_place",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return self.markdown[:60]

    @property
    def source_language(self) -> str:
        return self.language or self.text.source_language


class Translation(models.Model):
    """A block in another language, stamped with the hash of what it was made from.

    source  the text it was made from, to say what changed since; empty where that is not known
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    source_hash = models.CharField(max_length=64)
    source = models.TextField(blank=True)
    markdown = models.TextField()
    version = models.PositiveIntegerField(default=1)
    hand = models.UUIDField(null=True)
    turn = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
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


class Version(models.Model):
    """What a block said in a language when a person had written for an hour at most.

    began_at  the first saving that is in it    at  the last
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="versions")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    markdown = models.TextField()
    hash = models.CharField(max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    began_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["block", "language", "-at"], name="version_by_block")
        ]

    def __str__(self) -> str:
        return f"{self.block_id} {self.language} {self.at:%Y-%m-%d %H:%M}"


def outdated() -> Q:
    """Translations whose block changed since."""
    return ~Q(source_hash=F("block__hash"))
