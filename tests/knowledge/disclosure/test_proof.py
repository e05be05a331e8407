"""The proof refuses what does not protect."""

from dataclasses import replace
from itertools import product

import pytest

from qantara.knowledge.disclosure import Decision, NotProven, Rules, protect
from qantara.knowledge.disclosure.proof import prove
from tests.knowledge.disclosure.tables import DECLARATION, KEY, frame, table

PEOPLE = (2, 9, 30, 6, 0, 12, 45, 31)
COUNTS = dict(zip(product("FM", ("Y0T17", "Y18T24", "Y25T64", "Y_GE65")), PEOPLE, strict=True))


@pytest.fixture(scope="module")
def judged():
    return protect(frame(table("POP-01", COUNTS, "SEX", "AGE")), DECLARATION, Rules(), key=KEY).real


def refused(judged, decision):
    with pytest.raises(NotProven) as error:
        prove(judged.system, decision, Rules(), key=KEY)
    return error.value.cells


def test_prove_holds_for_a_kept_decision(judged):
    kept = Decision.from_json(judged.decision.as_json())
    assert prove(judged.system, kept, Rules(), key=KEY) == judged.proof


def test_prove_notices_any_withheld_cell_shown(judged):
    withheld = judged.decision.withheld
    assert "complement" in withheld.values()
    for name in withheld:
        fewer = {one: reason for one, reason in withheld.items() if one != name}
        assert name in refused(judged, replace(judged.decision, withheld=fewer))


def test_prove_notices_worlds_missing(judged):
    assert refused(judged, replace(judged.decision, worlds=()))


def test_prove_notices_a_world_whose_sums_do_not_hold(judged):
    first, *others = judged.decision.worlds
    name = next(iter(first))
    broken = ({**first, name: first[name] + 1}, *others)
    assert name in refused(judged, replace(judged.decision, worlds=broken))


def test_prove_notices_fewer_than_nobody(judged):
    first, *others = judged.decision.worlds
    doubled = {name: 1_000 * change for name, change in first.items()}
    assert refused(judged, replace(judged.decision, worlds=(doubled, *others)))


def test_prove_notices_cells_unprotected(judged):
    assert refused(judged, replace(judged.decision, unprotected=("a cell",))) == ("a cell",)


def test_prove_notices_a_world_of_other_cells(judged):
    strange = (*judged.decision.worlds, {"nobody@nowhere;2022": 1})
    assert refused(judged, replace(judged.decision, worlds=strange)) == ("nobody@nowhere;2022",)


def test_worlds_change_every_withheld_cell_and_no_other(judged):
    changed = {name for world in judged.decision.worlds for name in world}
    assert changed == set(judged.decision.withheld)


def test_prove_notices_who_knows_one_of_two_people(judged):
    """Worlds that only ever trade with the cell an insider knows pin the others for them."""
    insider = "foreigners@dar-al-bahr;AGE=Y0T17;SEX=F;2022"
    only = tuple(world for world in judged.decision.worlds if insider in world)
    assert refused(judged, replace(judged.decision, worlds=only))


def test_proof_is_signed_with_the_key(judged):
    other = prove(judged.system, judged.decision, Rules(), key=b"another")
    assert other.fingerprint != judged.proof.fingerprint
