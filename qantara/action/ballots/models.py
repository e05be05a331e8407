"""Tables of workshops. Nothing here ties a ballot to a seat's card, to a person or to a moment."""

from __future__ import annotations

from typing import ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from qantara.accounts import roles
from qantara.accounts.models import Person
from qantara.action.ballots.values import Criterion, Option, length
from qantara.core.ids import uuid7


def _person(*, null: bool = False) -> models.ForeignKey[Person | None, Person | None]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=null
    )


class OfHolder(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, person: Person, action: str = "ballot.read") -> Self:
        """Records of the holders with whose ballots ``person`` may do ``action``."""
        return self.filter(holder__in=roles.holders_for(person, action))


class Workshop(models.Model):
    """A meeting of a city's group, on one day, with one round of voting or several."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey("network.Territory", on_delete=models.PROTECT, related_name="+")
    name = models.JSONField()
    held_on = models.DateField()
    made_by = _person()
    made_at = models.DateTimeField()

    objects = OfHolder.as_manager()

    def __str__(self) -> str:
        return f"workshop {self.pk}"


class Round(models.Model):
    """One vote of a workshop. Once it is open nothing of it changes; a second vote is another round.

    options, criteria  as ``values`` writes them; a ranking has no criteria
    series             how often cards were made for it: only the last ones open anything
    seats              cards of that series
    """

    class Method(models.TextChoices):
        SCORES = "scores"
        RANKING = "ranking"

    class State(models.TextChoices):
        PREPARED = "prepared"
        OPEN = "open"
        CLOSING = "closing"  # takes no more ballots; the count is not kept yet
        CLOSED = "closed"
        CALLED_OFF = "called_off"

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=7, choices=Method.choices)
    options = models.JSONField()
    criteria = models.JSONField(default=list)
    series = models.PositiveSmallIntegerField(default=0)
    seats = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARED)
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = OfHolder.as_manager()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workshop", "number"], name="a_round_has_its_number"),
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "called_off"])
                | Q(seats__gt=0, opened_at__isnull=False),
                name="an_open_round_has_seats",
            ),
            models.CheckConstraint(
                condition=Q(method="ranking", criteria=[]) | (Q(method="scores") & ~Q(criteria=[])),
                name="scores_have_criteria_and_rankings_none",
            ),
        ]

    def __str__(self) -> str:
        return f"round {self.number} of {self.workshop_id}"

    @property
    def choices(self) -> tuple[Option, ...]:
        return tuple(Option.read(one) for one in self.options)

    @property
    def measures(self) -> tuple[Criterion, ...]:
        return tuple(Criterion.read(one) for one in self.criteria)

    @property
    def marks(self) -> int:
        """How many marks a ballot of this round has."""
        return length(self.choices, self.measures)


class Seat(models.Model):
    """A card that was handed out, and what it says at present.

    digest  keyed hash of the code on the card
    sealed  its ballot, of one length whether cast or not, sealed with a key that is not in the database

    There is a row for every card before the round opens; closing the round removes them all.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "seat"


class PaperBallot(models.Model):
    """A numbered sheet as one person typed it and as a second one did. Removed when the round closes."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    first = models.BinaryField()
    first_by = _person()
    second = models.BinaryField(null=True)
    second_by = _person(null=True)
    agrees = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "number"], name="a_sheet_is_entered_once_in_a_round"
            ),
            models.CheckConstraint(
                condition=Q(second_by=None) | ~Q(second_by=models.F("first_by")),
                name="a_sheet_is_checked_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(agrees=False) | Q(second__isnull=False, second_by__isnull=False),
                name="a_sheet_agrees_with_a_second_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"sheet {self.number}"


class Result(models.Model):
    """What a closed round came to. Never changed: a trigger says so too.

    record  as ``record.write`` makes it; digest  SHA-256 of its canonical JSON
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="result")
    record = models.JSONField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"result of {self.round_id}"


class Dissent(models.Model):
    """What some of the group would have put beside the result. Added, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    words = models.TextField()
    noted_by = _person()
    noted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"dissent in {self.round_id}"
