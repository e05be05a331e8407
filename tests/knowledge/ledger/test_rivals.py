"""What offices print of figures the city prefers its own register for: readers know it all the same."""

from __future__ import annotations

import json

import polars as pl

from qantara.files import store
from qantara.knowledge import frameworks
from qantara.knowledge.evidence.models import EvidenceFile
from qantara.knowledge.ledger import reading
from qantara.knowledge.observations.figures import FIGURES, figures
from qantara.knowledge.observations.models import Source
from qantara.knowledge.observations.record import record
from qantara.knowledge.observations.rows import ROWS
from qantara.releases.models import Case
from tests.knowledge.ledger.conftest import PEOPLE, START, City, moment, statement

#: Residents who are foreign citizens, by age: one number small enough to hide, another hides it.
AGES = {"": 113.0, "AGE=Y0T14": 3.0, "AGE=Y15T24": 30.0, "AGE=Y25T64": 50.0, "AGE=Y_GE65": 30.0}

YOUNGEST = "POP-01@marwa;AGE=Y0T14;2024-01-01"


def publish(
    city: City, organisation: str, people: dict[str, float], *, is_public: bool = True
) -> None:
    """Figures of an office, recorded before the city's own."""
    source = Source.objects.create(
        organisation=organisation, title="Residents", table="", is_public=is_public
    )
    stored = store.keep(
        organisation.encode(),
        name="f.csv",
        media_type="text/csv",
        holder_id=city.holder.pk,
        at=START,
    )
    file = EvidenceFile.objects.create(
        holder=city.holder, source=source, stored=stored, received_at=START,
        received_by=city.officer, accessed_on=START.date(),
    )  # fmt: skip
    rows = [statement("marwa", part, value) for part, value in people.items()]
    record(
        pl.DataFrame(rows, schema=ROWS), evidence_file=file, framework=frameworks.default(),
        by=city.officer, at=START,
    )  # fmt: skip


def test_competing_public_figures_are_found_and_private_ones_are_not(city: City) -> None:
    publish(city, "Ministry", {"": 104.0})
    publish(city, "Office of statistics", {"": 103.0, "SEX=M": 100.0})
    publish(city, "School board", {"": 99.0}, is_public=False)
    city.tell("marwa", PEOPLE, day=1)
    found = figures(["marwa"], as_of=moment(1), with_rivals=True)
    assert [one.organisation for one in found.sources] == ["City of Marwa"]
    assert found.rivals.schema == FIGURES
    assert found.rivals.select("breakdown", "value", "source").rows() == [
        ("", 104.0, 1),
        ("", 103.0, 2),
        ("SEX=M", 100.0, 2),
    ]
    assert found.frame["value"].to_list() == [103.0, 3.0, 100.0]
    assert figures(["marwa"], as_of=moment(1)).rivals.is_empty()


def test_what_stands_alone_or_is_over_competes_with_nothing(city: City) -> None:
    publish(city, "Office of statistics", {"": 103.0})
    found = figures(["marwa"], as_of=moment(1), with_rivals=True)
    assert found.frame["value"].to_list() == [103.0]
    assert found.rivals.is_empty()


def test_number_an_office_prints_cannot_hide_another(city: City) -> None:
    """Which number hides the small one is the network's secret key to choose."""
    city.tell("marwa", AGES, day=1)
    (first,) = beside_youngest(city, "withheld")
    part = first.split(";")[1]
    for office in ("Ministry", "Office of statistics"):
        publish(city, office, {part: AGES[part]})
    assert beside_youngest(city, "courtesy") == {first}
    (second,) = beside_youngest(city, "withheld")
    assert second != first


def beside_youngest(city: City, state: str) -> set[str]:
    """Figures in a state, of a draft of today that withholds the small number."""
    kept = kept_back(city.draft("marwa", day=1))
    assert kept.pop(YOUNGEST) == "withheld"
    return {key for key, found in kept.items() if found == state}


def test_small_number_an_office_prints_is_not_repeated_from_the_register(city: City) -> None:
    """It protects nobody to hide what is public; yet we do not point at people (DISCLOSURE 7)."""
    publish(city, "Ministry", {"": 113.0, "AGE=Y15T24": 30.0, "AGE=Y25T64": 50.0})
    publish(city, "Office of statistics", {"AGE=Y0T14": 3.0, "AGE=Y_GE65": 30.0})
    city.tell("marwa", AGES, day=1)
    case = city.draft("marwa", day=1)
    kept = kept_back(case)
    assert kept.pop(YOUNGEST) == "courtesy"
    assert list(kept.values()) == ["courtesy"]
    assert reading.account(case).left_out == ()
    assert city.release(case, day=1).number == 1


def kept_back(case: Case) -> dict[str, str]:
    """Key -> state, of figures on people by age that are not shown."""
    figures = json.loads(case.document)["figures"]
    states = zip(figures["key"], figures["state"], strict=True)
    return {key: state for key, state in states if state != "shown" and key.startswith("POP-01")}
