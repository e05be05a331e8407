"""Every whole-number world that fits two releases, or counts and shares together, one by one."""

from dataclasses import replace

import numpy as np
import pytest

from qantara.knowledge.disclosure import Rules, protect
from qantara.knowledge.disclosure.proof import prove
from qantara.knowledge.disclosure.system import MANY
from tests.knowledge.disclosure.tables import DECLARATION, KEY, figure, frame, share

WIDTH = 3
AGES = ("Y0T17", "Y18T64", "Y_GE65")
#: More people than any cell of these tables holds.
MOST = 60


def release(rows, *earlier):
    return protect(frame(rows), DECLARATION, Rules(), key=KEY, known=earlier)


def by_age(counts):
    rows = [figure("POP-01", f"AGE={age}", n) for age, n in zip(AGES, counts, strict=True)]
    return [*rows, figure("POP-01", "", sum(counts))]


def breakdowns_of(counts):
    """What a world prints: every figure of ``by_age``. Of many worlds at once, arrays."""
    return {
        **dict(zip((f"AGE={age}" for age in AGES), counts, strict=True)),
        "": counts[0] + counts[1] + counts[2],
    }


def shown(frame_):
    rows = frame_.filter(frame_["state"] == "shown").select("breakdown", "value").rows()
    return {breakdown: int(value) for breakdown, value in rows}


def worlds_that_print(told):
    """Breakdown -> the values it takes, over all worlds of up to ``MOST`` people a cell."""
    every = breakdowns_of(np.indices((MOST,) * 3).reshape(3, -1))
    fits = np.ones(MOST**3, bool)
    for breakdown, value in told.items():
        fits &= every[breakdown] == value
    return {breakdown: set(counts[fits].tolist()) for breakdown, counts in every.items()}


def is_wide(taken, count, least=5):
    values = sorted(taken)
    if count < least:
        return values[0] == 0 and values[-1] >= least
    return values[-1] - values[0] >= WIDTH


REVISED = (
    ((20, 30, 40), (22, 30, 40)),
    ((20, 30, 40), (21, 29, 40)),
    ((20, 30, 40), (20, 30, 44)),
    ((3, 30, 40), (3, 36, 40)),
    ((3, 30, 40), (6, 30, 40)),
    ((20, 30, 8), (20, 32, 9)),
)


@pytest.mark.parametrize(("before", "after"), REVISED)
def test_worlds_that_fit_both_releases_leave_every_small_change_open(before, after):
    """Changes of 1 to 4 people: among all pairs of worlds, none at all and 5 or more are possible."""
    first = release(by_age(before))
    second = release(by_age(after), first.frame)
    old = shown(first.frame)
    # A standing figure prints the old number: it tells nothing of the new one.
    told = second.frame.filter(~second.frame["key"].is_in(sorted(second.standing)))
    new = shown(told)
    firsts, seconds = worlds_that_print(old), worlds_that_print(new)
    truth = {code: n - breakdowns_of(before)[code] for code, n in breakdowns_of(after).items()}
    for breakdown, change in truth.items():
        if not breakdown or not 0 < abs(change) < 5:
            continue
        changes = {b - a for a in firsts[breakdown] for b in seconds[breakdown]}
        assert 0 in changes, breakdown
        assert max(map(abs, changes)) >= 5, breakdown


@pytest.mark.parametrize(("before", "after"), REVISED)
def test_worlds_that_fit_a_revision_leave_every_withheld_cell_its_range(before, after):
    first = release(by_age(before))
    second = release(by_age(after), first.frame)
    told = second.frame.filter(~second.frame["key"].is_in(sorted(second.standing)))
    taken = worlds_that_print(shown(told))
    hidden = second.frame.filter(second.frame["state"] == "withheld")["breakdown"].to_list()
    for breakdown in hidden:
        assert is_wide(taken[breakdown], breakdowns_of(after)[breakdown]), breakdown


SHARED = (
    (3, 40, 60),
    (0, 40, 60),
    (38, 2, 60),
    (12, 30, 58),
    (4, 1, 95),
)


@pytest.mark.parametrize("counts", SHARED)
def test_worlds_that_fit_shares_leave_every_withheld_count_its_range(counts):
    """Nationals, women and men among the foreigners; the shares of foreigners and of women."""
    women, men, nationals = counts
    foreigners, everybody = women + men, women + men + nationals
    rows = [
        figure("CTX-01", "", everybody),
        figure("POP-01", "", foreigners),
        figure("POP-01", "SEX=F", women),
        figure("POP-01", "SEX=M", men),
        share("POP-01", "", foreigners, everybody),
        share("POP-05", "", women, foreigners),
    ]
    found = release(rows)
    units = found.frame.select("key", "state", "value", "numerator", "denominator").rows()
    printed = {key: rest for key, *rest in units if rest[0] == "shown"}

    def tells(world):
        """What this world would print, in the order of ``rows``."""
        w, m, n = world
        f, total = w + m, w + m + n
        of_all = round(100 * f / total, 1) if total else None
        of_foreigners = round(100 * w / f, 1) if f else None
        return [
            (total, None, None), (f, None, None), (w, None, None), (m, None, None),
            (of_all, f, total), (of_foreigners, w, f),
        ]  # fmt: skip

    def is_alike(world):
        return all(
            tuple(printed[row["key"]][1:]) == told
            for row, told in zip(rows, tells(world), strict=True)
            if row["key"] in printed
        )

    most = everybody + 10
    worlds = [
        (w, m, n)
        for w in range(most)
        for m in range(most - w)
        for n in {everybody - w - m, nationals}
        if n >= 0 and is_alike((w, m, n))
    ]
    assert counts in worlds
    truth = {"SEX=F": women, "SEX=M": men, "": foreigners}
    hidden = found.frame.filter(
        found.frame["state"] == "withheld",
        found.frame["definition"] == "POP-01",
        found.frame["unit"] == "PS",
    )["breakdown"].to_list()
    values = {
        "SEX=F": {w for w, _, _ in worlds},
        "SEX=M": {m for _, m, _ in worlds},
        "": {w + m for w, m, _ in worlds},
    }
    for breakdown in hidden:
        assert is_wide(values[breakdown], truth[breakdown]), breakdown
    assert all(breakdown in hidden for breakdown, n in truth.items() if n < 5)


@pytest.mark.parametrize("counts", SHARED[:4])
def test_hiding_one_more_cell_keeps_the_proof(counts):
    """Whatever else a city withholds, each small cell keeps its range: the proof holds as it is."""
    sexes = {"SEX=F": counts[0], "SEX=M": counts[1] + counts[2]}
    rows = [*by_age(counts), *(figure("POP-01", code, n) for code, n in sexes.items())]
    found = release(rows)
    system, decision = found.real.system, found.decision
    shown_ = [
        cell.name
        for cell, is_printed in zip(system.cells, system.is_printed, strict=True)
        if is_printed and cell.name not in decision.withheld
    ]
    assert shown_
    names = [cell.name for cell in system.cells]
    taken = decision.counts(system)
    for name in decision.withheld:
        column = taken[:, names.index(name)]
        assert column.max() - column.min() >= WIDTH
    for name in shown_:
        # One more cell is not printed at all: the same worlds hide all that was hidden.
        at = names.index(name)
        more = _without(system, at)
        assert prove(more, decision, Rules(), key=KEY).worlds == len(decision.worlds)


def _without(system, at):
    """The same, with a cell that prints nothing."""
    high, low = system.high.copy(), system.low.copy()
    high[at], low[at] = MANY, 0
    return replace(system, high=high, low=low)
