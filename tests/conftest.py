"""What all tests share: the field's real files where they lie beside the checkout."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import LazySettings

from tests.grounds import GUARD_KEY

ROOT = Path(__file__).resolve().parents[1]


def field_data() -> Path:
    """Where real files from the field lie: `QANTARA_FIELD_DATA`, or beside the checkout."""
    return Path(os.environ.get("QANTARA_FIELD_DATA", str(ROOT.parent / "shared" / "data")))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if field_data().is_dir():
        return
    absent = pytest.mark.skip(reason="no files from the field here: set QANTARA_FIELD_DATA")
    for item in items:
        if item.get_closest_marker("field"):
            item.add_marker(absent)


@pytest.fixture(scope="session")
def field() -> Path:
    """The folder of real files; ask for it in tests marked `field`."""
    return field_data()


@pytest.fixture(autouse=True)
def _same_choices(settings: LazySettings) -> None:
    settings.GUARD_KEY = GUARD_KEY
