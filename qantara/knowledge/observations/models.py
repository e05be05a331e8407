"""Tables of observations.

One row an observation, never changed but for closing ``superseded_at``. Its references carry no
foreign key constraint: five of them made a million rows cost 15 s instead of 3 (measured, see
ARCHITECTURE); the stage checks them before they are stored and ``check`` proves them again.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from qantara.accounts import roles
from qantara.accounts.models import Person
from qantara.core.ids import uuid7


def reference(to: str | type[models.Model], related_name: str = "+") -> models.ForeignKey:  # type: ignore[type-arg]
    """A reference from an observation: neither constraint nor index of its own."""
    return models.ForeignKey(
        to, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name=related_name
    )


class Source(models.Model):
    """A table or document of a publisher, whatever year or file of it.

    ``is_public``: anyone can get it at ``url``; small cells of such a source are named with it
    instead of being repeated.
    """

    organisation = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    table = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    is_public = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "title", "table"], name="a_source_is_listed_once"
            )
        ]

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.organisation, self.title, self.table)))


class Definition(models.Model):
    """What is counted exactly. Immutable: it is told by its content, which it keeps.

    version  of the framework that first had this content; later ones that say the same continue
             its series (DefinitionUse)
    content  what that version said: names, definition, unit, who is counted; old figures keep their
             meaning when the framework's files have another
    """

    framework = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    code = models.CharField(max_length=60)  # POP-01, POP-03/wien-herkunft
    unit = models.CharField(max_length=20)  # the one its figures are kept in
    content_hash = models.CharField(max_length=64)
    content = models.JSONField(default=dict)
    first_used_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["framework", "code", "content_hash"], name="a_definition_is_kept_once"
            ),
            models.UniqueConstraint(
                fields=["framework", "version", "code"],
                name="a_definition_does_not_change_within_a_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.framework} {self.version})"


class DefinitionUse(models.Model):
    """A framework version was used with a definition: from then on it has no other of that code."""

    definition = models.ForeignKey(Definition, on_delete=models.PROTECT, related_name="uses")
    framework = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    code = models.CharField(max_length=60)
    first_used_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["framework", "version", "code"],
                name="a_version_uses_one_definition_of_a_code",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} in {self.framework} {self.version}"


class Period(models.Model):
    """An SDMX time period (core.periods)."""

    code = models.CharField(max_length=40, unique=True)
    start = models.DateField()
    end = models.DateField()
    reference = models.DateField(null=True)

    def __str__(self) -> str:
        return self.code


class Breakdown(models.Model):
    """A part of a whole as its canonical string (core.breakdowns)."""

    code = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.code or "_T"


class BatchQuerySet(models.QuerySet["Batch"]):
    def visible_to(self, person: Person) -> Self:
        """The imports of holders whose observations ``person`` may read."""
        holders = roles.holders_for(person, "observations.read")
        return self.filter(evidence_file__holder__in=holders)


class Batch(models.Model):
    """One confirmed import: from which file, by which mapping, who, when, and how much."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    evidence_file = models.ForeignKey(
        "knowledge.EvidenceFile", on_delete=models.PROTECT, related_name="batches"
    )
    mapping = models.TextField(blank=True)
    mapping_hash = models.CharField(max_length=64, blank=True)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    undone_reason = models.TextField(blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None, undone_reason="")
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_reason="")),
                name="a_batch_is_undone_by_someone_for_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.id} of {self.confirmed_at:%Y-%m-%d %H:%M}"


class ObservationQuerySet(models.QuerySet["Observation"]):
    """Observations as they stand, now or at a moment."""

    def visible_to(self, person: Person) -> Self:
        """Those from the evidence of holders whose observations ``person`` may read."""
        holders = roles.holders_for(person, "observations.read")
        return self.filter(batch__evidence_file__holder__in=holders)

    def current(self) -> Self:
        """What stands today: what a later statement of the same source replaced is unseen."""
        return self.filter(superseded_at=None)

    def as_of(self, moment: datetime) -> Self:
        """What stood at ``moment``."""
        return self.filter(
            Q(superseded_at=None) | Q(superseded_at__gt=moment), recorded_at__lte=moment
        )

    def preferred(self, *, as_of: datetime | None = None) -> Self:
        """One of each set of competing statements: the source a person preferred, for a reason.

        Without a preference the official figure comes before an estimate, then the one recorded
        last. Chain it after ``current()`` or ``as_of(moment)``, with the same moment here.
        """
        stands = Q(superseded_at=None)
        chosen = Preference.objects.filter(ended_at=None)
        if as_of is not None:
            stands = Q(superseded_at=None) | Q(superseded_at__gt=as_of)
            stands &= Q(recorded_at__lte=as_of)
            chosen = Preference.objects.as_of(as_of)
        chosen = chosen.filter(
            Q(period=OuterRef("period")) | Q(period=None),
            territory=OuterRef("territory"),
            definition=OuterRef("definition"),
        ).order_by(F("period").asc(nulls_last=True))
        rivals = (
            Observation.objects.filter(
                stands,
                territory=OuterRef("territory"),
                definition=OuterRef("definition"),
                period=OuterRef("period"),
                breakdown=OuterRef("breakdown"),
                unit=OuterRef("unit"),
            )
            .annotate(chosen=Subquery(chosen.values("source")[:1]))
            .annotate(
                order=Coalesce(
                    models.Case(
                        models.When(source=F("chosen"), then=0),
                        models.When(obs_status="A", then=1),
                        default=2,
                    ),
                    2,
                )
            )
            .order_by("order", "-recorded_at", "-id")
        )
        return self.filter(id=Subquery(rivals.values("id")[:1]))


class Observation(models.Model):
    """One statement of one source: a value, or bounds, or why there is none.

    obs_status   SDMX CL_OBS_STATUS;  conf_status  SDMX CL_CONF_STATUS
    is_break     the series breaks just before this period, for the reason in ``break_note``
    absence      why there is no figure; empty where there is one
    """

    id = models.BigAutoField(primary_key=True)
    territory = reference("network.Territory")
    definition = reference(Definition)
    period = reference(Period)
    breakdown = reference(Breakdown)
    source = reference(Source)
    batch = reference(Batch, "observations")
    unit = models.CharField(max_length=20)
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    decimals = models.SmallIntegerField(default=0)
    obs_status = models.CharField(max_length=2, default="A")
    conf_status = models.CharField(max_length=2, blank=True)
    is_break = models.BooleanField(default=False)
    break_note = models.TextField(blank=True)
    absence = models.CharField(max_length=24, blank=True)
    method = models.TextField(blank=True)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["territory", "definition", "period", "breakdown", "unit", "source"],
                condition=Q(superseded_at=None),
                name="a_source_states_a_figure_once",
            ),
            models.CheckConstraint(
                condition=(
                    Q(absence="")
                    & (Q(value__isnull=False) | Q(low__isnull=False, high__isnull=False))
                )
                | (~Q(absence="") & Q(value=None, low=None, high=None)),
                name="observation_has_a_value_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(low=None, high=None) | Q(low__lte=F("high")),
                name="observation_bounds_are_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(method="")
                | (~Q(obs_status__in=["E", "F", "I"]) & Q(low=None, high=None)),
                name="an_estimate_says_its_method",
            ),
            models.CheckConstraint(
                condition=Q(is_break=False) | ~Q(break_note=""), name="a_break_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None) | Q(superseded_at__gte=F("recorded_at")),
                name="observation_is_superseded_after_it_was_recorded",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["definition", "period", "territory"],
                include=["breakdown", "source", "value"],
                condition=Q(superseded_at=None),
                name="observation_by_definition",
            ),
            models.Index(
                fields=["territory", "definition", "period", "breakdown", "unit", "source"],
                condition=Q(superseded_at__isnull=False),
                name="observation_history",
            ),
            models.Index(fields=["batch"], name="observation_by_batch"),
        ]

    def __str__(self) -> str:
        return f"observation {self.id}"


class PreferenceQuerySet(models.QuerySet["Preference"]):
    def current(self) -> Self:
        return self.filter(ended_at=None)

    def as_of(self, moment: datetime) -> Self:
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=moment), chosen_at__lte=moment)


class Preference(models.Model):
    """Somebody chose which source counts for a figure, and why. A later choice ends it.

    ``period`` None: for all periods that have no choice of their own.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    territory = models.ForeignKey(
        "network.Territory", on_delete=models.PROTECT, related_name="preferences"
    )
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, null=True, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["territory", "definition", "period"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="one_source_is_preferred_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_preference_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} for {self.territory_id} {self.definition_id}"


class Latest(models.Model):
    """The latest preferred figure of each part of a definition in a territory, kept up to date.

    Made from observations and preferences alone (``latest.renew``); ``check`` proves that it is.
    """

    id = models.BigAutoField(primary_key=True)
    territory = reference("network.Territory")
    definition = reference(Definition)
    breakdown = reference(Breakdown)
    unit = models.CharField(max_length=20)
    period = reference(Period)
    observation = reference(Observation)
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["territory", "definition", "breakdown", "unit"], name="one_figure_is_latest"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["definition", "breakdown", "unit", "territory"],
                include=["value", "period"],
                name="latest_by_definition",
            )
        ]

    def __str__(self) -> str:
        return f"latest {self.observation_id}"
