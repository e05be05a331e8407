"""Releases of cities drawn by lot, attacked from outside: nothing withheld can be worked out.

The attacker knows the files, the published catalogue and the standards, and what other publishers
print of the same city. Shares no code with the guard.
"""

from __future__ import annotations

import pytest

from tests.outside.history import history

#: As many as a minute allows; any others may be tried by hand. The last ones were worked out once:
#: what a later release shows gave away what an earlier one withheld and the later left out; and a
#: list that names everybody was thought to leave room (270). Nothing hides some tables of 27, 36, 50,
#: 68 and 83: the stateless beside continents, and what public tables tell.
SEEDS = (*range(16), 27, 36, 48, 50, 68, 83, 86, 91, 92, 99, 152, 210, 249, 270)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_withheld_can_be_worked_out(seed: int) -> None:
    assert history(seed).found == []


def test_cities_drawn_by_lot_have_something_to_hide() -> None:
    made = [history(seed) for seed in SEEDS[:8]]
    assert sum(one.released for one in made) > 8
    assert sum(one.hidden for one in made) > 60
