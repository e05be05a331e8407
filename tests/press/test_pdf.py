import io
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pdfua
import pikepdf
import pytest
import typst

from qantara.papers import Figure, Paper, Paragraph, Run
from qantara.press.pdf import pdf
from tests.press.sample import paper
from tests.press.words import TEXTS

AT = datetime(2026, 10, 14, 9, 30, tzinfo=UTC)


def opened(of: Paper, fonts: Path) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf(of, at=AT, fonts=fonts)))


def elements(document: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Structure elements in reading order."""
    waiting = [document.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(reversed(list(node)))
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield node
            if "/K" in node:
                waiting.append(node.K)


def runs(document: pikepdf.Pdf) -> Iterator[list[str]]:
    """What each stretch of glyphs says, glyph by glyph from left to right."""
    for page in document.pages:
        names = {name: _to_unicode(font) for name, font in page.Resources.Font.items()}
        letters: dict[str, str] = {}
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                letters = names[str(operands[0])]
            elif str(operator) in {"Tj", "TJ"}:
                shown = operands[0] if str(operator) == "TJ" else operands
                codes = b"".join(
                    bytes(part) for part in shown if isinstance(part, pikepdf.String)
                ).hex()
                yield [letters.get(codes[at : at + 4], "") for at in range(0, len(codes), 4)]


def _to_unicode(font: pikepdf.Object) -> dict[str, str]:
    pairs = re.findall(rb"<(\w{4})> <(\w+)>\s", font.ToUnicode.read_bytes())
    return {
        code.decode().lower(): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in pairs
    }


@pytest.mark.parametrize("lang", ("ar", "en"))
def test_pdf_is_the_same_each_time_and_in_another_process(fonts, lang):
    first = pdf(paper(lang), at=AT, fonts=fonts)
    assert pdf(paper(lang), at=AT, fonts=fonts) == first
    again = (
        "import sys, django; django.setup(); from pathlib import Path;"
        "from tests.press.test_pdf import AT, paper, pdf;"
        f"sys.stdout.buffer.write(pdf(paper({lang!r}), at=AT, fonts=Path({str(fonts)!r})))"
    )
    assert (
        subprocess.run([sys.executable, "-c", again], capture_output=True, check=True).stdout
        == first
    )


@pytest.mark.parametrize("lang", ("ar", "en"))
def test_pdf_declares_both_standards_its_language_title_and_dates(fonts, lang):
    document = opened(paper(lang), fonts)
    with document.open_metadata() as metadata:
        declared = {
            key: metadata[key] for key in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
        }
    assert declared == {"pdfaid:part": "2", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
    assert str(document.Root.Lang) == lang
    assert bool(document.Root.MarkInfo.Marked)
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
    assert str(document.docinfo.Title) == TEXTS[lang]["title"]
    assert str(document.docinfo.CreationDate).startswith("D:20261014")
    assert "/Author" not in document.docinfo


@pytest.mark.parametrize("lang", ("ar", "en"))
def test_pdf_passes_the_machine_checks_of_pdf_ua(fonts, lang, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(paper(lang), at=AT, fonts=fonts))
    assert [finding.message for finding in pdfua.validate(str(path)).findings] == []


def test_pdf_has_a_bookmark_for_each_heading(fonts):
    with opened(paper("en"), fonts).open_outline() as outline:
        found = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert found == [
        ("Headline figures", []),
        ("Who lives here", ["Citizenships of foreign residents"]),
        ("Change over time", []),
        ("Gaps in the data", ["How figures are counted"]),
    ]


def test_pdf_tags_headings_tables_lists_links_and_drawings(fonts):
    of = paper("ar")
    document = opened(of, fonts)
    found = list(elements(document))
    kinds = Counter(str(element.S) for element in found)
    assert kinds["/Title"] == 1
    assert (kinds["/H1"], kinds["/H2"]) == (5, 2)
    # The table behind the lines is short: it stands in four parts side by side, each with its head.
    assert (kinds["/Table"], kinds["/THead"], kinds["/L"]) == (8, 8, 2)
    assert kinds["/Link"] >= 4
    drawings = [
        block.drawing.label
        for section in of.sections
        for block in section.blocks
        if isinstance(block, Figure) and block.drawing
    ]
    assert [str(element.Alt) for element in found if element.S == "/Figure"] == drawings


def test_pdf_links_lead_to_pages_and_to_mail(fonts):
    mail = Run(text="a@example.org", kind="link", href="mailto:a@example.org")
    place = Run(text="1A", kind="figure", href="POP-01")
    of = paper("en")
    sections = (
        *of.sections,
        replace(of.sections[0], anchor="more", blocks=(Paragraph(runs=(mail, place)),)),
    )
    document = opened(replace(of, sections=sections), fonts)
    led = [
        str(link.A.URI)
        for page in document.pages
        for link in page.get("/Annots", [])
        if "/A" in link
    ]
    assert set(led) == {
        "https://example.org/register",
        "https://example.org/register/method",
        "mailto:a@example.org",
    }


def test_pdf_embeds_every_font(fonts):
    for page in opened(paper("ar"), fonts).pages:
        for font in page.Resources.Font.values():
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def test_pdf_says_each_arabic_letter_once_dots_and_signs_included(fonts):
    said = {"".join(reversed(run)) for run in runs(opened(paper("ar"), fonts))}
    assert {"قلعة", "الأرقام", "الرئيسية", "التغيّر", "أشخاصًا", "محجوب", "تُقارَن", "سنًّا"} <= said


def test_pdf_names_version_address_page_and_notice_on_each_page(fonts):
    of = paper("en")
    document = opened(of, fonts)
    lines = ["".join(run) for run in runs(document)]
    count = len(document.pages)
    assert count == 3
    assert sum(of.address in line for line in lines) == count
    assert sum(of.running in line for line in lines) == count
    assert [line for line in lines if line.startswith("Page ")] == [
        f"Page {n} of 3" for n in (1, 2, 3)
    ]
    assert sum("A city that does not exist." in line for line in lines) == count


def test_pdf_names_the_figures_of_a_chart_where_the_page_was_turned(fonts):
    of = paper("en")
    (chart,) = (block for block in of.sections[2].blocks if isinstance(block, Figure))
    line = Paragraph(runs=(Run(text="A line between."),))
    blocks = tuple(block for lines in range(12) for block in (*(line,) * lines, chart))
    document = opened(replace(of, sections=(replace(of.sections[2], blocks=blocks),)), fonts)
    said = ["".join(run) for run in runs(document)]
    turned = [at for at, line in enumerate(said) if line == "The figures behind this chart"]
    assert 0 < len(turned) < 12
    assert {said[at + 1] for at in turned} == {chart.measured}


def test_pdf_treats_markup_as_text(fonts):
    raw = '#panic("x") = *bold* $x$ <label> @ref \\ // ]'
    of = replace(paper("en"), title=raw, lede=(Run(text=raw),))
    document = opened(of, fonts)
    assert str(document.docinfo.Title) == raw
    assert any("#panic(" in "".join(run) for run in runs(document))


def test_pdf_refuses_a_drawing_without_words(fonts):
    of = paper("en")
    (figure,) = (block for block in of.sections[2].blocks if isinstance(block, Figure))
    mute = replace(figure, drawing=replace(figure.drawing, label=""))
    sections = (replace(of.sections[2], blocks=(mute,)),)
    with pytest.raises(typst.TypstError):
        pdf(replace(of, sections=sections), at=AT, fonts=fonts)
