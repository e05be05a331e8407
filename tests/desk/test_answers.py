"""The indicators of a city at the desk: states, its own set, its template, whose what is, earlier answers."""

from __future__ import annotations

import io
import json
import re
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from qantara.core import clock
from qantara.core.models import AuditLine
from qantara.files import store as files
from qantara.knowledge.answers.models import ChosenSet, Competence, Confirmation
from qantara.knowledge.evidence.arrivals.models import Arrival
from qantara.knowledge.frameworks import crosswalks
from qantara.knowledge.observations.models import Definition, Observation
from qantara.knowledge.requests.models import DataRequest
from qantara.network.models import Network, Participation, Phase
from tests.desk.bringing import bring, store
from tests.desk.conftest import at_desk
from tests.desk.reading import form
from tests.knowledge.ledger.conftest import PEOPLE, START, City, made
from tests.people import a_holder, a_person

PAGE = "/en/cities/marwa/indicators/"
COMPETENCES = "/en/cities/marwa/competences/"
EARLIER = "/en/cities/marwa/earlier/"
FRAMES = "/en/cities/marwa/frames/"
_ROW = re.compile(r'<tr id="i-([A-Z]+-\d\d)">.*?<span class="st \w+">.*?</svg>([^<]+)</span>', re.S)


@pytest.fixture
def city(db: None) -> City:
    return made(None)


def states(client: Client, query: str = "") -> dict[str, str]:
    """Code of each indicator shown -> its state in words."""
    found = _ROW.findall(client.get(PAGE + query).content.decode())
    return {code: words.strip() for code, words in found}


def self_said(
    city: City, code: str = "GOV-02", value: float = 2.0, year: str = "2025"
) -> Observation:
    """What the city said of itself of an earlier year."""
    day = Observation.objects.count()  # each in a file of its own
    city.tell(
        "marwa", {"": value}, day=day, definition=code, unit="LVL", method="self_reported", period=year,
        note="Adopted by the council",
    )  # fmt: skip
    return Observation.objects.current().get(definition__code=code, period__code=year)


def stated(client: Client, **given: str) -> int:
    sent = {
        "indicator": "HLT-01",
        "level": "region",
        "body": "Health agency of the coast",
        "since": "2004",
    }
    return client.post(COMPETENCES, form(client, COMPETENCES, COMPETENCES) | {"place": "marwa"} | sent | given).status_code  # fmt: skip


def test_each_indicator_says_where_it_stands(city: City) -> None:
    year = clock.now().year
    city.tell("marwa", PEOPLE, period=f"{year - 1}-01-01")
    city.tell("marwa", {"": 5.0}, day=1, definition="SRV-01", unit="PER_10000", period="2009")
    city.tell("marwa", {"": None}, day=2, definition="POP-02", absence="refused")  # type: ignore[dict-item]
    city.tell("marwa", {"": None}, day=3, definition="HOU-06", absence="none_exists")  # type: ignore[dict-item]
    client = at_desk(city.officer)
    found = states(client)
    assert len(found) == 48
    assert {code: found[code] for code in ("POP-01", "SRV-01", "POP-02", "HOU-06", "GOV-02")} == {
        "POP-01": "Known, not released", "SRV-01": "Known, but old", "POP-02": "Refused",
        "HOU-06": "Answered without a figure", "GOV-02": "Missing",
    }  # fmt: skip
    assert "2 of the 48 core indicators are complete." in client.get(PAGE).content.decode()
    assert set(states(client, "?state=refused")) == {"POP-02"}
    assert set(states(client, "?domain=SRV")) == {"SRV-01", "SRV-02", "SRV-03", "SRV-04"}
    assert len(states(client, "?show=all")) == 91
    assert states(client, "?domain=NO&state=none") == found


def test_released_figure_is_said_to_be_released(city: City) -> None:
    city.tell("marwa", {"": 1200.0, "SEX=F": 600.0, "SEX=M": 600.0})
    city.release(city.draft("marwa"), day=1)
    assert states(at_desk(city.officer))["POP-01"] == "Known, released"
    city.tell("marwa", {"": 1300.0}, day=2, period="2025-01-01")
    assert states(at_desk(city.officer))["POP-01"] == "Known, not released"


def test_letter_that_waits_is_asked_for_and_shown_to_its_readers_alone(city: City) -> None:
    from qantara.knowledge.requests import acts

    letter = acts.begin(
        ["POP-02"], holder=city.holder, territory=city.holder.member.stands_for.first(),
        language="en", period="2025", by=city.officer, at=START,
    )  # fmt: skip
    contact = acts.contact_of(
        city.holder, organisation="Office", department="", address="", email=""
    )
    DataRequest.objects.update(state="sent", sent_on=date(2026, 3, 1), contact=contact)
    assert states(at_desk(city.officer))["POP-02"] == "Asked for"
    assert f"/en/letters/{letter.pk}/" in at_desk(city.officer).get(PAGE).content.decode()
    assert states(at_desk(city.reviewer))["POP-02"] == "Missing"


def test_figures_are_shown_to_those_who_may_see_them_as_they_came(city: City) -> None:
    city.tell("marwa", PEOPLE)
    assert "<bdi>103 " in at_desk(city.officer).get(PAGE).content.decode()
    assert "103" not in at_desk(city.reviewer).get(PAGE).content.decode()


def test_short_set_is_chosen_counts_everywhere_and_is_taken_back(city: City) -> None:
    city.tell("marwa", PEOPLE)
    client = at_desk(city.officer)
    sent = form(client, PAGE, f"{PAGE}set/") | {"choice": "short"}
    assert [client.post(f"{PAGE}set/", sent).status_code for _time in range(2)] == [302, 302]
    assert len(states(client)) == 25
    assert "of the 25 indicators of the short set" in client.get(PAGE).content.decode()
    assert "1 of 25 indicators of the short set" in client.get("/en/").content.decode()
    client.post(f"{PAGE}set/", form(client, PAGE, f"{PAGE}set/") | {"choice": "core"})
    assert len(states(client)) == 48
    assert "1 of 48 core indicators" in client.get("/en/").content.decode()
    assert AuditLine.objects.filter(act="answers.set_chosen", holder=city.holder.pk).count() == 2


def test_secretariat_sees_the_set_and_cannot_choose_it(city: City) -> None:
    office = a_holder("office", "secretariat")
    network = Network.objects.create(slug="office", name={}, holder=office)
    Participation.objects.create(
        network=network, member=city.holder.member, valid_from=date(2020, 1, 1),
        joined_in=Phase.objects.create(network=network, number=1, name={}),
    )  # fmt: skip
    city.tell("marwa", PEOPLE)
    coordinator = at_desk(a_person("coordinator", ("coordinator", office)))
    page = coordinator.get(PAGE).content.decode()
    assert states(coordinator)["POP-01"] == "Known, not released"
    assert "103" not in page
    assert "Choose the short set" not in page
    assert coordinator.post(f"{PAGE}set/", {"choice": "short"}).status_code == 404
    assert not ChosenSet.objects.exists()


def test_competence_of_others_completes_the_item_and_is_taken_back(city: City) -> None:
    client = at_desk(city.officer)
    assert stated(client) == 302
    assert states(client)["HLT-01"] == "Not our competence"
    named = '<bdi lang="en" dir="ltr">Health agency of the coast</bdi> (region), since 2004'
    assert named in client.get(PAGE).content.decode()
    assert "1 of 48 core indicators" in client.get("/en/").content.decode()
    held = Competence.objects.get()
    sent = form(client, COMPETENCES, f"/en/competences/{held.pk}/end/")
    assert client.post(f"/en/competences/{held.pk}/end/", sent).status_code == 422
    answer = client.post(f"/en/competences/{held.pk}/end/", sent | {"reason": "A new law"})
    assert answer["Location"] == COMPETENCES
    assert states(client)["HLT-01"] == "Missing"
    assert not Observation.objects.current().filter(definition__code="HLT-01").exists()
    held.refresh_from_db()
    assert held.ended_by == city.officer


@pytest.mark.parametrize(
    "wrong",
    [{"body": " "}, {"level": "moon"}, {"since": "once"}, {"since": "2999"}, {"indicator": "XX-01"},
     {"place": "inland"}],
)  # fmt: skip
def test_competence_without_a_body_a_level_or_a_time_is_not_stated(
    city: City, wrong: dict[str, str]
) -> None:
    client = at_desk(city.officer)
    assert stated(client, **wrong) == 422
    assert not Competence.objects.exists()
    assert not Observation.objects.exists()


def test_competence_stated_anew_ends_the_one_before(city: City) -> None:
    client = at_desk(city.officer)
    stated(client)
    stated(client, body="Ministry of health", level="state", since="")
    now = Competence.objects.standing().get()
    assert (now.body, now.level) == ("Ministry of health", "state")
    assert Competence.objects.count() == 2
    absent = Observation.objects.current().get(definition__code="HLT-01")
    assert (absent.absence, absent.note) == ("not_competent", "Ministry of health (state)")


def test_competence_is_published_as_the_reason_of_the_gap(city: City) -> None:
    city.tell("marwa", {"": 1200.0, "SEX=F": 600.0, "SEX=M": 600.0})
    stated(at_desk(city.officer))
    document = json.loads(city.draft("marwa", day=400).document)
    gap = next(one for one in document["gaps"] if one["definition"] == "HLT-01")
    assert gap == {
        "definition": "HLT-01", "absence": "not_competent",
        "note": "Health agency of the coast (region), since 2004", "note_language": "en",
    }  # fmt: skip


def test_city_sheet_goes_out_filled_and_comes_back_without_a_question(city: City) -> None:
    city.tell("marwa", PEOPLE)
    city.tell("marwa", {"": 40.0}, day=1, definition="POP-02")  # not one of the short set
    client = at_desk(city.officer)
    client.post(f"{PAGE}set/", form(client, PAGE, f"{PAGE}set/") | {"choice": "short"})
    answer = client.get(f"{PAGE}template.xlsx?language=ar")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.worksheets[1]
    assert [one.sheet_view.rightToLeft for one in book.worksheets[:3]] == [True, True, True]
    names = [cell.value for cell in sheet[2]]
    at = {name: names.index(name) for name in names if name}
    rows = list(sheet.iter_rows(min_row=3))
    filled = [row for row in rows if row[at["definition"]].value]
    assert len({row[at["definition"]].value for row in filled}) == 25
    known = [
        row[at["value"]].value
        for row in filled
        if row[at["definition"]].value == "POP-01" and row[at["value"]].value
    ]
    assert known == [103, 3, 100]
    level = next(row for row in filled if row[at["definition"]].value == "GOV-01")
    level[at["period"]].value, level[at["value"]].value = "2026", 3
    back = io.BytesIO()
    book.save(back)
    sent = bring(client, back.getvalue(), "marwa.xlsx", holder="marwa")
    arrival = Arrival.objects.get()
    assert arrival.meaning == Arrival.Meaning.TEMPLATE
    assert sent["Location"] == f"/en/figures/files/{arrival.pk}/review/"
    assert store(client, arrival).status_code == 302
    said = Observation.objects.current().get(definition__code="GOV-01")
    assert (said.value, said.period.code, said.territory.slug) == (3.0, "2026", "marwa")
    assert Observation.objects.filter(definition__code="POP-01").count() == 3


def test_city_sheet_of_another_holder_has_none_of_its_figures(city: City) -> None:
    city.tell("marwa", PEOPLE)
    stranger = at_desk(a_person("stranger", ("officer", a_holder("elsewhere"))))
    assert stranger.get(f"{PAGE}template.xlsx").status_code == 404
    assert at_desk(city.reviewer).get(f"{PAGE}template.xlsx").status_code == 404


def page_of(one: Observation) -> str:
    return f"{EARLIER}{one.pk}/"


def test_earlier_answer_counts_again_once_it_is_confirmed(city: City) -> None:
    before = self_said(city)
    client, year = at_desk(city.officer), str(clock.now().year)
    assert page_of(before) in client.get(EARLIER).content.decode()
    assert not Observation.objects.filter(period__code=year).exists()
    page = page_of(before)
    sent = form(client, page, page) | {"act": "stands"}
    assert [client.post(page, sent).status_code for _time in range(2)] == [302, 302]
    now = Observation.objects.get(period__code=year)
    assert (now.value, now.note, now.definition_id) == (2.0, before.note, before.definition_id)
    assert now.batch.evidence_file_id == before.batch.evidence_file_id
    confirmation = Confirmation.objects.get()
    assert (confirmation.earlier_id, confirmation.was_changed) == (before.pk, False)
    assert AuditLine.objects.filter(act="answer.confirmed").count() == 1
    assert page not in client.get(EARLIER).content.decode().partition('id="done"')[0]


def test_one_confirmation_stores_one_answer(city: City) -> None:
    first, second = self_said(city), self_said(city, "GOV-03", 1.0)
    client = at_desk(city.officer)
    page = page_of(first)
    sent = form(client, page, page) | {"act": "stands"}
    client.post(page, sent | {"number": str(second.pk), "earlier": str(second.pk)})
    year = str(clock.now().year)
    stored = Observation.objects.filter(period__code=year).values_list(
        "definition__code", flat=True
    )
    assert list(stored) == ["GOV-02"]


def test_changed_answer_takes_a_new_value_and_document(city: City) -> None:
    before = self_said(city)
    client = at_desk(city.officer)
    page = page_of(before)
    sent = form(client, page, page) | {"act": "changed", "value": "3", "note": "Runs city-wide"}
    sent["document"] = SimpleUploadedFile("plan.pdf", b"%PDF-1.7 plan")  # type: ignore[assignment]
    assert client.post(page, sent).status_code == 302
    now = Observation.objects.get(period__code=str(clock.now().year))
    assert (now.value, now.note, now.batch.evidence_file.stored.name) == (
        3.0, "Runs city-wide", "plan.pdf",
    )  # fmt: skip
    assert now.source_id == before.source_id
    assert Confirmation.objects.get().was_changed


@pytest.mark.parametrize(
    "wrong", [{}, {"value": "7"}, {"value": "2", "absence": "none_exists"}, {"absence": "refused"}]
)
def test_changed_answer_that_says_nothing_or_two_things_is_not_stored(
    city: City, wrong: dict[str, str]
) -> None:
    before = self_said(city)
    client = at_desk(city.officer)
    page = page_of(before)
    sent = form(client, page, page) | {"act": "changed"} | wrong
    assert client.post(page, sent).status_code == 422
    assert Observation.objects.count() == 1


def test_note_that_seems_to_tell_of_one_person_is_asked_about(city: City) -> None:
    before = self_said(city)
    client = at_desk(city.officer)
    page = page_of(before)
    sent = form(client, page, page) | {"act": "changed", "value": "3", "note": "Call +999 555 0123"}
    asked = client.post(page, sent)
    assert asked.status_code == 422
    assert "told of one person" in asked.content.decode()
    assert client.post(page, sent | {"sure": "on"}).status_code == 302


def test_changed_question_shows_the_old_wording_and_the_new(city: City) -> None:
    before = self_said(city)
    old = Definition.objects.get(pk=before.definition_id)
    content = old.content | {
        "name": {"en": "Plan", "ar": "خطة"}, "definition": {"en": "A plan of any kind.", "ar": "أي خطة."},
    }  # fmt: skip
    Definition.objects.filter(pk=old.pk).update(
        content=content, content_hash="0" * 64, version="0.0.1"
    )
    old.uses.update(version="0.0.1")
    client = at_desk(city.officer)
    assert "The question has changed" in client.get(EARLIER).content.decode()
    page = client.get(page_of(before)).content.decode()
    assert "A plan of any kind." in page
    assert "development plan states goals on migration" in page
    assert "begins a new series" in page
    sent = form(client, page_of(before), page_of(before)) | {"act": "stands"}
    assert client.post(page_of(before), sent).status_code == 302
    now = Observation.objects.get(period__code=str(clock.now().year))
    assert now.definition_id != before.definition_id


def test_answer_whose_file_was_destroyed_needs_a_new_document(city: City) -> None:
    before = self_said(city)
    files.destroy(before.batch.evidence_file.stored, at=clock.now())
    client = at_desk(city.officer)
    page = page_of(before)
    assert "Still true for" not in client.get(page).content.decode()
    once = form(client, page, page)
    assert client.post(page, once | {"act": "stands"}).status_code == 422
    once = form(client, page, page)
    assert client.post(page, once | {"act": "changed", "value": "2"}).status_code == 422
    assert Observation.objects.count() == 1


def test_answer_given_meanwhile_is_offered_no_more(city: City) -> None:
    before = self_said(city)
    client = at_desk(city.officer)
    sent = form(client, page_of(before), page_of(before)) | {"act": "stands"}
    self_said(city, value=4.0, year=str(clock.now().year))
    assert client.post(page_of(before), sent).status_code == 404
    assert Observation.objects.count() == 2


def test_register_of_others_is_not_offered_as_an_answer(city: City) -> None:
    city.tell("marwa", PEOPLE)
    assert "Nothing is left to look at." in at_desk(city.officer).get(EARLIER).content.decode()


def test_other_frames_count_what_is_answered_and_link_what_is_missing(city: City) -> None:
    self_said(city, "GOV-02", year=str(clock.now().year))
    page = at_desk(city.officer).get(FRAMES).content.decode()
    assert "You already answer 1 of the 12 indicators that speak to this frame (8%)." in page
    assert "You already answer 0 of the 10 indicators that speak to this frame (0%)." in page
    assert "their owners have not checked them" in page
    assert f"{PAGE}?show=all#i-GOV-12" in page


def test_tables_of_frames_can_be_taken_along(city: City) -> None:
    client = at_desk(city.officer)
    table = client.get(f"{FRAMES}local-mgi.csv").content.decode("utf-8-sig")
    assert len(table.splitlines()) == 13
    assert client.get(f"{FRAMES}sdg.csv").status_code == 200
    kept = client.get(f"{FRAMES}intercultural-cities.toml").content
    assert kept == crosswalks.path("intercultural-cities").read_bytes()
    assert client.get(f"{FRAMES}none.csv").status_code == 404
    assert client.get(f"{FRAMES}sdg.xml").status_code == 404


@pytest.mark.parametrize("lang", ["ar", "en", "es", "fr"])
def test_pages_read_in_every_language(city: City, lang: str) -> None:
    city.tell("marwa", PEOPLE)
    before = self_said(city)
    stated(at_desk(city.officer))
    client = at_desk(city.officer)
    heads = {
        page: re.search(r"<h1>([^<]+)</h1>", client.get(page.replace("/en/", f"/{lang}/", 1)).content.decode())[1]  # type: ignore[index]
        for page in (PAGE, COMPETENCES, EARLIER, FRAMES, page_of(before))
    }  # fmt: skip
    english = {
        page: re.search(r"<h1>([^<]+)</h1>", client.get(page).content.decode())[1]  # type: ignore[index]
        for page in heads
    }
    assert len(set(heads.values())) == len(heads)
    if lang != "en":
        assert not set(heads.values()) & set(english.values())
