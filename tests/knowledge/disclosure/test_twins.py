"""The true world and every kept world are published byte for byte alike."""

import io
import random
import struct
from itertools import product

import polars as pl
import pytest

from qantara.knowledge.disclosure import Rules, protect
from qantara.knowledge.disclosure.cells import Cell
from qantara.knowledge.disclosure.reveal import protected
from tests.knowledge.disclosure.tables import DECLARATION, KEY, figure, frame, share, table

AGES = ("Y0T4", "Y5T17", "Y18T24", "Y25T64", "Y_GE65")


def city(seed):
    """Dar al-Bahr with small cells, shares and an indicator that counts the same people."""
    chance = random.Random(seed)
    counts = {key: chance.choice((0, 1, 2, 4, 9, 40, 120)) for key in product("FM", AGES)}
    people = sum(counts.values())
    women = sum(count for (sex, _), count in counts.items() if sex == "F")
    rows = table("POP-01", counts, "SEX", "AGE")
    rows += [figure("CTX-01", "", 4_000), figure("LEG-02", "", people // 3)]
    rows += [share("POP-01", "", people, 4_000), share("POP-05", "", women, people)]
    return frame(rows)


def in_world(judged, figures, world):
    """The figures of another world: each number that its cells change, changed."""
    printed = {one.key: one for one in judged.grid.printed}

    def moved(cell: Cell | None, number):
        return None if number is None else number + (world.get(cell.name, 0) if cell else 0)

    rows = []
    for row in figures.iter_rows(named=True):
        one = printed[row["key"]]
        if one.share:
            row["numerator"] = moved(one.numerator, row["numerator"])
            row["denominator"] = moved(one.denominator, row["denominator"])
            row["value"] = round(100 * row["numerator"] / row["denominator"], 1)
        else:
            row["value"] = moved(one.numerator, row["value"])
        rows.append(row)
    return pl.DataFrame(rows, schema=figures.schema)


def written(figures):
    file = io.BytesIO()
    figures.write_ipc(file)
    return file.getvalue()


@pytest.mark.parametrize("seed", range(4))
def test_protected_is_the_same_in_every_world(seed):
    figures = city(seed)
    found = protect(figures, DECLARATION, Rules(), key=KEY)
    hidden = found.real.hidden()
    worlds = found.decision.worlds
    assert worlds
    for world in worlds:
        twin = in_world(found.real, found.folded, world)
        assert not twin.equals(found.folded)
        assert written(protected(twin, hidden)) == written(found.frame)


def test_protected_holds_no_canary():
    """Withheld cells of 987,6xx people: not one of their digits is in the frame."""
    secret = {("F", age): 987_600 + i for i, age in enumerate(AGES)}
    secret |= {("M", age): 987_699 - i for i, age in enumerate(AGES)}
    rules = Rules(people=990_000, sensitive=990_000)
    found = protect(frame(table("POP-01", secret, "SEX", "AGE")), DECLARATION, rules, key=KEY)
    kept_back = found.frame.filter(pl.col("state") == "withheld")
    assert kept_back.height >= len(secret)
    text, memory = found.frame.write_csv(), written(found.frame)
    for people in secret.values():
        assert f",{people}" not in text
        assert struct.pack("<d", people) not in memory
