"""Tables of the ledger. All private: together with a released document they give away what is withheld."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from qantara.core.ids import uuid7


class Proof(models.Model):
    """One proof of one case: against what nobody else printed, or as courtesy.

    territories   of which the case has figures, shown or not
    known         ids of the releases it was held against when it was drafted
    fingerprint   of system, rules and decision, under the network's key
    system        what the proof is done on (``packed``); a courtesy proof has the same with less known.
                  Empty for those made before it was kept
    rules         the numbers of the rules
    rungs         coarser choices, where too much is withheld: ``{steps, shown, withheld}``
    left_out      tables that are not in the document, because nothing could protect them:
                  ``{definition, territory, period, unit, dimensions}``
    seconds       deciding and proving took, when it was drafted
    again_ms      proving again took, at the gate
    """

    class Reader(models.TextChoices):
        REAL = "real"
        COURTESY = "courtesy"

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey("releases.Case", on_delete=models.PROTECT, related_name="proofs")
    reader = models.CharField(max_length=8, choices=Reader.choices)
    release = models.ForeignKey(
        "releases.Release", on_delete=models.PROTECT, null=True, related_name="+"
    )
    territories = ArrayField(models.SlugField(max_length=60))
    known = ArrayField(models.UUIDField(), default=list)
    printed = models.PositiveIntegerField()
    withheld = models.PositiveIntegerField()
    small = models.PositiveIntegerField()
    worlds_count = models.PositiveIntegerField()
    insiders = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    rules = models.JSONField(default=dict)
    rungs = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    rules_version = models.CharField(max_length=20)
    solver_version = models.CharField(max_length=20, blank=True)
    system = models.BinaryField(default=bytes)
    seconds = models.FloatField(null=True)
    again_ms = models.FloatField(null=True)
    made_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Proof]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "reader"], name="a_case_has_a_proof_a_reader")
        ]
        indexes: ClassVar = [GinIndex(fields=["territories"], name="proof_by_territory")]

    def __str__(self) -> str:
        return f"{self.reader} proof of {self.case_id}"


class Decision(models.Model):
    """What became of one printed cell. ``figures``: keys of those that print it.

    ``choice``: the city withholds it, and the guard did not ask for that.
    What only the courtesy proof of a case withholds is a courtesy.
    """

    class Outcome(models.TextChoices):
        SHOWN = "shown"
        WITHHELD = "withheld"

    class Reason(models.TextChoices):
        SMALL = "small"
        REVISION = "revision"
        COMPLEMENT = "complement"
        RULE = "rule"
        EARLIER = "earlier"
        CHOICE = "choice"

    proof = models.ForeignKey(Proof, on_delete=models.CASCADE, related_name="decisions")
    cell = models.TextField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    figures = ArrayField(models.TextField(), default=list)

    objects: ClassVar[models.Manager[Decision]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proof", "cell"], name="a_cell_is_decided_once"),
            models.CheckConstraint(
                condition=Q(outcome="shown", reason="") | (Q(outcome="withheld") & ~Q(reason="")),
                name="a_withheld_cell_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.reason}".strip()


class World(models.Model):
    """Another table that publishes as the true one does: cell -> people more or fewer.

    component  name of the first of the cells that sums tie together
    """

    proof = models.ForeignKey(Proof, on_delete=models.CASCADE, related_name="worlds")
    number = models.PositiveIntegerField()
    component = models.TextField()
    changes = models.JSONField()

    objects: ClassVar[models.Manager[World]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proof", "number"], name="a_world_has_its_number")
        ]

    def __str__(self) -> str:
        return f"world {self.number}"


class Mark(models.Model):
    """What a city asked the guard for one of its figures; the next draft does so.

    keep      hide another before this one, where there is a choice
    withhold  do not publish it, though nothing else asks for that
    lift      withheld in an earlier release, it may be shown where the full proof allows it; whoever may
              approve says why
    coarsen   ``figure`` is the code of a step to coarser figures (``disclosure.steps``)
    """

    class Wish(models.TextChoices):
        KEEP = "keep"
        WITHHOLD = "withhold"
        LIFT = "lift"
        COARSEN = "coarsen"

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    subject = models.SlugField(max_length=60)
    figure = models.TextField()  # its key
    wish = models.CharField(max_length=8, choices=Wish.choices)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Mark]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["holder", "subject", "figure"], name="a_figure_is_marked_once"
            ),
            models.CheckConstraint(
                condition=~Q(wish="lift") | ~Q(reason=""), name="what_is_lifted_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wish} {self.figure}"
