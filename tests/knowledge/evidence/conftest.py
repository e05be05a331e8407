from __future__ import annotations

import pytest

from qantara.knowledge import frameworks
from qantara.knowledge.evidence import mapping, readers
from qantara.knowledge.evidence.mapping import Places
from qantara.knowledge.evidence.proposals import propose
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


@pytest.fixture
def proposed(write, framework, places):
    """What is open about a file of the statistics office of Karwan, and what is read from it once
    nothing is."""

    def act(content: str | bytes, *, name: str = "karwan.csv", lang: str = "en", **answers: str):
        sheets = readers.read(write(content, name))
        every = {"source:organisation": "Statistics of Karwan", "source:public": "yes"} | {
            one.replace("__", ":"): value for one, value in answers.items()
        }
        names = {"karwan": {"en": "Karwan", "ar": "كروان", "": ["Karwanien"]}}
        proposal = propose(sheets, framework, places, names=names, answers=every, lang=lang)
        if proposal.mapping is None:
            return [choice.id for choice in proposal.open], None
        own = mapping.loads(proposal.mapping_text())
        return [], mapping.apply(sheets, own, framework, places)

    return act
