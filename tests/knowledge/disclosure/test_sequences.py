"""Two to four releases of made-up cities, with public cells, revisions and shares, attacked together.

The attacker (attack.py, no shared code) has every number of every release and every public one.
"""

from itertools import product

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from qantara.knowledge.disclosure import CannotProtect, Rules, protect
from qantara.knowledge.disclosure.proof import prove
from tests.knowledge.disclosure.attack import Reader
from tests.knowledge.disclosure.tables import DECLARATION, KEY, figure, frame, share, table

CODES = {"SEX": ["F", "M"], "AGE": ["Y0T17", "Y18T64", "Y_GE65"]}
PEOPLE = st.one_of(st.integers(0, 6), st.integers(0, 60), st.integers(40, 400))


def rows_of(counts):
    rows = table("POP-01", counts, *CODES)
    women = sum(count for (sex, _), count in counts.items() if sex == "F")
    if sum(counts.values()):
        rows.append(share("POP-05", "", women, sum(counts.values())))
    return rows


@st.composite
def histories(draw):
    """Of each release: the counts, and the rows printed of them."""
    counts = {key: draw(PEOPLE) for key in product(*CODES.values())}
    history = []
    for _ in range(draw(st.integers(2, 4))):
        rows = rows_of(counts)
        left_out = draw(st.sets(st.integers(0, len(rows) - 1), max_size=6))
        history.append((counts, [row for i, row in enumerate(rows) if i not in left_out]))
        revised = draw(st.sets(st.sampled_from(sorted(counts)), max_size=2))
        if draw(st.booleans()):
            change = {key: max(0, counts[key] + draw(st.integers(-60, 60))) for key in revised}
            counts = {**counts, **change}
    return history


def parts_told(frame):
    """Counts in a frame, those that shares print included."""
    told = dict(shown(frame))
    shares = frame.filter((pl.col("definition") == "POP-05") & (pl.col("state") == "shown"))
    for row in shares.iter_rows(named=True):
        told |= {"SEX=F": int(row["numerator"]), "": int(row["denominator"])}
    return told


@settings(max_examples=25, deadline=None)
@given(histories())
def test_all_releases_together_tell_nothing_small(history):
    """Worked out of everything released while the same people were counted."""
    known, told, last = [], {}, None
    for counts, rows in history:
        try:
            found = protect(frame(rows), DECLARATION, Rules(), key=KEY, known=known)
        except CannotProtect:
            return
        system, decision = found.real.system, found.decision
        assert prove(system, decision, Rules(), key=KEY) == found.proof
        assert not (system.fixed & decision.is_withheld(system)).any()
        known.append(found.frame)
        told = told if counts == last else {}
        last = counts
        reader = Reader(found.frame, "POP-01", CODES)
        told |= {
            cell: number
            for cell, number in parts_told(found.frame).items()
            if number == reader.members(cell) @ list(counts.values())
        }
        reader.shown = dict(told)
        for cell in reader.hidden - told.keys():
            truth = int(reader.members(cell) @ list(counts.values()))
            low, high = reader.span(cell)
            if truth < 5:
                assert (low <= 1e-6, high >= 5 - 1e-6) == (True, True)
            else:
                assert high - low >= 3 - 1e-6


@settings(max_examples=15, deadline=None)
@given(histories())
def test_no_change_of_few_people_is_told(history):
    """Of two releases: what can be worked out of each difference, by the sums of differences."""
    (old_counts, _), *_, (new_counts, _) = history
    first, second = rows_of(old_counts), rows_of(new_counts)
    try:
        before = protect(frame(first), DECLARATION, Rules(), key=KEY)
        after = protect(frame(second), DECLARATION, Rules(), key=KEY, known=[before.frame])
    except CannotProtect:
        return
    old, new = (shown(one.frame) for one in (before, after))
    standing = {
        key.split(";", 1)[1].rsplit(";2022", 1)[0] for key in after.standing if "POP-01" in key
    }
    told = {cell: new[cell] - old[cell] for cell in old.keys() & new.keys() if cell not in standing}
    assert all(change == 0 or abs(change) >= 5 or not cell for cell, change in told.items())


def shown(found):
    rows = found.filter((pl.col("state") == "shown") & (pl.col("definition") == "POP-01"))
    return dict(rows.select("breakdown", "value").iter_rows())


@settings(max_examples=10, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_order_of_rows_and_language_of_notes_change_no_decision(history, chance):
    (_, rows), *_ = history
    mixed = [{**row, "note": f"ملاحظة {number}"} for number, row in enumerate(rows)]
    chance.shuffle(mixed)
    try:
        first = protect(frame(rows), DECLARATION, Rules(), key=KEY)
    except CannotProtect:
        return
    second = protect(frame(mixed), DECLARATION, Rules(), key=KEY)
    assert (first.decision, first.proof) == (second.decision, second.proof)


@settings(max_examples=10, deadline=None)
@given(histories(), st.sets(st.sampled_from(["SEX=F", "SEX=M", "AGE=Y0T17", ""]), max_size=2))
def test_public_cells_hide_nothing(history, public):
    """Some cells are on an office's page; an outsider who reads both works out nothing small."""
    (counts, _), *_ = history
    rows = table("POP-01", counts, *CODES)
    values = {row["breakdown"]: int(row["value"]) for row in rows}
    elsewhere = frame([figure("POP-01", cell, values[cell], source=1) for cell in sorted(public)])
    try:
        found = protect(frame(rows), DECLARATION, Rules(), key=KEY, public=[1], elsewhere=elsewhere)
    except CannotProtect:
        return
    reader = Reader(found.frame, "POP-01", CODES)
    given_away = {cell: values[cell] for cell in public}
    for cell in reader.hidden - public:
        if values[cell] < 5 and not _follows(reader, given_away, cell):
            low, high = reader.span(cell, given_away)
            assert (low <= 1e-6, high >= 5 - 1e-6) == (True, True)


def _follows(reader, public, cell):
    """Whether the public cells alone give the cell away: then nothing can protect it."""
    if not public:
        return False
    sums = np.array([reader.members(one) for one in public])
    target = reader.members(cell)
    spans = [
        linprog(sign * target, A_eq=sums, b_eq=list(public.values()), bounds=(0, None))
        for sign in (1, -1)
    ]
    return spans[1].status == 0 and -spans[1].fun < 5
