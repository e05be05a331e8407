"""Tables of notices. Each row is of one person, and nobody else reads it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from qantara.accounts.models import Person
from qantara.core.ids import uuid7
from qantara.mail.models import Letter

#: Nobody is reminded of what happened longer ago.
STALE = timedelta(days=30)


class Digest(models.Model):
    """A mail with notices, written to the outbox. At most one a person and day, unless they ask for more.

    day       of the reader's clock
    is_asked  the reader asked to be written to at once
    letter    in the outbox; no reference of the database, for letters are forgotten before digests
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    is_asked = models.BooleanField()
    at = models.DateTimeField()
    letter = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "day"],
                condition=Q(is_asked=False),
                name="nobody_gets_more_than_one_digest_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"digest of {self.day} to {self.person_id}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, person: Person) -> Self:
        """What a person was told, the newest first."""
        return self.filter(person=person).order_by("-at", "-id")

    def unread(self) -> Self:
        """Neither read nor settled meanwhile."""
        return self.filter(read_at=None, settled_at=None)

    def unmailed(self, at: datetime) -> Self:
        """Told by no mail: none was written, or it is not known to have gone out and is sent no more."""
        lost = Letter.objects.filter(
            pk=OuterRef("digest__letter"), sent_at=None, expires_at__lte=at
        )
        return self.unread().filter(Q(digest=None) | Exists(lost))


class Notice(models.Model):
    """One thing that happened, told to one person.

    kind        of ``kinds.KINDS``, where the words are
    holder      whose work it is about
    about       {placeholder: text, or {language: text}}: names and days, never figures or free text
    link        parameters of the page it leads to
    mark        the same thing is told to the same person once
    settled_at  somebody has done meanwhile what it asked for
    digest      the mail that told it
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    about = models.JSONField(default=dict)
    link = models.JSONField(default=dict)
    mark = models.CharField(max_length=150)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    digest = models.ForeignKey(Digest, on_delete=models.SET_NULL, null=True, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "kind", "mark"], name="a_thing_is_told_to_a_person_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-at"], name="notice_by_person"),
            models.Index(
                fields=["person"],
                condition=Q(read_at=None, settled_at=None),
                name="notice_unread",
            ),
            models.Index(fields=["mark"], name="notice_by_mark"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.person_id}"


class Wish(models.Model):
    """How often somebody wants to be written to. Who has said nothing is written to once a day."""

    class Rhythm(models.TextChoices):
        AT_ONCE = "at_once"
        DAILY = "daily"
        WEEKLY = "weekly"
        NONE = "none"

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    rhythm = models.CharField(max_length=7, choices=Rhythm.choices, default=Rhythm.DAILY)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.rhythm} to {self.person_id}"


class Feed(models.Model):
    """A secret address by which a calendar program reads a person's due dates. One in force at a time.

    digest  of the secret, which is shown once
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None), name="a_person_has_one_feed"
            )
        ]

    def __str__(self) -> str:
        return f"feed of {self.person_id}"
