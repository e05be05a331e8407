"""A file through the desk: brought in, asked about, reviewed, stored, undone; or refused."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import openpyxl
import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from qantara.core import clock
from qantara.core.models import AuditLine
from qantara.files import store as files
from qantara.files.models import StoredFile
from qantara.knowledge.evidence.arrivals.models import Arrival
from qantara.knowledge.evidence.models import EvidenceFile
from qantara.knowledge.observations.models import Batch, Observation, Source
from qantara.network.models import Member, Standing, Territory
from tests.desk.bringing import (
    BRING,
    FIGURES,
    MAPPING,
    PEOPLE,
    REGISTER,
    bring,
    controls,
    errors,
    kept,
    store,
    waiting,
)
from tests.desk.conftest import Team, at_desk
from tests.desk.reading import form
from tests.people import a_person

SOME = "01a203b2-378c-7c32-9128-7e10625154df"
KEYED = {"delivery", "questions", "review", "mapping", "discard", "import", "import-mapping"}
PAGES = ("figures", "bring", "template", *sorted(KEYED))


@pytest.fixture(autouse=True)
def private(settings: LazySettings, tmp_path: Path) -> Path:
    """Where private bytes are kept: nowhere but here."""
    folder = tmp_path / "private"
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder},
        },
    }
    return folder


@pytest.fixture(autouse=True)
def own_folder(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where bytes lie before they are looked at, and while they are: no other process is here."""
    folder = tmp_path / "own"
    incoming = folder / "incoming"
    incoming.mkdir(parents=True)
    settings.VAR, settings.FILE_UPLOAD_TEMP_DIR = folder, incoming
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def karwan(team: Team) -> Territory:
    """A fictional city that the team's holder speaks for."""
    name = {"ar": "كروان", "en": "Karwan", "es": "Karwan", "fr": "Karwan"}
    place = Territory.objects.create(
        slug="karwan", type=Territory.Type.MUNICIPALITY, country="XA", name=name
    )
    member = Member.objects.create(
        slug="karwan", kind=Member.Kind.CITY, name=name, holder=team.city
    )
    Standing.objects.create(member=member, territory=place)
    return place


@pytest.fixture
def officer(team: Team, karwan: Territory) -> Client:
    return at_desk(team.officer)


def page_of(arrival: Arrival, rest: str = "") -> str:
    return f"{FIGURES}files/{arrival.pk}/{rest}"


def text(response: HttpResponse) -> str:
    return response.content.decode()


def acts() -> list[str]:
    return list(AuditLine.objects.order_by("id").values_list("act", flat=True))


# Bringing in


def test_file_with_a_mapping_goes_straight_to_its_review(officer: Client, private: Path) -> None:
    arrival = waiting(officer)
    assert (arrival.name, arrival.meaning, arrival.mapping) == ("register.csv", "given", MAPPING)
    assert kept(private) == [REGISTER]
    assert Observation.objects.count() == 0
    page = text(officer.get(page_of(arrival, "review/")))
    assert "3 figures to store" in page
    assert "1\u202f234\u202f567" in page
    assert acts() == ["arrival.received"]


def test_list_of_people_is_refused_and_nothing_of_it_is_kept(
    officer: Client, private: Path, own_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    response = bring(officer, PEOPLE, "beneficiaries.csv")
    assert response.status_code == 422
    page = text(response)
    assert "This looks like a list of people" in page
    assert "Nothing of this file was kept." in page
    assert "Selma" not in page
    assert "Selma" not in caplog.text
    assert "beneficiaries" not in caplog.text
    assert (Arrival.objects.count(), StoredFile.objects.count(), kept(private)) == (0, 0, [])
    assert acts() == []
    assert [path for path in own_folder.rglob("*") if path.is_file() and path.stat().st_size] == []


@pytest.mark.parametrize(
    ("content", "name"), [(b"%PDF-1.7 figures", "figures.pdf"), (b"PK\x03\x04 broken", "a.xlsx")]
)
def test_file_that_cannot_be_read_is_refused_and_not_kept(
    officer: Client, private: Path, content: bytes, name: str
) -> None:
    response = bring(officer, content, name)
    assert response.status_code == 422
    assert len(errors(response)) == 1
    assert (Arrival.objects.count(), kept(private)) == (0, [])


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ar", "قائمة"),
        ("es", "lista de personas"),
        ("fr", "liste de personnes"),
    ],
)
def test_refusal_is_in_the_readers_language(officer: Client, lang: str, said: str) -> None:
    page = f"/{lang}/figures/bring/"
    given = {"file": SimpleUploadedFile("a.csv", PEOPLE)}
    response = officer.post(page, form(officer, page, page) | given)
    assert response.status_code == 422
    assert said in text(response)  # type: ignore[arg-type]


def test_mapping_that_is_none_is_told_beside_its_field(officer: Client) -> None:
    response = bring(officer, REGISTER, mapping="title = ")
    assert response.status_code == 422
    assert errors(response)[0].startswith("A mapping file: ")
    assert Arrival.objects.count() == 0


def test_name_of_a_file_cannot_leave_its_folder_or_turn_its_sentence(officer: Client) -> None:
    bring(officer, REGISTER, "..\\..\\\u202eregister\u2066.csv", mapping=MAPPING)
    assert Arrival.objects.get().name == "register.csv"


def test_form_sent_twice_brings_one_file(officer: Client) -> None:
    hidden = form(officer, BRING, BRING)
    for _time in range(2):
        given = {
            "file": SimpleUploadedFile("a.csv", REGISTER),
            "mapping": SimpleUploadedFile("a.toml", MAPPING.encode()),
        }
        assert officer.post(BRING, hidden | given).status_code == 302
    assert Arrival.objects.count() == 1


def test_upload_needs_its_token(team: Team, karwan: Territory) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(team.officer)
    hidden = form(client, BRING, BRING)
    given = {
        "file": SimpleUploadedFile("a.csv", REGISTER),
        "mapping": SimpleUploadedFile("a.toml", MAPPING.encode()),
    }
    without = {name: value for name, value in hidden.items() if "csrf" not in name}
    assert client.post(BRING, without | given).status_code == 403
    assert Arrival.objects.count() == 0


def test_upload_that_is_too_large_says_so(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qantara.desk.figures.limits._QUOTA", 100_000)
    response = bring(officer, b"a;b\n" + b"1;2\n" * 50_000, "large.csv")
    assert response.status_code == 422
    assert errors(response) == ["The file: The file is larger than 100 MB. Send it in parts."]


# Questions


def test_file_without_a_mapping_is_asked_about_until_it_is_understood(officer: Client) -> None:
    arrived = bring(officer, REGISTER)
    arrival = Arrival.objects.get()
    assert arrived["Location"] == page_of(arrival)
    for _round in range(6):
        page = text(officer.get(page_of(arrival)))
        sent = {one.name: one.value or _answer(one.options) for one in controls(page)}
        answered = officer.post(
            page_of(arrival), form(officer, page_of(arrival), page_of(arrival)) | sent
        )
        if answered["Location"] == page_of(arrival, "review/"):
            break
    arrival.refresh_from_db()
    assert 'definition = "CTX-01"' in arrival.mapping
    review = text(officer.get(page_of(arrival, "review/")))
    assert "3 figures to store" in review
    assert store(officer, arrival).status_code == 302
    found = Observation.objects.order_by("value").values_list("territory__slug", "value")
    assert list(found) == [("karwan", 617283.0), ("karwan", 617284.0), ("karwan", 1234567.0)]


def _answer(options: tuple[str, ...]) -> str:
    return options[0] if options else "Statistics of Karwan"


def test_answers_are_kept_where_something_is_still_open(officer: Client) -> None:
    bring(officer, REGISTER)
    arrival = Arrival.objects.get()
    page = page_of(arrival)
    first = next(one for one in controls(text(officer.get(page))) if not one.options)
    officer.post(page, form(officer, page, page) | {first.name: "Statistics of Karwan"})
    arrival.refresh_from_db()
    assert list(arrival.answers.values()) == ["Statistics of Karwan"]
    assert "Statistics of Karwan" in text(officer.get(page))


def test_settled_answer_can_be_changed(officer: Client) -> None:
    bring(officer, REGISTER)
    arrival = Arrival.objects.get()
    page = text(officer.get(page_of(arrival)))
    asked = {one.name for one in controls(page)}
    change = page.split("?change=")[1].split("#")[0]
    assert change not in asked
    changed = text(officer.get(page_of(arrival), {"change": change}))
    assert change in {one.name for one in controls(changed)}


def test_answers_to_what_is_not_asked_are_left_alone(officer: Client) -> None:
    bring(officer, REGISTER)
    arrival = Arrival.objects.get()
    page = page_of(arrival)
    sent = {"a.!!!": "x", "a.eA": "y", "holder": "z", "a." + "A" * 9_000: "w"}
    officer.post(page, form(officer, page, page) | sent)
    arrival.refresh_from_db()
    assert arrival.answers == {}


# Template


def test_template_comes_back_without_a_question(officer: Client) -> None:
    response = officer.get(f"{FIGURES}template/", {"territory": "karwan", "language": "ar"})
    assert response["Content-Disposition"] == 'attachment; filename="karwan-ar.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    sheet = book.worksheets[1]
    row = next(each for each in sheet.iter_rows(min_row=3) if each[0].value == "CTX-01")
    row[3].value, row[5].value = "2024", 1_234_567
    filled = io.BytesIO()
    book.save(filled)
    arrived = bring(officer, filled.getvalue(), "karwan-ar.xlsx")
    arrival = Arrival.objects.get()
    assert arrived["Location"] == page_of(arrival, "review/")
    assert arrival.meaning == "template"
    assert store(officer, arrival).status_code == 302
    assert list(Observation.objects.values_list("value", flat=True)) == [1234567.0]


def test_template_is_of_places_one_speaks_for(officer: Client) -> None:
    Territory.objects.create(
        slug="elsewhere", type="municipality", country="XB", name={"en": "Elsewhere"}
    )
    page = f"{FIGURES}template/"
    assert officer.get(page, {"territory": "elsewhere", "language": "en"}).status_code == 404
    assert "Elsewhere" not in text(officer.get(FIGURES))  # type: ignore[arg-type]


# Stored, undone, discarded


def test_stored_file_is_evidence_and_waits_no_more(officer: Client, private: Path) -> None:
    arrival = waiting(officer)
    stored = store(officer, arrival)
    batch = Batch.objects.get()
    assert stored["Location"] == f"{FIGURES}imports/{batch.pk}/?stored"
    assert "The figures are stored." in text(officer.get(stored["Location"]))
    arrival.refresh_from_db()
    assert (arrival.stored, arrival.batch) == (None, batch)
    assert EvidenceFile.objects.get().stored.name == "register.csv"
    assert kept(private) == [REGISTER]
    assert officer.get(page_of(arrival, "review/"))["Location"] == f"{FIGURES}imports/{batch.pk}/"
    assert officer.get(f"{FIGURES}imports/{batch.pk}/mapping/").content.decode() == MAPPING
    listed = text(officer.get(FIGURES))
    assert "No file waits." in listed
    assert "Statistics of Karwan: Register" in listed


def test_nothing_is_stored_without_the_tick(officer: Client) -> None:
    arrival = waiting(officer)
    response = store(officer, arrival, confirm="")
    assert (response.status_code, Observation.objects.count()) == (422, 0)
    assert "Tick the box if this is so." in text(response)


def test_review_that_has_aged_is_read_again(officer: Client) -> None:
    """What somebody else stored meanwhile is not written over unseen."""
    first, second = waiting(officer), waiting(officer, REGISTER + b"\n")
    page = page_of(second, "review/")
    seen = form(officer, page, page)
    store(officer, first)
    response = officer.post(page, seen | {"confirm": "on"})
    assert response.status_code == 422
    assert "What is on record has changed since this page was opened." in text(response)  # type: ignore[arg-type]
    assert Batch.objects.count() == 1


def test_import_is_undone_for_a_reason(officer: Client) -> None:
    store(officer, waiting(officer))
    page = f"{FIGURES}imports/{Batch.objects.get().pk}/"
    assert officer.post(page, form(officer, page, page) | {"reason": " "}).status_code == 422
    officer.post(page, form(officer, page, page) | {"reason": "The wrong year"})
    assert Observation.objects.current().count() == 0
    done = text(officer.get(page))  # type: ignore[arg-type]
    assert "The wrong year" in done
    assert "Undo this import" not in done


def test_discarded_file_leaves_no_byte(
    officer: Client, private: Path, django_capture_on_commit_callbacks: object
) -> None:
    arrival = waiting(officer)
    hidden = form(officer, page_of(arrival, "review/"), page_of(arrival, "discard/"))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        officer.post(page_of(arrival, "discard/"), hidden)
    assert (Arrival.objects.count(), StoredFile.objects.count(), kept(private)) == (0, 0, [])
    assert acts() == ["arrival.received", "arrival.discarded"]


def test_discarding_leaves_evidence_of_the_same_bytes(
    officer: Client, private: Path, django_capture_on_commit_callbacks: object
) -> None:
    first = waiting(officer)
    second = waiting(officer)
    store(officer, first)
    hidden = form(officer, page_of(second, "review/"), page_of(second, "discard/"))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        officer.post(page_of(second, "discard/"), hidden)
    assert kept(private) == [REGISTER]


def test_waiting_file_whose_bytes_were_destroyed_can_only_be_discarded(officer: Client) -> None:
    bring(officer, REGISTER)
    arrival = Arrival.objects.get()
    assert arrival.stored is not None
    files.destroy(arrival.stored, at=clock.now())
    response = officer.get(page_of(arrival))
    assert response.status_code == 422
    page = text(response)  # type: ignore[arg-type]
    assert "This file was destroyed" in page
    assert "617" not in page
    officer.post(page_of(arrival, "discard/"), {"once": "6f6c0a34-6a5e-4f6e-9f0c-1f2d7c1a7c11"})
    assert Arrival.objects.count() == 0
    again = bring(officer, REGISTER)
    assert errors(again)[0].startswith("The file: This file was destroyed")


def test_import_of_a_destroyed_file_says_so(officer: Client, team: Team) -> None:
    batch = _stored_by(officer)
    file = batch.evidence_file
    files.destroy(file.stored, at=clock.now())
    file.destroyed_at, file.destroyed_by = clock.now(), team.officer
    file.destroyed_reason = "It named people"
    file.save()
    page = text(officer.get(f"{FIGURES}imports/{batch.pk}/"))  # type: ignore[arg-type]
    assert "It named people" in page
    assert "A file that was destroyed" in text(officer.get(FIGURES))  # type: ignore[arg-type]


def test_contradiction_is_kept_as_published_where_somebody_says_so(officer: Client) -> None:
    wrong = REGISTER.replace(b"1234567", b"1000000")
    arrival = waiting(officer, wrong)
    page = page_of(arrival, "review/")
    refused = text(officer.get(page))  # type: ignore[arg-type]
    assert "Keep parts that are more than their whole" in refused
    assert "3 figures to store" not in refused
    kept_so = f"{page}?despite=parts_exceed_whole"
    assert "3 figures to store" in text(officer.get(kept_so))  # type: ignore[arg-type]
    hidden = form(officer, kept_so, page)
    assert hidden["despite"] == "parts_exceed_whole"
    assert officer.post(page, hidden | {"confirm": "on"}).status_code == 302
    assert Observation.objects.count() == 3


# Whose it is


def pages() -> list[tuple[str, dict[str, str]]]:
    return [(name, {"key": SOME} if name in KEYED else {}) for name in PAGES]


@pytest.mark.parametrize(("name", "given"), pages())
@pytest.mark.parametrize("method", ["get", "post"])
def test_pages_of_figures_are_for_people_who_signed_in(
    db: None, name: str, given: dict[str, str], method: str
) -> None:
    page = reverse(f"desk:{name}", kwargs={"lang": "en", **given})
    response = getattr(Client(), method)(page)
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/en/sign-in/")


def test_file_of_another_holder_is_not_there(team: Team, officer: Client) -> None:
    arrival = waiting(officer)
    batch = _stored_by(officer)
    stranger = at_desk(team.stranger)
    addresses = {
        "questions": arrival.pk, "review": arrival.pk, "mapping": arrival.pk, "discard": arrival.pk,
        "import": batch.pk, "import-mapping": batch.pk,
    }  # fmt: skip
    for name, key in addresses.items():
        page = reverse(f"desk:{name}", kwargs={"lang": "en", "key": key})
        for method in (stranger.get, stranger.post):
            assert method(page).status_code in {404, 405}, page
    listed = text(stranger.get(FIGURES))  # type: ignore[arg-type]
    assert "register.csv" not in listed
    assert Batch.objects.get().undone_at is None


def _stored_by(client: Client) -> Batch:
    store(client, waiting(client, REGISTER + b"\n"))
    return Batch.objects.get()


def test_who_may_only_read_brings_nothing(team: Team, officer: Client) -> None:
    arrival, batch = waiting(officer), _stored_by(officer)
    reviewer = at_desk(team.reviewer)
    assert reviewer.get(BRING).status_code == 403
    assert reviewer.get(page_of(arrival)).status_code == 404
    imported = text(reviewer.get(f"{FIGURES}imports/{batch.pk}/"))  # type: ignore[arg-type]
    assert "Undo this import" not in imported
    assert BRING not in text(reviewer.get(FIGURES))  # type: ignore[arg-type]


def test_file_in_anothers_name_is_refused(team: Team, officer: Client) -> None:
    response = bring(officer, REGISTER, mapping=MAPPING, holder="ostrava-nova")
    assert (response.status_code, Arrival.objects.count()) == (422, 0)


def test_figures_of_others_are_not_told_in_a_review(team: Team, officer: Client) -> None:
    """Whoever names another's city and source learns nothing of what it keeps."""
    _stored_by(officer)
    stranger = at_desk(team.stranger)
    other = REGISTER.replace(b"1234567", b"5").replace(b"61728", b"1")
    bring(stranger, other, mapping=MAPPING.replace('"Register"', '"A guess"'))
    guess = Arrival.objects.get(holder__slug="ostrava-nova")
    page = text(stranger.get(page_of(guess, "review/")))  # type: ignore[arg-type]
    assert "617" not in page
    bring(stranger, other + b"\n", mapping=MAPPING)
    named = Arrival.objects.filter(holder__slug="ostrava-nova").latest("received_at")
    response = stranger.get(page_of(named, "review/"))
    assert response.status_code == 422
    assert "belongs to another city or organisation" in text(response)  # type: ignore[arg-type]
    assert "617" not in text(response)  # type: ignore[arg-type]


def test_figures_of_a_public_source_are_compared(team: Team, officer: Client) -> None:
    _stored_by(officer)
    Source.objects.update(is_public=True)
    stranger = at_desk(team.stranger)
    bring(stranger, REGISTER.replace(b"617283", b"617282"), mapping=MAPPING)
    arrival = Arrival.objects.get(holder__slug="ostrava-nova")
    assert "617\u202f283" in text(stranger.get(page_of(arrival, "review/")))  # type: ignore[arg-type]


# Pages


def test_pages_stay_out_of_every_cache(officer: Client) -> None:
    arrival, batch = waiting(officer), _stored_by(officer)
    for page in (
        FIGURES, BRING, page_of(arrival, "review/"), page_of(arrival, "mapping/"),
        f"{FIGURES}imports/{batch.pk}/", f"{FIGURES}template/?territory=karwan&language=en",
    ):  # fmt: skip
        response = officer.get(page)
        assert (response.status_code, response["Cache-Control"]) == (200, "no-store"), page


def test_list_asks_as_often_for_three_files_as_for_one(officer: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            officer.get(FIGURES)
        return len(found)

    waiting(officer)
    _stored_by(officer)
    once = asked()
    for number in range(2):
        waiting(officer, REGISTER + b"\n" * (number + 2))
        later = REGISTER.replace(b"2023", str(2024 + number).encode())
        store(officer, waiting(officer, later))
    assert Batch.objects.count() == 3
    assert asked() == once


@pytest.mark.parametrize("lang", ["ar", "en", "es", "fr"])
def test_pages_are_in_every_language(team: Team, karwan: Territory, lang: str) -> None:
    a_person("second", ("officer", team.city))
    client = at_desk(team.officer)
    arrival = waiting(client)
    for rest in ("", "bring/", f"files/{arrival.pk}/review/"):
        page = text(client.get(f"/{lang}/figures/{rest}"))  # type: ignore[arg-type]
        assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in page
