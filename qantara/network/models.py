"""Network, phase, territory, member, participation, organisation, funding, fact; the gazetteer."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from qantara.core.ids import uuid7
from qantara.network.gazetteer.models import Gazetteer, Place, PlaceName
from qantara.network.handovers.models import Handover
from qantara.network.people.models import Consent, Entry
from qantara.network.stakeholders.models import Office, Stakeholder

__all__ = [
    "Caution", "Consent", "Entry", "Fact", "Funding", "Gazetteer", "Handover", "Involvement", "Member", "Network",
    "Office", "Organisation", "Participation", "Phase", "Place", "PlaceName", "Stakeholder",
    "Standing", "Territory", "ends_after_it_began", "holds_on",
]  # fmt: skip


def ends_after_it_began(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
        name=name,
    )


def holds_on(day: date) -> Q:
    """Rows that hold on a day: both ends included, an open end is null."""
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_to=None) | Q(valid_to__gte=day))


class Network(models.Model):
    """A network of cities. Several live on one instance; a city can be in more than one."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.JSONField()  # {language: text}
    holder = models.OneToOneField("accounts.Holder", on_delete=models.PROTECT)
    is_fictional = models.BooleanField(default=False)
    is_demonstration = models.BooleanField(
        default=False
    )  # made from public information, approved by nobody
    extent = models.JSONField(default=list)  # of its map: west, south, east, north in degrees
    has_coast = models.BooleanField(default=True)  # false: an invented map
    guard = models.JSONField(default=dict)  # what it decided about small numbers: docs/network.md
    country_names = models.JSONField(default=dict)  # {code: {language: text}} of invented countries

    def __str__(self) -> str:
        return self.slug


class Phase(models.Model):
    """A period of a network's work. Where sources disagree on its dates, the facts say so."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="phases")
    number = models.PositiveSmallIntegerField()
    name = models.JSONField()  # {language: text}
    precision = models.CharField(  # of its dates: some sources print years only
        max_length=5, choices=[(each, each) for each in ("day", "month", "year")], default="day"
    )
    source = models.TextField(blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="a_phase_has_a_number"),
            ends_after_it_began("a_phase_ends_after_it_began"),
        ]

    def __str__(self) -> str:
        return f"{self.network_id} {self.number}"


class Territory(models.Model):
    """What a figure describes: an area under one definition of its borders."""

    class Type(models.TextChoices):
        COUNTRY = "country"
        REGION = "region"
        PROVINCE = "province"
        GOVERNORATE = "governorate"
        METROPOLIS = "metropolis"
        MUNICIPALITY = "municipality"
        CITY_CLUSTER = "city_cluster"  # e.g. Eurostat's "greater city"
        DISTRICT = "district"

    id = models.BigAutoField(primary_key=True)
    slug = models.SlugField(max_length=60, unique=True)
    type = models.CharField(max_length=14, choices=Type.choices)
    name = models.JSONField()  # {language: text}
    #: What it is called besides: in the language of its country, or in that of a neighbour.
    also_called = models.JSONField(default=list)  # [text]
    country = models.CharField(
        max_length=2
    )  # ISO 3166-1 alpha-2; user-assigned (XA..XZ) if invented
    codes = models.JSONField(default=dict)  # {scheme: code}
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    stands_in_for = (
        models.ForeignKey(  # whose page shows its figures where that has none of its own
            "self", on_delete=models.PROTECT, null=True, related_name="stand_ins"
        )
    )
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            ends_after_it_began("a_territory_ends_after_it_began"),
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None)
                | Q(longitude__range=(-180, 180), latitude__range=(-90, 90)),
                name="a_position_is_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Member(models.Model):
    """Who joins: a city, a metropolis, a fund. ``stands_for`` are the territories it speaks for."""

    class Kind(models.TextChoices):
        CITY = "city"
        METROPOLIS = "metropolis"
        CITY_AND_METROPOLIS = "city_and_metropolis"
        FUND = "fund"

    id = models.UUIDField(primary_key=True, default=uuid7)
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.JSONField()  # {language: text}
    holder = models.OneToOneField("accounts.Holder", on_delete=models.PROTECT)
    stands_for = models.ManyToManyField(Territory, through="Standing", related_name="members")
    note = models.JSONField(default=dict)
    source = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.slug


class Standing(models.Model):
    """A member speaks for a territory."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT)
    order = models.PositiveSmallIntegerField(default=0)
    has_page = models.BooleanField(default=True)  # a metropolis may share its city's page

    class Meta:
        ordering: ClassVar[list[str]] = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "territory"], name="a_member_stands_for_a_territory_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} for {self.territory_id}"


class Caution(models.Model):
    """A member whose situation calls for it: its sheet shows total population only."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="cautions")
    decided_by = models.JSONField()  # a body, not a person
    decided_on = models.DateField()
    reason = models.JSONField()
    review_on = models.DateField()
    lifted_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"caution for {self.member_id}"


class Participation(models.Model):
    """A member's place in a network over time. Number and order are the network's own."""

    class Role(models.TextChoices):
        MEMBER = "member"
        ASSOCIATE = "associate"
        INVITED = "invited"

    id = models.UUIDField(primary_key=True, default=uuid7)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="participations")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="participations")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    number = models.PositiveSmallIntegerField(null=True)
    joined_in = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="joined")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    source = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints = [ends_after_it_began("a_participation_ends_after_it_began")]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.network_id}"


class Organisation(models.Model):
    """A body that takes part: donor, implementing partner, authority. Offices, not people."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    slug = models.SlugField(max_length=60, unique=True)
    acronym = models.CharField(max_length=40, blank=True)
    name = models.JSONField()  # {language: text}
    kind = models.CharField(max_length=80)
    website = models.CharField(max_length=200, blank=True)
    source = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.acronym or self.slug


class Involvement(models.Model):
    """An organisation's part in a network."""

    class Role(models.TextChoices):
        LEAD = "lead"
        PARTNER = "partner"
        DONOR = "donor"

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="involvements")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="involvements"
    )
    role = models.CharField(max_length=10, choices=Role.choices)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["order"]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.role}"


class Funding(models.Model):
    """Money for a phase, by source. The EUR amount is what the source prints."""

    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="fundings")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="fundings"
    )
    amount_eur = models.DecimalField(max_digits=14, decimal_places=2)
    reference = models.CharField(max_length=60, blank=True)
    source = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_eur__gt=0), name="a_funding_is_more_than_nothing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.amount_eur} for {self.phase_id}"


class Fact(models.Model):
    """What a source says of a network. Two sources may disagree: both stay, neither wins."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="facts")
    fact = models.CharField(max_length=60)
    value = models.TextField()
    source = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "fact", "value", "source"], name="a_source_says_a_fact_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.fact}: {self.value}"
