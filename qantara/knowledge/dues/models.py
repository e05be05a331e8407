"""Due dates and extensions. A day that was set is never changed: the next one ends it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from qantara.accounts import roles
from qantara.accounts.models import Person
from qantara.core.ids import uuid7


class Step(models.TextChoices):
    """Steps of a city's way that can be due, in their order: the columns of the matrix."""

    TEAM = "team"
    EVIDENCE = "evidence"
    DRAFT = "draft"
    REVIEW = "review"
    SIGNATURE = "signature"
    RELEASE = "release"


class DueQuerySet(models.QuerySet["Due"]):
    def in_force(self) -> Self:
        return self.filter(ended_at=None)


class Due(models.Model):
    """A step is due on a day: for all members of a network, or one; in all languages, or one.

    language  of a draft; empty: all
    holder    of the one city; none: all
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    network = models.ForeignKey("network.Network", on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(
        "accounts.Holder", on_delete=models.PROTECT, null=True, related_name="+"
    )
    step = models.CharField(max_length=9, choices=Step.choices)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    on = models.DateField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = DueQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["network", "holder", "step", "language"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="a_step_is_due_on_one_day",
            ),
            models.CheckConstraint(
                condition=Q(language="") | Q(step="draft"), name="only_drafts_have_a_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.language} on {self.on}"


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def visible_to(self, person: Person, action: str = "work.read") -> Self:
        """Of the holders with whose extensions ``person`` may do ``action``."""
        return self.filter(holder__among=roles.holders_for(person, action))

    def open(self) -> Self:
        return self.filter(state=Extension.State.ASKED)


class Extension(models.Model):
    """A city asks for more time.

    due     the day it had when it asked
    wanted  until when it asks;  granted: until when it was given, which may be less
    """

    class State(models.TextChoices):
        ASKED = "asked"
        GRANTED = "granted"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    due = models.ForeignKey(Due, on_delete=models.PROTECT, related_name="extensions")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    had = models.DateField()
    wanted = models.DateField()
    reason = models.TextField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.ASKED)
    granted = models.DateField(null=True)
    answer = models.TextField(blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["holder", "due"],
                condition=Q(state="asked"),
                name="a_city_asks_once_for_more_time",
            ),
            models.CheckConstraint(condition=Q(wanted__gt=F("had")), name="an_extension_is_later"),
            models.CheckConstraint(
                condition=Q(state="asked", decided_at=None, granted=None)
                | Q(state="granted", decided_at__isnull=False, granted__gt=F("had"))
                | (Q(state="refused", decided_at__isnull=False, granted=None) & ~Q(answer="")),
                name="an_extension_is_decided_with_a_day_or_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="more_time_is_asked_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=F("decided_by")), name="nobody_grants_themselves_more_time"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["holder", "-asked_at"], name="extension_by_holder")
        ]

    def __str__(self) -> str:
        return f"{self.state} until {self.wanted}"
