"""The true world and every kept world are published byte for byte alike."""

import io
import random
import struct
from itertools import product

import polars as pl
import pytest

from qantara.knowledge.disclosure import Rules, protect
from qantara.knowledge.disclosure.reveal import protected
from tests.knowledge.disclosure.tables import DECLARATION, KEY, figure, frame, share, table
from tests.knowledge.disclosure.worlds import in_world

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
        twin = in_world(found.real, found.folded, world, DECLARATION)
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


def test_protected_holds_no_remark_on_what_is_withheld():
    note = "Three of them came together and live in the house by the harbour."
    rows = [figure("POP-01", "", 3, note=note), figure("CTX-01", "", 4_000, note=note.upper())]
    found = protect(frame(rows), DECLARATION, Rules(), key=KEY)
    memory = written(found.frame)
    assert (note.encode() in memory, note.upper().encode() in memory) == (False, True)
