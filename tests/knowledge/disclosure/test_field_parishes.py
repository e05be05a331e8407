"""Lisbon's parishes by continent of citizenship, and Turin's foreign residents, as offices print them."""

import csv
import gzip
import os
from pathlib import Path

import pytest

from qantara.knowledge.disclosure import Rules, protect
from qantara.knowledge.disclosure.declaration import Counted, Declaration
from tests.knowledge.disclosure.attack import Reader
from tests.knowledge.disclosure.tables import DECLARATION, KEY, UNITS, frame, measure, table

FIELD = Path(os.environ.get("QANTARA_FIELD_DATA", Path(__file__).parents[4] / "shared" / "data"))
LISBON = FIELD / "cities" / "portugal" / "nationalities_by_freguesia_census2011.csv.gz"
TURIN = FIELD / "cities" / "italy" / "foreign_residents_by_comune_age3_sex.csv"

DECLARED = Declaration(
    definitions={"CTX-01": Counted(measure="residents")},
    measures={"residents": measure("residents", "SEX", "NAT", "DIST")},
    units=UNITS,
    residents="residents",
    origins=frozenset(),  # the office publishes citizenship by parish itself
)
#: Columns of the census file: both sexes, by continent; men stand beside.
CONTINENTS = {"150": 7, "002": 73, "019": 89, "142": 105}


@pytest.fixture(scope="module")
def lisbon():
    """Citizens of four continents by parish and sex, in the census of 2011."""
    if not LISBON.exists():
        pytest.skip(f"no {LISBON.name} beside the checkout")
    with gzip.open(LISBON, "rt", encoding="utf-8") as file:
        rows = [row for row in csv.reader(file) if row and row[0].startswith("1106")]
    counts = {}
    for row in rows:
        for code, column in CONTINENTS.items():
            everybody, men = int(row[column]), int(row[column + 1])
            counts[f"p{row[0]}", code, "M"] = men
            counts[f"p{row[0]}", code, "F"] = everybody - men
    return counts


@pytest.mark.field
def test_protect_lisbon(lisbon):
    """Fifty-three parishes: whatever is small is withheld, and cannot be worked out."""
    figures = frame(table("CTX-01", lisbon, "DIST", "NATG", "SEX"))
    found = protect(figures, DECLARED, Rules(), key=KEY)
    codes = {
        "DIST": sorted({key[0] for key in lisbon}),
        "NATG": sorted(CONTINENTS),
        "SEX": ["F", "M"],
    }
    reader = Reader(found.frame, "CTX-01", codes)
    truth = {row["breakdown"]: row["value"] for row in figures.iter_rows(named=True)}
    small = {cell for cell, people in truth.items() if people < 5}
    assert (len(truth), len(codes["DIST"])) == (810, 53)
    assert small
    assert small <= reader.hidden
    assert len(reader.hidden) < 2.2 * len(small)
    for cell in sorted(small)[::8]:
        low, high = reader.span(cell)
        assert (low <= 1e-6, high >= 5 - 1e-6) == (True, True)


@pytest.mark.field
def test_protect_turin():
    """A city of fifty-five thousand foreign women: nothing is small, all is shown."""
    if not TURIN.exists():
        pytest.skip(f"no {TURIN.name} beside the checkout")
    with TURIN.open(encoding="utf-8") as file:
        (row,) = (row for row in csv.DictReader(file) if row["Comune"] == "Torino")
    names = {"Y0T29": "Da 0 a 29 anni", "Y30T54": "Da 30 a 54 anni", "Y_GE55": "Più di 54 anni"}
    counts = {
        (sex, age): int(row[f"{word}_{name}"])
        for sex, word in (("M", "Maschi"), ("F", "Femmine"))
        for age, name in names.items()
    }
    found = protect(frame(table("POP-01", counts, "SEX", "AGE")), DECLARATION, Rules(), key=KEY)
    assert set(found.frame["state"]) == {"shown"}
    assert found.frame.filter(found.frame["breakdown"] == "")["value"][0] == 110_455
