"""Published from the true world and from kept ones, nothing differs by a byte (DISCLOSURE 12.1)."""

from __future__ import annotations

import json

import pytest

from qantara.knowledge import frameworks
from qantara.knowledge.disclosure import declared
from qantara.knowledge.profiles.changes import changes
from tests.knowledge.disclosure.worlds import in_world, whole_worlds
from tests.knowledge.twins import city, pages

#: How many of the kept worlds are published from.
WORLDS = 4


@pytest.fixture(scope="session")
def twins(guarded):
    """Documents of the city as it might as well be."""
    declaration = declared(frameworks.default())
    found = []
    for world in whole_worlds(guarded.real)[:WORLDS]:
        figures = in_world(guarded.real, guarded.folded, world, declaration)
        values = zip(figures["value"].to_list(), guarded.folded["value"].to_list(), strict=True)
        assert sum(one != other for one, other in values) > 10
        found.append(city.drafted(guarded, figures))
    return found


def test_documents_are_alike(document, twins):
    assert len(twins) == WORLDS
    for twin in twins:
        assert json.dumps(twin, ensure_ascii=False) == json.dumps(document, ensure_ascii=False)


def test_papers_are_alike_in_every_language(document, twins):
    for lang in ("ar", "en", "es", "fr"):
        paper = city.kind.PROFILE.paper(document, lang, city.IMPRINT)
        for twin in twins:
            assert city.kind.PROFILE.paper(twin, lang, city.IMPRINT) == paper


def test_bodies_and_cards_are_alike_in_every_language(document, twins):
    expected = city.shown(document)
    assert expected.keys() == {"ar", "en", "es", "fr", "card"}
    for twin in twins:
        assert city.shown(twin) == expected


def test_files_are_alike_in_every_language(files, twins, fonts):
    formats = {filename.removeprefix("ardelune-1-")[2:] for filename in files}
    assert formats == {".pdf", ".xlsx", "-csv.zip", ".json"}
    assert len(files) == 16
    assert city.files(twins[0]) == files


def test_lists_of_changes_are_alike_in_every_language(document, twins):
    earlier = city.earlier()
    gone = changes(earlier, document).of("gone")
    assert len(gone) > 50
    assert {(one.about.value, one.before, one.reasons) for one in gone} == {(None, None, ())}
    for lang in ("ar", "en", "es", "fr"):
        expected = city.changed(earlier, document, lang)
        for twin in twins:
            assert city.changed(earlier, twin, lang) == expected


@pytest.mark.django_db
def test_answers_of_the_site_are_alike(document, files, twins, site):
    expected = pages.answers(document, files)
    assert pages.answers(twins[0], files) == expected
