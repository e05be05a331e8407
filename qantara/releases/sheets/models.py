"""Mandate and sheet. Private."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from qantara.accounts import roles
from qantara.accounts.models import Person
from qantara.core import ids
from qantara.core.ids import uuid7


def _person() -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")


def _person_later() -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )


class Mandate(models.Model):
    """An office that may sign for a holder by law, from one day to another. No person's name.

    office       as it stands on the sheet, such as "Mayor", in the holder's language
    legal_basis  the law, decree or decision, as the holder gives it
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey("accounts.Holder", on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=160)
    legal_basis = models.CharField(max_length=400)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    set_by = _person()
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="a_mandate_ends_after_it_began",
            )
        ]

    def __str__(self) -> str:
        return self.office

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class SheetQuerySet(models.QuerySet["Sheet"]):
    def visible_to(self, person: Person, *, at: datetime | None = None) -> Self:
        """Sheets of cases whose drafts ``person`` may read."""
        return self.filter(case__holder__in=roles.holders_for(person, "sheet.read", at=at))

    def open(self) -> Self:
        return self.filter(confirmed_at=None, refused_at=None)


class Sheet(models.Model):
    """A printed decision on one case: printed, scanned once signed, then confirmed or refused.

    number  stands on the sheet and in its QR code; random
    digest  of the case when it was printed: another content needs another sheet
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    number = models.CharField(max_length=16, unique=True, default=ids.short)
    case = models.ForeignKey("releases.Case", on_delete=models.PROTECT, related_name="sheets")
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=8)
    public_from = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64)
    printed_by = _person()
    printed_at = models.DateTimeField()
    scan = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_on = models.DateField(null=True)
    scanned_by = _person_later()
    scanned_at = models.DateTimeField(null=True)
    confirmed_by = _person_later()
    confirmed_at = models.DateTimeField(null=True)
    refused_by = _person_later()
    refused_at = models.DateTimeField(null=True)
    refusal = models.TextField(blank=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(confirmed_at=None, refused_at=None),
                name="a_case_has_one_open_sheet",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None)
                | (
                    Q(scan__isnull=False, refused_at=None)
                    & ~Q(confirmed_by=F("scanned_by"))
                    & ~Q(confirmed_by=F("printed_by"))
                ),
                name="a_second_person_confirms_a_scanned_sheet",
            ),
            models.CheckConstraint(
                condition=Q(refused_at=None) | ~Q(refusal=""),
                name="a_sheet_is_refused_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.case_id}"
