"""The city's view of the guard: reasons for its own people, choices for the next draft, nobody else."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.urls import reverse

from qantara.knowledge.ledger.models import Mark
from qantara.releases.models import Case
from tests.desk.conftest import at_desk
from tests.knowledge.ledger.conftest import PEOPLE, City, made
from tests.people import a_holder, a_person
from tests.web.reading import Page

SHOWN = "POP-01@inland;SEX=M;2024-01-01"


@pytest.fixture
def city(db: None) -> City:
    return made(db)


@pytest.fixture
def case(city: City) -> Case:
    city.tell("marwa", PEOPLE)
    return city.draft("marwa")


def path(case: Case, lang: str = "en") -> str:
    return reverse("desk:guarded", kwargs={"lang": lang, "key": case.pk})


def page(city: City, case: Case, lang: str = "en") -> str:
    answer = at_desk(city.officer).get(path(case, lang))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("lang", "small", "complement"),
    [
        ("ar", "عدد صغير: قد يدل على أشخاص", "يمكن أن يُستنتج منه رقم محجوب آخر"),
        ("en", "A small number", "Another withheld figure could be worked out from it"),
        ("es", "Un número pequeño", "De ella podría deducirse otra cifra reservada"),
        ("fr", "Un petit nombre", "Un autre chiffre non diffusé pourrait en être déduit"),
    ],
)
def test_page_gives_each_reason_and_what_it_hides(
    city: City, case: Case, lang: str, small: str, complement: str
) -> None:
    html = page(city, case, lang)
    assert small in html
    assert complement in html
    assert Page(html).is_inline_free


def test_page_names_no_withheld_value(city: City, case: Case) -> None:
    city.tell("inland", {"": 987_650.0, "SEX=F": 3.0, "SEX=M": 987_647.0})
    html = page(city, city.draft("inland"))
    assert "987" not in html.replace("\u202f", "")


def test_page_is_for_those_whose_figures_they_are(city: City, case: Case) -> None:
    """A reader of the holder, an office of another, and whoever is not signed in read none of it."""
    reader = a_person("reader", ("reader", city.holder))
    other = a_person("other", ("coordinator", a_holder("elsewhere")))
    for person in (reader, other):
        assert at_desk(person).get(path(case)).status_code == 404
    # The same case in the name of a network does not open the city's own figures to its office.
    network = a_holder("office", "network")
    office = a_person("office", ("coordinator", network))
    Case.objects.filter(pk=case.pk).update(holder=network)
    assert at_desk(office).get(path(case)).status_code == 404
    assert "guard/" not in at_desk(office).get(f"/en/cases/{case.pk}/").content.decode()


def test_case_leads_there(city: City, case: Case) -> None:
    assert path(case) in at_desk(city.officer).get(f"/en/cases/{case.pk}/").content.decode()


def test_choice_is_kept_and_used_by_the_next_draft(city: City) -> None:
    city.tell("inland", {"": 160.0, "SEX=F": 60.0, "SEX=M": 100.0})
    case = city.draft("inland")
    desk = at_desk(city.officer)
    given = {"once": str(uuid4()), f"ask {SHOWN}": "withhold", "indicator": "POP-01"}
    answer = desk.post(path(case), given)
    assert answer["Location"] == f"{path(case)}?indicator=POP-01#shown"
    assert Mark.objects.values_list("figure", "wish", "by").get() == (
        SHOWN, "withhold", city.officer.pk,
    )  # fmt: skip
    again = city.draft("inland", day=1)
    figures = json.loads(again.document)["figures"]
    assert figures["state"][figures["key"].index(SHOWN)] == "withheld"
    assert "You chose to withhold it" in page(city, again)
    desk.post(path(again), {"once": str(uuid4()), f"ask {SHOWN}": ""})
    assert not Mark.objects.exists()


def test_small_number_cannot_be_asked_to_be_shown(city: City, case: Case) -> None:
    small = "POP-01@marwa;SEX=F;2024-01-01"
    assert f'name="ask {small}"' not in page(city, case)
    answer = at_desk(city.signatory).post(
        path(case), {"once": str(uuid4()), f"ask {small}": "lift", "reason": "We want it"}
    )
    assert answer.status_code == 302
    figures = json.loads(city.draft("marwa", day=1).document)["figures"]
    assert figures["state"][figures["key"].index(small)] == "withheld"


def test_officer_cannot_let_go_what_was_withheld_before(city: City, case: Case) -> None:
    city.release(case)
    key = "POP-01@marwa;SEX=F;2024-01-01"
    answer = at_desk(city.officer).post(path(case), {"once": str(uuid4()), f"ask {key}": "lift"})
    assert answer.status_code == 422
    assert "Your role does not allow this" in answer.content.decode()


def test_coarser_choice_is_offered_taken_and_taken_back(city: City) -> None:
    people = {f"AGE=Y{age}T{age + 2}": float(3 if age % 2 else 40) for age in range(0, 63, 3)}
    people |= {"AGE=Y_GE63": 30.0}
    city.tell("inland", people | {"": sum(people.values())}, definition="CTX-01")
    case = city.draft("inland")
    html = page(city, case)
    assert "Coarser figures" in html
    code = next(one for one in case.proofs.get(reader="real").rungs)["steps"]
    assert f'value="{"; ".join(code)}"'.replace(">", "&gt;") in html
    desk = at_desk(city.officer)
    desk.post(path(case), {"once": str(uuid4()), "coarsen": "; ".join(code)})
    assert sorted(Mark.objects.values_list("figure", "wish")) == [
        (one, "coarsen") for one in sorted(code)
    ]
    assert "The next draft takes these:" in page(city, case)
    desk.post(path(case), {"once": str(uuid4()), "coarsen": "made up NAT>NATG"})
    desk.post(path(case), {"once": str(uuid4()), "finer": "yes"})
    assert not Mark.objects.exists()
