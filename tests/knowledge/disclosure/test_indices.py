"""An index of cells of which some are withheld."""

from dataclasses import replace

import numpy as np
import pytest

from qantara.knowledge.disclosure import Rules, protect
from qantara.knowledge.disclosure.declaration import Counted
from qantara.knowledge.disclosure.indices import Index, printed
from qantara.knowledge.disclosure.proof import prove
from qantara.knowledge.frameworks.schema import Unit
from tests.knowledge.disclosure.tables import DECLARATION, KEY, figure, frame

DECLARED = replace(
    DECLARATION,
    definitions={**DECLARATION.definitions, "HOU-08": Counted(measure="foreigners")},
    units={
        **DECLARATION.units,
        "IX": Unit(code="IX", kind="index", factor=0, decimals=2, symbol="", name={}),
    },
)
PLACES = ("north", "south", "port", "qasba", "hill")


def test_index_is_nought_where_both_live_alike_and_one_where_they_never_meet():
    index = Index(group=np.array([0, 1]), wholes=np.array([2, 3]))
    counts = np.array([[10, 30, 20, 60], [10, 0, 10, 30], [10, 30, 30, 60]])
    assert index.values(counts).tolist() == pytest.approx([0, 1, 1 / 4 - 1 / 4 + 0.15])


def city(foreigners, residents):
    rows = [figure("POP-01", "", sum(foreigners)), figure("CTX-01", "", sum(residents))]
    for place, some, everybody in zip(PLACES, foreigners, residents, strict=True):
        rows.append(figure("POP-01", f"DIST={place}", some))
        rows.append(figure("CTX-01", f"DIST={place}", everybody))
    shares = [
        abs(some / sum(foreigners) - (everybody - some) / (sum(residents) - sum(foreigners)))
        for some, everybody in zip(foreigners, residents, strict=True)
    ]
    rows.append(figure("HOU-08", "", sum(shares) / 2, unit="IX", decimals=4))
    return frame(rows)


def index_of(found):
    (row,) = found.frame.filter(found.frame["unit"] == "IX").iter_rows(named=True)
    return row["state"], row["value"], row["decimals"]


def test_index_of_shown_cells_is_printed_as_it_is():
    figures = city((100, 300, 90, 250, 60), (2_000, 3_000, 1_500, 1_000, 900))
    given = figures.filter(figures["unit"] == "IX")["value"][0]
    assert index_of(protect(figures, DECLARED, Rules(), key=KEY)) == ("shown", given, 4)


def test_index_is_printed_as_finely_as_all_kept_worlds_print_it():
    """Three foreign citizens in one district of a large city move the index by little."""
    figures = city((4_000, 9_000, 3, 2_500, 600), (20_000, 30_000, 1_500, 10_000, 9_000))
    found = protect(figures, DECLARED, Rules(), key=KEY)
    state, value, decimals = index_of(found)
    assert (state, decimals) == ("shown", 2)
    given = figures.filter(figures["unit"] == "IX")["value"][0]
    assert value == round(given, 2)
    assert prove(found.real.system, found.decision, Rules(), key=KEY) == found.proof


def test_index_that_would_tell_is_printed_coarsely_or_not_at_all():
    """Of seventy foreign citizens, each weighs."""
    figures = city((20, 24, 3, 15, 9), (600, 700, 520, 530, 510))
    found = protect(figures, DECLARED, Rules(), key=KEY)
    state, value, decimals = index_of(found)
    assert state == "withheld" or value in {round(step / 20, 2) for step in range(21)}
    if state == "shown":
        group = [
            i for i, cell in enumerate(found.real.system.cells)
            if cell.block.measure == "foreigners" and cell.axes == {"DIST"}
        ]  # fmt: skip
        wholes = [
            found.real.system.cells.index(found.real.system.cells[i].of("residents")) for i in group
        ]
        index = Index(group=np.array(group), wholes=np.array(wholes))
        values = index.values(found.decision.counts(found.real.system))
        step = 0.1 if decimals == 1 else 0.05
        assert len(set(printed(values, step))) == 1
