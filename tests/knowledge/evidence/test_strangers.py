"""Files that no reader knows are named, with what would help."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.utils import translation

from qantara.knowledge.evidence import readers
from qantara.knowledge.evidence.readers import UnreadableFile

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def packed(*names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    (
        (OLD_OFFICE, "an old document of Office"),
        (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (packed("mimetype", "content.xml"), "a text document or slides"),
        (packed("[Content_Types].xml", "xl/workbook.bin"), "(XLSB)"),
        (packed("[Content_Types].xml", "word/document.xml"), "a text document or slides"),
        (
            packed("residents.csv", "notes.txt"),
            "No file in the archive can be read: residents.csv, notes.txt",
        ),
        (packed("xl/workbook.xml")[:20], "its end is missing"),
        (b"\n<!DOCTYPE html><title>Not found</title>", "a web page or XML"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><data/>', "a web page or XML"),
        (b'{"rows": [1, 2]}', "JSON"),
        (b'[ {"city": "Karwan"} ]', "JSON"),
        (b"%PDF-1.7", "a printed page (PDF)"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"PAR1\x15\x04", "a data file for programs"),
        (b"BZh91AY&SY", "an archive of a kind that is not opened here"),
        (b"Rar!\x1a\x07", "an archive of a kind that is not opened here"),
    ),
)
@pytest.mark.parametrize("name", ("figures.csv", "figures.xlsx", "figures"))
def test_files_that_are_no_tables_are_named_whatever_they_are_called(write, content, said, name):
    with pytest.raises(UnreadableFile) as stopped:
        readers.read(write(content, name))
    assert said in str(stopped.value)


@pytest.mark.parametrize("lang", ("ar", "es", "fr"))
def test_files_that_are_no_tables_are_named_in_every_language(write, lang):
    path = write(b"%PDF-1.7")
    with translation.override(lang), pytest.raises(UnreadableFile) as stopped:
        readers.read(path)
    assert "(PDF)" in str(stopped.value)
    assert "printed" not in str(stopped.value)
