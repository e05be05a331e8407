"""The team's page, organisations and offices, a spreadsheet out and in."""

from __future__ import annotations

import io
import re
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from qantara.accounts.models import Holder
from qantara.core import clock
from qantara.network.models import Office, Stakeholder
from qantara.network.stakeholders import keep
from qantara.network.stakeholders.keep import Draft
from tests.desk.conftest import at_desk
from tests.people import a_holder, a_person

pytestmark = pytest.mark.django_db
LANGUAGES = ("ar", "en", "es", "fr")


@pytest.fixture
def city() -> Holder:
    return a_holder()


@pytest.fixture
def browser(city: Holder) -> Client:
    return at_desk(a_person("officer", ("officer", city)))


def listed(city: Holder, name: str = "Region") -> Stakeholder:
    officer = a_person(f"lists.{uuid4()}", ("officer", city))
    draft = Draft(name=name, level="regional", parts={"HOU": ["funds"]}, note="=1+1")
    return keep.add(draft, holder=city, by=officer, at=clock.now())


def sent(browser: Client, content: bytes, name: str = "table.csv", lang: str = "en"):
    file = SimpleUploadedFile(name, content)
    return browser.post(f"/{lang}/team/velmora/stakeholders/bring/", {"file": file})


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def confirmed(browser: Client, page: str, **more: str):
    given = {"once": hidden(page, "once"), "drafts": hidden(page, "drafts"), **more}
    return browser.post("/en/team/velmora/stakeholders/store/", given)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_spreadsheet_comes_back_in_any_language_as_it_left(
    city: Holder, browser: Client, lang: str
) -> None:
    listed(city)
    listed(city, "Union")
    content = browser.get(f"/{lang}/team/velmora/stakeholders.xlsx").content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert bool(sheet.sheet_view.rightToLeft) == (lang == "ar")
    page = sent(browser, content, "table.xlsx").content.decode()
    assert "2 organisations stay as they are." in page
    assert 'name="drafts"' not in page


def test_spreadsheet_is_shown_first_and_stored_when_confirmed(
    city: Holder, browser: Client
) -> None:
    listed(city)
    listed(city, "Union")
    table = "Organisation,Level,Housing and territory\nRegion,national government,decides\nUniversity,research,\n"
    page = sent(browser, table.encode()).content.decode()
    assert "1 organisation is new" in page
    assert "<bdi>Region</bdi>: Level, Housing and territory, Note" in page
    assert Stakeholder.objects.count() == 2
    assert confirmed(browser, page).status_code == 302
    assert sorted(Stakeholder.objects.values_list("name", "level")) == [
        ("Region", "national"), ("Union", "regional"), ("University", "research"),
    ]  # fmt: skip


def test_spreadsheet_takes_off_what_it_does_not_name_when_asked_to(
    city: Holder, browser: Client
) -> None:
    listed(city, "Union")
    page = sent(browser, b"Organisation,Level\nUniversity,research\n").content.decode()
    assert confirmed(browser, page, removes_absent="on").status_code == 302
    assert [one.name for one in Stakeholder.objects.all()] == ["University"]


def test_spreadsheet_shown_of_an_earlier_list_is_shown_anew(city: Holder, browser: Client) -> None:
    page = sent(browser, b"Organisation,Level\nUniversity,research\n").content.decode()
    listed(city)
    answer = confirmed(browser, page)
    assert answer.status_code == 409
    assert confirmed(browser, answer.content.decode()).status_code == 302
    assert Stakeholder.objects.count() == 2


def test_spreadsheet_shown_to_somebody_else_is_not_stored(city: Holder, browser: Client) -> None:
    page = sent(browser, b"Organisation,Level\nUniversity,research\n").content.decode()
    other = at_desk(a_person("other", ("officer", city)))
    assert confirmed(other, page).status_code == 422
    assert not Stakeholder.objects.exists()


def test_wrong_rows_are_told_in_the_readers_language_and_nothing_is_stored(
    browser: Client,
) -> None:
    table = b"Organisation,Level\nRegion,duchy\nUnion,local\n"
    answer = sent(browser, table, lang="fr")
    assert answer.status_code == 422
    assert "« duchy » n’est pas un niveau" in answer.content.decode()
    assert not Stakeholder.objects.exists()


@pytest.mark.parametrize(
    "table",
    [
        "Name,Date of birth,Nationality\nAmina Haddad,1990-01-02,Tunisia\nOmar Saidi,1988-05-06,Mali\n",
        "Organisation,Level\nFatima Benali,local\nPierre Nguema,local\nHousing office,local\n",
        "Sex,Age,Nationality,Arrived\nF,31,Syria,2021\nM,28,Mali,2022\nM,45,Syria,2020\nF,19,Sudan,2023\n",
    ],
)
def test_list_of_people_is_refused(browser: Client, table: str) -> None:
    answer = sent(browser, table.encode())
    assert answer.status_code == 422
    assert "This looks like a list of people" in answer.content.decode()


def test_file_that_is_no_table_is_refused_in_words(browser: Client) -> None:
    answer = sent(browser, b"\x89PNG\r\n\x1a\n" + bytes(200), "map.png")
    assert answer.status_code == 422
    assert "Traceback" not in answer.content.decode()


def test_form_keeps_an_organisation_and_asks_where_it_looks_like_a_person(
    browser: Client,
) -> None:
    given = {
        "once": str(uuid4()), "seen": "0", "name": "Dr Amina Haddad", "level": "local",
        "in_HOU": ["decides", "funds"], "note": "",
    }  # fmt: skip
    answer = browser.post("/en/team/velmora/stakeholders/add/", given)
    assert answer.status_code == 422
    assert "This looks as if it told of one person" in answer.content.decode()
    given["name"] = "Housing office"
    assert browser.post("/en/team/velmora/stakeholders/add/", given).status_code == 302
    assert Stakeholder.objects.get().parts == {"HOU": ["decides", "funds"]}


def test_organisation_changed_by_two_is_shown_and_not_overwritten(
    city: Holder, browser: Client
) -> None:
    one = listed(city)
    given = {"seen": "1", "level": "national", "note": ""}
    first = {"once": str(uuid4()), "name": "First", **given}
    other = {"once": str(uuid4()), "name": "Other", **given}
    assert browser.post(f"/en/stakeholders/{one.pk}/", first).status_code == 302
    answer = browser.post(f"/en/stakeholders/{one.pk}/", other)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "<bdi>First</bdi>" in page
    assert 'value="Other"' in page
    again = {**other, "once": hidden(page, "once"), "seen": hidden(page, "seen")}
    assert browser.post(f"/en/stakeholders/{one.pk}/", again).status_code == 302
    assert Stakeholder.objects.get().name == "Other"


def test_office_is_a_function_and_not_a_name(browser: Client) -> None:
    given = {
        "once": str(uuid4()), "seen": "0", "function": "Head of registers",
        "organisation": "Registry", "email": "amina.haddad@example.org", "telephone": "",
    }  # fmt: skip
    assert browser.post("/en/team/velmora/offices/add/", given).status_code == 422
    given["email"] = "registers@example.org"
    assert browser.post("/en/team/velmora/offices/add/", given).status_code == 302
    assert Office.objects.get().email == "registers@example.org"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_shows_the_map_as_drawing_and_table(city: Holder, browser: Client, lang: str) -> None:
    listed(city)
    page = browser.get(f"/{lang}/team/velmora/").content.decode()
    assert page.count("<svg") >= 2
    assert "Region" in page
    assert "style=" not in page


def test_number_of_questions_does_not_grow_with_organisations(
    city: Holder, browser: Client, django_assert_max_num_queries
) -> None:
    for number in range(3):
        listed(city, f"Union {number}")
    with django_assert_max_num_queries(15):
        browser.get("/en/team/velmora/")


def test_nobody_else_reads_or_counts_it(city: Holder) -> None:
    one = listed(city)
    office = a_holder("office", "secretariat")
    for person in (
        a_person("secretary", ("coordinator", office)),
        a_person("expert", ("reviewer", city)),
        a_person("neighbour", ("signatory", a_holder("calbera"))),
    ):
        browser = at_desk(person)
        for path in ("team/velmora/", "team/velmora/stakeholders.xlsx", f"stakeholders/{one.pk}/"):
            assert browser.get(f"/en/{path}").status_code == 404
