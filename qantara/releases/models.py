"""Case and signatures; release, artefact, body, tombstone.

All private: what the public side reads are copies (``releases.site``).
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from qantara.core import ids
from qantara.core.ids import uuid7
from qantara.files.store import Where
from qantara.releases.sheets.models import Mandate as Mandate
from qantara.releases.sheets.models import Sheet as Sheet


class Audience(models.TextChoices):
    HOLDER = "holder"  # the city alone
    NETWORK = "network"
    PUBLIC = "public"


class Case(models.Model):
    """One document on its way to release. Its content never changes: a change is another case."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    kind = models.CharField(max_length=20)
    subject = models.SlugField(max_length=60)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT)
    document = models.TextField()  # canonical JSON
    digest = models.CharField(max_length=64)  # keyed: a draft's bare hash could be broken
    proof = models.CharField(max_length=64, blank=True)  # of what the guard proved; signed with it
    opened_at = models.DateTimeField()
    audience = models.CharField(max_length=8, choices=Audience.choices, blank=True)
    public_from = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.opened_at:%Y-%m-%d}"


class Signature(models.Model):
    """Somebody put their name to a case's content, as its digest says it was."""

    class Act(models.TextChoices):
        WROTE = "wrote"
        REVIEWED = "reviewed"
        APPROVED = "approved"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="signatures")
    act = models.CharField(max_length=8, choices=Act.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    digest = models.CharField(max_length=64)
    sheet = models.ForeignKey("releases.Sheet", on_delete=models.PROTECT, null=True)  # if on paper
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "act"], name="an_act_is_signed_once"),
            models.UniqueConstraint(
                fields=["case", "person"], name="author_reviewer_and_approver_are_three_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.act}"


class Contribution(models.Model):
    """Somebody changed a text or a figure of a case's document since the release before it.

    They are its authors as much as whoever brought it to the gate: a trigger refuses their approval.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="contributions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="a_contribution_is_named_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} to {self.case_id}"


class ReleaseQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def standing(self) -> Self:
        """Not withdrawn."""
        return self.filter(withdrawn_at=None)


class Release(models.Model):
    """A frozen document. Only ``withdrawn_at`` may ever change (a trigger sees to it)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    address = models.CharField(max_length=16, unique=True, default=ids.short)  # /r/<address>
    kind = models.CharField(max_length=20)
    schema = models.CharField(max_length=20)  # e.g. profile/1
    subject = models.SlugField(max_length=60)
    network = models.SlugField(max_length=60)
    holder_id = models.UUIDField()  # no foreign key: the public side knows no accounts
    number = models.PositiveIntegerField()
    voice = models.CharField(max_length=8)  # city | network
    audience = models.CharField(max_length=8, choices=Audience.choices)
    public_from = models.DateTimeField()
    released_at = models.DateTimeField()
    languages = ArrayField(models.CharField(max_length=2))
    card = models.JSONField()  # what lists show
    document = models.TextField()  # canonical JSON, exactly the bytes the checksum covers
    checksum = models.CharField(max_length=64)  # SHA-256 of the document
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "kind", "number"], name="a_release_has_its_number"
            ),
            models.CheckConstraint(
                condition=Q(voice__in=["city", "network"]), name="a_release_has_a_voice"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("released_at")),
                name="a_release_is_withdrawn_after_it_was_made",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subject", "kind", "-number"], name="release_by_subject"),
            models.Index(
                fields=["network", "kind", "subject", "-number"], name="release_by_network"
            ),
            models.Index(fields=["-released_at"], name="release_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.number}"


class Artefact(models.Model):
    """A file made of a release when it was released: the bytes stay, the code may go."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="artefacts")
    language = models.CharField(max_length=2, blank=True)  # empty: the same in all languages
    format = models.CharField(max_length=12)  # pdf, xlsx, csv, zip, jsonstat
    filename = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField(null=True)
    checksum = models.CharField(max_length=64)
    store: models.CharField[Where, Where] = models.CharField(
        max_length=7
    )  # private until the release is public
    key = models.CharField(max_length=80)  # in that store; random, not to be guessed

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "format", "language"], name="an_artefact_is_made_once"
            )
        ]

    def __str__(self) -> str:
        return self.filename


class Body(models.Model):
    """A release's page in one language without its frame, rendered once. Rebuilt by command."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="bodies")
    language = models.CharField(max_length=2)
    renderer = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField()
    html = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "language"], name="a_release_has_a_body_a_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.release_id} {self.language}"


class Tombstone(models.Model):
    """What a withdrawn release's addresses answer."""

    address = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=20)
    subject = models.SlugField(max_length=60)
    number = models.PositiveIntegerField()
    withdrawn_at = models.DateTimeField()
    reason = models.JSONField()  # Name

    def __str__(self) -> str:
        return f"withdrawn {self.kind} {self.subject} {self.number}"


class Withdrawal(models.Model):
    """Who withdrew a release. Private."""

    release = models.OneToOneField(Release, on_delete=models.PROTECT)
    first = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(first=F("second")), name="a_withdrawal_takes_two_people"
            )
        ]

    def __str__(self) -> str:
        return f"withdrawal of {self.release_id}"
