"""Tables of review. Private to their holder and the secretariat of its network."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from qantara.accounts import roles
from qantara.accounts.models import Person
from qantara.core.ids import uuid7


class Side(models.TextChoices):
    """For whom somebody speaks in a review."""

    EXPERT = "expert"
    CITY = "city"


def _person() -> models.ForeignKey[Person, Person]:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, person: Person, action: str = "review.read") -> Self:
        """Threads of the holders with whose texts ``person`` may do ``action``."""
        return self.filter(holder__among=roles.holders_for(person, action))

    def open(self) -> Self:
        return self.filter(settled_at=None)

    def disputes(self) -> Self:
        return self.filter(kind=Thread.Kind.DISPUTE)


class Thread(models.Model):
    """A remark or a dispute, hung on a paragraph in one language as it stood then.

    figure   series key of the figure it is about; empty: about the paragraph
    quoted, version, hash  the paragraph's text in that language, as it was before whoever began it
    agreed_hash, agreed_version  text and statement that a side agreed a dispute is settled with
    """

    class Kind(models.TextChoices):
        REMARK = "remark"
        DISPUTE = "dispute"

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    text = models.ForeignKey("editions.Text", on_delete=models.CASCADE, related_name="+")
    block = models.ForeignKey("editions.Block", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    kind = models.CharField(max_length=7, choices=Kind.choices)
    figure = models.CharField(max_length=200, blank=True)
    quoted = models.TextField()
    version = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    opened_by = _person()
    opened_at = models.DateTimeField()
    city_agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    expert_agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    agreed_hash = models.CharField(max_length=64, blank=True)
    agreed_version = models.PositiveIntegerField(default=0)
    settled_at = models.DateTimeField(null=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["block"],
                condition=Q(kind="dispute", settled_at=None),
                name="a_paragraph_has_one_open_dispute",
            ),
            models.CheckConstraint(
                condition=~Q(city_agreed_by=F("expert_agreed_by")),
                name="two_people_settle_a_dispute",
            ),
            models.CheckConstraint(
                condition=Q(kind="remark")
                | Q(settled_at=None)
                | Q(city_agreed_by__isnull=False, expert_agreed_by__isnull=False),
                name="both_sides_settle_a_dispute",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["text", "-opened_at"], name="thread_by_text"),
            models.Index(
                fields=["holder"], condition=Q(settled_at=None), name="open_thread_by_holder"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.settled_at is None


class Said(models.Model):
    """One thing that happened in a thread, in words where there are any. Never changed."""

    class Act(models.TextChoices):
        SAID = "said"
        RESOLVED = "resolved"
        REOPENED = "reopened"
        STATED = "stated"
        AGREED = "agreed"
        SETTLED = "settled"

    id = models.UUIDField(primary_key=True, default=uuid7)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="said")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=8, choices=Act.choices)
    side = models.CharField(max_length=6, choices=Side.choices, blank=True)
    words = models.TextField(blank=True)
    by = _person()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["thread", "number"], name="a_thread_is_in_order"),
            models.CheckConstraint(
                condition=~Q(act="said") | ~Q(words=""), name="who_says_something_says_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.thread_id}"


class Statement(models.Model):
    """What the city says of a disputed paragraph: one version. A change is the next version.

    words  {language: text}, in those languages it is written in
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="statements")
    version = models.PositiveIntegerField()
    words = models.JSONField()
    by = _person()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["thread", "version"], name="a_statement_has_one_text_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.thread_id} {self.version}"


class SignOffQuerySet(models.QuerySet["SignOff"]):
    def standing(self) -> Self:
        """Those whose chapter has not changed since."""
        return self.filter(fallen_at=None)


class SignOff(models.Model):
    """A chapter in one language, signed off for one side.

    digest     of the chapter's text in that language
    fallen_at  when the chapter changed; set by the database itself, whatever changed it
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    text = models.ForeignKey("editions.Text", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    side = models.CharField(max_length=6, choices=Side.choices)
    digest = models.CharField(max_length=64)
    by = _person()
    at = models.DateTimeField()
    fallen_at = models.DateTimeField(null=True)

    objects = SignOffQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["text", "language", "side"],
                condition=Q(fallen_at=None),
                name="a_chapter_is_signed_off_once_a_side",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["holder"], condition=Q(fallen_at=None), name="standing_signoff_by_holder"
            )
        ]

    def __str__(self) -> str:
        return f"{self.text_id} {self.language} {self.side}"
