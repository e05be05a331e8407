"""Tables of stakeholders and offices. Private to their holder."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from qantara.accounts import roles
from qantara.accounts.models import Person
from qantara.core.ids import uuid7


class Level(models.TextChoices):
    """The level of government a body belongs to, or what it is outside government."""

    INTERNATIONAL = "international"
    NATIONAL = "national"
    REGIONAL = "regional"
    LOCAL = "local"
    CIVIL_SOCIETY = "civil_society"
    RESEARCH = "research"
    BUSINESS = "business"


class Part(models.TextChoices):
    """What a body does in a theme, the weightiest first."""

    DECIDES = "decides"
    FUNDS = "funds"
    DELIVERS = "delivers"
    REPRESENTS = "represents"
    CONSULTED = "consulted"
    PROVIDES_DATA = "provides_data"
    INFORMED = "informed"


class OwnQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, person: Person, action: str = "team.read") -> Self:
        """Those of the holders in whose team ``person`` may do ``action``."""
        return self.filter(holder__in=roles.holders_for(person, action))


class Stakeholder(models.Model):
    """An organisation a city works with, or has to reckon with.

    parts    {theme: [part, ...]}: themes are domains of the framework, parts in the order of ``Part``
    version  counts its changes, for two who change it at the same time
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    level = models.CharField(max_length=13, choices=Level.choices)
    parts = models.JSONField(default=dict)
    note = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Stakeholder]] = OwnQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("holder", Lower("name"), name="a_stakeholder_stands_once"),
            models.CheckConstraint(condition=~Q(name=""), name="a_stakeholder_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"stakeholder {self.pk}"


class Office(models.Model):
    """Somebody the team works with who has no account: their function and how to reach the office.

    confirmed_on  the day somebody last said that it is still so; two years later it is forgotten
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    function = models.CharField(max_length=120)
    organisation = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)
    confirmed_on = models.DateField()

    objects: ClassVar[models.Manager[Office]] = OwnQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "holder", Lower("function"), Lower("organisation"), name="an_office_stands_once"
            ),
            models.CheckConstraint(
                condition=~Q(function="") & ~Q(organisation=""), name="an_office_says_what_it_is"
            ),
        ]

    def __str__(self) -> str:
        return f"office {self.pk}"
