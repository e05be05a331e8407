import numpy as np
import pytest

from qantara.knowledge.disclosure import ContradictoryFigures, Rules
from qantara.knowledge.disclosure.grid import full_grid
from qantara.knowledge.disclosure.link import link
from tests.knowledge.disclosure.tables import DECLARATION, KEY, figure, frame, share


def linked(*rows, public=()):
    grid = full_grid(frame(rows), DECLARATION, Rules(), public=public)
    return link(grid, DECLARATION, Rules(), key=KEY)[0]


def counts(system):
    return {
        cell.name.replace("@dar-al-bahr", "").replace(";2022", ""): int(count)
        for cell, count in zip(system.cells, system.x, strict=True)
    }


def test_link_gives_two_indicators_over_one_measure_the_same_cells():
    system = linked(
        figure("POP-01", "", 100), figure("POP-01", "SEX=F", 40), share("POP-05", "", 40, 100)
    )
    assert counts(system) == {
        "foreigners": 100,
        "foreigners;SEX=F": 40,
        "foreigners;SEX=-F": 60,
    }


def test_link_ties_a_part_to_its_whole():
    system = linked(figure("CTX-01", "", 100), figure("POP-01", "", 97))
    assert counts(system)["residents without foreigners"] == 3


def test_link_works_out_what_a_reader_can():
    system = linked(
        figure("POP-01", "", 100),
        figure("POP-01", "AGE=Y0T17", absence="not_collected"),
        figure("POP-01", "AGE=Y_GE18", 80),
    )
    assert counts(system)["foreigners;AGE=-Y_GE18"] == 20


def test_link_names_the_cells_that_contradict_each_other():
    with pytest.raises(ContradictoryFigures) as error:
        linked(
            figure("POP-01", "", 100), figure("POP-01", "SEX=F", 40), figure("POP-01", "SEX=M", 61)
        )
    assert error.value.cells == (
        "foreigners@dar-al-bahr;2022",
        "foreigners@dar-al-bahr;SEX=F;2022",
        "foreigners@dar-al-bahr;SEX=M;2022",
    )


def test_link_takes_a_declared_unknown_part():
    system = linked(
        figure("POP-01", "", 100),
        figure("POP-01", "SEX=F", 40),
        figure("POP-01", "SEX=M", 50),
        figure("POP-01", "SEX=_U", 10),
    )
    assert not (system.sums @ system.x).any()


def test_link_keeps_apart_sources_that_do_not_add_up():
    system = linked(
        figure("POP-01", "", 100),
        figure("POP-01", "SEX=F", 40),
        figure("POP-01", "SEX=M", 61, source=1),
    )
    found = counts(system)
    assert (found["foreigners;SEX=-F"], found["foreigners;SEX=M#1"]) == (60, 61)


def test_link_joins_sources_that_add_up():
    system = linked(
        figure("POP-01", "", 100),
        figure("POP-01", "SEX=F", 40),
        figure("POP-01", "SEX=M", 60, source=1),
    )
    assert counts(system) == {"foreigners": 100, "foreigners;SEX=F": 40, "foreigners;SEX=M": 60}


def test_link_ties_a_difference_to_its_flows():
    system = linked(figure("FLW-01", "", 40), figure("FLW-02", "", 43), figure("FLW-03", "", -3))
    assert (system.sums.toarray().tolist(), system.threshold.tolist()) == ([[-1, 1, 1]], [5, 5, 0])


def test_link_fills_cells_nobody_knows_so_that_all_sums_hold():
    crossing = {"Y0T17": 30, "Y_GE18": 70, "Y15T24": 20}
    system = linked(
        figure("POP-01", "", 100),
        *(figure("POP-01", f"AGE={code}", people) for code, people in crossing.items()),
    )
    assert (system.x >= 0).all()
    assert not (system.sums @ system.x).any()
    assert not system.is_known.all()


def test_link_finds_crossing_ages_that_cannot_be():
    crossing = {"Y0T17": 10, "Y_GE18": 90, "Y15T24": 20, "Y_GE25": 85}
    with pytest.raises(ContradictoryFigures):
        linked(
            figure("POP-01", "", 100),
            *(figure("POP-01", f"AGE={code}", people) for code, people in crossing.items()),
        )


def test_link_fixes_public_cells_and_what_follows_from_them():
    system = linked(
        figure("POP-01", "", 100),
        figure("POP-01", "SEX=F", 3),
        figure("POP-01", "AGE=Y0T17", 20, source=1),
        public=[0],
    )
    fixed = {system.cells[i].name.split(";")[1] for i in np.flatnonzero(system.fixed)}
    assert fixed == {"2022", "SEX=-F", "SEX=F"}
