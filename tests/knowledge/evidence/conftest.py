from __future__ import annotations

import pytest

from qantara.knowledge import frameworks
from qantara.knowledge.evidence import mapping, readers
from qantara.knowledge.evidence.mapping import Places
from tests.knowledge.evidence.told import HEAD


@pytest.fixture(scope="session")
def framework():
    return frameworks.load(frameworks.DEFAULT)


@pytest.fixture(scope="session")
def places():
    """Karwan, a fictional city, its two districts, and a code of its statistics office."""
    return Places(
        slugs=frozenset({"karwan", "karwan-east", "karwan-west"}),
        codes={"kso": {"0714": "karwan", "0714.1": "karwan-east", "0714.2": "karwan-west"}},
    )


@pytest.fixture
def write(tmp_path):
    """Write a file of text or bytes and give its path."""

    def act(content: str | bytes, name: str = "file.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return act


@pytest.fixture
def understand(write, framework, places):
    """A file understood by a mapping, whose head is given."""

    def act(text: str, file: str | bytes, name: str = "file.csv"):
        own = mapping.loads(HEAD + text)
        return mapping.apply(
            readers.read(write(file, name), options=own.options), own, framework, places
        )

    return act
