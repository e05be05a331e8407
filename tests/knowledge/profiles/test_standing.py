"""Figures that stand although they were revised: marked in the document, on paper and in files."""

from __future__ import annotations

import io
import json
import zipfile

import openpyxl
import pytest
from django.utils import translation

from qantara.knowledge.profiles import changes, files, kind, layout
from tests.knowledge.profiles.conftest import IMPRINT, frame, row

KEY = "POP-01@ardelune;2023"
SAID = {
    "ar": ("مراجعة غير معروضة", "رُوجع هذا الرقم، والتغيير أصغر من أن يُعرض."),
    "en": ("Revision not shown", "Revised; the change is too small to show."),
    "es": ("Revisión no mostrada", "Revisada; el cambio es demasiado pequeño para mostrarlo."),
    "fr": ("Révision non montrée", "Révisé ; le changement est trop petit pour être montré."),
}
ROWS = (row("POP-01", "2022", 1_200), row("POP-01", "2023", 1_234, note="Without annexes."))
NOTES = {
    "Without annexes.": {
        "ar": "دون الملاحق.",
        "en": "Without annexes.",
        "es": "Sin anexos.",
        "fr": "Hors annexes.",
    }
}


@pytest.fixture
def document(drafted):
    return drafted(frame(*ROWS), notes=NOTES, unchanged={KEY})


def test_document_names_the_figures_that_stand_and_notes_them_in_four_languages(document):
    kind.validate("profile", document)
    assert document["standing"] == [KEY]
    assert document["figures"]["note"] == [
        "",
        "Without annexes. Revised; the change is too small to show.",
    ]
    assert document["notes"]["Without annexes. Revised; the change is too small to show."] == {
        lang: f"{NOTES['Without annexes.'][lang]} {said}" for lang, (_flag, said) in SAID.items()
    }


def test_document_without_such_figures_says_nothing(drafted):
    document = drafted(frame(*ROWS), notes=NOTES)
    assert "standing" not in document
    assert document["figures"]["note"] == ["", "Without annexes."]


def test_standing_figure_that_is_withheld_after_all_has_no_note(drafted):
    hidden = row("POP-01", "2023", state="withheld")
    document = drafted(frame(ROWS[0], hidden), unchanged={KEY})
    assert document["figures"]["note"] == ["", ""]


@pytest.mark.parametrize("lang", SAID)
def test_paper_flags_the_figure_and_says_what_the_flag_means(document, lang):
    flag, meaning = SAID[lang]
    paper = repr(layout.paper(document, lang, IMPRINT))
    assert f"Flag(code='R', word='{flag}')" in paper
    assert f"Meaning(word='{flag}', meaning='{meaning}'" in paper
    assert f"{NOTES['Without annexes.'][lang]} {meaning}" in paper


@pytest.mark.parametrize("lang", SAID)
def test_files_say_it_of_that_figure_alone(document, lang):
    with translation.override(lang):
        paper = layout.paper(document, lang, IMPRINT)
        whole = files.as_dataset(document, IMPRINT)
        made = {one.format: one.content for one in files._tables(paper, whole, IMPRINT)}
    with zipfile.ZipFile(io.BytesIO(made["csv"])) as archive:
        tables = [
            archive.read(name).decode("utf-8-sig").splitlines()
            for name in archive.namelist()
            if name.endswith(".csv")
        ]
    told = {line.partition(",")[0] for rows in tables for line in rows if SAID["en"][1] in line}
    assert told == {KEY}
    book = openpyxl.load_workbook(io.BytesIO(made["xlsx"]))
    cells = {str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line}
    assert any(SAID[lang][0] in text for text in cells)
    assert json.loads(made["json-stat"])


def test_list_of_changes_does_not_tell_of_it(drafted, document):
    before = drafted(frame(*ROWS), notes=NOTES)
    assert changes.changes(before, document).figures == ()
