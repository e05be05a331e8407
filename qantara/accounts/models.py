"""Person, holder, role."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from qantara.core.ids import uuid7


class PersonManager(BaseUserManager["Person"]):
    def create_user(
        self, email: str, *, name: str, language: str, password: str | None = None
    ) -> Person:
        person = self.model(email=self.normalize_email(email), name=name, language=language)
        person.set_password(password)
        person.save()
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        """Mailboxes are the same in small letters and in capitals."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Someone who works here. Nothing about them is public."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    time_zone = models.CharField(max_length=40, default="UTC")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "language"]
    objects: ClassVar[PersonManager] = PersonManager()

    def __str__(self) -> str:
        return self.name


class Holder(models.Model):
    """The body in whose name people act and whose consent opens the gate."""

    class Kind(models.TextChoices):
        CITY = "city"
        SECRETARIAT = "secretariat"
        PARTNER = "partner"

    id = models.UUIDField(primary_key=True, default=uuid7)
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.JSONField()  # Name: {language: text}

    def __str__(self) -> str:
        return self.slug


class Role(models.Model):
    """A person's role with a holder, from one moment to another."""

    class Title(models.TextChoices):
        OFFICER = "officer"  # city officer: builds the profile
        SIGNATORY = "signatory"  # approver: whoever may sign for the holder by law today
        REVIEWER = "reviewer"  # expert who checks
        PARTNER = "partner"  # organisation that works with the holder
        TRANSLATOR = "translator"
        EDITOR = "editor"  # works on the wording
        COORDINATOR = "coordinator"  # network secretariat
        READER = "reader"  # donor: sees what is protected, changes nothing

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="roles")
    title = models.CharField(max_length=12, choices=Title.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "holder", "title"],
                condition=Q(until=None),
                name="a_person_has_a_role_with_a_holder_once",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="a_role_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} of {self.holder_id}"


class Opening(models.Model):
    """A holder lets a named person see its figures as they came, until a day.

    Those who see only what is protected otherwise: experts, partners, donors, a network's secretariat.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="openings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="openings")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="an_opening_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=~Q(person=F("opened_by")), name="nobody_opens_figures_to_themselves"
            ),
        ]
        indexes = [models.Index(fields=["person", "until"], name="opening_by_person")]

    def __str__(self) -> str:
        return f"{self.holder_id} to {self.person_id} until {self.until:%Y-%m-%d}"


# The tables of this package's topics, which name those above as "accounts.Person" and do not import them.
from qantara.accounts.attempts.models import Attempt  # noqa: E402
from qantara.accounts.factors.models import Authenticator, Passkey, RecoveryCode  # noqa: E402
from qantara.accounts.identity.models import Identity, Provider  # noqa: E402
from qantara.accounts.invitations.models import Invitation  # noqa: E402
from qantara.accounts.seconding.models import Request  # noqa: E402
from qantara.accounts.visits.models import Visit  # noqa: E402

__all__ = [
    "Attempt",
    "Authenticator",
    "Holder",
    "Identity",
    "Invitation",
    "Opening",
    "Passkey",
    "Person",
    "PersonManager",
    "Provider",
    "RecoveryCode",
    "Request",
    "Role",
    "Visit",
]
