"""A ground with tables, public role, one release and one private file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.grounds import Ground, a_ground

KEPT = Path(__file__).with_name("keep_something.py")


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with a_ground(tmp_path_factory.mktemp("ground") / "var") as made:
        made.done("database", "migrate")
        made.done("database", "roles")
        made.filled(KEPT)
        yield made
