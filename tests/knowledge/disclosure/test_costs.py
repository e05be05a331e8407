"""Which of several cells goes to hide another, and when nothing has to be searched for."""

from itertools import product

import numpy as np
import pytest

from qantara.knowledge.disclosure import Rules, protect
from qantara.knowledge.disclosure.system import components
from qantara.knowledge.disclosure.withhold import Search
from tests.knowledge.disclosure.tables import DECLARATION, KEY, figure, frame, table

AGES = ("Y0T17", "Y18T24", "Y25T64", "Y_GE65")


def ages(*people, period="2022"):
    rows = [figure("POP-01", "", sum(people), period=period)]
    return rows + [
        figure("POP-01", f"AGE={age}", count, period=period)
        for age, count in zip(AGES, people, strict=True)
    ]


def hidden(found, period="2022"):
    rows = found.frame.filter(
        (found.frame["state"] == "withheld") & (found.frame["period"] == period)
    )
    return set(rows["breakdown"])


def released(rows, **more):
    return protect(frame(rows), DECLARATION, Rules(), key=KEY, **more)


def test_figure_the_city_would_keep_goes_after_others():
    plain = hidden(released(ages(3, 40, 50, 60)))
    (complement,) = plain - {"AGE=Y0T17"}
    wish = [figure("POP-01", complement, 0)["key"]]
    wished = hidden(released(ages(3, 40, 50, 60), kept=wish))
    assert complement not in wished
    assert len(wished) == 2


@pytest.mark.parametrize("other", AGES[1:])
def test_line_has_one_gap_rather_than_many(other):
    """A year before, another band of age was withheld beside the youngest: so it is again."""
    years = {"2021": [3, 40, 50, 60], "2022": [3, 41, 51, 61]}
    years["2021"][AGES.index(other)] = 4
    rows = [row for year, people in years.items() for row in ages(*people, period=year)]
    found = released(rows)
    assert hidden(found, "2021") == {"AGE=Y0T17", f"AGE={other}"}
    assert hidden(found, "2022") == {"AGE=Y0T17", f"AGE={other}"}


def test_gaps_of_an_earlier_release_draw_those_of_the_next_year():
    for other in AGES[1:]:
        people = [3, 40, 50, 60]
        people[AGES.index(other)] = 4
        before = released(ages(*people, period="2021"))
        after = released(ages(3, 41, 51, 61), known=[before.frame])
        assert hidden(after) == {"AGE=Y0T17", f"AGE={other}"}


def test_nothing_is_searched_for_where_nothing_has_changed():
    chance = np.random.default_rng(7)
    counts = {key: int(chance.integers(0, 30)) for key in product("FM", AGES, ("a", "b", "c"))}
    found = released(table("POP-01", counts, "SEX", "AGE", "NATG")).real
    system = found.system
    at_risk = found.decision.is_withheld(system)
    assert at_risk.any()
    position = system.position()
    for chosen in components(system):
        part = system.part(chosen)
        is_small = np.array(
            [found.decision.withheld.get(cell.name) == "small" for cell in part.cells], bool
        )
        # Cells that are worked out and nobody prints are small as well.
        is_small |= part.is_known & (part.x < part.threshold) & ~part.fixed
        search = Search(part, is_small, Rules())
        kept = [
            np.array([world.get(cell.name, 0) for cell in part.cells])
            for world in found.decision.worlds
            if world.keys() <= position.keys()
        ]
        search.run(kept)
        assert (search.mover.asked, search.unprotected) == (0, set())
