"""The attack is strong enough to notice: a guard blind in one eye is caught."""

from itertools import product

import pytest

from qantara.core import breakdowns
from qantara.knowledge.disclosure import Rules, protect
from tests.knowledge.disclosure.attack import Reader
from tests.knowledge.disclosure.tables import DECLARATION, KEY, figure, frame, share, table

SEXES = {"SEX": ["F", "M"]}
FINEST = {"SEX": ["F", "M"], "AGE": ["Y0T14", "Y15T17", "Y18T24", "Y_GE25"], "NATG": ["002", "142"]}
COARSE = {
    "Y0T17": ["Y0T14", "Y15T17"],
    "Y_GE18": ["Y18T24", "Y_GE25"],
    "Y15T24": ["Y15T17", "Y18T24"],
}


def protected(rows, **more):
    return protect(frame(rows), DECLARATION, Rules(), key=KEY, **more).frame


def test_attack_catches_a_guard_blind_to_shares():
    counts = table("POP-01", {("F",): 200, ("M",): 3}, "SEX")
    blind = Reader(protected(counts), "POP-01", SEXES)
    assert blind.span("SEX=M") == (0, 203)
    assert blind.span("SEX=M", given={"SEX=F": 200}) == (3, 3)  # 98.5 % printed beside it
    seeing = protected([*counts, share("POP-05", "", 200, 203)])
    assert seeing["state"].to_list() == ["shown", "withheld", "withheld", "withheld"]


def test_attack_catches_a_guard_blind_to_earlier_releases():
    ages = ["Y0T17", "Y18T64", "Y_GE65"]
    counts = {("Y0T17",): 3, ("Y18T64",): 40, ("Y_GE65",): 41}
    rows = table("POP-01", counts, "AGE")
    hidden = Reader(protected(rows), "POP-01", {"AGE": ages}).hidden
    hiding = next(cell for cell in hidden if cell != "AGE=Y0T17")
    before = frame([figure("POP-01", hiding, counts[hiding.removeprefix("AGE="),])])
    blind = Reader(protected(rows), "POP-01", {"AGE": ages})
    known = {hiding: int(before["value"][0])}
    assert blind.span("AGE=Y0T17", given=known) == (3, 3)
    seeing = Reader(protected(rows, known=before), "POP-01", {"AGE": ages})
    low, high = seeing.span("AGE=Y0T17", given=known)
    assert (low, high >= 5) == (0, True)


def printed(kind):
    """Which breakdowns are printed: three tables in a ring, or bands of age that cross."""
    ages = ["Y0T17", "Y_GE18"]
    if kind == "ring":
        yield from ((s, a, "") for s, a in product(["", "F", "M"], ["", *ages]))
        yield from ((s, "", n) for s, n in product(["", "F", "M"], ["002", "142"]))
        yield from (("", a, n) for a, n in product(ages, ["002", "142"]))
    else:
        yield from ((s, a, "") for s, a in product(["", "F", "M"], ["", *ages, "Y15T24"]))


@pytest.mark.parametrize("kind", ("ring", "crossing"))
@pytest.mark.parametrize(
    "people",
    (
        (2, 7, 30, 7, 2, 30, 7, 7, 30, 2, 2, 7, 30, 30, 7, 2),
        (0, 1, 3, 20, 50, 3, 1, 0, 20, 0, 1, 50, 3, 20, 0, 1),
        (6, 5, 4, 3, 2, 1, 0, 1, 2, 3, 4, 5, 6, 5, 4, 3),
    ),
)
def test_protect_tables_bound_by_what_is_never_printed(kind, people):
    atoms = dict(zip(product(*FINEST.values()), people, strict=True))
    places = dict.fromkeys(printed(kind))
    breakdown = {
        place: breakdowns.canonical(
            {axis: code for axis, code in zip(FINEST, place, strict=True) if code}
        )
        for place in places
    }
    reader = Reader(frame([]), "POP-01", FINEST, COARSE)
    truth = {one: int(reader.members(one) @ list(atoms.values())) for one in breakdown.values()}
    found = protected([figure("POP-01", one, count) for one, count in truth.items()])
    reader = Reader(found, "POP-01", FINEST, COARSE)
    assert {one for one, count in truth.items() if count < 5} <= reader.hidden
    for cell in reader.hidden:
        low, high = reader.span(cell)
        if truth[cell] < 5:
            assert (low <= 1e-6, high >= 5 - 1e-6) == (True, True)
        else:
            assert high - low >= 3 - 1e-6
