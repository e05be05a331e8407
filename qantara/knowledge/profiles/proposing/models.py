"""Table of proposals: somebody asked for a draft to be brought to the gate."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from qantara.accounts import roles
from qantara.accounts.models import Person
from qantara.core.ids import uuid7

#: A draft that nobody has finished by then was cut off: it can be asked for again.
PATIENCE = timedelta(minutes=15)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, person: Person) -> Self:
        """The proposals of holders in whose name ``person`` may propose a release."""
        return self.filter(holder__in=roles.holders_for(person, "case.open"))


class Proposal(models.Model):
    """A draft asked for. Open until it has a ``case`` or a ``refusal``.

    why      language -> why it is issued again; empty for a first release
    opened   indicators that stay with the city by default and are opened for this release
    refusal  what stood in the way, in the language of whoever asked
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey("network.Territory", on_delete=models.PROTECT, related_name="+")
    network = models.ForeignKey("network.Network", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[(each, each) for each in ("profile", "figures")])
    why = models.JSONField(default=dict)
    opened = ArrayField(models.CharField(max_length=60), default=list)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    case = models.OneToOneField(
        "releases.Case", on_delete=models.PROTECT, null=True, related_name="+"
    )
    refusal = models.TextField(blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done_at=None, case=None, refusal="")
                | (Q(done_at__isnull=False) & (Q(case__isnull=False) ^ ~Q(refusal=""))),
                name="a_proposal_ends_in_a_case_or_a_refusal",
            ),
            models.UniqueConstraint(
                fields=["holder", "territory", "kind"],
                condition=Q(done_at=None),
                name="one_draft_of_a_place_is_made_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.territory_id}"

    def is_late(self, at: datetime) -> bool:
        """Whether it should long have been done."""
        return self.done_at is None and self.asked_at < at - PATIENCE
