"""Wordings on record: kept with the first draft, confirmed by people, and held at the gate."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from qantara.accounts.models import Holder
from qantara.core import audit
from qantara.core.errors import DomainError, NotAllowed
from qantara.core.models import AuditLine
from qantara.editions.models import Text
from qantara.editions.write import translate_block, write_text
from qantara.knowledge.profiles import kind, wordings
from qantara.knowledge.profiles.models import Wording
from qantara.knowledge.profiles.parts import Block, Chapter
from qantara.releases.gate import approve_case, open_case, review_case
from tests.knowledge.profiles.conftest import Drafter, frame, row
from tests.people import a_holder, a_person
from tests.releases.conftest import AT

pytestmark = pytest.mark.django_db

RISE = {
    "en": "The number rose to {fig:POP-01@ardelune;2024}.",
    "fr": "Le nombre a augmenté à {fig:POP-01@ardelune;2024}.",
}


@pytest.fixture
def city() -> Holder:
    return a_holder("ardelune")


@pytest.fixture
def people(city: Holder) -> dict[str, Any]:
    titles = ("officer", "reviewer", "signatory", "reader")
    return {title: a_person(title, (title, city)) for title in titles}


@pytest.fixture
def text(city: Holder, people: dict[str, Any]) -> Text:
    text = write_text([RISE["en"]], language="en", holder=city, by=people["officer"], at=AT)
    translate_block(text.blocks.get(), RISE["fr"], language="fr", by=people["officer"], at=AT)
    return text


@pytest.fixture
def draft(drafted: Drafter, text: Text) -> Any:
    def make(foreign: float, **rewritten: str) -> Any:
        block = Block(
            id=str(text.blocks.get().pk), markdown=RISE | rewritten, states={"en": "source"}
        )
        return drafted(
            frame(row("POP-01", "2023", 100), row("POP-01", "2024", foreign)),
            chapters=[Chapter(section="people", lang="en", blocks=(block,))],
        )

    return make


def languages(document: Any) -> list[str]:
    return [mark.lang for mark in wordings.marks(document)]


def test_keep_holds_later_drafts_against_the_first(draft, people):
    wordings.keep(draft(120), by=people["officer"], at=AT)
    assert languages(draft(120)) == []
    wordings.keep(draft(80), by=people["officer"], at=AT)
    assert languages(draft(80)) == ["en", "fr"]
    assert set(Wording.objects.values_list("language", flat=True)) == {"en", "fr"}


def test_keep_takes_a_changed_text_as_new(draft, people):
    wordings.keep(draft(120), by=people["officer"], at=AT)
    rewritten = draft(80, fr="Le nombre a baissé à {fig:POP-01@ardelune;2024}.")
    wordings.keep(rewritten, by=people["officer"], at=AT)
    assert languages(rewritten) == ["en"]


def test_confirm_takes_the_mark_from_one_language(draft, people, text):
    wordings.keep(draft(120), by=people["officer"], at=AT)
    later, block = draft(80), str(text.blocks.get().pk)
    wordings.confirm(later, block, "fr", by=people["reviewer"], at=AT)
    assert languages(later) == ["en"]
    line = AuditLine.objects.get(act="wording.confirmed")
    assert (line.actor, line.holder, line.fields) == (
        audit.pseudonym_of(people["reviewer"].pk),
        text.holder_id,
        ["fr"],
    )


@pytest.mark.parametrize("title", ("signatory", "reader"))
def test_confirm_is_for_those_who_may_translate(draft, people, text, title):
    with pytest.raises(NotAllowed):
        wordings.confirm(draft(80), str(text.blocks.get().pk), "fr", by=people[title], at=AT)


def test_confirm_refuses_what_is_not_in_the_draft(draft, people, text):
    with translation.override("en"), pytest.raises(DomainError) as refused:
        wordings.confirm(draft(80), str(text.blocks.get().pk), "ar", by=people["officer"], at=AT)
    assert str(refused.value) == "This paragraph is not in the draft."


def test_gate_holds_back_what_says_another_direction(draft, people, city, text):
    wordings.keep(draft(120), by=people["officer"], at=AT)
    document = draft(80)
    assert kind.PROFILE.settled is wordings.settled
    case = open_case(
        "profile", document, subject="ardelune", holder=city, by=people["officer"], at=AT
    )
    review_case(case, by=people["reviewer"], at=AT)
    consent = {"by": people["signatory"], "at": AT, "audience": "public", "public_from": AT}
    with translation.override("en"), pytest.raises(wordings.WordingOpen) as refused:
        approve_case(case, **consent)
    assert str(refused.value) == (
        "2 sentences say a direction their figures no longer have. Read them again: confirm them, "
        "or change them and draft anew."
    )
    for lang in ("en", "fr"):
        wordings.confirm(document, str(text.blocks.get().pk), lang, by=people["reviewer"], at=AT)
    approve_case(case, **consent)


def test_gate_lets_pass_what_only_has_another_number(draft, people):
    wordings.keep(draft(120), by=people["officer"], at=AT)
    wordings.settled(draft(130))
    assert languages(draft(130)) == ["en", "fr"]


def test_nothing_of_a_mark_is_in_the_document(draft, people):
    before = draft(80)
    wordings.keep(draft(120), by=people["officer"], at=AT)
    assert draft(80) == before
    assert "120" not in repr(before["sections"])
