"""Tables of the directory. An entry is its person's own; others read it while a consent holds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from qantara.core.ids import uuid7
from qantara.network.people.purposes import VERSIONS, Use

#: From agreeing to the end of the last day: 24 months, and what is left of the day itself.
LONGEST = timedelta(days=731)


class Entry(models.Model):
    """How somebody wants to be found: in their own words, and nothing they did not write.

    languages  BCP 47 codes of ``languages.SPOKEN``
    themes     codes of domains of the framework
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="entry"
    )
    name = models.CharField(max_length=120)
    function = models.CharField(max_length=120, blank=True)
    languages = models.JSONField(default=list)
    themes = models.JSONField(default=list)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="an_entry_has_a_name")
        ]

    def __str__(self) -> str:
        return f"entry of {self.person_id}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def in_force(self, at: datetime) -> Self:
        """Neither withdrawn nor over, and to the words as they are today."""
        asked = Q()
        for use, version in VERSIONS.items():
            asked |= Q(use=use, version=version)
        return self.filter(asked, ended_at=None, until__gt=at)


class Consent(models.Model):
    """That somebody agreed to one use of their entry, until a day. Agreed anew, it is another row.

    version   of the words they read, and ``language`` the one they read them in
    until     the end of the last day, UTC
    ended_at  withdrawn, or agreed anew
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents"
    )
    use = models.CharField(max_length=10, choices=Use.choices)
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    given_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "use"],
                condition=Q(ended_at=None),
                name="a_person_agrees_to_a_use_once",
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("given_at"), until__lte=F("given_at") + LONGEST),
                name="a_consent_ends_within_two_years",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.use} of {self.person_id}"

    @property
    def last_day(self) -> datetime:
        """The moment before it ends: of the last day on which it holds."""
        return self.until - timedelta(microseconds=1)
