"""Vienna's districts by sex and origin, as the city's statistics office publishes them."""

import pytest

from qantara.knowledge.disclosure import Rules, protect
from qantara.knowledge.disclosure.declaration import Counted, Declaration
from tests.knowledge.disclosure.attack import Reader
from tests.knowledge.disclosure.tables import KEY, UNITS, frame, measure, table

DECLARATION = Declaration(
    definitions={"CTX-01": Counted(measure="residents")},
    measures={"residents": measure("residents", "SEX", "AGE", "CITG", "DIST")},
    units=UNITS,
    residents="residents",
    origins=frozenset(),  # the office publishes origin by district itself
)


@pytest.mark.field
@pytest.mark.parametrize("least", (5, 11))
def test_protect_vienna(vienna, least):
    figures = frame(table("CTX-01", vienna, "SEX", "DIST", "CITG"))
    found = protect(figures, DECLARATION, Rules(people=least), key=KEY)
    codes = {
        axis: sorted({key[i] for key in vienna}) for i, axis in enumerate(("SEX", "DIST", "CITG"))
    }
    reader = Reader(found.frame, "CTX-01", codes)
    truth = {row["breakdown"]: row["value"] for row in figures.iter_rows(named=True)}
    small = {cell for cell, people in truth.items() if people < least}
    assert small
    assert small <= reader.hidden
    assert len(reader.hidden) < len(truth) / 2
    for cell in small:
        low, high = reader.span(cell)
        assert (low <= 1e-6, high >= least - 1e-6) == (True, True)
