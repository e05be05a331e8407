"""How often a count that is repeated comes to the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantara.action.ballots.counting import firmness, places, schulze, scores


def ranked(*rows: list[int]) -> np.ndarray:
    return np.array(rows, dtype=np.int64)


def test_firmness_of_ballots_that_all_say_the_same_is_whole() -> None:
    shares = firmness.of_ranking(ranked(*[[1, 2, 3]] * 7))
    assert shares.tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    assert firmness.words(shares, ((0,), (1,), (2,))) == ["firm", "firm", "firm"]


def test_firmness_shares_the_places_of_a_tie() -> None:
    marks = np.array([[[3], [3], [1]]] * 6, dtype=np.int64)
    shares = firmness.of_scores(marks, [1])
    assert shares.tolist() == [[0.5, 0.5, 0], [0.5, 0.5, 0], [0, 0, 1]]
    assert firmness.words(shares, ((0, 1), (2,))) == ["firm", "firm", "firm"]


def test_firmness_of_two_camps_of_one_size_is_open() -> None:
    marks = ranked(*[[1, 2, 3]] * 10, *[[2, 1, 3]] * 10)
    shares = firmness.of_ranking(marks)
    assert shares[2].tolist() == [0, 0, 1]
    assert 0.4 < shares[0, 0] < 0.6
    assert firmness.words(shares, ((0,), (1,), (2,)))[2] == "firm"


def test_firmness_moves_with_weights_where_criteria_disagree() -> None:
    """All ballots alike: only the other weights make a difference."""
    marks = np.array([[[5, 1], [1, 5]]] * 9, dtype=np.int64)
    close, far = firmness.of_scores(marks, [52, 48]), firmness.of_scores(marks, [90, 10])
    assert 0.5 < close[0, 0] < 0.75 < far[0, 0]


@pytest.mark.parametrize(
    ("kept", "word"),
    [(1.0, "firm"), (0.75, "firm"), (0.744, "fairly_firm"), (0.5, "fairly_firm"), (0.494, "open")],
)
def test_firmness_in_words(kept: float, word: str) -> None:
    shares = np.array([[kept, 1 - kept], [1 - kept, kept]])
    assert firmness.words(shares, ((0,), (1,))) == [word, word]


rows = st.integers(2, 5).flatmap(
    lambda options: st.lists(
        st.lists(st.integers(0, options), min_size=options, max_size=options),
        min_size=2,
        max_size=12,
    )
)


@given(rows, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=30)
def test_firmness_is_the_same_whoever_counts_again_in_whatever_order(
    drawn: list[list[int]], random: object
) -> None:
    other = drawn.copy()
    random.shuffle(other)  # type: ignore[attr-defined]
    first, second = (np.array(each, dtype=np.int64) for each in (drawn, other))
    assert firmness.of_ranking(first, 50).tolist() == firmness.of_ranking(second, 50).tolist()
    as_scores = [np.minimum(each, 5)[:, :, None] for each in (first, second)]
    one, two = (firmness.of_scores(each, [3], 50).tolist() for each in as_scores)
    assert one == two


@given(rows)
@settings(deadline=None, max_examples=30)
def test_firmness_gives_every_place_and_every_option_its_whole(drawn: list[list[int]]) -> None:
    shares = firmness.of_ranking(np.array(drawn, dtype=np.int64), 40)
    assert np.allclose(shares.sum(axis=0), 1)
    assert np.allclose(shares.sum(axis=1), 1)


@given(rows)
@settings(deadline=None, max_examples=50)
def test_repeated_once_with_every_ballot_once_is_the_count(drawn: list[list[int]]) -> None:
    marks = np.array(drawn, dtype=np.int64)
    once = np.ones((1, len(marks)), dtype=np.int64)
    worth = schulze.repeated(marks, once)[0].tolist()
    assert places.groups(worth) == schulze.count(marks).groups
    several = np.minimum(np.stack([marks, marks[:, ::-1]], axis=2), 5)
    weights = np.array([[0.3, 0.7]])
    assert (
        places.groups(scores.repeated(several, once, weights)[0].tolist())
        == scores.count(several, [3, 7], 5).groups
    )
