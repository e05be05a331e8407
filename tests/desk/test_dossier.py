"""A place's dossier: taken away as files, worked on without a connection, laid beside the texts again."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from qantara.core import clock
from qantara.core.models import AuditLine
from qantara.editions.models import Text
from qantara.editions.read import standing
from qantara.editions.write import change_block, translate_block, write_text
from qantara.knowledge.profiles.models import Narrative
from qantara.network.models import Member, Standing, Territory
from tests.desk.conftest import at_desk
from tests.people import LONG_AGO, a_holder, a_person

pytestmark = pytest.mark.django_db

ARABIC = "الفقرة الأولى، كما تُرجمت."


@pytest.fixture
def text() -> Text:
    holder = a_holder()
    place = Territory.objects.create(
        slug="velmora", type="municipality", country="XA", name={"ar": "فيلمورا", "en": "Velmora"}
    )
    member = Member.objects.create(
        slug="velmora", holder=holder, kind="city", name={"en": "Velmora"}
    )
    Standing.objects.create(member=member, territory=place)
    made = write_text(
        ["First paragraph.", "- one\n- two", "=1+1 is no formula."],
        language="en", holder=holder, by=None, at=LONG_AGO,
    )  # fmt: skip
    Narrative.objects.create(territory=place, section="people", text=made)
    translate_block(standing(made)[0], ARABIC, language="ar", by=None, at=LONG_AGO)
    return made


@pytest.fixture
def officer(text: Text) -> Client:
    return at_desk(a_person("officer", ("officer", text.holder)))


def address(page: str, lang: str = "en") -> str:
    return reverse(f"desk:{page}", kwargs={"lang": lang, "place": "velmora"})


def files(officer: Client, lang: str = "en") -> dict[str, bytes]:
    answer = officer.post(address("dossier-files", lang))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        return {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}


def worked_on(made: bytes, changed: dict[str, str], *added: tuple[str, str, str]) -> bytes:
    """A workbook in which texts were typed over, and paragraphs added in the free rows."""
    book = openpyxl.load_workbook(io.BytesIO(made))
    sheet = book.worksheets[0]
    rows = [row for row in sheet.iter_rows(min_row=5) if row[5].value]
    for row in rows:
        if (row[4].value or "") in changed:
            row[4].value = changed[row[4].value or ""]
    for number, (section, lang, text) in enumerate(added, start=rows[-1][0].row + 1):
        for column, cell in ((1, section), (3, lang), (5, text)):
            sheet.cell(number, column).value = cell
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def brought(officer: Client, content: bytes, name: str = "texts.xlsx") -> tuple[int, str]:
    answer = officer.post(address("dossier-back"), {"file": SimpleUploadedFile(name, content)})
    return answer.status_code, answer.content.decode()


def changes(page: str) -> list[tuple[str, ...]]:
    """Kind, language and new text of each change on a page."""
    found = {
        (name, number): value
        for name, number, value in re.findall(
            r'name="form-(\d+)-(kind|text_lang)" value="([^"]*)"', page
        )
    }
    texts = dict(
        re.findall(r'<textarea name="form-(\d+)-markdown"[^>]*>\s*(.*?)</textarea>', page, re.S)
    )
    return [
        (found[number, "kind"], found[number, "text_lang"], texts.get(number, "").strip())
        for number in sorted({number for number, _name in found}, key=int)
    ]


def test_dossier_is_whole_and_says_what_is_in_it(officer: Client, text: Text) -> None:
    found = files(officer)
    assert found.keys() == {
        "index.html", "ar.html", "en.html", "es.html", "fr.html", "style.css", "texts.xlsx", "manifest.json",
        "word/ar.docx", "word/en.docx", "word/es.docx", "word/fr.docx",
    }  # fmt: skip
    told = json.loads(found["manifest.json"])["files"]
    assert told == {
        name: hashlib.sha256(data).hexdigest()
        for name, data in found.items()
        if name != "manifest.json"
    }
    arabic = found["ar.html"].decode()
    assert '<html lang="ar" dir="rtl">' in arabic
    assert ARABIC in arabic
    assert "لم يُترجَم بعد" in arabic
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", arabic)
    assert found["index.html"] == found["en.html"]
    log = AuditLine.objects.filter(act="text.taken_away")
    assert [one.subject_id for one in log] == [str(text.pk)]


def test_untouched_workbook_changes_nothing(officer: Client, text: Text) -> None:
    """Marks of direction, which readers of files take out, are no change."""
    marked = "في \u200e2026-11-02\u061c، ثم \u2067لاحقًا\u2069."
    translate_block(standing(text)[1], marked, language="ar", by=None, at=LONG_AGO)
    for lang in ("en", "ar"):
        status, page = brought(officer, files(officer, lang)["texts.xlsx"])
        assert status == 200
        assert "There is nothing to decide." in page


def test_changes_are_laid_beside_and_taken_over(officer: Client, text: Text) -> None:
    content = worked_on(
        files(officer)["texts.xlsx"],
        {"First paragraph.": "First paragraph, changed.", ARABIC: f"{ARABIC} وأكثر."},
        ("people", "fr", "Un nouveau paragraphe."),
    )
    status, page = brought(officer, content)
    assert status == 200
    assert changes(page) == [
        ("changed", "en", "First paragraph, changed."),
        ("changed", "ar", f"{ARABIC} وأكثر."),
        ("added", "fr", "Un nouveau paragraphe."),
    ]
    assert standing(text)[0].markdown == "First paragraph."
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    fields |= {f"form-{at}-accept": "yes" for at in range(3)}
    fields |= {f"form-{at}-markdown": one[2] for at, one in enumerate(changes(page))}
    answer = officer.post(
        reverse("desk:word-take", kwargs={"lang": "en", "place": "velmora"}), fields
    )
    assert answer.status_code == 302
    now = standing(text)
    assert [block.markdown for block in now] == [
        "First paragraph, changed.", "- one\n- two", "=1+1 is no formula.", "Un nouveau paragraphe.",
    ]  # fmt: skip
    assert [one.markdown for one in now[0].translations.all()] == [f"{ARABIC} وأكثر."]


def test_what_only_the_desk_changed_is_no_change_and_what_both_did_is_a_conflict(
    officer: Client, text: Text
) -> None:
    sent = files(officer)["texts.xlsx"]
    first, second, _third = standing(text)
    for block in (first, second):
        change_block(
            block, f"{block.markdown}\n\nAt the desk.", expected=1, by=None, at=clock.now()
        )
    assert "There is nothing to decide." in brought(officer, sent)[1]
    _status, page = brought(officer, worked_on(sent, {"First paragraph.": "In the field."}))
    assert changes(page) == [("changed", "en", "In the field.")]
    assert "This paragraph was changed at the desk since" in page


def test_missing_translation_is_written_in_the_workbook(officer: Client, text: Text) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files(officer)["texts.xlsx"]))
    sheet = book.worksheets[0]
    row = next(row for row in sheet.iter_rows(min_row=5) if row[2].value == "es")
    assert row[4].value in (None, "")
    row[4].value = "Primer párrafo."
    out = io.BytesIO()
    book.save(out)
    assert changes(brought(officer, out.getvalue())[1]) == [("changed", "es", "Primer párrafo.")]


def test_emptied_translation_stays_and_emptied_text_is_asked_about(officer: Client) -> None:
    content = worked_on(files(officer)["texts.xlsx"], {"- one\n- two": "", ARABIC: ""})
    assert [one[:2] for one in changes(brought(officer, content)[1])] == [("removed", "en")]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"PK\x03\x04 broken", "damaged"), (b"", "The file is empty."), (b"a;b\n1;2\n", "no sheet has its columns")],
)  # fmt: skip
def test_other_files_are_refused(officer: Client, content: bytes, said: str) -> None:
    status, page = brought(officer, content)
    assert status == 422
    assert said in page


def test_workbook_of_another_place_is_refused(officer: Client, text: Text) -> None:
    made = files(officer)["texts.xlsx"]
    other = write_text(["Other."], language="en", holder=text.holder, by=None, at=LONG_AGO)
    Narrative.objects.filter(text=text).update(text=other)
    status, page = brought(officer, made)
    assert (status, "No text of this workbook" in page) == (422, True)


@pytest.mark.parametrize("title", ["reviewer", "translator", "editor", "partner", "reader"])
def test_only_the_team_takes_a_dossier(text: Text, title: str) -> None:
    client = at_desk(a_person(title, (title, text.holder)))
    assert client.post(address("dossier-files")).status_code == 404
    assert client.get(address("dossier")).status_code == 404
