"""Made-up cities of all kinds: the proof holds, and an outsider's programme finds no small cell."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from qantara.knowledge.disclosure import CannotProtect, Rules, protect
from qantara.knowledge.disclosure.proof import prove
from tests.knowledge.disclosure.attack import Reader
from tests.knowledge.disclosure.tables import DECLARATION, KEY, figure, frame, share, table

AXES = {
    "SEX": [["F", "M"]],
    "AGE": [["Y0T17", "Y_GE18"], ["Y0T17", "Y18T64", "Y_GE65"]],
    "NATG": [["002", "142"], ["002", "019", "142", "150"]],
}
PEOPLE = st.one_of(st.integers(0, 6), st.integers(0, 60), st.just(0))


@st.composite
def cities(draw):
    """Figures, the codes of their finest table, and what was released before."""
    names = draw(st.lists(st.sampled_from(sorted(AXES)), min_size=1, max_size=3, unique=True))
    codes = {name: draw(st.sampled_from(AXES[name])) for name in names}
    counts = {key: draw(PEOPLE) for key in product(*codes.values())}
    rows = table("POP-01", counts, *codes)
    holes = draw(st.sets(st.integers(1, len(rows) - 1), max_size=2))
    rows = [row for i, row in enumerate(rows) if i not in holes]
    people = sum(counts.values())
    rows.append(figure("CTX-01", "", people + draw(PEOPLE)))
    if "SEX" in codes and people:
        women = sum(n for key, n in counts.items() if key[list(codes).index("SEX")] == "F")
        rows.append(share("POP-05", "", women, people))
    return rows, codes, counts


@settings(max_examples=60, deadline=None)
@given(cities())
def test_protect_withstands_an_outsider(city):
    rows, codes, counts = city
    try:
        found = protect(frame(rows), DECLARATION, Rules(), key=KEY)
    except CannotProtect:
        return  # nothing leaves the house
    # Regions are an open list: somebody else might be from elsewhere, where nobody says nobody is.
    known = {axis: [*some, "009"] if axis == "NATG" else some for axis, some in codes.items()}
    reader = Reader(found.frame, "POP-01", known)
    people = [counts.get(atom, 0) for atom in reader.atoms]
    shares = found.frame.filter(found.frame["definition"] == "POP-05")
    for row in shares.filter(shares["state"] == "shown").iter_rows(named=True):
        reader.shown |= {"SEX=F": int(row["numerator"]), "": int(row["denominator"])}
    for row in found.frame.filter(found.frame["state"] == "shown").iter_rows(named=True):
        assert row["unit"] != "PS" or row["value"] >= 5
    for cell in reader.hidden - reader.shown.keys():
        truth = int(reader.members(cell) @ people)
        low, high = reader.span(cell)
        if truth < 5:
            assert low <= 1e-6
            assert high >= 5 - 1e-6
        else:
            assert high - low >= 3 - 1e-6


@settings(max_examples=30, deadline=None)
@given(cities(), st.integers(0, 2**16))
def test_protect_sequences_against_all_that_was_shown(city, chance):
    """A second release with more rows: what the first showed is known, and never a hiding place."""
    rows, _, _ = city
    first_rows = [row for i, row in enumerate(rows) if chance >> (i % 16) & 1]
    try:
        first = protect(frame(first_rows), DECLARATION, Rules(), key=KEY)
        second = protect(frame(rows), DECLARATION, Rules(), key=KEY, known=first.frame)
    except CannotProtect:
        return
    known = second.real.system.fixed
    withheld = second.decision.is_withheld(second.real.system)
    assert not (known & withheld).any()
    assert prove(second.real.system, second.decision, Rules(), key=KEY) == second.proof
