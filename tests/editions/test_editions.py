"""Texts know their languages; the state of a translation is computed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from qantara.core.errors import Conflict
from qantara.editions.hashing import source_hash
from qantara.editions.models import Text, Translation, outdated
from qantara.editions.read import in_language
from qantara.editions.write import change_block, translate_block, write_text
from tests.people import a_holder

AT = datetime(2026, 11, 22, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def text() -> Text:
    made = write_text(["Premier", "Second"], language="fr", holder=a_holder(), by=None, at=AT)
    translate_block(made.blocks.get(order=0), "أول", language="ar", by=None, at=AT)
    return made


def shown(text: Text, language: str) -> list[tuple[str, str, str]]:
    return [(each.markdown, each.language, each.state) for each in in_language(text, language)]


def test_block_without_translation_is_shown_in_its_source_language_and_says_so(text: Text) -> None:
    assert shown(text, "ar") == [("أول", "ar", "current"), ("Second", "fr", "missing")]
    assert shown(text, "fr") == [("Premier", "fr", "source"), ("Second", "fr", "source")]


def test_changed_block_makes_its_translation_outdated(text: Text) -> None:
    change_block(text.blocks.get(order=0), "Premier, changé", expected=1, by=None, at=AT)
    assert shown(text, "ar")[0] == ("أول", "ar", "outdated")
    assert Translation.objects.filter(outdated()).count() == 1


def test_wording_only_keeps_the_translation_current(text: Text) -> None:
    change_block(
        text.blocks.get(order=0), "Premièrement", expected=1, by=None, at=AT, wording_only=True
    )
    assert shown(text, "ar")[0][2] == "current"


def test_white_space_and_composition_do_not_change_the_hash() -> None:
    assert source_hash("Cafe\u0301  du\nport") == source_hash("Café du port")
    assert source_hash("Café du port") != source_hash("Café du Port")


def test_change_over_somebody_elses_change_is_refused(text: Text) -> None:
    block = text.blocks.get(order=0)
    change_block(block, "A", expected=1, by=None, at=AT)
    with pytest.raises(Conflict):
        change_block(block, "B", expected=1, by=None, at=AT)
    block.refresh_from_db()
    assert (block.markdown, block.version) == ("A", 2)


def test_new_translation_replaces_the_old_one(text: Text) -> None:
    block = text.blocks.get(order=0)
    translate_block(block, "الأول", language="ar", by=None, at=AT)
    assert shown(text, "ar")[0][0] == "الأول"
    assert block.translations.count() == 1
