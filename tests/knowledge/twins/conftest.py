"""The fictional city, guarded once, with the files of its release."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings, settings

from qantara.fonts.build import build
from qantara.knowledge.disclosure import Protected
from qantara.knowledge.profiles.draft import Document
from qantara.publishing.site import kept
from tests.knowledge.twins import city


@pytest.fixture(scope="session")
def fonts() -> Path:
    """The faces that PDF are set with, made anew where their recipe has changed."""
    return build(settings.VAR / "fonts").print


@pytest.fixture(scope="session")
def guarded() -> Protected:
    return city.guarded()


@pytest.fixture(scope="session")
def document(guarded: Protected) -> Document:
    return city.drafted(guarded, guarded.folded)


@pytest.fixture(scope="session")
def files(document: Document, fonts: Path) -> dict[str, bytes]:
    return city.files(document)


@pytest.fixture
def site(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    """The public site of the fictional network."""
    settings.ROOT_URLCONF = "qantara.config.site_urls"
    settings.MIDDLEWARE = settings.SITE_MIDDLEWARE
    settings.NETWORK = "four-shores"
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
    yield
    kept.shelf.clear()
