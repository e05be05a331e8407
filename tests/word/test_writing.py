"""Documents we write: real styles, right to left, nothing of whoever made them, the same bytes."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from lxml import etree

from qantara.papers import (
    Bullets,
    Cell,
    Column,
    Facts,
    Paper,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
)  # fmt: skip
from qantara.word import papers
from qantara.word.blocks import Draft, Passage, write
from qantara.word.bookmarks import Tag, tag
from qantara.word.letters import Letter, letter
from qantara.word.reading import read
from tests.word.docx import W

FIGURES = Table(
    caption="السكان",
    columns=(Column(title="السنة"), Column(title="العدد", numeric=True)),
    rows=(Row(header=Cell(text="2024"), cells=(Cell(text="1 234", numeric=True),)),),
)
ARABIC = Letter(
    lang="ar",
    sender=("بلدية فلمورا",),
    place_and_day="فلمورا، 3 مارس 2026",
    addressee=("المعهد الوطني للإحصاء",),
    subject="الموضوع: طلب بيانات",
    body=(
        Paragraph(runs=(Run(text="نرجو موافاتنا بملف PDF، الصفحات 12–15."),)),
        Bullets(items=((Run(text="السكان"),),)),
    ),
    annexes_title="المرفقات",
    annexes=("جدول",),
    annexed=(FIGURES,),
)
MARKDOWN = """## A heading

The city has {fig:POP-01@velmora;2024} people, *some* **new**, see [here](https://example.org/a).

- one
  - deeper
- two

1. first
1. second

| Year | People |
| --- | --- |
| 2024 | {fig:POP-01@velmora;2024} |"""


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(BytesIO(data)).read(name))


def test_the_same_letter_has_the_same_bytes_and_names_nobody():
    data = letter(ARABIC)
    assert data == letter(ARABIC)
    archive = zipfile.ZipFile(BytesIO(data))
    core = etree.fromstring(archive.read("docProps/core.xml"))
    assert [(etree.QName(one).localname, one.text) for one in core] == [
        ("title", "الموضوع: طلب بيانات"), ("language", "ar"),
    ]  # fmt: skip
    assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_arabic_letter_runs_from_right_to_left():
    body = part(letter(ARABIC), "word/document.xml")
    paragraphs = [
        one for one in body.iter(f"{{{W}}}p") if one.find(f"{{{W}}}r/{{{W}}}t") is not None
    ]
    assert all(one.find(f"{{{W}}}pPr/{{{W}}}bidi") is not None for one in paragraphs)
    runs = {
        run.findtext(f"{{{W}}}t"): run.find(f"{{{W}}}rPr/{{{W}}}rtl") is not None
        for run in body.iter(f"{{{W}}}r")
    }
    assert runs["السكان"]
    assert not runs["PDF"]
    assert not runs["12–15"]
    assert body.find(f".//{{{W}}}tblPr/{{{W}}}bidiVisual") is not None
    assert body.find(f".//{{{W}}}sectPr/{{{W}}}bidi") is not None


def test_a_letter_in_french_says_its_language_and_runs_from_left_to_right():
    french = Letter(
        lang="fr", sender=("Ville de Velmora",), place_and_day="Velmora, le 3 mars 2026",
        addressee=("Institut national",), subject="Objet : données",
        body=(Paragraph(runs=(Run(text="Madame, Monsieur,"),)),),
    )  # fmt: skip
    data = letter(french)
    assert part(data, "word/document.xml").find(f".//{{{W}}}bidi") is None
    lang = part(data, "word/styles.xml").find(f"{{{W}}}docDefaults//{{{W}}}lang")
    assert dict(lang.attrib) == {f"{{{W}}}val": "fr-FR"}


def test_a_text_comes_back_from_word_as_it_went(tmp_path: Path):
    about = Tag(
        block="0190aaaa-0000-7000-8000-000000000001", lang="en", version=3, source="abcdef0123"
    )
    passage = Passage(tag=about, markdown=MARKDOWN, printed={"POP-01@velmora;2024": "1 234"})
    path = tmp_path / "a.docx"
    path.write_bytes(
        write(Draft(lang="en", title="Velmora", about="…", sections=[("People", [passage])]))
    )
    (piece,) = read(path).pieces
    assert (
        piece.after
        == piece.before
        == MARKDOWN.replace("| Year | People |", "| **Year** | **People** |")
    )
    assert tag(piece.tag) == Tag(
        block="0190aaaa-0000-7000-8000-000000000001", lang="en", version=3, source="abcdef"
    )


def test_a_paper_says_in_word_what_it_says_on_its_page(tmp_path: Path):
    paper = Paper(
        lang="ar", kicker="ملف", title="فلمورا", lede=(Run(text="مدينة"),),
        facts=Facts(pairs=(("البلد", (Run(text="X"),)),)), notices=(),
        sections=(Section(anchor="a", title="السكان", blocks=(FIGURES,)),),
        running="فلمورا", address="https://example.org/r/1",
    )  # fmt: skip
    path = tmp_path / "a.docx"
    path.write_bytes(papers.write(paper))
    found = read(path).pieces
    assert [(one.kind, one.after) for one in found] == [
        ("text", "ملف"),
        ("heading", "# فلمورا"),
        ("text", "مدينة"),
        ("table", "| **البلد** | X |\n| --- | --- |"),
        ("heading", "# السكان"),
        ("text", "السكان"),
        ("table", "| **السنة** | **العدد** |\n| --- | --- |\n| **2024** | 1 234 |"),
        ("text", "[https://example.org/r/1](https://example.org/r/1)"),
    ]


def test_every_list_with_numbers_begins_at_one():
    def counted(*items: str) -> Bullets:
        return Bullets(items=tuple((Run(text=item),) for item in items), ordered=True)

    made = replace(ARABIC, body=(counted("1", "2"), counted("3")), annexes=(), annexed=())
    body = part(letter(made), "word/document.xml")
    used = [one.get(f"{{{W}}}val") for one in body.iter(f"{{{W}}}numId")]
    starts = [
        one.get(f"{{{W}}}numId")
        for one in part(letter(made), "word/numbering.xml").findall(f"{{{W}}}num")
        if one.find(f"{{{W}}}lvlOverride/{{{W}}}startOverride") is not None
    ]
    assert used == ["3", "3", "4"]
    assert set(used) <= set(starts)
