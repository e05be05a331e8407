"""Tables of data requests. Private to their holder."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from qantara.accounts import roles
from qantara.accounts.models import Person
from qantara.core.ids import uuid7


class Contact(models.Model):
    """An office that was written to, kept for the next time. No person's name is asked for."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    organisation = models.CharField(max_length=200)
    department = models.CharField(max_length=200, blank=True)
    address = models.TextField(blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["holder", "organisation", "department"], name="a_contact_is_kept_once"
            )
        ]

    def __str__(self) -> str:
        return self.organisation


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    def visible_to(self, person: Person, action: str = "requests.read") -> Self:
        """Requests of the holders with whose requests ``person`` may do ``action``."""
        return self.filter(holder__in=roles.holders_for(person, action))


class DataRequest(models.Model):
    """One letter that asks for figures of a place, and what came of it.

    number    stands on the letter; counted by holder and year
    asked     [{definition, breakdown, unit, period}]: the lines of the annexed table
    nonce     random, of which and the server's key the link is made; empty: there is no link
    digest    of the link's token
    said      what the addressee said by the link, for the city to confirm; ``said_on`` the day it
              named for later
    arrival   the file that came back by the link
    document  the letter in which the addressee refused
    batch     the import that says why there is no figure
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        SENT = "sent"
        ANSWERED = "answered"
        PARTLY = "partly"
        REFUSED = "refused"
        NO_ANSWER = "no_answer"

    class Way(models.TextChoices):
        PAPER = "paper"
        MAIL = "mail"

    class Said(models.TextChoices):
        FILE = "file"
        NOT_HELD = "not_held"
        REFUSED = "refused"
        LATER = "later"

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey("network.Territory", on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="+")
    number = models.CharField(max_length=20)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    asked = models.JSONField()
    deadline = models.DateField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    way = models.CharField(max_length=5, choices=Way.choices, blank=True)
    sent_on = models.DateField(null=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    reminded_on = models.DateField(null=True)
    nonce = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=8, choices=Said.choices, blank=True)
    said_reason = models.TextField(blank=True)
    said_on = models.DateField(null=True)
    said_at = models.DateTimeField(null=True)
    arrival = models.ForeignKey(
        "knowledge.Arrival", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reason = models.TextField(blank=True)
    document = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+"
    )
    batch = models.ForeignKey(
        "knowledge.Batch", on_delete=models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["holder", "number"], name="a_data_request_has_a_number"
            ),
            models.UniqueConstraint(
                fields=["digest"], condition=~Q(digest=""), name="a_link_opens_one_data_request"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(sent_on__isnull=False, contact__isnull=False),
                name="a_sent_data_request_has_a_day_and_an_addressee",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="a_refusal_has_a_reason"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["holder", "-opened_at"], name="data_request_by_holder")
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.holder_id}"


class LetterText(models.Model):
    """One version of a letter's words. Never changed: a change is the next version.

    words  {part: text} with the parts of ``letters.PARTS``
    """

    class Kind(models.TextChoices):
        REQUEST = "request"
        REMINDER = "reminder"

    id = models.UUIDField(primary_key=True, default=uuid7)
    request = models.ForeignKey(DataRequest, on_delete=models.CASCADE, related_name="texts")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    version = models.PositiveSmallIntegerField()
    words = models.JSONField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "version"], name="a_letter_has_one_text_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.version}"
