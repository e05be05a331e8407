"""What was approved is what goes out: any change of what people read, in any language, voids it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from qantara.core.errors import DomainError
from qantara.editions.write import translate_block, write_text
from qantara.knowledge.models import Narrative
from qantara.network.models import Territory
from qantara.releases.gate import approve_case, release_case, review_case
from qantara.releases.kinds import canonical
from qantara.releases.models import Case, Release
from tests.knowledge.ledger.conftest import City, moment

TEXT = {
    "en": "The city lies by a river.", "ar": "تقع المدينة على نهر.",
    "es": "La ciudad está junto a un río.", "fr": "La ville est au bord d’un fleuve.",
}  # fmt: skip
Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def case(city: City) -> Case:
    city.tell("inland", {"": 160.0, "SEX=F": 60.0, "SEX=M": 100.0}, note="As the register has it")
    text = write_text(
        [TEXT["en"]], language="en", holder=city.holder, by=city.officer, at=moment(0)
    )
    for lang in ("ar", "es", "fr"):
        translate_block(text.blocks.get(), TEXT[lang], language=lang, by=city.officer, at=moment(0))
    Narrative.objects.create(
        territory=Territory.objects.get(slug="inland"), section="people", text=text
    )
    return city.signed(city.draft("inland", kind="profile"))


def block(document: dict[str, Any], lang: str) -> None:
    found = [one for part in document["sections"] for one in part["blocks"]]
    assert found[0]["markdown"][lang] == TEXT[lang]
    found[0]["markdown"][lang] += " "


def name(document: dict[str, Any], lang: str) -> None:
    document["place"]["names"][lang] += "!"


def figure(document: dict[str, Any]) -> None:
    at = document["figures"]["key"].index("POP-01@inland;SEX=M;2024-01-01")
    assert document["figures"]["value"][at] == 100
    document["figures"]["value"][at] = 101.0


def note(document: dict[str, Any]) -> None:
    at = document["figures"]["note"].index("As the register has it")
    document["figures"]["note"][at] = "Something else"


def source(document: dict[str, Any]) -> None:
    document["sources"][0]["title"]["fr"] += "!"


def definition(document: dict[str, Any]) -> None:
    document["framework"]["indicators"]["POP-01"]["definition"]["ar"] += "!"


CHANGES: list[Change] = [
    *(lambda document, lang=lang: block(document, lang) for lang in TEXT),
    *(lambda document, lang=lang: name(document, lang) for lang in TEXT),
    figure,
    note,
    source,
    definition,
]


def test_unchanged_it_is_released(city: City, case: Case) -> None:
    assert release_case(case, by=city.signatory, at=moment(0)).number == 1


@pytest.mark.parametrize("change", CHANGES)
def test_change_voids_both_signatures(city: City, case: Case, change: Change) -> None:
    document = json.loads(case.document)
    change(document)
    Case.objects.filter(pk=case.pk).update(document=canonical(document))
    for held in (case, Case.objects.get()):  # what is in memory is not what is released
        with pytest.raises(DomainError, match="changed after it was signed"):
            release_case(held, by=city.signatory, at=moment(0))
    assert not Release.objects.exists()


@pytest.mark.parametrize("act", ["reviewed", "approved", "wrote"])
def test_each_signature_is_held_against_the_content(city: City, case: Case, act: str) -> None:
    case.signatures.filter(act=act).update(digest="0" * 64)
    with pytest.raises(DomainError, match="changed after it was signed"):
        release_case(case, by=city.signatory, at=moment(0))


def test_change_between_review_and_approval_is_noticed(city: City) -> None:
    city.tell("inland", {"": 160.0})
    case = review_case(city.draft("inland"), by=city.reviewer, at=moment(0))
    document = json.loads(case.document)
    name(document, "es")
    Case.objects.filter(pk=case.pk).update(document=canonical(document))
    case = Case.objects.get()
    consent: dict[str, Any] = {"audience": "public", "public_from": moment(0)}
    with pytest.raises(DomainError, match="changed after it was signed"):
        approve_case(case, by=city.signatory, at=moment(0), **consent)
