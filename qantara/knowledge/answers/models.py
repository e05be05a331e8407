"""Tables of a city's choices and answers. Private to their holder, but for what it may be asked."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from qantara.accounts import roles
from qantara.accounts.models import Person
from qantara.core.ids import uuid7
from qantara.knowledge.observations.models import Observation, reference


class ChosenSet(models.Model):
    """Which indicators a holder chose to be asked for. No row: nobody chose, and the core counts."""

    class Choice(models.TextChoices):
        CORE = "core"
        SHORT = "short"

    holder = models.OneToOneField(
        "accounts.Holder", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    choice = models.CharField(max_length=5, choices=Choice.choices)
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.choice} for {self.holder_id}"


class CompetenceQuerySet(models.QuerySet["Competence"]):
    def visible_to(self, person: Person, action: str = "work.read") -> Self:
        """Statements of the holders with whose records ``person`` may do ``action``."""
        return self.filter(holder__in=roles.holders_for(person, action))

    def standing(self) -> Self:
        return self.filter(ended_at=None)


class Competence(models.Model):
    """What an indicator counts is not the city's to decide or to count, and who holds it.

    body    the body in the city's words;  level  of government
    language  in which it was stated; empty where that was not kept
    since   a year, a month or a day (core.periods); empty: nobody said
    batch   the import that keeps it as the reason why there is no figure
    """

    class Level(models.TextChoices):
        STATE = "state"
        REGION = "region"
        PROVINCE = "province"
        METROPOLIS = "metropolis"
        DISTRICT = "district"
        BODY = "body"

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey("network.Territory", on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=20)
    level = models.CharField(max_length=10, choices=Level.choices)
    body = models.CharField(max_length=200)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    since = models.CharField(max_length=10, blank=True)
    batch = models.ForeignKey("knowledge.Batch", on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = CompetenceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["holder", "territory", "indicator"],
                condition=Q(ended_at=None),
                name="a_competence_is_said_once_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(body=""), name="a_competence_names_who_holds_it"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="a_competence_is_ended_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} of {self.territory_id}: {self.body}"


class Confirmation(models.Model):
    """An answer of an earlier year that a person looked at for this one, and what it became.

    earlier      the observation that was looked at
    was_changed  false: it was confirmed as still true
    batch        the import that holds it for the new year
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    earlier = reference(Observation)
    batch = models.ForeignKey("knowledge.Batch", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    was_changed = models.BooleanField()
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["holder", "year"], name="confirmation_by_year"),
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id} for {self.year}"
