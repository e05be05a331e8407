"""Proposals of a city's stakeholder group and what became of them. Private to their holder."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from qantara.accounts import roles
from qantara.accounts.models import Person
from qantara.core.ids import uuid7
from qantara.network.stakeholders.models import Level


def _codes() -> ArrayField[list[str], list[str]]:
    return ArrayField(models.CharField(max_length=60), default=list, blank=True)


def _person(*, null: bool = False) -> models.ForeignKey[Person | None, Person | None]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=null
    )


class OfHolder(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, person: Person, action: str = "priorities.read") -> Self:
        """Records of the holders with whose priorities ``person`` may do ``action``."""
        return self.filter(holder__in=roles.holders_for(person, action))

    def standing(self) -> Self:
        """Acts that nobody took back."""
        return self.filter(undone_at=None)


class Priority(models.Model):
    """One proposal, from its first words to its endorsement.

    text         four paragraphs, ``PARTS``: title, problem, who holds the competence, lead department
    groups, rights, themes, goals   codes of ``tags``; goals are targets of the SDGs
    opened       sensitive codes among them that the city lets out with its paper
    serves       codes of recommendations
    held_by      kinds of body (``Level``) the competence is shared with, or that hold it
    cost         code of a band of its network
    reason       why it was withdrawn or merged
    proposed_by  none: somebody of the group without an account, by a link
    """

    class State(models.TextChoices):
        PROPOSED = "proposed"
        MERGED = "merged"
        WITHDRAWN = "withdrawn"
        CHOSEN = "chosen"  # taken to the workshop
        ENDORSED = "endorsed"

    class Competence(models.TextChoices):
        OWN = "own"
        SHARED = "shared"
        NONE = "none"

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey("network.Territory", on_delete=models.PROTECT, related_name="+")
    text = models.OneToOneField("editions.Text", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.PROPOSED)
    groups = _codes()
    rights = _codes()
    themes = _codes()
    goals = _codes()
    opened = _codes()
    serves = _codes()
    competence = models.CharField(max_length=6, choices=Competence.choices, blank=True)
    held_by = _codes()
    horizon = models.PositiveSmallIntegerField(null=True)
    cost = models.CharField(max_length=20, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="merged"
    )
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    proposed_by = _person(null=True)
    proposed_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = OfHolder.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into=None)),
                name="a_merged_priority_says_into_which",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["withdrawn", "merged"]) | ~Q(reason=""),
                name="a_priority_goes_with_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["holder", "territory", "state"], name="priority_by_state")
        ]

    def __str__(self) -> str:
        return f"priority {self.pk}"


class Quote(models.Model):
    """A figure of a release that a proposal rests on, as it is printed there.

    key  series key in that release        subject, period, printed  as printed, by language
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="quotes")
    release = models.ForeignKey("releases.Release", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    subject = models.JSONField()
    period = models.JSONField()
    printed = models.JSONField()
    quoted_by = _person()
    quoted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["priority", "release", "key"], name="a_figure_is_quoted_once"
            )
        ]

    def __str__(self) -> str:
        return self.key


class Partner(models.Model):
    """Who would work on it with the city. The name never leaves the desk; the kind does."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="partners")
    kind = models.CharField(max_length=13, choices=Level.choices)
    name = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["priority", "name"], name="a_partner_is_named_once")
        ]

    def __str__(self) -> str:
        return self.name


class Undoable(models.Model):
    """Something that was recorded, and can be taken back with a reason."""

    recorded_by = _person()
    recorded_at = models.DateTimeField()
    undone_by = _person(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_reason = models.TextField(blank=True)

    class Meta:
        abstract = True


class Ranking(Undoable):
    """The order a group gave the proposals it discussed.

    round      of ``ballots``, whose count this is; none: the group agreed, and its minutes say so
    took_part  {kind of body: how many took part}: kinds alone, nobody is named
    abstained  how many took part and gave no order
    dissent    what was said against it, in the group's words; a paragraph a note
    """

    class Method(models.TextChoices):
        BALLOT = "ballot"
        GROUP = "group"

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey("network.Territory", on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=6, choices=Method.choices)
    round = models.UUIDField(null=True)
    held_on = models.DateField()
    minute_reference = models.CharField(max_length=200, blank=True)
    took_part = models.JSONField(default=dict)
    abstained = models.PositiveSmallIntegerField(default=0)
    dissent = models.OneToOneField(
        "editions.Text", on_delete=models.PROTECT, related_name="+", null=True
    )

    objects = OfHolder.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(method="ballot", round__isnull=False)
                | (Q(method="group", round=None) & ~Q(minute_reference="")),
                name="a_ranking_has_a_round_or_a_minute_reference",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None) | ~Q(undone_reason=""),
                name="a_ranking_is_taken_back_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"ranking {self.held_on}"


class Ranked(models.Model):
    """A place in a ranking; two in one place are tied. ``firmness``: empty where nobody measured it."""

    class Firmness(models.TextChoices):
        FIRM = "firm"
        FAIRLY_FIRM = "fairly_firm"
        OPEN = "open"

    id = models.UUIDField(primary_key=True, default=uuid7)
    ranking = models.ForeignKey(Ranking, on_delete=models.CASCADE, related_name="places")
    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="places")
    place = models.PositiveSmallIntegerField()
    firmness = models.CharField(max_length=11, choices=Firmness.choices, blank=True)

    class Meta:
        ordering: ClassVar = ["place", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ranking", "priority"], name="a_priority_has_one_place_in_a_ranking"
            )
        ]

    def __str__(self) -> str:
        return f"{self.place}"


class Endorsement(Undoable):
    """The act by which the city made some proposals its priorities, as its minutes name it.

    body  code of ``tags.bodies``
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey("network.Territory", on_delete=models.PROTECT, related_name="+")
    body = models.CharField(max_length=40)
    on = models.DateField()
    minute_reference = models.CharField(max_length=200)
    ranking = models.ForeignKey(Ranking, on_delete=models.PROTECT, related_name="+", null=True)

    objects = OfHolder.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(undone_at=None) | ~Q(undone_reason=""),
                name="an_endorsement_is_taken_back_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(minute_reference=""), name="an_endorsement_names_its_minutes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.on}"


class Endorsed(models.Model):
    """A priority in the order in which it was endorsed."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    endorsement = models.ForeignKey(Endorsement, on_delete=models.CASCADE, related_name="places")
    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="acts")
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["endorsement", "priority"], name="a_priority_is_endorsed_once_in_an_act"
            ),
            models.UniqueConstraint(
                fields=["endorsement", "place"], name="an_endorsed_priority_has_its_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}"


class GroupLink(models.Model):
    """A link by which people of the group propose without an account, for some days.

    ``digest`` is of its token, which the database does not keep.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey("network.Territory", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    made_by = _person()
    made_at = models.DateTimeField()

    objects = OfHolder.as_manager()

    def __str__(self) -> str:
        return f"link {self.pk}"
