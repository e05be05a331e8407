"""Weighted scores by hand, against an independent count, and by what they must not depend on."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qantara.action.ballots.counting import scores
from tests.action.ballots import naive

Scores = list[list[list[int]]]


def counted(rows: Scores, weights: list[int]) -> scores.Scored:
    return scores.count(np.array(rows, dtype=np.int64), weights, 5)


def test_scores_are_means_of_means_by_weight() -> None:
    """Three ballots, two options, two criteria that weigh 3 to 1; nobody answered one of four cells twice."""
    rows = [[[5, 2], [3, 0]], [[4, 3], [3, 4]], [[0, 1], [2, 5]]]
    found = counted(rows, [3, 1])
    assert found.totals == (
        (Fraction(9, 2) * 3 + Fraction(2)) / 4,
        (Fraction(8, 3) * 3 + Fraction(9, 2)) / 4,
    )
    assert found.answers.tolist() == [[2, 3], [3, 2]]
    assert found.sums.tolist() == [[9, 6], [8, 9]]
    assert found.spread.tolist() == [[1, 1, 1, 1, 1], [0, 1, 2, 1, 1]]
    assert found.groups == ((0,), (1,))


def test_scores_leave_out_a_criterion_in_which_nobody_scored_the_option() -> None:
    assert counted([[[4, 0], [4, 4]]], [1, 9]).totals == (Fraction(4), Fraction(4))
    assert counted([[[4, 0], [4, 4]]], [1, 9]).groups == ((0, 1),)


def test_scores_put_last_what_nobody_scored() -> None:
    found = counted([[[0], [1], [5]]], [1])
    assert (found.totals, found.groups) == ((None, Fraction(1), Fraction(5)), ((2,), (1,), (0,)))


def test_scores_that_are_equal_are_tied_whatever_their_fractions() -> None:
    """A third of three ballots and a third of six: no rounding may part them."""
    rows = [[[1, 5], [5, 1]], [[1, 5], [5, 1]], [[2, 5], [5, 2]]]
    assert counted(rows, [1, 1]).groups == ((0, 1),)


def ballots() -> st.SearchStrategy[tuple[Scores, list[int]]]:
    return st.tuples(st.integers(2, 5), st.integers(1, 4)).flatmap(
        lambda shape: st.tuples(
            st.lists(
                st.lists(
                    st.lists(st.integers(0, 5), min_size=shape[1], max_size=shape[1]),
                    min_size=shape[0], max_size=shape[0],
                ),
                min_size=1, max_size=8,
            ),
            st.lists(st.integers(1, 100), min_size=shape[1], max_size=shape[1]),
        )
    )  # fmt: skip


@given(ballots())
@settings(deadline=None)
def test_scores_agree_with_an_independent_count(drawn: tuple[Scores, list[int]]) -> None:
    assert list(counted(*drawn).totals) == naive.scores(*drawn)


@given(ballots(), st.randoms(use_true_random=False))
def test_scores_do_not_ask_who_voted_first(drawn: tuple[Scores, list[int]], random) -> None:  # type: ignore[no-untyped-def]
    rows, weights = drawn
    other = rows.copy()
    random.shuffle(other)
    assert counted(other, weights).totals == counted(rows, weights).totals


@given(ballots(), st.data())
def test_scores_do_not_ask_what_an_option_is_called(
    drawn: tuple[Scores, list[int]], data: st.DataObject
) -> None:
    rows, weights = drawn
    names = data.draw(st.permutations(range(len(rows[0]))))
    renamed = [[row[name] for name in names] for row in rows]
    totals = counted(rows, weights).totals
    assert counted(renamed, weights).totals == tuple(totals[name] for name in names)


@given(ballots(), st.integers(2, 9))
def test_scores_ask_for_weights_in_relation_alone(
    drawn: tuple[Scores, list[int]], factor: int
) -> None:
    rows, weights = drawn
    assert counted(rows, [one * factor for one in weights]).totals == counted(rows, weights).totals


@given(ballots(), st.data())
def test_scores_never_fall_when_a_ballot_scores_higher(
    drawn: tuple[Scores, list[int]], data: st.DataObject
) -> None:
    rows, weights = drawn
    ballot = data.draw(st.integers(0, len(rows) - 1))
    option = data.draw(st.integers(0, len(rows[0]) - 1))
    before = counted(rows, weights).totals
    rows[ballot][option] = [min(5, one + 1) if one else 0 for one in rows[ballot][option]]
    after = counted(rows, weights).totals
    assert after[option] is None or after[option] >= before[option]  # type: ignore[operator]
    assert [one for at, one in enumerate(after) if at != option] == [
        one for at, one in enumerate(before) if at != option
    ]


@given(ballots(), st.data())
def test_scores_are_not_moved_by_another_option(
    drawn: tuple[Scores, list[int]], data: st.DataObject
) -> None:
    """A clone, or any other option more, leaves the totals of the rest as they are."""
    rows, weights = drawn
    model = data.draw(st.integers(0, len(rows[0]) - 1))
    more = [[*row, row[model]] for row in rows]
    totals = counted(rows, weights).totals
    assert counted(more, weights).totals == (*totals, totals[model])
