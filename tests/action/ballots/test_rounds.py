"""A round from its preparation to its result, and what is refused on the way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from qantara.action.ballots import closing, dissent, keys, paper, results, rounds
from qantara.action.ballots.cast import (
    NothingSaid,
    UnknownCode,
    cast,
    cast_so_far,
    take_seat,
    unsealed,
)
from qantara.action.ballots.models import Dissent, PaperBallot, Result, Round, Seat
from qantara.action.ballots.record import digest
from qantara.action.ballots.values import Ballot, Option
from qantara.core import trace
from qantara.core.errors import DomainError, NotAllowed
from qantara.core.models import AuditLine
from tests.action.ballots.conftest import AT, OPTIONS, RANKING, SCORES, Room

BALLOTS = [(1, 2, 3)] * 4 + [(2, 1, 3)] * 2 + [(0, 1, 0)]


def closed(room: Room, *ballots: tuple[int, ...]) -> results.Outcome:
    round_, cards = room.opened()
    room.vote(cards, *ballots)
    closing.close(round_, by=room.officer, at=AT)
    found = results.of(round_.pk, by=room.officer)
    assert found is not None
    return found


def test_round_is_counted_and_kept(room: Room) -> None:
    found = closed(room, *BALLOTS)
    assert found.places == ((1, ("housing",)), (2, ("schools",)), (3, ("work",)))
    assert (found.seats, found.ballots, found.abstained, found.is_shown) == (12, 7, 0, True)
    assert set(found.firmness.values()) <= {"firm", "fairly_firm", "open"}
    assert found.firmness["work"] == "firm"
    assert found.record["pairwise"] == {
        "housing": {"schools": 4, "work": 6},
        "schools": {"housing": 3, "work": 7},
        "work": {"housing": 0, "schools": 0},
    }
    kept = Result.objects.get()
    assert kept.digest == digest(kept.record) == found.digest


def test_round_of_scores_is_counted_by_weight(room: Room) -> None:
    round_, cards = room.opened(SCORES)
    room.vote(cards, *[(5, 1, 3, 4, 0, 0)] * 5)
    closing.close(round_, by=room.officer, at=AT)
    record = Result.objects.get().record
    assert [one["options"] for one in record["places"]] == [["housing", "schools"], ["work"]]
    assert [record["scores"][key]["total"] for key in ("housing", "schools", "work")] == [
        3.4,
        3.4,
        None,
    ]
    assert record["scores"]["schools"]["criteria"]["urgency"] == {
        "mean": 3.0,
        "sum": 15,
        "answers": 5,
    }


def test_seat_has_one_ballot_and_changes_it(room: Room) -> None:
    round_, (card, other, *_rest) = room.opened()
    assert not take_seat(card).has_voted
    assert cast_so_far(round_) == 0
    cast(card, Ballot((1, 2, 3)))
    cast(card, Ballot((1, 2, 3)))
    assert cast_so_far(round_) == 1
    cast(card.lower(), Ballot((3, 2, 1)))
    cast(other, Ballot.blank(3))
    assert cast_so_far(round_) == 2
    assert take_seat(card).has_voted
    said = [one for one in unsealed(round_, keys.key_of(round_.pk)) if one is not None]
    assert sorted(said, key=str) == [
        Ballot((0, 0, 0), is_abstention=True), Ballot((3, 2, 1)),
    ]  # fmt: skip


def test_ballots_that_say_nothing_or_too_much_are_refused(room: Room) -> None:
    _round, (card, *_rest) = room.opened()
    with pytest.raises(NothingSaid):
        cast(card, Ballot((0, 0, 0)))
    for marks in [(1, 2), (1, 2, 4), (1, 2, -1), (1, 2, 3, 0)]:
        with pytest.raises(DomainError):
            cast(card, Ballot(marks))
    assert not take_seat(card).has_voted


def test_cards_open_their_own_round_while_it_is_open(room: Room) -> None:
    prepared = rounds.prepare(room.workshop, RANKING, by=room.officer, at=AT)
    with pytest.raises(DomainError):
        rounds.open_round(prepared, by=room.officer, at=AT)
    _round, early = rounds.make_cards(prepared, 5, by=room.officer, at=AT)
    with pytest.raises(UnknownCode):
        take_seat(early[0])
    made, cards = rounds.make_cards(prepared, 7, by=room.officer, at=AT)
    assert (made.series, made.seats, len(set(cards))) == (2, 7, 7)
    round_ = rounds.open_round(prepared, by=room.officer, at=AT)
    with pytest.raises(UnknownCode):
        take_seat(early[0])
    second, others = room.opened()
    assert take_seat(cards[0]).round == round_
    assert take_seat(others[0]).round == second
    closing.close(round_, by=room.officer, at=AT)
    with pytest.raises(UnknownCode):
        cast(cards[0], Ballot((1, 2, 3)))
    assert take_seat(others[0]).round == second


def test_round_is_opened_once_and_closed_once(room: Room) -> None:
    round_, cards = room.opened()
    room.vote(cards, *BALLOTS)
    with pytest.raises(DomainError):
        rounds.open_round(round_, by=room.officer, at=AT)
    first = closing.close(round_, by=room.officer, at=AT)
    assert closing.close(round_, by=room.officer, at=AT) == first
    for act in (
        lambda: rounds.open_round(round_, by=room.officer, at=AT),
        lambda: rounds.make_cards(round_, 3, by=room.officer, at=AT),
        lambda: rounds.change(round_, SCORES, seen=1, by=room.officer, at=AT),
        lambda: rounds.call_off(round_, by=room.officer, at=AT),
    ):
        with pytest.raises(DomainError):
            act()
    assert Result.objects.count() == 1


def test_round_changes_until_it_is_open_and_old_cards_open_nothing(room: Room) -> None:
    prepared = rounds.prepare(room.workshop, RANKING, by=room.officer, at=AT)
    rounds.make_cards(prepared, 5, by=room.officer, at=AT)
    changed = rounds.change(prepared, SCORES, seen=1, by=room.officer, at=AT)
    assert (changed.method, changed.seats, changed.version, Seat.objects.count()) == (
        "scores",
        0,
        2,
        0,
    )
    with pytest.raises(DomainError):
        rounds.change(prepared, RANKING, seen=1, by=room.officer, at=AT)
    off = rounds.call_off(prepared, by=room.officer, at=AT)
    assert (off.state, keys.kept()) == ("called_off", [])
    assert rounds.prepare(room.workshop, RANKING, by=room.officer, at=AT).number == 2


@pytest.mark.parametrize(
    "plan",
    [
        replace(RANKING, method="dice"),
        replace(RANKING, options=OPTIONS[:1]),
        replace(RANKING, options=OPTIONS * 11),
        replace(RANKING, options=(*OPTIONS, Option("again", {"en": "housing "}))),
        replace(RANKING, options=(*OPTIONS, Option("empty", {"en": " "}))),
        replace(RANKING, options=(*OPTIONS, Option("long", {"en": "a" * 121}))),
        replace(SCORES, criteria=()),
        replace(SCORES, criteria=(replace(SCORES.criteria[0], weight=0),)),
        replace(SCORES, criteria=(replace(SCORES.criteria[0], weight=101),)),
    ],
)
def test_plans_that_nobody_could_vote_on_are_refused(room: Room, plan: rounds.Plan) -> None:
    with pytest.raises(DomainError):
        rounds.prepare(room.workshop, plan, by=room.officer, at=AT)


@pytest.mark.parametrize(("saying", "is_shown"), [(4, False), (5, True)])
def test_few_ballots_show_their_number_alone(room: Room, saying: int, is_shown: bool) -> None:
    round_, cards = room.opened()
    room.vote(cards, *[(1, 2, 3)] * saying)
    cast(cards[10], Ballot.blank(3))
    closing.close(round_, by=room.officer, at=AT)
    found = results.of(round_.pk, by=room.officer)
    assert found is not None
    assert (found.ballots, found.abstained, found.is_shown) == (saying + 1, 1, is_shown)
    assert bool(found.places) == bool(found.firmness) == bool(found.shares) == is_shown
    assert ("pairwise" in found.record) == is_shown


def test_of_fewer_than_five_in_all_not_even_abstentions_are_told(room: Room) -> None:
    round_, cards = room.opened()
    cast(cards[0], Ballot.blank(3))
    closing.close(round_, by=room.officer, at=AT)
    found = results.of(round_.pk, by=room.officer)
    assert found is not None
    assert (found.ballots, found.abstained, found.places) == (1, None, ())


def test_result_and_notes_are_never_changed(room: Room) -> None:
    found = closed(room, *BALLOTS)
    round_ = Round.objects.get(pk=found.round)
    dissent.note(
        round_, "Two of us would begin with schools.", language="en", by=room.officer, at=AT
    )
    seen = results.of(found.round, by=room.officer)
    assert seen is not None
    assert seen.dissent == (("en", "Two of us would begin with schools."),)
    for change in (
        lambda: Result.objects.update(record={}),
        lambda: Result.objects.all().delete(),
        lambda: Dissent.objects.update(words="None"),
        lambda: Round.objects.update(state="open"),
        lambda: Round.objects.update(options=[]),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(DomainError):
        dissent.note(round_, "  ", language="en", by=room.officer, at=AT)


def test_closing_leaves_counts_and_nothing_of_single_ballots(room: Room) -> None:
    round_, cards = room.opened()
    room.vote(cards, *BALLOTS)
    paper.enter(round_, 1, Ballot((1, 2, 3)), by=room.officer, at=AT)
    paper.enter(round_, 1, Ballot((1, 2, 3)), by=room.second, at=AT)
    closing.close(round_, by=room.officer, at=AT)
    assert (Seat.objects.count(), PaperBallot.objects.count(), keys.kept()) == (0, 0, [])
    with pytest.raises(FileNotFoundError):
        keys.key_of(round_.pk)


def test_sheets_count_once_when_two_people_entered_the_same(room: Room) -> None:
    round_, cards = room.opened()
    room.vote(cards, *BALLOTS[:5])
    paper.enter(round_, 1, Ballot((3, 2, 1)), by=room.officer, at=AT)
    assert paper.mine_to_check(round_, room.officer) == ()
    assert paper.mine_to_check(round_, room.second) == (1,)
    assert paper.batch(round_) == paper.Batch(agreed=(), once=(1,), differing=())
    with pytest.raises(DomainError):
        closing.close(round_, by=room.officer, at=AT)
    paper.enter(round_, 1, Ballot((3, 1, 2)), by=room.second, at=AT)
    assert paper.batch(round_) == paper.Batch(agreed=(), once=(), differing=(1,))
    with pytest.raises(DomainError):
        closing.close(round_, by=room.officer, at=AT)
    paper.enter(round_, 1, Ballot((3, 2, 1)), by=room.second, at=AT)
    paper.enter(round_, 2, Ballot((1, 2, 3)), by=room.second, at=AT)
    paper.take_out(round_, 2, by=room.second, at=AT)
    assert paper.batch(round_) == paper.Batch(agreed=(1,), once=(), differing=())
    assert cast_so_far(round_) == 6
    closing.close(round_, by=room.officer, at=AT)
    record = Result.objects.get().record
    assert record["ballots"] == {"phones": 5, "paper": 1, "cast": 6, "abstained": 0}
    assert record["pairwise"]["work"]["housing"] == 1
    with pytest.raises(DomainError):
        paper.enter(round_, 3, Ballot((1, 2, 3)), by=room.officer, at=AT)


def test_one_person_is_not_two(room: Room) -> None:
    round_, _cards = room.opened()
    paper.enter(round_, 1, Ballot((3, 2, 1)), by=room.officer, at=AT)
    row = paper.enter(round_, 1, Ballot((1, 2, 3)), by=room.officer, at=AT)
    assert (row.second, row.second_by, row.agrees) == (None, None, False)
    with pytest.raises(DatabaseError), transaction.atomic():
        PaperBallot.objects.update(second_by=room.officer)


def test_strangers_run_and_see_nothing(room: Room) -> None:
    round_, cards = room.opened()
    for act in (
        lambda: rounds.prepare(room.workshop, RANKING, by=room.stranger, at=AT),
        lambda: closing.close(round_, by=room.stranger, at=AT),
        lambda: paper.enter(round_, 1, Ballot((1, 2, 3)), by=room.stranger, at=AT),
        lambda: dissent.note(round_, "No", language="en", by=room.stranger, at=AT),
    ):
        with pytest.raises(NotAllowed):
            act()
    room.vote(cards, *BALLOTS)
    closing.close(round_, by=room.officer, at=AT)
    assert results.of(round_.pk, by=room.stranger) is None
    assert results.closed(room.holder.pk, by=room.stranger) == []
    assert [one.round for one in results.closed(room.holder.pk, by=room.second)] == [round_.pk]


def test_round_is_tied_to_the_records_it_voted_on(room: Room) -> None:
    node = ("action.priority", "0192")
    plan = replace(RANKING, options=(*OPTIONS, Option("ferry", {"en": "Ferry"}, node)))
    round_, _cards = room.opened(plan)
    closing.close(round_, by=room.officer, at=AT)
    assert trace.edges_of([node], forward=False) == [(trace.node(round_), "voted on", node)]


def test_log_tells_of_the_round_and_of_no_ballot(room: Room) -> None:
    round_, cards = room.opened()
    before = AuditLine.objects.count()
    room.vote(cards, *BALLOTS)
    assert AuditLine.objects.count() == before
    closing.close(round_, by=room.officer, at=AT)
    assert list(AuditLine.objects.order_by("id").values_list("act", flat=True)) == [
        "ballot.workshop_prepared", "ballot.round_prepared", "ballot.cards_made",
        "ballot.round_opened", "ballot.round_closed",
    ]  # fmt: skip
