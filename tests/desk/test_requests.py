"""A letter that asks for data: from a gap, over its link, to a stored figure or a reason for there being none."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from qantara.accounts.models import Person
from qantara.core import clock
from qantara.knowledge import frameworks
from qantara.knowledge.evidence.arrivals.models import Arrival
from qantara.knowledge.observations.models import Observation
from qantara.knowledge.requests.gaps import gaps
from qantara.knowledge.requests.models import DataRequest
from qantara.mail.models import Letter
from qantara.network.models import Member, Standing, Territory
from tests.desk.bringing import PEOPLE, store
from tests.desk.conftest import Team, at_desk
from tests.desk.reading import form
from tests.people import a_holder, a_person
from tests.web.reading import Page


@dataclass(frozen=True)
class Desk:
    officer: Client
    place: Territory
    slug: str


@pytest.fixture
def karwan(team: Team, settings: LazySettings, tmp_path: Path) -> Desk:
    plain = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {"BACKEND": plain, "OPTIONS": {"location": tmp_path / "private"}},
    }
    place = Territory.objects.create(
        slug="karwan", type="municipality", country="XA", name={"en": "Karwan", "ar": "كروان"}
    )
    member = Member.objects.create(slug="karwan", kind="city", name={}, holder=team.city)
    Standing.objects.create(member=member, territory=place)
    return Desk(at_desk(team.officer), place, team.city.slug)


def begun(karwan: Desk, language: str = "en", *codes: str) -> DataRequest:
    page = f"/en/requests/{karwan.slug}/"
    sent = form(karwan.officer, page, f"{page}begin/") | {
        "gap": list(codes) or ["CTX-01"], "language": language, "period": "2025",
    }  # fmt: skip
    answer = karwan.officer.post(f"{page}begin/", sent)
    assert answer.status_code == 302
    return DataRequest.objects.latest("opened_at")


def worded(karwan: Desk, request: DataRequest, **given: str) -> int:
    page = f"/en/letters/{request.pk}/"
    words = request.texts.latest("version").words
    sent = form(karwan.officer, page, f"{page}text/") | {
        **words, "organisation": "Statistics Office of Karwan", "address": "1 Bridge Street",
        "email": "office@example.org", "deadline": str(request.deadline), **given,
    }  # fmt: skip
    return karwan.officer.post(f"{page}text/", sent).status_code


def act(karwan: Desk, request: DataRequest, name: str, **given: object) -> str:
    page = f"/en/letters/{request.pk}/"
    action = f"{page}acts/{name}/"
    answer = karwan.officer.post(action, form(karwan.officer, page, action) | given)
    assert answer.status_code == 302, answer.content.decode()
    request.refresh_from_db()
    return request.state


def sent(karwan: Desk, language: str = "en") -> tuple[DataRequest, str]:
    """A letter that went out by mail, and the path of its link."""
    request = begun(karwan, language)
    assert worded(karwan, request) == 302
    act(karwan, request, "send", way="mail", on=str(clock.now().date()))
    mail = Letter.objects.get()
    found = re.search(r"https?://[^/\s]+(/\w\w/answers/[^\s]+/)", mail.body)
    assert found is not None, mail.body
    return request, found[1]


def filled(content: bytes, number: int) -> bytes:
    """The annexed table with a figure in every line, half of the whole for each sex."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[1]
    names = [cell.value for cell in sheet[2]]
    for row in sheet.iter_rows(min_row=3):
        if row[names.index("definition")].value:
            is_whole = row[names.index("breakdown")].value == "_T"
            row[names.index("value")].value = number if is_whole else number // 2
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def answered(visitor: Client, link: str, content: bytes, name: str = "table.xlsx") -> int:
    sent = form(visitor, link, link) | {"file": SimpleUploadedFile(name, content)}
    return visitor.post(link, sent).status_code


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_gap_is_closed_by_a_table_that_comes_back_by_link(karwan: Desk, language: str) -> None:
    today = clock.now().date()
    framework = frameworks.default()
    before = gaps(framework, karwan.place.pk, today=today, years=3)
    assert "CTX-01" in [gap.indicator.code for gap in before]
    request, link = sent(karwan, language)
    visitor = Client()
    page = visitor.get(link)
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"
    table = visitor.get(f"{link}table.xlsx").content
    view = openpyxl.load_workbook(io.BytesIO(table)).worksheets[1].sheet_view
    assert bool(view.rightToLeft) == (language == "ar")
    assert answered(visitor, link, filled(table, 120_000)) == 200
    request.refresh_from_db()
    assert (request.state, request.said) == ("sent", "file")
    arrival = Arrival.objects.get()
    assert (arrival.meaning, arrival.holder) == ("template", request.holder)
    assert not Observation.objects.exists()
    assert store(karwan.officer, arrival).status_code == 302
    stored = Observation.objects.filter(breakdown__code="").get()
    assert (stored.source.organisation, stored.value) == ("Statistics Office of Karwan", 120_000)
    after = gaps(framework, karwan.place.pk, today=today, years=3)
    assert "CTX-01" not in [gap.indicator.code for gap in after]
    assert act(karwan, request, "settle", end="answered", reason="") == "answered"
    assert visitor.get(link).status_code == 404


def test_a_list_of_people_is_refused_and_nothing_of_it_is_kept(karwan: Desk) -> None:
    request, link = sent(karwan)
    assert answered(Client(), link, PEOPLE, "people.csv") == 422
    request.refresh_from_db()
    assert (request.said, Arrival.objects.count()) == ("", 0)


def test_a_refusal_is_confirmed_as_the_reason_of_the_gap_and_can_be_taken_back(
    karwan: Desk,
) -> None:
    request, link = sent(karwan)
    visitor = Client()
    given = form(visitor, link, link)
    assert visitor.post(link, given | {"said": "refused", "reason": ""}).status_code == 422
    given = form(visitor, link, link)
    reason = "Article 12 of the invented act"
    assert visitor.post(link, given | {"said": "refused", "reason": reason}).status_code == 200
    assert not Observation.objects.exists()
    assert act(karwan, request, "settle", end="refused", reason=reason) == "refused"
    kept = Observation.objects.current().filter(breakdown__code="").get()
    assert (kept.absence, kept.note, kept.source.organisation) == (
        "refused", reason, "Statistics Office of Karwan",
    )  # fmt: skip
    assert act(karwan, request, "reopen", reason="It came after all") == "sent"
    assert not Observation.objects.current().exists()


def test_a_later_answer_moves_the_next_step_to_its_day(karwan: Desk) -> None:
    request, link = sent(karwan)
    visitor, on = Client(), clock.now().date() + timedelta(days=60)
    given = form(visitor, link, link) | {"said": "later", "on": str(on), "reason": ""}
    assert visitor.post(link, given).status_code == 200
    request.refresh_from_db()
    assert (request.said, request.said_on) == ("later", on)


def test_links_taken_back_expired_and_invented_open_nothing(karwan: Desk) -> None:
    request, link = sent(karwan)
    visitor = Client()
    invented = visitor.get("/en/answers/AAAAAAAAAAAA/")
    assert invented.status_code == 404
    act(karwan, request, "close-link")
    closed = visitor.get(link)
    assert (closed.status_code, visitor.get(f"{link}table.xlsx").status_code) == (404, 404)
    act(karwan, request, "renew-link")
    assert visitor.get(link).status_code == 404
    DataRequest.objects.update(expires_at=clock.now())
    assert visitor.get(link).status_code == 404
    assert request.nonce not in link
    assert request.digest not in link


def test_letter_is_made_in_its_language_for_word_and_print(karwan: Desk) -> None:
    request = begun(karwan, "ar", "CTX-01", "POP-01")
    worded(karwan, request, legal_basis="")
    page = f"/en/letters/{request.pk}/"
    made = karwan.officer.get(f"{page}letter.docx").content
    text = ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
    name = frameworks.default()["CTX-01"].name["ar"]
    assert name in text
    assert "/ar/answers/" in text
    assert karwan.officer.get(f"{page}letter.pdf").content.startswith(b"%PDF-")


def test_two_who_word_a_letter_at_once_lose_nothing(karwan: Desk) -> None:
    request = begun(karwan)
    assert worded(karwan, request, body="Mine") == 302
    assert worded(karwan, request, body="Theirs", seen="1") == 409
    assert [text.words["body"] for text in request.texts.order_by("version")][1:] == ["Mine"]


def test_what_was_sent_is_never_changed_and_is_recalled_as_often_as_written(karwan: Desk) -> None:
    request, _link = sent(karwan)
    page = f"/en/letters/{request.pk}/"
    assert f"{page}text/" not in karwan.officer.get(page).content.decode()
    act(karwan, request, "remind", way="mail", on=str(clock.now().date()))
    assert request.reminded == 1
    subjects = list(Letter.objects.order_by("written_at").values_list("subject", flat=True))
    assert subjects[1] == f"Reminder: {subjects[0]}"


def test_another_city_is_told_of_no_letter(karwan: Desk) -> None:
    request = begun(karwan)
    other: Person = a_person("elsewhere", ("officer", a_holder("elsewhere")))
    stranger = at_desk(other)
    for path in (
        f"requests/{karwan.slug}/",
        f"letters/{request.pk}/",
        f"letters/{request.pk}/letter.pdf",
    ):
        assert stranger.get(f"/en/{path}").status_code == 404


@pytest.mark.parametrize("lang", ["ar", "en", "es", "fr"])
def test_pages_repeat_no_id_and_hold_no_inline_script(karwan: Desk, lang: str) -> None:
    request, link = sent(karwan)
    for path in (f"/{lang}/requests/{karwan.slug}/", f"/{lang}/letters/{request.pk}/"):
        page = Page(karwan.officer.get(path).content.decode())
        assert page.is_inline_free
        assert page.repeated_ids == set()
    page = Page(Client().get(f"/{lang}/{link[4:]}").content.decode())
    assert page.is_inline_free
    assert page.repeated_ids == set()
