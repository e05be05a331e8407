"""The same counts done slowly and otherwise: from the definitions, with lists and fractions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise, permutations

Ranking = Sequence[int]


def wins(rankings: Sequence[Ranking], one: int, other: int) -> int:
    """Ballots that put ``one`` above ``other``. A place of 0 is left out: below all that are ranked."""
    above = 0
    for ranking in rankings:
        first, second = ranking[one], ranking[other]
        if first and (not second or first < second):
            above += 1
    return above


def strength(rankings: Sequence[Ranking], options: int, start: int, end: int) -> int:
    """Of the strongest path, by walking every path there is."""
    best = 0
    between = [option for option in range(options) if option not in (start, end)]
    for many in range(len(between) + 1):
        for middle in permutations(between, many):
            path = [start, *middle, end]
            links = list(pairwise(path))
            won = [
                wins(rankings, a, b) if wins(rankings, a, b) > wins(rankings, b, a) else 0
                for a, b in links
            ]
            best = max(best, min(won))
    return best


def schulze(rankings: Sequence[Ranking], options: int) -> list[set[int]]:
    """Layer after layer of those whom nobody left beats."""
    beaten_by = {
        one: {
            other
            for other in range(options)
            if other != one
            and strength(rankings, options, other, one) > strength(rankings, options, one, other)
        }
        for one in range(options)
    }
    left, told = set(range(options)), []
    while left:
        layer = {one for one in left if not beaten_by[one] & left}
        told.append(layer)
        left -= layer
    return told


def scores(
    ballots: Sequence[Sequence[Sequence[int]]], weights: Sequence[int]
) -> list[Fraction | None]:
    """ballots[ballot][option][criterion]; 0 is no answer."""
    told: list[Fraction | None] = []
    for option in range(len(ballots[0])):
        sum_, whole = Fraction(0), Fraction(0)
        for criterion, weight in enumerate(weights):
            given = [ballot[option][criterion] for ballot in ballots if ballot[option][criterion]]
            if given:
                sum_ += weight * Fraction(sum(given), len(given))
                whole += weight
        told.append(sum_ / whole if whole else None)
    return told
