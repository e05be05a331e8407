"""Who changed a text or a figure of a document since a moment."""

from __future__ import annotations

from datetime import timedelta

import pytest

from qantara.core.errors import DomainError
from qantara.editions.models import Text
from qantara.editions.write import change_block, translate_block, write_text
from qantara.knowledge.observations.models import Batch
from qantara.knowledge.observations.undo import undo
from qantara.knowledge.profiles.contributors import contributors
from qantara.releases.gate import approve_case, review_case
from tests.knowledge.ledger.conftest import PEOPLE, START, City, made
from tests.people import a_person

LATER = START + timedelta(days=1)


@pytest.fixture
def city(db: None) -> City:
    return made(db)


def document(city: City, text: Text) -> dict[str, object]:
    from qantara.knowledge.observations.models import Observation

    numbers = list(Observation.objects.values_list("pk", flat=True))
    return {
        "place": {"slug": "marwa"},
        "figures": {"observation": [*numbers, None]},
        "sections": [
            {"blocks": [{"id": str(block.pk)} for block in text.blocks.all()]},
            {"blocks": [{"id": "an-example"}]},
        ],
    }


def test_everybody_who_wrote_translated_or_stored_since(city: City) -> None:
    writer, translator = a_person("writer"), a_person("translator")
    text = write_text(["A", "B"], language="en", holder=city.holder, by=writer, at=START)
    city.tell("marwa", PEOPLE)
    block = text.blocks.first()
    assert block is not None
    translate_block(block, "C", language="fr", by=translator, at=LATER)
    told = document(city, text)
    assert contributors(told, None) == {writer.pk, translator.pk, city.officer.pk}
    assert contributors(told, START) == {translator.pk}
    assert contributors(told, LATER) == set()


def test_change_of_one_paragraph_counts_for_the_text(city: City) -> None:
    editor = a_person("editor")
    text = write_text(["A", "B"], language="en", holder=city.holder, by=None, at=START)
    first, second = text.blocks.all()
    told = document(city, text)
    told["sections"] = [{"blocks": [{"id": str(first.pk)}]}]
    change_block(second, "C", expected=1, by=editor, at=LATER)
    assert contributors(told, START) == {editor.pk}


def test_undoing_figures_of_the_place_is_a_change(city: City) -> None:
    text = write_text(["A"], language="en", holder=city.holder, by=None, at=START)
    city.tell("marwa", PEOPLE)
    other = a_person("other", ("officer", city.holder))
    undo(Batch.objects.get(), by=other, at=LATER, reason="Wrong year")
    assert contributors(document(city, text), START) == {other.pk}


def test_approver_who_stored_the_figures_is_refused(city: City) -> None:
    """From end to end: a drafted sheet knows whose figures it states."""
    city.tell("marwa", PEOPLE)
    Batch.objects.update(confirmed_by=city.signatory)
    case = review_case(city.draft("marwa"), by=city.reviewer, at=START)
    with pytest.raises(DomainError, match="somebody else has to approve it"):
        approve_case(case, by=city.signatory, at=START, audience="public", public_from=START)
