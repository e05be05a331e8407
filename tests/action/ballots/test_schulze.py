"""The Schulze method against published examples, an independent count, and what is proven of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qantara.action.ballots.counting import schulze
from tests.action.ballots import naive

Rankings = list[list[int]]


def marks(votes: dict[str, int]) -> np.ndarray:
    """Ballots like "A>B=C": letters from A on; those of the alphabet not named are left out."""
    letters = sorted({letter for vote in votes for letter in vote if letter.isalpha()})
    rows = []
    for vote, times in votes.items():
        tiers = vote.split(">") if ">" in vote or "=" in vote else list(vote)
        place = {letter: at for at, tier in enumerate(tiers, 1) for letter in tier if letter != "="}
        rows += [[place.get(letter, 0) for letter in letters]] * times
    return np.array(rows, dtype=np.int64)


def told(votes: dict[str, int]) -> list[str]:
    return [
        "".join("ABCDEFGHIJ"[one] for one in group) for group in schulze.count(marks(votes)).groups
    ]


#: Examples 1 to 4 of M. Schulze, as he published them with their strongest paths.
EXAMPLE_1 = {
    "ACBED": 5, "ADECB": 5, "BEDAC": 8, "CABED": 3, "CAEBD": 7, "CBADE": 2, "DCEBA": 7, "EBADC": 8,
}  # fmt: skip
EXAMPLE_2 = {
    "ACBD": 5, "ACDB": 2, "ADCB": 3, "BACD": 4, "CBDA": 3, "CDBA": 3, "DACB": 1, "DBAC": 5, "DCBA": 4,
}  # fmt: skip
EXAMPLE_3 = {
    "ABDEC": 3, "ADEBC": 5, "ADECB": 1, "BADEC": 2, "BDECA": 2, "CABDE": 4, "CBADE": 6, "DBECA": 2,
    "DECAB": 5,
}  # fmt: skip
EXAMPLE_4 = {"ABCD": 3, "DABC": 2, "DBCA": 2, "CBDA": 2}


@pytest.mark.parametrize(
    ("votes", "strengths", "order"),
    [
        (
            EXAMPLE_1,
            [[0, 28, 28, 30, 24], [25, 0, 28, 33, 24], [25, 29, 0, 29, 24], [25, 28, 28, 0, 24],
             [25, 28, 28, 31, 0]],
            ["E", "A", "C", "B", "D"],
        ),
        (
            EXAMPLE_2,
            [[0, 20, 20, 17], [19, 0, 19, 17], [19, 21, 0, 17], [18, 18, 18, 0]],
            ["D", "A", "C", "B"],
        ),
        (
            EXAMPLE_3,
            [[0, 18, 20, 21, 21], [19, 0, 19, 19, 19], [19, 18, 0, 19, 19], [19, 18, 20, 0, 30],
             [19, 18, 20, 19, 0]],
            ["B", "A", "D", "E", "C"],
        ),
        (
            EXAMPLE_4,
            [[0, 5, 5, 5], [5, 0, 7, 5], [5, 5, 0, 5], [6, 5, 5, 0]],
            ["BD", "AC"],
        ),
    ],
)  # fmt: skip
def test_schulze_counts_published_examples(
    votes: dict[str, int], strengths: list[list[int]], order: list[str]
) -> None:
    counted = schulze.count(marks(votes))
    assert counted.strengths.tolist() == strengths
    assert told(votes) == order


def test_schulze_pairwise_of_the_example_of_45_voters() -> None:
    assert schulze.count(marks(EXAMPLE_1)).pairwise.tolist() == [
        [0, 20, 26, 30, 22], [25, 0, 16, 33, 18], [19, 29, 0, 17, 24], [15, 12, 28, 0, 14],
        [23, 27, 21, 31, 0],
    ]  # fmt: skip


def test_schulze_takes_winning_votes_and_not_margins() -> None:
    """A beats B by 4 to 2, B beats C by 6 to 3, C beats A by 5 to 4.

    The weakest of the three is A over B by the votes that won it (4), and C over A by the margin (1):
    with margins A would be first.
    """
    votes = {"A>B>C": 4, "B>C>A": 2, "C": 3}
    assert schulze.count(marks(votes)).pairwise.tolist() == [[0, 4, 4], [2, 0, 6], [5, 3, 0]]
    assert told(votes) == ["B", "C", "A"]


def test_schulze_puts_what_is_ranked_above_what_is_left_out() -> None:
    assert told({"A>B>C": 1, "B": 2}) == ["B", "A", "C"]
    assert schulze.count(marks({"A>B>C": 1, "B": 2})).pairwise.tolist() == [
        [0, 1, 1], [2, 0, 3], [0, 0, 0],
    ]  # fmt: skip


def test_schulze_says_ties() -> None:
    assert told({"A>B>C": 1, "B>A>C": 1}) == ["AB", "C"]
    assert told({"A=B=C": 4}) == ["ABC"]
    assert told({"A>B>C": 1, "B>C>A": 1, "C>A>B": 1}) == ["ABC"]


def rankings(most_options: int = 5, fewest_options: int = 2) -> st.SearchStrategy[Rankings]:
    return st.integers(fewest_options, most_options).flatmap(
        lambda options: st.lists(
            st.lists(st.integers(0, options), min_size=options, max_size=options),
            min_size=1,
            max_size=9,
        )
    )


def groups(rows: Sequence[Sequence[int]]) -> list[set[int]]:
    return [set(group) for group in schulze.count(np.array(rows, dtype=np.int64)).groups]


@given(rankings())
@settings(max_examples=200, deadline=None)
def test_schulze_agrees_with_an_independent_count(rows: Rankings) -> None:
    counted = schulze.count(np.array(rows, dtype=np.int64))
    options = len(rows[0])
    assert groups(rows) == naive.schulze(rows, options)
    assert counted.strengths.tolist() == [
        [0 if a == b else naive.strength(rows, options, a, b) for b in range(options)]
        for a in range(options)
    ]


@given(rankings(), st.randoms(use_true_random=False))
def test_schulze_does_not_ask_who_voted_first(rows: Rankings, random) -> None:  # type: ignore[no-untyped-def]
    other = rows.copy()
    random.shuffle(other)
    assert groups(other) == groups(rows)


@given(rankings(), st.data())
def test_schulze_does_not_ask_what_an_option_is_called(rows: Rankings, data: st.DataObject) -> None:
    names = data.draw(st.permutations(range(len(rows[0]))))
    renamed = [[row[name] for name in names] for row in rows]
    assert [{names[one] for one in group} for group in groups(renamed)] == groups(rows)


@given(rankings(), st.integers(1, 3))
def test_schulze_asks_for_the_order_of_places_alone(rows: Rankings, factor: int) -> None:
    """Places 2, 4, 9 say what 1, 2, 3 say."""
    stretched = [[place * factor + (2 if place else 0) for place in row] for row in rows]
    assert groups(stretched) == groups(rows)


@given(rankings())
def test_schulze_elects_whom_a_majority_puts_first(rows: Rankings) -> None:
    for option in range(len(rows[0])):
        first = sum(
            1
            for row in rows
            if row[option]
            and all(
                not place or place > row[option] for at, place in enumerate(row) if at != option
            )
        )
        if first * 2 > len(rows):
            assert groups(rows)[0] == {option}


@given(rankings())
def test_schulze_elects_the_condorcet_winner_and_puts_the_loser_last(rows: Rankings) -> None:
    options = range(len(rows[0]))
    for one in options:
        others = [other for other in options if other != one]
        if all(naive.wins(rows, one, other) > naive.wins(rows, other, one) for other in others):
            assert groups(rows)[0] == {one}
        if all(naive.wins(rows, one, other) < naive.wins(rows, other, one) for other in others):
            assert groups(rows)[-1] == {one}


@given(rankings())
def test_schulze_puts_above_what_all_put_above(rows: Rankings) -> None:
    place = {one: at for at, group in enumerate(groups(rows)) for one in group}
    for one in place:
        for other in place:
            if naive.wins(rows, one, other) == len(rows):
                assert place[one] < place[other]


@given(rankings(), st.data())
def test_schulze_winner_stays_when_ballots_raise_it(rows: Rankings, data: st.DataObject) -> None:
    """Monotonicity: a ballot that moves the only winner up, and nothing else, does not unseat it."""
    first = groups(rows)[0]
    assume(len(first) == 1)
    (winner,) = first
    at = data.draw(st.integers(0, len(rows) - 1))
    raised = [row.copy() for row in rows]
    raised[at] = [0 if not place else place + 1 for place in raised[at]]
    raised[at][winner] = 1
    assert groups(raised)[0] == {winner}


@given(rankings(), st.data())
def test_schulze_winner_does_not_depend_on_clones(rows: Rankings, data: st.DataObject) -> None:
    """An option put right beside another, on every ballot, changes nothing for the rest."""
    model = data.draw(st.integers(0, len(rows[0]) - 1))
    cloned = []
    for row in rows:
        spread = [place * 3 for place in row]
        spread.append(spread[model] + data.draw(st.integers(0, 1)) if row[model] else 0)
        cloned.append(spread)
    before, after = groups(rows)[0], groups(cloned)[0]
    clone = len(rows[0])
    assert {one for one in after if one not in (model, clone)} == before - {model}
    assert bool(after & {model, clone}) == (model in before)


@given(rankings())
def test_schulze_turned_round_does_not_elect_the_same_one(rows: Rankings) -> None:
    """Reversal symmetry: the only winner does not win alone when every ballot says the opposite."""
    last = max(max(row) for row in rows) + 1
    turned = [[last + 1 - (place or last) for place in row] for row in rows]
    first = groups(rows)[0]
    assume(len(first) == 1)
    assert groups(turned)[0] != first
