"""The site with one made-up network, and a client that asks as a browser does."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.conf import LazySettings
from django.test import Client

from qantara.publishing.site import kept
from qantara.releases.models import Release
from tests.publishing import released
from tests.web.papers import paper

FIRST, SECOND = datetime(2026, 1, 5, 9, tzinfo=UTC), datetime(2026, 10, 14, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def site(settings: LazySettings, tmp_path: object) -> None:
    settings.ROOT_URLCONF = "qantara.config.site_urls"
    settings.MIDDLEWARE = settings.SITE_MIDDLEWARE
    settings.NETWORK = released.NETWORK
    settings.SITE_URL = "https://example.org"
    settings.STORAGES = {
        **settings.STORAGES,
        "public": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    kept.shelf.clear()


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.fixture
def network(db: None) -> Release:
    """The directory of the network, as released."""
    document = released.directory()
    card = {"title": document["network"]["name"], "summary": {}, "demonstration": True}
    return released.a_release("directory", released.NETWORK, document=document, card=card)


@pytest.fixture
def marawel(network: Release) -> tuple[Release, Release]:
    """A city with two releases in English and Arabic; the newer has a PDF in each."""
    papers = (paper("en"), paper("ar"))
    first = released.a_release("profile", "marawel", papers=papers, released_at=FIRST)
    second = released.a_release(
        "profile", "marawel", papers=papers, number=2, released_at=SECOND, previous=first
    )
    for language in ("en", "ar"):
        released.a_file(second, language=language)
    return first, second
