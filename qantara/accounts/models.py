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
        SIGNATORY = "signatory"  # whoever may sign for the holder by law today
        REVIEWER = "reviewer"  # expert who checks
        COORDINATOR = "coordinator"  # network secretariat
        READER = "reader"  # sees what the holder sees, changes nothing

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
