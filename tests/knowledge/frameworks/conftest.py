"""Frameworks on disk: the one that is shipped, and copies of it to break."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qantara.knowledge.frameworks import DEFAULT, Framework, load


@pytest.fixture(scope="session")
def framework() -> Framework:
    """The framework that Qantara ships."""
    return load(DEFAULT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped framework that a test may change."""
    return Path(shutil.copytree(DEFAULT, tmp_path / "framework"))


@pytest.fixture
def change(folder: Path) -> Callable[[str, str, str], None]:
    """Replace the first occurrence of a text in one of the copy's files."""

    def replace(file: str, old: str, new: str) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} does not hold {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace
