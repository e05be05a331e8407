"""The recommendations of a network: what is shipped, what a secretariat enters, what never changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qantara.accounts.models import Holder, Person
from qantara.action.recommendations import sets
from qantara.action.recommendations.document import document, set_of
from qantara.action.recommendations.kind import RECOMMENDATIONS
from qantara.action.recommendations.values import Recommendation, frames, placeholder
from qantara.core import clock
from qantara.core.errors import Conflict, DomainError, NotAllowed
from qantara.core.locales import LANGUAGES
from qantara.network.models import Network
from qantara.papers import Paper
from qantara.releases.kinds import Imprint
from tests.people import a_holder, a_person

pytestmark = pytest.mark.django_db
TITLE = {"ar": "مسار", "en": "A path", "es": "Un camino", "fr": "Un chemin"}
NEW = Recommendation(code="R16", title=TITLE, text={"en": "Said in a sentence."})
FACTS = {"slug": "bridge", "name": {"en": "Bridge"}, "is_fictional": True}


@pytest.fixture
def network() -> Network:
    office = a_holder("office", Holder.Kind.SECRETARIAT)
    return Network.objects.create(slug="bridge", name={"en": "Bridge"}, holder=office)


@pytest.fixture
def coordinator(network: Network) -> Person:
    return a_person("coordinator", ("coordinator", network.holder))


def test_shipped_set_speaks_four_languages_and_says_that_it_is_a_placeholder() -> None:
    found = placeholder()
    assert (found.number, found.is_placeholder, len(found.recommendations)) == (0, True, 15)
    for one in found.recommendations.values():
        assert list(one.title) == list(one.text) == list(LANGUAGES)


def test_frames_name_only_recommendations_there_are_and_cover_most_of_them() -> None:
    named = {code for frame in frames() for part in frame.parts for code in part.recommendations}
    assert named <= placeholder().recommendations.keys()
    assert placeholder().recommendations.keys() - named == set()


def test_network_works_with_the_placeholder_until_it_enters_its_own(
    network: Network, coordinator: Person
) -> None:
    assert sets.in_force(network) == placeholder()
    said = {"by": coordinator, "at": clock.now()}
    first = sets.change(network, NEW, seen=0, **said)
    second = sets.describe(
        network, source="Conference of Marwa, 2031", is_placeholder=False, seen=1, **said
    )
    assert sets.in_force(network) == second
    assert (first.number, second.number, second.source) == (1, 2, "Conference of Marwa, 2031")
    assert list(second.recommendations)[-1] == "R16"


def test_whole_official_set_retires_what_it_does_not_name(
    network: Network, coordinator: Person
) -> None:
    found = sets.enter(
        network, {"A1": replace(NEW, code="A1")}, source="Council, 2031", seen=0, by=coordinator,
        at=clock.now(),
    )  # fmt: skip
    assert list(found.in_force) == ["A1"]
    assert found.recommendations["R1"].is_retired
    assert not found.is_placeholder


def test_code_of_one_recommendation_is_never_given_to_another(
    network: Network, coordinator: Person
) -> None:
    with pytest.raises(DomainError, match="R1"):
        sets.enter(
            network, {"R1": replace(NEW, code="R1")}, source="Council", seen=0, by=coordinator,
            at=clock.now(),
        )  # fmt: skip


@pytest.mark.parametrize(
    "bad",
    [
        replace(NEW, code="r1"),
        replace(NEW, code="R 1"),
        replace(NEW, title={"en": "A path"}),
        replace(NEW, title={**TITLE, "ar": " "}),
        replace(NEW, title={**TITLE, "fr": "x" * 161}),
        replace(NEW, text={"en": "x" * 2001}),
    ],
)
def test_recommendation_without_its_form_is_refused(
    network: Network, coordinator: Person, bad: Recommendation
) -> None:
    with pytest.raises(DomainError):
        sets.change(network, bad, seen=0, by=coordinator, at=clock.now())
    assert sets.in_force(network) == placeholder()


def test_second_of_two_who_change_at_once_is_in_conflict(
    network: Network, coordinator: Person
) -> None:
    sets.change(network, NEW, seen=0, by=coordinator, at=clock.now())
    with pytest.raises(Conflict):
        sets.change(network, NEW, seen=0, by=coordinator, at=clock.now())


def test_nobody_but_the_secretariat_changes_it(network: Network) -> None:
    officer = a_person("officer", ("officer", a_holder()))
    with pytest.raises(NotAllowed):
        sets.change(network, NEW, seen=0, by=officer, at=clock.now())


def test_official_text_says_where_it_is_published(network: Network, coordinator: Person) -> None:
    with pytest.raises(DomainError):
        sets.describe(
            network, source="  ", is_placeholder=False, seen=0, by=coordinator, at=clock.now()
        )


def test_document_holds_the_set_and_is_refused_where_a_heading_is_missing() -> None:
    made = document(placeholder(), FACTS, is_demonstration=False)
    RECOMMENDATIONS.validate(made)
    assert set_of(made) == placeholder()
    del made["set"]["recommendations"][0]["title"]["fr"]
    with pytest.raises(DomainError):
        RECOMMENDATIONS.validate(made)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_paper_says_every_recommendation_and_that_it_is_a_placeholder(lang: str) -> None:
    made = document(placeholder(), FACTS, is_demonstration=False)
    imprint = Imprint(number=1, released_on=clock.now(), address="https://cities.example/r/abc")
    found = RECOMMENDATIONS.paper(made, lang, imprint)
    assert isinstance(found, Paper)
    titles = [section.title for section in found.sections]
    for one in placeholder().recommendations.values():
        assert any(one.title[lang] in title for title in titles)
    assert len(found.notices) == 2
