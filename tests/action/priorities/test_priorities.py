"""From proposal to endorsement: who may, what follows from what, what is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qantara.action.priorities import decide, endorse, links, propose, quotes, ranking
from qantara.action.priorities.models import Priority, Quote
from qantara.action.priorities.wording import names, stamp, untranslated, words
from qantara.core import trace
from qantara.core.errors import Conflict, DomainError, NotAllowed
from qantara.releases.withdraw import withdraw
from tests.action.priorities.conftest import DRAFT, KEY, Group
from tests.knowledge.ledger.conftest import moment
from tests.people import a_person


def state(one: Priority) -> str:
    return Priority.objects.get(pk=one.pk).state


def test_proposal_keeps_its_words_and_tags_in_their_order(group: Group) -> None:
    made = Priority.objects.get(pk=group.propose().pk)
    kept = {name: getattr(made, name) for name in ("groups", "rights", "goals", "held_by", "cost")}
    assert kept == {
        "groups": ["refugees", "migrant_women"], "rights": ["legal_identity"],
        "goals": ["10.7", "11.1"], "held_by": ["national", "regional"], "cost": "to_250k",
    }  # fmt: skip
    said = words(made)
    assert {part: one.source for part, one in said.items()} == dict(DRAFT.words)
    assert untranslated(said) == ["ar", "es", "fr"]


@pytest.mark.parametrize(
    "draft",
    [
        replace(DRAFT, groups=["martians"]),
        replace(DRAFT, goals=["10.8"]),
        replace(DRAFT, cost="cheap"),
        replace(DRAFT, horizon=1999),
        replace(DRAFT, serves=["R99"]),
        replace(DRAFT, held_by=["neighbours"]),
        replace(DRAFT, words={"title": "Only a title", "problem": " "}),
        replace(DRAFT, words={"title": "a" * 121, "problem": "Long"}),
    ],
)
def test_proposal_refuses_what_is_on_no_list(group: Group, draft: propose.Draft) -> None:
    with pytest.raises(DomainError):
        group.propose(draft=draft)
    assert not Priority.objects.exists()


def test_sensitive_tag_stays_unless_the_city_lets_it_out(group: Group) -> None:
    kept = group.propose(draft=replace(DRAFT, groups=["lgbtiq", "refugees"]))
    let_out = group.propose(draft=replace(DRAFT, groups=["lgbtiq"], opened=["lgbtiq", "refugees"]))
    assert (kept.opened, let_out.opened) == ([], ["lgbtiq"])


def test_second_of_two_who_change_at_once_is_in_conflict(group: Group) -> None:
    made = group.propose()
    change = replace(DRAFT, words={**DRAFT.words, "title": "One desk"})
    propose.change(made, change, seen=1, by=group.editor, at=moment(2))
    with pytest.raises(Conflict):
        propose.change(made, DRAFT, seen=1, by=group.editor, at=moment(2))
    assert words(made)["title"].source == "One desk"


def test_translation_made_from_an_earlier_text_is_in_conflict_and_an_older_one_outdated(
    group: Group,
) -> None:
    made = group.propose()
    seen = stamp(made.text, "fr")
    group.translate(made, "fr")
    assert untranslated(words(made)) == ["ar", "es"]
    assert names(words(made)["lead"])["fr"] == "Direction des services"
    with pytest.raises(Conflict):
        propose.translate(made, "fr", {"title": "Autre"}, seen=seen, by=group.editor, at=moment(2))
    change = replace(DRAFT, words={**DRAFT.words, "title": "One desk"})
    propose.change(made, change, seen=1, by=group.editor, at=moment(2))
    assert words(made)["title"].states["fr"] == "outdated"


def test_figure_is_quoted_as_its_release_prints_it_and_traced(group: Group) -> None:
    made = group.propose()
    group.quote(made)
    kept = Quote.objects.get()
    assert kept.printed == {"ar": "103", "en": "103", "es": "103", "fr": "103"}
    edge = (trace.node(made), "quotes", trace.node(group.sheet))
    assert edge in list(trace.walk(trace.node(made)))
    quotes.unquote(kept, by=group.editor, at=moment(2))
    assert edge not in list(trace.walk(trace.node(made)))


@pytest.mark.parametrize("key", ["POP-01@marwa;SEX=F;2024-01-01", "POP-01@marwa;1999-01-01"])
def test_withheld_or_unknown_figure_is_not_quoted(group: Group, key: str) -> None:
    with pytest.raises(DomainError):
        group.quote(group.propose(), key)
    assert not Quote.objects.exists()


def test_search_finds_printed_figures_alone(group: Group) -> None:
    assert [one.key for one in quotes.find(group.sheet, "foreign citizens", "en")] == [KEY]
    assert quotes.find(group.sheet, "SEX=F", "en") == []


def test_nothing_is_quoted_of_a_withdrawn_release(group: Group) -> None:
    made, second = group.propose(), a_person("second", ("signatory", group.city.holder))
    reason = {"ar": "خطأ", "en": "An error", "es": "Un error", "fr": "Une erreur"}
    withdraw(group.sheet, by=group.city.signatory, second=second, reason=reason, at=moment(2))
    group.sheet.refresh_from_db()
    assert quotes.quotable(group.place) == []
    with pytest.raises(DomainError):
        group.quote(made)


def test_merged_proposal_keeps_its_reason_and_both_origins(group: Group) -> None:
    first, second = group.propose("Desk"), group.propose("Counter")
    merged = decide.merge(second, first, reason="The same", by=group.city.officer, at=moment(2))
    assert (merged.state, merged.merged_into_id, merged.reason) == ("merged", first.pk, "The same")
    edge = (trace.node(first), "took in", trace.node(second))
    assert list(trace.walk(trace.node(first))) == [edge]
    decide.bring_back(second, by=group.city.officer, at=moment(2))
    assert (state(second), list(trace.walk(trace.node(first)))) == ("proposed", [])


def test_proposal_goes_with_a_reason_and_changes_no_more(group: Group) -> None:
    made = group.propose()
    with pytest.raises(DomainError):
        decide.withdraw(made, reason="  ", by=group.city.officer, at=moment(2))
    decide.withdraw(made, reason="Done already", by=group.city.officer, at=moment(2))
    with pytest.raises(DomainError):
        propose.change(made, DRAFT, seen=2, by=group.editor, at=moment(2))
    with pytest.raises(DomainError):
        decide.choose(made, by=group.city.officer, at=moment(2))


def test_ranking_counts_ties_as_ties_and_wants_every_chosen_proposal(group: Group) -> None:
    first, second, third = (group.propose(title) for title in ("A", "B", "C"))
    group.choose(first, second, third)
    with pytest.raises(DomainError):
        group.rank(first, second)
    made = group.rank(first, second, third, places={first.pk: 1, second.pk: 1, third.pk: 2})
    assert [row.place for row in made.places.all()] == [1, 1, 3]
    assert made.took_part == {"local": 6, "civil_society": 9}
    with pytest.raises(DomainError):
        decide.leave_out(first, by=group.city.officer, at=moment(4))


def test_endorsement_needs_evidence_and_goes_back_with_a_reason(group: Group) -> None:
    made = group.propose()
    group.choose(made)
    order = group.rank(made)
    with pytest.raises(DomainError):
        group.endorse(made)
    group.quote(made)
    act = group.endorse(made)
    assert (state(made), act.ranking) == ("endorsed", order)
    with pytest.raises(DomainError):
        propose.change(made, DRAFT, seen=3, by=group.editor, at=moment(5))
    with pytest.raises(DomainError):
        ranking.take_back(order, reason="No", by=group.city.officer, at=moment(5))
    endorse.take_back(act, reason="Wrong day", by=group.city.officer, at=moment(5))
    assert state(made) == "chosen"
    assert endorse.standing(group.city.holder, group.place) is None


def test_editor_proposes_and_does_not_decide(group: Group) -> None:
    made = group.propose()
    with pytest.raises(NotAllowed):
        decide.choose(made, by=group.editor, at=moment(2))


def test_group_proposes_by_a_link_until_it_closes_and_nobody_is_kept(group: Group) -> None:
    link, token = links.make(
        holder=group.city.holder, territory=group.place, days=7, by=group.city.officer, at=moment(1)
    )
    draft = propose.Draft(words={"title": "Buses", "problem": "No bus runs late."})
    made = links.propose(token, draft, language="fr", at=moment(2))
    assert (made.proposed_by, made.text.source_language) == (None, "fr")
    for moment_of_it in (moment(8), moment(9)):
        assert links.opened(token, at=moment_of_it) is None
    links.close(link, by=group.city.officer, at=moment(3))
    with pytest.raises(DomainError):
        links.propose(token, draft, language="fr", at=moment(3))
    assert links.opened("another", at=moment(2)) is None
