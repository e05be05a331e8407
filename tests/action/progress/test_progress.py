"""Commit, report, check: who may, what follows from what, what is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from qantara.action.progress import check, commit, report
from qantara.action.progress.age import age
from qantara.action.progress.models import Check, Commitment, Evidence, ProgressReport
from qantara.action.progress.report import Cited
from qantara.action.progress.wording import COMMITMENT, stamp, untranslated, words_of
from qantara.core import trace
from qantara.core.errors import Conflict, DomainError, NotAllowed
from tests.action.priorities.conftest import KEY
from tests.action.progress.conftest import DRAFT, MINUTES, SAID, Promise
from tests.knowledge.ledger.conftest import moment
from tests.people import a_person


def test_commitment_keeps_what_was_said_and_where_it_comes_from(promise: Promise) -> None:
    priority = promise.priority
    made = Commitment.objects.get(pk=promise.commit(draft=replace(DRAFT, priority=priority.pk)).pk)
    words = words_of([made.text], COMMITMENT)[made.text_id]
    assert {part: one.source for part, one in words.items()} == dict(DRAFT.words)
    assert (made.due, made.body, made.minute_reference) == (DRAFT.due, "council", "2026/17")
    assert set(trace.walk(trace.node(made))) >= {
        (trace.node(made), "commits to", ("action.recommendation", "rivers/R5")),
        (trace.node(made), "comes from", trace.node(priority)),
    }


@pytest.mark.parametrize(
    "draft",
    [
        replace(DRAFT, due=None),
        replace(DRAFT, due=date(2090, 1, 1)),
        replace(DRAFT, words={"what": " "}),
        replace(DRAFT, words={"what": "a" * 601}),
        replace(DRAFT, stance="perhaps"),
        replace(DRAFT, body="parliament"),
        replace(DRAFT, decided_on=date(2100, 1, 1)),
        replace(DRAFT, stance="outside", due=None),
        replace(DRAFT, stance="outside", due=None, held_by=["neighbours"]),
    ],
)
def test_commitment_without_its_form_is_refused(promise: Promise, draft: commit.Draft) -> None:
    with pytest.raises(DomainError):
        promise.commit(draft=draft)
    assert not Commitment.objects.exists()


def test_recommendation_that_is_not_in_force_is_refused(promise: Promise) -> None:
    with pytest.raises(DomainError, match="R99"):
        promise.commit("R99")


def test_place_has_one_word_on_a_recommendation(promise: Promise) -> None:
    promise.commit()
    with pytest.raises(Conflict):
        promise.commit()


def test_what_is_outside_the_competence_says_whose_it_is_and_is_not_reported(
    promise: Promise,
) -> None:
    outside = replace(DRAFT, stance="outside", due=None, held_by=["national"])
    made = promise.commit("R8", outside)
    assert (made.held_by, made.due) == (["national"], None)
    with pytest.raises(DomainError):
        promise.report(made)


def test_second_of_two_who_change_at_once_is_in_conflict(promise: Promise) -> None:
    made = promise.commit()
    given = {"seen": 1, "by": promise.group.city.officer, "at": moment(6)}
    commit.change(made, replace(DRAFT, due=date(2029, 1, 1)), **given)  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        commit.change(made, DRAFT, **given)  # type: ignore[arg-type]
    assert Commitment.objects.get().due == date(2029, 1, 1)


def test_commitment_that_ended_leaves_its_reports_and_room_for_a_new_one(promise: Promise) -> None:
    made = promise.commit()
    promise.report(made)
    by = promise.group.city.officer
    with pytest.raises(DomainError):
        commit.end(made, reason=" ", by=by, at=moment(7))
    commit.end(made, reason="The region took it over", by=by, at=moment(7))
    with pytest.raises(DomainError):
        promise.report(made, day=8)
    assert ProgressReport.objects.count() == 1
    assert promise.commit(day=8).pk != made.pk


@pytest.mark.parametrize("level", [3, 4])
def test_in_place_rests_on_something(promise: Promise, level: int) -> None:
    made = promise.commit()
    with pytest.raises(DomainError):
        promise.report(made, level, evidence=[])
    promise.report(made, level)


@pytest.mark.parametrize(
    "said",
    [
        {"level": 5},
        {"level": -1},
        {"words": {"done": ""}},
        {"evidence": [MINUTES] * 11},
        {"evidence": [replace(MINUTES, issuer="")]},
        {"evidence": [replace(MINUTES, on=None)]},
        {"evidence": [replace(MINUTES, title="")]},
        {"evidence": [Cited(kind="link", title="A page", url="javascript:alert(1)")]},
        {"evidence": [Cited(kind="link", title="A page", url="https://me:secret@example.org/")]},
        {"evidence": [Cited(kind="link", title="A page", url="https://[example.org/")]},
    ],
)
def test_report_without_its_form_is_refused_and_nothing_is_kept(
    promise: Promise, said: dict[str, object]
) -> None:
    made = promise.commit()
    with pytest.raises(DomainError):
        promise.report(made, **{"level": 2, **said})  # type: ignore[arg-type]
    assert not ProgressReport.objects.exists()


def test_report_of_a_day_to_come_is_refused(promise: Promise) -> None:
    made = promise.commit()
    said = replace(SAID, on=moment(9).date())
    with pytest.raises(DomainError):
        report.report(made, said, language="en", by=promise.group.city.officer, at=moment(8))


def test_report_quotes_a_figure_as_its_release_prints_it(promise: Promise) -> None:
    row = promise.report(
        promise.commit(), 3, evidence=[Cited(kind="figure", release=promise.group.sheet, key=KEY)]
    )
    assert Evidence.objects.get(report=row).printed["en"] == "103"
    with pytest.raises(DomainError):
        promise.report(
            Commitment.objects.get(),
            evidence=[Cited(kind="figure", release=promise.group.sheet, key="POP-99@marwa;2024")],
        )


def test_report_taken_back_counts_no_more_and_says_why(promise: Promise) -> None:
    row = promise.report(promise.commit())
    by = promise.group.city.officer
    report.take_back(row, reason="Another desk was meant", by=by, at=moment(7))
    assert not ProgressReport.objects.standing().exists()
    with pytest.raises(DomainError):
        report.take_back(row, reason="Again", by=by, at=moment(8))


def test_report_is_checked_by_nobody_of_the_city(promise: Promise) -> None:
    row = promise.report(promise.commit())
    for who in (promise.group.city.officer, promise.group.city.signatory, promise.group.editor):
        with pytest.raises((NotAllowed, DomainError)):
            promise.check(row, by=who)
    inside = a_person(
        "inside", ("officer", promise.group.city.holder), ("reviewer", promise.group.city.holder)
    )
    with pytest.raises(DomainError):
        promise.check(row, by=inside)
    stranger = a_person("stranger")
    with pytest.raises(NotAllowed):
        promise.check(row, by=stranger)
    assert not Check.objects.exists()


def test_peer_checks_from_a_city_they_have_a_role_with(promise: Promise) -> None:
    row = promise.report(promise.commit())
    (home,) = check.cities(promise.peer, row, at=moment(7))
    with pytest.raises(DomainError):
        promise.check(row, standing="peer", of=promise.group.city.holder, by=promise.peer)
    made = promise.check(row, standing="peer", of=home, by=promise.peer)
    assert made.of == home
    assert not check.cities(promise.group.city.reviewer, row, at=moment(7))


def test_who_doubts_says_why_and_the_doubt_weighs_until_they_take_it_back(promise: Promise) -> None:
    row = promise.report(promise.commit())
    with pytest.raises(DomainError):
        promise.check(row, is_confirmed=False)
    doubt = promise.check(row, is_confirmed=False, note="One desk was closed when I came")
    promise.check(row, day=8, standing="expert", by=promise.peer)
    assert check.newest(row.checks.all()) == doubt
    settled = promise.check(row, day=9)
    assert check.newest(row.checks.all()) == settled


def test_translation_made_from_an_earlier_text_is_in_conflict(promise: Promise) -> None:
    made = promise.commit()
    given = {"commitment": made, "by": promise.group.editor, "at": moment(6)}
    seen = stamp(made.text, "fr")
    said = {"what": "Un guichet par quartier", "lead": "Services"}
    commit.translate(made.text, COMMITMENT, "fr", said, seen=seen, **given)  # type: ignore[arg-type]
    assert untranslated(words_of([made.text], COMMITMENT)[made.text_id]) == ["ar", "es"]
    with pytest.raises(Conflict):
        commit.translate(made.text, COMMITMENT, "fr", said, seen=seen, **given)  # type: ignore[arg-type]


def test_nobody_but_writers_commits_or_reports(promise: Promise) -> None:
    made = promise.commit()
    for who in (promise.group.city.reviewer, promise.group.city.signatory, promise.peer):
        with pytest.raises(NotAllowed):
            report.report(made, SAID, language="en", by=who, at=moment(6))


@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, "fresh"), (365, "fresh"), (366, "ageing"), (730, "ageing"), (731, "old")],
)
def test_check_fades(days: int, said: str) -> None:
    checked = date(2024, 3, 1)
    assert age(checked, date.fromordinal(checked.toordinal() + days)) == said
