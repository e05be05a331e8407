"""The City Priority Paper: what it says, what keeps it from the gate, what stays in the desk."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantara.action.priorities import endorse, propose, tags
from qantara.action.priorities.document import draft
from qantara.action.priorities.kind import PRIORITY_PAPER, bring
from qantara.action.priorities.models import Endorsement, Priority
from qantara.core.errors import DomainError
from qantara.papers import Paper
from qantara.releases.gate import approve_case, release_case, review_case
from qantara.releases.kinds import Imprint, canonical
from qantara.releases.models import Case, Release
from qantara.releases.withdraw import withdraw
from qantara.web import paper as web_paper
from tests.action.priorities.conftest import DRAFT, WORDS, Group
from tests.knowledge.ledger.conftest import moment
from tests.people import a_person

REASON = {"ar": "خطأ", "en": "An error", "es": "Un error", "fr": "Une erreur"}


def brought(group: Group, act: Endorsement) -> Case:
    return bring(act, by=group.city.officer, at=moment(5))


def approved(group: Group, case: Case) -> Case:
    review_case(case, by=group.city.reviewer, at=moment(5))
    return approve_case(
        case, by=group.city.signatory, at=moment(5), audience="public", public_from=moment(5)
    )


def released(group: Group, act: Endorsement) -> Release:
    case = approved(group, brought(group, act))
    return release_case(case, by=group.city.signatory, at=moment(6))


def in_language(document: dict[str, object], lang: str) -> Paper:
    address = "https://cities.example/r/abcdefghij"
    return PRIORITY_PAPER.paper(
        document, lang, Imprint(number=1, released_on=moment(6), address=address)
    )


def test_paper_is_released_in_four_languages_with_its_files(group: Group) -> None:
    release = released(group, group.endorsed())
    assert sorted((one.format, one.language) for one in release.artefacts.all()) == [
        ("json", ""), ("pdf", "ar"), ("pdf", "en"), ("pdf", "es"), ("pdf", "fr"),
    ]  # fmt: skip
    assert (release.card["priorities"], release.card["quoted"]) == (2, [group.sheet.address])
    assert {body.language: body.title for body in release.bodies.all()} == {
        "ar": "مروة", "en": "Marwa", "es": "Marwa", "fr": "Marwa",
    }  # fmt: skip


def test_paper_says_what_the_records_say(group: Group) -> None:
    document = draft(group.endorsed(), at=moment(5))
    PRIORITY_PAPER.validate(document)
    first, second = document["priorities"]
    assert first["title"]["markdown"] == {
        "en": DRAFT.words["title"],
        **{lang: said["title"] for lang, said in WORDS.items()},
    }
    assert (second["title"]["markdown"], second["title"]["states"]["ar"]) == (
        {"en": "Beds"},
        "missing",
    )
    assert first["partners"] == [
        {"code": "civil_society", "count": 1, "name": first["partners"][0]["name"]},
        {"code": "research", "count": 1, "name": first["partners"][1]["name"]},
    ]
    assert first["cost"] == {"currency": "EUR", "low": 50_000, "high": 250_000}
    assert [quote["printed"]["en"] for quote in first["quotes"]] == ["103"]
    assert [(row["place"], row["endorsed"]) for row in document["chosen"]["order"]] == [
        (1, True), (2, True), (3, False),
    ]  # fmt: skip
    assert [(row["code"], row["people"]) for row in document["chosen"]["took_part"]] == [
        ("local", 6), ("civil_society", 9),
    ]  # fmt: skip
    assert document["considered"] == {"proposed": 3, "merged": 0, "withdrawn": 0}


def test_no_name_of_a_partner_or_person_is_in_the_document(group: Group) -> None:
    text = canonical(draft(group.endorsed(), at=moment(5)))
    assert [
        name for name in ("Open Doors", "River Institute", "editor", "officer") if name in text
    ] == []


@pytest.mark.parametrize("lang", ["ar", "es", "fr"])
def test_untranslated_part_is_shown_in_its_language_and_said_to_be(group: Group, lang: str) -> None:
    html = web_paper.body(in_language(draft(group.endorsed(), at=moment(5)), lang))
    assert WORDS[lang]["problem"] in html
    assert '<bdi lang="en">Newcomers queue at seven offices.</bdi>' in html


def test_sensitive_tag_is_printed_only_where_the_city_lets_it_out(group: Group) -> None:
    kept = replace(DRAFT, groups=["lgbtiq", "refugees"])
    one, two = group.propose(draft=kept), group.propose(draft=replace(kept, opened=["lgbtiq"]))
    for each in (one, two):
        group.quote(each)
    group.choose(one, two)
    document = draft(group.endorse(one, two), at=moment(5))
    assert [[tag["code"] for tag in each["groups"]] for each in document["priorities"]] == [
        ["refugees"], ["refugees", "lgbtiq"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "is_refused"),
    [
        ("Only 3 women are registered.", True),
        ("لم تُسجَّل إلا 3 نساء.", True),
        ("Only 7 women are registered.", False),
        ("See article 3 of the plan.", False),
        ("Open Doors of Marwa runs the shelter.", True),
        ("An association runs the shelter.", False),
    ],
)
def test_prose_that_tells_a_withheld_number_or_a_name_stops_the_paper(
    group: Group, words: str, is_refused: bool
) -> None:
    act = group.endorsed()
    one = Priority.objects.get(acts__endorsement=act, acts__place=1)
    endorse.take_back(act, reason="Words", by=group.city.officer, at=moment(4))
    one.refresh_from_db()
    said = replace(DRAFT, words={**DRAFT.words, "problem": words})
    propose.change(one, said, seen=one.version, by=group.editor, at=moment(4))
    act = group.endorse(one)
    if is_refused:
        with pytest.raises(DomainError):
            brought(group, act)
        assert not Case.objects.filter(kind="priority_paper").exists()
    else:
        assert brought(group, act).kind == "priority_paper"


def test_withdrawn_release_keeps_a_paper_that_quotes_it_from_approval_and_release(
    group: Group,
) -> None:
    second = a_person("second", ("signatory", group.city.holder))
    waiting = brought(group, group.endorsed())
    review_case(waiting, by=group.city.reviewer, at=moment(5))
    withdraw(group.sheet, by=group.city.signatory, second=second, reason=REASON, at=moment(6))
    with pytest.raises(DomainError, match="withdrawn"):
        approve_case(
            waiting, by=group.city.signatory, at=moment(6), audience="public", public_from=moment(6)
        )


def test_release_withdrawn_after_approval_stops_the_paper(group: Group) -> None:
    second = a_person("second", ("signatory", group.city.holder))
    case = approved(group, brought(group, group.endorsed()))
    withdraw(group.sheet, by=group.city.signatory, second=second, reason=REASON, at=moment(6))
    with pytest.raises(DomainError, match="withdrawn"):
        release_case(case, by=group.city.signatory, at=moment(6))


def test_whoever_wrote_a_text_does_not_approve_it(group: Group) -> None:
    case = brought(group, group.endorsed())
    assert {row.person for row in case.contributions.all()} == {
        group.editor, group.city.officer,
    }  # fmt: skip


def test_endorsement_of_a_released_paper_is_not_taken_back(group: Group) -> None:
    act = group.endorsed()
    released(group, act)
    with pytest.raises(DomainError):
        endorse.take_back(act, reason="Too late", by=group.city.officer, at=moment(7))


def test_paper_released_meanwhile_does_not_stop_the_profile(group: Group) -> None:
    act = group.endorsed()
    group.city.tell("marwa", {"": 110.0, "SEX=F": 50.0, "SEX=M": 60.0}, day=4, period="2025-01-01")
    sheet = group.city.draft("marwa", day=4)
    released(group, act)
    assert group.city.release(sheet, day=7).number == 2


def test_figure_printed_otherwise_is_refused(group: Group) -> None:
    document = draft(group.endorsed(), at=moment(5))
    document["priorities"][0]["quotes"][0]["printed"]["en"] = "104"
    with pytest.raises(DomainError):
        PRIORITY_PAPER.stands(json.loads(json.dumps(document)))


@given(st.lists(st.sampled_from(tags.targets())))
def test_targets_are_kept_once_in_the_order_of_their_goals(codes: list[str]) -> None:
    found = tags.goals_in_order(codes)
    assert set(found) == set(codes)
    assert found == sorted(found, key=tags.targets().index)
