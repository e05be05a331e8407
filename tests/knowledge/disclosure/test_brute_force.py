"""Every whole-number world that fits what is printed, one by one, on tables up to 3 x 3 x 2."""

from itertools import product

import numpy as np
import pytest

from qantara.knowledge.disclosure import Rules, protect
from tests.knowledge.disclosure.attack import Reader
from tests.knowledge.disclosure.tables import DECLARATION, KEY, figure, frame, table

SEXES = ["F", "M"]
AGES = ["Y0T17", "Y18T64", "Y_GE65"]
GROUPS = ["002", "142", "150"]

TABLES = (
    ({"SEX": SEXES}, (3, 40)),
    ({"SEX": SEXES, "AGE": AGES}, (2, 9, 30, 6, 0, 12)),
    ({"SEX": SEXES, "AGE": AGES}, (1, 1, 7, 8, 6, 2)),
    ({"AGE": AGES, "NATG": GROUPS}, (3, 6, 7, 8, 5, 9, 6, 7, 2)),
    ({"AGE": AGES, "NATG": GROUPS}, (20, 6, 7, 0, 5, 9, 6, 1, 30)),
    (
        {"SEX": SEXES, "AGE": AGES, "NATG": GROUPS},
        (2, 40, 50, 60, 70, 80, 90, 30, 6, 35, 45, 55, 65, 75, 85, 95, 25, 8),
    ),
)


def protected(codes, people):
    counts = dict(zip(product(*codes.values()), people, strict=True))
    figures = frame(table("POP-01", counts, *codes))
    found = protect(figures, DECLARATION, Rules(), key=KEY)
    truth = {row["breakdown"]: int(row["value"]) for row in figures.iter_rows(named=True)}
    return Reader(found.frame, "POP-01", codes), truth


def values(reader, cells, wanted, given=None):
    """The values each cell takes in the worlds that fit; stops when ``wanted`` is met."""
    members = np.array([reader.members(one) for one in cells])
    taken = [set() for _ in cells]
    for world in reader.worlds(most=max([40, *reader.shown.values()]), given=given):
        for cell, count in zip(taken, (members @ world).tolist(), strict=True):
            cell.add(count)
        if all(wanted(cell, of) for cell, of in zip(cells, taken, strict=True)):
            break
    return dict(zip(cells, taken, strict=True))


@pytest.mark.parametrize(("codes", "people"), TABLES)
def test_protect_leaves_every_withheld_cell_its_range(codes, people):
    reader, truth = protected(codes, people)

    def is_wide(cell, taken):
        if truth[cell] < 5:
            return 0 in taken and max(taken) >= 5
        return max(taken) - min(taken) >= 3

    found = values(reader, sorted(reader.hidden), is_wide)
    assert found
    assert [cell for cell, taken in found.items() if not is_wide(cell, taken)] == []


@pytest.mark.parametrize(("codes", "people"), TABLES[1:5])
def test_protect_tells_insiders_of_one_or_two_people_nothing_of_others(codes, people):
    reader, truth = protected(codes, people)
    insiders = [cell for cell in reader.hidden if truth[cell] in (1, 2)]
    assert insiders
    for insider in insiders:
        mine = reader.members(insider)
        others = [
            cell
            for cell in sorted(reader.hidden - {insider})
            if truth[cell] < 5
            and not (reader.members(cell) <= mine).all()
            and not (mine <= reader.members(cell)).all()
        ]
        found = values(
            reader, others, lambda _, taken: max(taken) - min(taken) >= 3, {insider: truth[insider]}
        )
        assert [cell for cell, taken in found.items() if max(taken) - min(taken) < 3] == []


def test_reader_enumerates_every_world():
    counts = {("F", "Y0T17"): 1, ("F", "Y_GE18"): 1, ("M", "Y0T17"): 1, ("M", "Y_GE18"): 1}
    figures = frame(table("POP-01", counts, "SEX", "AGE"))
    margins = figures.filter(~figures["breakdown"].str.contains(";"))
    reader = Reader(margins, "POP-01", {"SEX": SEXES, "AGE": ["Y0T17", "Y_GE18"]})
    assert [world.tolist() for world in reader.worlds(9)] == [
        [0, 2, 2, 0],
        [1, 1, 1, 1],
        [2, 0, 0, 2],
    ]


CONTINENTS = {"002": ["011", "015", "017"], "142": ["034", "145"]}


@pytest.mark.parametrize(
    ("people", "left_out"),
    (
        ((3, 12, 9, 7, 6), ()),
        ((0, 12, 9, 2, 16), ()),
        ((1, 2, 9, 14, 6), ("NATG=142",)),
        ((8, 2, 11, 3, 12), ("NATG=015",)),
    ),
)
def test_protect_leaves_regions_within_continents_their_range(people, left_out):
    """Every world that fits continents, their regions and the share of one of them, one by one."""
    finest = [code for parts in CONTINENTS.values() for code in parts]
    counts = dict(zip(finest, people, strict=True))
    sums = {one: sum(counts[part] for part in parts) for one, parts in CONTINENTS.items()}
    truth = {"": sum(people)} | {f"NATG={one}": n for one, n in {**counts, **sums}.items()}
    rows = [figure("POP-01", one, n) for one, n in truth.items() if one not in left_out]
    found = protect(frame(rows), DECLARATION, Rules(), key=KEY)
    # Somebody from elsewhere may live here as well, for all a reader knows.
    reader = Reader(found.frame, "POP-01", {"NATG": [*finest, "009"]}, CONTINENTS)

    def is_wide(cell, taken):
        if truth[cell] < 5:
            return 0 in taken and max(taken) >= 5
        return max(taken) - min(taken) >= 3

    taken = values(reader, sorted(reader.hidden), is_wide)
    assert taken
    assert [cell for cell, of in taken.items() if not is_wide(cell, of)] == []
