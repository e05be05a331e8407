"""The desk with a plain kind of release, three people who can sign, and a stranger."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from qantara.accounts.models import Person
from tests.people import signed_in
from tests.releases.conftest import Team, leaflets, team

__all__ = ["Team", "leaflets", "team"]

PASSWORD = "the bridge of the sand"


@pytest.fixture(autouse=True)
def desk(settings: LazySettings, tmp_path: Path) -> None:
    plain = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {
        **settings.STORAGES,
        "public": {"BACKEND": plain, "OPTIONS": {"location": tmp_path / "public"}},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def with_password(person: Person) -> Person:
    person.set_password(PASSWORD)
    person.save()
    return person


def at_desk(person: Person) -> Client:
    """A browser in which ``person`` is signed in."""
    return signed_in(person)
