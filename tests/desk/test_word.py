"""Word both ways at the desk: out, back beside the text, taken over, never stored before."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from qantara.core import clock
from qantara.editions.models import Text
from qantara.editions.read import standing
from qantara.editions.write import change_block, translate_block, write_text
from qantara.knowledge.profiles.models import Narrative
from qantara.network.models import Member, Standing, Territory
from tests.desk.conftest import at_desk
from tests.people import LONG_AGO, a_holder, a_person
from tests.word.docx import a_docx, edited

pytestmark = pytest.mark.django_db

INS = '<w:ins w:id="9" w:author="Amal B." w:date="2026-03-01T10:00:00Z"><w:r><w:t>{}</w:t></w:r></w:ins>'
DEL = '<w:del w:id="8" w:author="Amal B." w:date="2026-03-01T10:00:00Z"><w:r><w:delText>{}</w:delText></w:r></w:del>'


@pytest.fixture
def text() -> Text:
    holder = a_holder()
    place = Territory.objects.create(
        slug="velmora", type="municipality", country="XA", name={"en": "Velmora"}
    )
    member = Member.objects.create(
        slug="velmora", holder=holder, kind="city", name={"en": "Velmora"}
    )
    Standing.objects.create(member=member, territory=place)
    made = write_text(
        ["First paragraph.", "Second paragraph.", "Third paragraph."],
        language="en", holder=holder, by=None, at=LONG_AGO,
    )  # fmt: skip
    Narrative.objects.create(territory=place, section="people", text=made)
    return made


@pytest.fixture
def officer(text: Text) -> Client:
    return at_desk(a_person("officer", ("officer", text.holder)))


def address(page: str, /, **given: str) -> str:
    return reverse(f"desk:{page}", kwargs={"lang": "en", "place": "velmora"} | given)


def downloaded(officer: Client, lang: str = "en") -> bytes:
    answer = officer.get(address("word-section", text_lang=lang, name="people"))
    assert answer.status_code == 200
    return answer.content


def said_in(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def paragraphs(data: bytes) -> list[str]:
    """The paragraphs of a section's three blocks, as they are written."""
    found = re.findall(r"<w:p>(?:(?!</w:p>).)*</w:p>", said_in(data))
    blocks = [one for one in found if re.search(r'w:name="q\w+"', one)]
    assert len(blocks) == 3
    return blocks


def marks(data: bytes) -> list[str]:
    return re.findall(r'w:name="(q\w+)"', said_in(data))


def brought(officer: Client, path: Path, page: str = "word-back"):
    file = SimpleUploadedFile("back.docx", path.read_bytes())
    return officer.post(address(page), {"file": file})


def filled(answer) -> dict[str, str]:
    """The fields of the form on a page, as a browser sends them."""
    page = answer.content.decode()
    inputs = re.findall(r"<input type=\"hidden\"[^>]*>", page)
    given = {}
    for one in inputs:
        name, value = re.search(r'name="([^"]+)"', one), re.search(r'value="([^"]*)"', one)
        if name:
            given[name[1]] = value[1] if value else ""
    for name, value in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', page):
        given[name] = value
    return given


def said(text: Text) -> list[str]:
    return [block.markdown for block in standing(text)]


def test_a_document_nobody_changed_asks_for_nothing(officer, text, tmp_path):
    answer = brought(officer, edited(downloaded(officer), tmp_path / "a.docx"))
    assert answer.status_code == 200
    assert "There is nothing to decide." in answer.content.decode()


def test_tracked_changes_are_stored_when_taken_over_and_not_before(officer, text, tmp_path):
    run = '<w:r><w:t xml:space="preserve">Second paragraph.</w:t></w:r>'
    changed = DEL.format("Second") + INS.format("Changed") + run.replace("Second", "")
    path = edited(downloaded(officer), tmp_path / "a.docx", (run, changed))
    answer = brought(officer, path)
    page = answer.content.decode()
    assert "Amal B." in page
    assert "<del>Second</del>" in page
    assert said(text) == ["First paragraph.", "Second paragraph.", "Third paragraph."]
    given = filled(answer)
    left = officer.post(address("word-take"), given)
    assert left.status_code == 302
    assert said(text) == ["First paragraph.", "Second paragraph.", "Third paragraph."]
    given = filled(brought(officer, path)) | {"form-0-accept": "yes"}
    assert officer.post(address("word-take"), given).status_code == 302
    assert said(text) == ["First paragraph.", "Changed paragraph.", "Third paragraph."]


def test_a_block_changed_meanwhile_is_answered_409_with_both_texts(officer, text, tmp_path):
    path = edited(downloaded(officer), tmp_path / "a.docx", ("Second paragraph.", "From Word."))
    given = filled(brought(officer, path)) | {"form-0-accept": "yes"}
    block = standing(text)[1]
    change_block(block, "From the desk.", expected=1, by=None, at=clock.now())
    answer = officer.post(address("word-take"), given)
    page = re.sub(r"</?(?:ins|del)>", "", answer.content.decode())
    assert answer.status_code == 409
    assert "From the desk." in page
    assert "From Word." in page
    assert said(text)[1] == "From the desk."


def test_paragraphs_added_and_taken_out_without_tracking_are_told(officer, text, tmp_path):
    data = downloaded(officer)
    first, third = standing(text)[0], standing(text)[2]
    following = paragraphs(data)[1]
    path = edited(
        data, tmp_path / "a.docx",
        ("</w:p>" + following, "</w:p><w:p><w:r><w:t>New.</w:t></w:r></w:p>" + following),
        ("Third paragraph.", ""),
    )  # fmt: skip
    given = filled(brought(officer, path))
    assert [given[f"form-{number}-kind"] for number in range(2)] == ["added", "removed"]
    assert (given["form-0-after"], given["form-1-block"]) == (str(first.pk), str(third.pk))
    given |= {"form-0-accept": "yes", "form-1-accept": "yes"}
    assert officer.post(address("word-take"), given).status_code == 302
    assert said(text) == ["First paragraph.", "New.", "Second paragraph."]


def test_a_paragraph_moved_is_moved_when_taken_over(officer, text, tmp_path):
    data = downloaded(officer)
    blocks = paragraphs(data)
    path = edited(data, tmp_path / "b.docx", ("".join(blocks), blocks[2] + blocks[0] + blocks[1]))
    given = filled(brought(officer, path)) | {"form-0-accept": "yes"}
    assert officer.post(address("word-take"), given).status_code == 302
    assert said(text) == ["Third paragraph.", "First paragraph.", "Second paragraph."]


def test_a_translation_comes_back_as_a_translation(officer, text, tmp_path):
    first = standing(text)[0]
    translate_block(first, "Premier alinéa.", language="fr", by=None, at=LONG_AGO)
    path = edited(
        downloaded(officer, "fr"), tmp_path / "a.docx", ("Premier alinéa.", "Alinéa premier.")
    )
    given = filled(brought(officer, path)) | {"form-0-accept": "yes"}
    assert officer.post(address("word-take"), given).status_code == 302
    assert first.translations.get().markdown == "Alinéa premier."
    assert said(text)[0] == "First paragraph."


def test_ids_lost_on_the_way_are_found_by_what_the_paragraphs_say(officer, text, tmp_path):
    data = downloaded(officer)
    path = edited(data, tmp_path / "a.docx", (marks(data)[0], "gone"))
    assert "There is nothing to decide." in brought(officer, path).content.decode()


def test_an_earlier_profile_becomes_sections_as_chosen(officer, text, tmp_path):
    body = (
        '<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>3. Logement</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>Peu de logements.</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>An</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        '<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Divers</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>Autre chose.</w:t></w:r></w:p>"
    )
    answer = brought(officer, a_docx(tmp_path / "a.docx", body), "word-earlier")
    page = answer.content.decode()
    assert '<option value="housing" selected>' in page
    assert "data:text/csv" in page
    given = filled(answer) | {"form-0-section": "housing", "form-1-section": "", "text_lang": "fr"}
    given = {key: value.replace("&quot;", '"') for key, value in given.items()}
    assert officer.post(address("word-begin"), given).status_code == 302
    begun = Narrative.objects.get(section="housing").text
    assert said(begun) == ["Peu de logements.", "| An |\n| --- |"]
    assert begun.source_language == "fr"


def test_a_document_that_could_do_harm_is_refused_in_the_readers_language(officer, text, tmp_path):
    path = a_docx(tmp_path / "a.docx", "<w:p/>", **{"word__vbaProject.bin": b"x"})
    file = SimpleUploadedFile("back.docx", path.read_bytes())
    page = address("word-back").replace("/en/", "/fr/")
    answer = officer.post(page, {"file": file})
    assert answer.status_code == 422
    assert "macros" in answer.content.decode()
    assert "holds macros" not in answer.content.decode()


def test_a_stranger_is_told_nothing(text):
    stranger = at_desk(a_person("stranger", ("officer", a_holder("othertown"))))
    assert stranger.get(address("word")).status_code == 404
    assert stranger.get(address("word-section", text_lang="en", name="people")).status_code == 404
    assert stranger.post(address("word-take"), {}).status_code == 404


def test_those_who_only_read_download_and_bring_nothing_back(text):
    reader = at_desk(a_person("reader", ("reader", text.holder)))
    page = reader.get(address("word")).content.decode()
    assert address("word-section", text_lang="en", name="people") in page
    assert 'type="file"' not in page
    assert reader.post(address("word-back"), {}).status_code == 404
    assert reader.post(address("word-take"), {}).status_code == 404
    assert reader.post(address("word-earlier"), {}).status_code == 404


@pytest.mark.parametrize("lang", ("ar", "en", "es", "fr"))
def test_the_page_is_there_in_every_language(officer, lang):
    answer = officer.get(address("word").replace("/en/", f"/{lang}/"))
    assert answer.status_code == 200
    assert f'lang="{lang}"' in answer.content.decode()
