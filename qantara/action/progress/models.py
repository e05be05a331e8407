"""Commitments of a city to recommendations, and what it reports of them. Private to their holder."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from qantara.accounts import roles
from qantara.accounts.models import Person
from qantara.core.ids import uuid7


def _person(*, null: bool = False) -> models.ForeignKey[Person | None, Person | None]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=null
    )


class CommitmentSet(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, person: Person, action: str = "progress.read") -> Self:
        """Records of the holders with whose commitments ``person`` may do ``action``."""
        return self.filter(holder__in=roles.holders_for(person, action))

    def standing(self) -> Self:
        return self.filter(ended_at=None)


class Commitment(models.Model):
    """What a place says of one recommendation: that it commits to it, or why it does not.

    recommendation  code in the set of its network
    text            two paragraphs, ``wording.COMMITMENT``: what (or why not), and the lead department
    due             by when; a commitment has a day
    held_by         kinds of body (``Level``) that hold what is outside the city's competence
    body, decided_on, minute_reference   where it was decided: code of ``tags.bodies``
    priority        of the city, that it comes from
    is_let_out      the city lets this cell out with its next release
    """

    class Stance(models.TextChoices):
        COMMITTED = "committed"
        OUTSIDE = "outside"
        NOT_APPLICABLE = "not_applicable"

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey("network.Territory", on_delete=models.PROTECT, related_name="+")
    recommendation = models.CharField(max_length=12)
    stance = models.CharField(max_length=14, choices=Stance.choices)
    text = models.OneToOneField("editions.Text", on_delete=models.PROTECT, related_name="+")
    due = models.DateField(null=True)
    held_by = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    body = models.CharField(max_length=40, blank=True)
    decided_on = models.DateField(null=True)
    minute_reference = models.CharField(max_length=200, blank=True)
    priority = models.ForeignKey(
        "action.Priority", on_delete=models.PROTECT, related_name="commitments", null=True
    )
    is_let_out = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    made_by = _person()
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_reason = models.TextField(blank=True)

    objects = CommitmentSet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["territory", "recommendation"], condition=Q(ended_at=None),
                name="a_place_has_one_word_on_a_recommendation",
            ),
            models.CheckConstraint(
                condition=Q(stance="committed", due__isnull=False)
                | (~Q(stance="committed") & Q(due=None)),
                name="a_commitment_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(ended_reason=""),
                name="a_commitment_ends_with_a_reason",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"commitment {self.pk}"


class OfCommitment(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, person: Person, action: str = "progress.read") -> Self:
        return self.filter(commitment__holder__in=roles.holders_for(person, action))

    def standing(self) -> Self:
        """Nobody took them back."""
        return self.filter(undone_at=None)


class ProgressReport(models.Model):
    """How far a commitment was on a day. Never changed: a later one says what is so later.

    text  three paragraphs, ``wording.REPORT``: what is done, the obstacle, the next step
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="reports")
    level = models.PositiveSmallIntegerField()
    on = models.DateField()
    text = models.OneToOneField("editions.Text", on_delete=models.PROTECT, related_name="+")
    reported_by = _person()
    reported_at = models.DateTimeField()
    undone_by = _person(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_reason = models.TextField(blank=True)

    objects = OfCommitment.as_manager()

    class Meta:
        ordering: ClassVar = ["on", "reported_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(level__lte=4), name="a_level_is_from_0_to_4"),
            models.CheckConstraint(
                condition=Q(undone_at=None) | ~Q(undone_reason=""),
                name="a_progress_report_is_taken_back_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.on}"


class Evidence(models.Model):
    """What a report rests on, cited by kind, body and date. Where it happened: the city, no closer.

    title   in ``language``               issuer   the body that made it
    url     of a link                     release, key, subject, period, printed   of a quoted figure
    """

    class Kind(models.TextChoices):
        DOCUMENT = "document"
        LINK = "link"
        FIGURE = "figure"

    id = models.UUIDField(primary_key=True, default=uuid7)
    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    on = models.DateField(null=True)
    url = models.URLField(max_length=500, blank=True)
    release = models.ForeignKey(
        "releases.Release", on_delete=models.PROTECT, related_name="+", null=True
    )
    key = models.CharField(max_length=200, blank=True)
    subject = models.JSONField(default=dict)
    period = models.JSONField(default=dict)
    printed = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="figure", release__isnull=False) & ~Q(key="")
                | Q(kind="link", release=None) & ~Q(url="")
                | Q(kind="document", release=None, on__isnull=False) & ~Q(issuer=""),
                name="evidence_says_where_it_is_found",
            )
        ]

    def __str__(self) -> str:
        return self.title or self.key


class Check(models.Model):
    """A second person's word on a report.

    standing  as what they looked at it: from a peer city, as an expert, for the secretariat
    of        the peer's city
    note      to the city; it stays in the desk
    """

    class Standing(models.TextChoices):
        PEER = "peer"
        EXPERT = "expert"
        SECRETARIAT = "secretariat"

    id = models.UUIDField(primary_key=True, default=uuid7)
    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="checks")
    is_confirmed = models.BooleanField()
    standing = models.CharField(max_length=11, choices=Standing.choices)
    of = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+", null=True)
    note = models.TextField(blank=True)
    checked_by = _person()
    checked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["checked_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(standing="peer", of__isnull=False) | (~Q(standing="peer") & Q(of=None)),
                name="a_peer_is_of_a_city",
            ),
            models.CheckConstraint(
                condition=Q(is_confirmed=True) | ~Q(note=""),
                name="who_doubts_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"check {self.checked_at:%Y-%m-%d}"
