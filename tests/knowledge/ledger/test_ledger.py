"""What the guard decided is kept, and proven once more at the gate."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError, transaction

from qantara.core.errors import DomainError
from qantara.knowledge.ledger import memory, reading
from qantara.knowledge.ledger.marks import mark
from qantara.knowledge.ledger.models import Decision, Proof, World
from qantara.knowledge.ledger.packed import packed, unpacked
from qantara.knowledge.profiles.protecting import figures_in
from qantara.releases.gate import release_case
from qantara.releases.models import Case, Release
from qantara.releases.withdraw import withdraw
from tests.knowledge.ledger.conftest import PEOPLE, City, moment
from tests.releases.conftest import REASON

WOMEN, MEN = "POP-01@marwa;SEX=F;2024-01-01", "POP-01@marwa;SEX=M;2024-01-01"
DRAFT_AGAIN = "Another version has been released since this was drafted. Draft it again."


def test_draft_keeps_what_was_decided_and_why(city: City) -> None:
    city.tell("marwa", PEOPLE)
    case = city.draft("marwa")
    (proof,) = Proof.objects.all()
    assert (proof.case, proof.reader, proof.release) == (case, "real", None)
    assert (proof.territories, proof.known) == (["marwa"], [])
    assert proof.small >= 1
    decided = dict(Decision.objects.exclude(figures=[]).values_list("figures__0", "reason"))
    assert decided[WOMEN] == "small"
    assert "complement" in decided.values()
    figures = json.loads(case.document)["figures"]
    shown = {
        key for key, state in zip(figures["key"], figures["state"], strict=True) if state == "shown"
    }
    assert {key for key, why in decided.items() if not why} == shown
    assert World.objects.count() == proof.worlds_count > 0
    cells = {name for world in World.objects.all() for name in world.changes}
    assert {WOMEN.replace("POP-01", "foreign-citizens")} <= cells
    assert set(World.objects.values_list("component", flat=True)) <= {
        cell.name for cell in unpacked(bytes(proof.system)).cells
    }


def test_system_comes_back_as_it_was_packed(city: City) -> None:
    city.tell("marwa", PEOPLE)
    city.draft("marwa")
    kept = bytes(Proof.objects.get().system)
    system = unpacked(kept)
    assert unpacked(packed(system)).cells == system.cells
    assert (system.sums @ system.x == 0).all()


def test_release_is_proven_again_and_remembered(city: City) -> None:
    city.tell("marwa", PEOPLE)
    release = city.release(city.draft("marwa"))
    proof = Proof.objects.get()
    assert proof.release == release
    assert proof.again_ms is not None
    found = memory.remembered(["marwa"], figures_in)
    assert found.releases == (release.pk,)
    assert [set(frame["territory"]) for frame in found.figures] == [{"marwa"}]
    assert [dict(world) for world in memory.last_worlds("marwa")] == [
        world.changes for world in World.objects.order_by("number")
    ]


@pytest.mark.parametrize(
    "tamper",
    [
        lambda: Decision.objects.filter(outcome="withheld").first().delete(),
        lambda: World.objects.first().delete(),
        lambda: World.objects.filter(number=1).update(changes={}),
        lambda: Proof.objects.update(fingerprint="0" * 64),
        lambda: Proof.objects.update(system=b"no system"),
        lambda: Proof.objects.update(rules={"people": 6}),
        lambda: Case.objects.update(proof=""),
        lambda: (Decision.objects.all().delete(), World.objects.all().delete(), Proof.objects.all().delete()),
    ],
)  # fmt: skip
def test_what_was_changed_in_the_ledger_is_not_released(city: City, tamper) -> None:
    city.tell("marwa", PEOPLE)
    case = city.signed(city.draft("marwa"))
    tamper()
    with pytest.raises(DomainError, match=r"Draft it again|changed after it was signed"):
        release_case(case, by=city.signatory, at=moment(0))
    assert not Release.objects.exists()


def test_document_that_shows_a_withheld_cell_is_not_released(city: City) -> None:
    """Even if every digest were made to fit."""
    from qantara.releases import gate
    from qantara.releases.kinds import canonical

    city.tell("marwa", PEOPLE)
    case = city.signed(city.draft("marwa"))
    document = json.loads(case.document)
    at = document["figures"]["key"].index(WOMEN)
    document["figures"]["state"][at], document["figures"]["value"][at] = "shown", 3.0
    text = canonical(document)
    Case.objects.filter(pk=case.pk).update(document=text)
    case.signatures.update(digest=gate._digest(text, case.proof))
    with pytest.raises(DomainError, match="shows what was to be withheld"):
        release_case(Case.objects.get(), by=city.signatory, at=moment(0))


def test_same_place_released_since_means_drafting_again(city: City) -> None:
    city.tell("marwa", PEOPLE)
    first = city.signed(city.draft("marwa"))
    second = city.signed(city.draft("marwa", kind="figures"), day=1)
    release_case(first, by=city.signatory, at=moment(-1))  # a clock behind is no way around
    with pytest.raises(DomainError, match=r"released already|Another version"):
        release_case(second, by=city.signatory, at=moment(1))


def test_linked_place_that_shows_the_same_cells_means_drafting_again(city: City) -> None:
    """The harbour's sheet shows the metropolis around it: the same people."""
    city.tell("marwa", PEOPLE)
    city.tell("harbour", {"": 60.0, "SEX=M": 20.0, "SEX=F": 40.0})
    harbour = city.signed(city.draft("harbour"))
    city.release(city.draft("marwa"), day=1)
    with pytest.raises(DomainError, match="Another version has been released since"):
        release_case(harbour, by=city.signatory, at=moment(2))
    again = city.draft("harbour", day=3)
    assert again.proofs.get().known != []
    assert city.release(again, day=3).number == 1


def test_unlinked_place_released_since_is_no_ground(city: City) -> None:
    city.tell("marwa", PEOPLE)
    city.tell("inland", {"": 60.0, "SEX=M": 20.0, "SEX=F": 40.0})
    inland = city.signed(city.draft("inland"))
    city.release(city.draft("marwa"), day=1)
    assert release_case(inland, by=city.signatory, at=moment(2)).number == 1


@pytest.mark.parametrize(
    ("consent", "is_remembered"),
    [
        ({}, True),
        ({"audience": "network"}, True),
        ({"public_from": moment(9_000)}, True),
        ({"audience": "holder"}, False),
    ],
)
def test_whatever_left_the_city_is_remembered(city: City, consent, is_remembered) -> None:
    city.tell("marwa", PEOPLE)
    release = city.release(city.draft("marwa"), **consent)
    expected = (release.pk,) if is_remembered else ()
    for place in ("marwa", "harbour"):
        assert memory.remembered([place], figures_in).releases == expected
    assert memory.remembered(["inland"], figures_in).releases == ()
    figures = memory.remembered(["marwa"], figures_in).figures
    assert any("withheld" in frame["state"] for frame in figures) == is_remembered


def test_withdrawn_release_is_remembered(city: City) -> None:
    city.tell("marwa", PEOPLE)
    release = city.release(city.draft("marwa"))
    partner = city.officer.roles.create(holder=city.holder, title="signatory", since=moment(0))
    withdraw(release, by=city.signatory, second=partner.person, reason=REASON, at=moment(1))
    assert memory.remembered(["marwa"], figures_in).releases == (release.pk,)


def test_withheld_once_stays_withheld_until_the_signatory_lets_it_go(city: City, states) -> None:
    city.tell("marwa", PEOPLE)
    first = city.draft("marwa")
    hidden = {part for part, state in states(first).items() if state == "withheld"}
    city.release(first)
    city.tell("marwa", {"": 160.0, "SEX=F": 60.0, "SEX=M": 100.0}, day=1)
    second = city.draft("marwa", day=2)
    assert hidden <= {part for part, state in states(second).items() if state == "withheld"}
    with pytest.raises(DomainError, match="Your role does not allow"):
        mark(second, WOMEN, "lift", by=city.officer, at=moment(2), reason="Counted anew")
    with pytest.raises(DomainError, match="Say why"):
        mark(second, WOMEN, "lift", by=city.signatory, at=moment(2))
    for part in hidden:
        key = f"POP-01@marwa;{part + ';' if part else ''}2024-01-01"
        mark(second, key, "lift", by=city.signatory, at=moment(2), reason="Counted anew")
    city.release(city.draft("marwa", day=3), day=3)


def test_city_withholds_more_and_never_less(city: City, states) -> None:
    city.tell("marwa", {"": 160.0, "SEX=F": 60.0, "SEX=M": 100.0})
    before = city.draft("marwa")
    assert states(before)["SEX=M"] == "shown"
    mark(before, MEN, "withhold", by=city.officer, at=moment(1))
    after = city.draft("marwa", day=1)
    assert states(after)["SEX=M"] == "withheld"
    assert (
        Decision.objects.get(proof__case=after, outcome="withheld", figures=[MEN]).reason
        == "choice"
    )
    city.release(after, day=1)
    mark(before, MEN, "", by=city.officer, at=moment(2))
    assert states(city.draft("marwa", day=2))["SEX=M"] == "shown"


def test_withheld_cell_has_a_reason_by_constraint(city: City) -> None:
    city.tell("marwa", PEOPLE)
    proof = city.draft("marwa").proofs.get()
    for wrong in ({"outcome": "withheld", "reason": ""}, {"outcome": "shown", "reason": "small"}):
        with pytest.raises(DatabaseError, match="has_a_reason"), transaction.atomic():
            Decision.objects.create(proof=proof, cell="x", **wrong)


AGES = [f"Y{age}T{age + 2}" for age in range(0, 63, 3)]


def test_coarser_figures_are_offered_and_taken_by_the_next_draft(city: City) -> None:
    """Ages of so few people that most are withheld; by groups of age hardly any is."""
    people = {f"AGE={age}": float(3 if number % 2 else 40) for number, age in enumerate(AGES)}
    people |= {"AGE=Y_GE63": 30.0}
    city.tell("inland", people | {"": sum(people.values())}, definition="CTX-01")
    case = city.draft("inland")
    found = reading.account(case)
    assert 1 <= len(found.rungs) <= 3
    best = found.rungs[0]
    assert best["withheld"] < len(found.withheld)
    for step in best["steps"]:
        mark(case, step, "coarsen", by=city.officer, at=moment(1))
    again = reading.account(city.draft("inland", day=1))
    assert len(again.withheld) == best["withheld"]
    assert again.taken == tuple(sorted(best["steps"]))
