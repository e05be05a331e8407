"""How much the guard withholds, beside τ-ARGUS, which statistics offices use."""

import contextlib
from collections import Counter
from itertools import product
from pathlib import Path

import pytest
from pytauargus import protect as argus

from qantara.knowledge.disclosure import Rules, protect
from qantara.knowledge.disclosure.declaration import Counted, Declaration
from tests.knowledge.disclosure.tables import KEY, UNITS, frame, measure, table

AXES = ("SEX", "DIST", "CITG")

DECLARATION = Declaration(
    definitions={"CTX-01": Counted(measure="residents")},
    measures={"residents": measure("residents", *AXES)},
    units=UNITS,
    residents="residents",
    origins=frozenset(),
)

#: Nobody's figures: every fifth origin of a district is few.
MADE_UP = {
    (sex, f"d{district}", origin): 3 if (district + at) % 5 == 0 else 20 + 7 * district + at
    for sex, district, (at, origin) in product(
        "FM", range(1, 9), enumerate(("AUT", "EEA", "REU", "TCN"))
    )
}


def of_argus(counts: dict[tuple[str, ...], int], least: int, folder: Path) -> Counter[str]:
    """How many cells τ-ARGUS finds unsafe (U), and withholds besides (M), at their least number.

    It takes people, one row each, and writes them to ``folder``.
    """
    people = [
        {**dict(zip(AXES, cell, strict=True)), "people": 1}
        for cell, count in counts.items()
        for _ in range(count)
    ]
    with contextlib.chdir(folder):  # its log files go wherever it is
        done = argus(
            people,
            list(AXES),
            response="people",
            safety_rules=f"FREQ({least},100)",
            suppress="OPT(1)",
            workdir=str(folder),
        )
    return Counter(done.tables[0].status())


def compared(counts: dict[tuple[str, ...], int], least: int, folder: Path) -> tuple[int, int]:
    """Cells withheld by the guard and by τ-ARGUS."""
    figures = frame(table("CTX-01", counts, *AXES))
    few = figures.filter((figures["value"] > 0) & (figures["value"] < least)).height
    theirs = of_argus(counts, least, folder)
    assert few > 0
    assert theirs["U"] == few
    ours = protect(figures, DECLARATION, Rules(people=least), key=KEY).counted()["withheld"]
    assert ours > few
    return ours, theirs["U"] + theirs["M"]


@pytest.mark.parametrize("least", (5, 30))
def test_made_up_table_loses_no_more_than_with_argus(least, tmp_path):
    ours, theirs = compared(MADE_UP, least, tmp_path)
    assert ours <= theirs * 1.25


@pytest.mark.field
@pytest.mark.parametrize("least", (5, 11, 20))
def test_vienna_loses_no_more_than_with_argus(vienna, least, tmp_path):
    ours, theirs = compared(vienna, least, tmp_path)
    assert ours <= theirs
