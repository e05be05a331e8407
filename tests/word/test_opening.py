"""Documents meant to harm are refused with a sentence."""

from __future__ import annotations

import pytest

from qantara.word.reading import read
from qantara.word.values import UnreadableWord
from tests.word.docx import R, a_docx

RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def refused(path) -> str:
    with pytest.raises(UnreadableWord) as stopped:
        read(path)
    return str(stopped.value)


def relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{RELS}"><Relationship Id="r1" Type="{R}/{kind}" Target="{target}"'
        ' TargetMode="External"/></Relationships>'
    )


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = a_docx(tmp_path / "a.docx", "<w:p/>", word__comments_xml=b" " * (60 << 20))
    assert refused(path) == "The document unpacks to more than 48 MB of text. Send it in parts."


@pytest.mark.parametrize("declared", ('SYSTEM "file:///etc/passwd"', '"aaaaaaaaaa"'))
def test_an_entity_is_refused(tmp_path, declared):
    said = f'<!DOCTYPE x [<!ENTITY e {declared}>]><w:settings xmlns:w="w">&e;</w:settings>'
    assert "declarations that no word processor writes" in refused(
        a_docx(tmp_path / "a.docx", "<w:p/>", word__settings_xml=said)
    )


def test_macros_are_refused(tmp_path):
    path = a_docx(tmp_path / "a.docx", "<w:p/>", **{"word__vbaProject.bin": b"x"})
    assert "holds macros" in refused(path)


@pytest.mark.parametrize(
    "target", ("http://templates.example.org/a.dotm", r"\\files\share\a.dotm", "//files/a.dotm")
)
def test_a_template_from_another_place_is_refused(tmp_path, target):
    said = relation("attachedTemplate", target)
    path = a_docx(tmp_path / "a.docx", "<w:p/>", **{"word___rels__settings.xml_rels": said})
    assert "asks for a template or part from another place" in refused(path)


@pytest.mark.parametrize("kind", ("oleObject", "aFChunk", "control"))
def test_embedded_objects_are_refused(tmp_path, kind):
    said = relation(kind, "embeddings/oleObject1.bin")
    path = a_docx(tmp_path / "a.docx", "<w:p/>", **{"word___rels__document.xml_rels": said})
    assert "embedded object" in refused(path)


def test_what_is_no_document_is_refused(tmp_path):
    (path := tmp_path / "a.docx").write_bytes(b"%PDF-1.7")
    assert refused(path) == "This is no Word document. Send a file that ends in .docx."


def test_an_old_or_locked_document_is_refused(tmp_path):
    (path := tmp_path / "a.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512)
    assert "older Word, or one with a password" in refused(path)
