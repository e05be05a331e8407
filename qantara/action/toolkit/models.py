"""Tables of a city's way through the guide. Private to its team."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from qantara.accounts import roles
from qantara.accounts.models import Person
from qantara.core.ids import uuid7


class State(models.TextChoices):
    """What a city says of a step. A step without a mark is open."""

    OPEN = "open"
    DOING = "doing"
    DONE = "done"
    LEFT_OUT = "left_out"


class RunQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, person: Person, action: str = "toolkit.read") -> Self:
        return self.filter(holder__in=roles.holders_for(person, action))


class Run(models.Model):
    """A city goes through a guide; there is one of each at a time. ``paused_at``: while it rests."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    guide = models.SlugField(max_length=40)
    started_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder", "guide"], name="a_city_runs_a_guide_once")
        ]

    def __str__(self) -> str:
        return f"{self.guide} {self.holder_id}"


class StepMark(models.Model):
    """What a city decided of a step. ``version`` counts its changes, for two who mark it at once."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="marks")
    step = models.SlugField(max_length=40)
    state = models.CharField(max_length=8, choices=State.choices)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "step"], name="a_step_is_marked_once"),
            models.CheckConstraint(
                condition=~models.Q(state=State.LEFT_OUT) | ~models.Q(note=""),
                name="a_step_is_left_out_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.state}"
