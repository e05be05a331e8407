"""A framework as a document, and back."""

from __future__ import annotations

import json

from qantara.knowledge import frameworks
from qantara.knowledge.frameworks.document import framework_document, framework_of
from qantara.knowledge.frameworks.fingerprint import fingerprint
from qantara.releases.kinds import canonical

NETWORK = {"slug": "arches", "name": {"en": "Arches"}, "is_fictional": True}


def test_default_is_read_once():
    assert frameworks.default() is frameworks.default()
    assert frameworks.default() == frameworks.load(frameworks.DEFAULT)


def test_document_gives_back_the_framework_it_was_made_from(framework):
    text = canonical(framework_document(framework, NETWORK, is_demonstration=False))
    found = framework_of(json.loads(text))
    assert found == framework
    assert fingerprint(found) == framework.content_hash


def test_document_keeps_the_order_readers_see(framework):
    text = canonical(framework_document(framework, NETWORK, is_demonstration=False))
    found = framework_of(json.loads(text))
    for part in ("dimensions", "units", "codes", "measures"):
        assert list(getattr(found, part)) == list(getattr(framework, part))


def test_document_says_whose_it_is(framework):
    document = framework_document(framework, NETWORK, is_demonstration=True)
    said = {name: document[name] for name in ("schema", "voice", "demonstration", "network")}
    assert said == {
        "schema": "framework/1",
        "voice": "network",
        "demonstration": True,
        "network": NETWORK,
    }


def test_document_has_its_words_in_four_languages(framework):
    words = framework_document(framework, NETWORK, is_demonstration=False)["words"]
    assert words["short_direction"]["care"] == {
        "ar": "يُقرأ بحذر",
        "en": "Read with care",
        "es": "Leer con cautela",
        "fr": "À lire avec prudence",
    }
    assert {field: sorted(codes) for field, codes in words.items()} == {
        "tier": ["core", "extended"],
        "short_tier": ["core", "extended"],
        "direction": ["care", "down", "neutral", "up"],
        "short_direction": ["care", "down", "neutral", "up"],
        "protection": ["none", "people", "sensitive"],
        "nothing_counted": ["ar", "en", "es", "fr"],
    }
