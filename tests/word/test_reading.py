"""Documents from outside: tracked changes as Word writes them, lists, headings, comments, moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from qantara.word import bookmarks
from qantara.word.bookmarks import Tag
from qantara.word.reading import read
from qantara.word.values import Comment, Piece, Retyped
from tests.word.docx import W, a_docx

KEY = "POP-01@velmora;2024"
WHO = 'w:id="1" w:author="Amal" w:date="2026-03-01T10:00:00Z"'


def test_tracked_insertions_and_deletions_are_read_in_both_ways(tmp_path):
    body = (
        '<w:p w:rsidR="00A1"><w:r><w:t xml:space="preserve">The city has </w:t></w:r>'
        f'<w:del {WHO}><w:r w:rsidDel="00B2"><w:delText>six</w:delText></w:r></w:del>'
        f"<w:ins {WHO}><w:r><w:rPr><w:b/></w:rPr><w:t>seven</w:t></w:r></w:ins>"
        '<w:r><w:t xml:space="preserve"> schools.</w:t></w:r></w:p>'
    )
    assert read(a_docx(tmp_path / "a.docx", body)).pieces == (
        Piece(
            kind="text", before="The city has six schools.", after="The city has **seven** schools.",
            authors=("Amal",),
        ),
    )  # fmt: skip


def test_a_tracked_paragraph_mark_joins_or_parts_paragraphs(tmp_path):
    body = (
        f"<w:p><w:pPr><w:rPr><w:del {WHO}/></w:rPr></w:pPr><w:r><w:t>One,</w:t></w:r></w:p>"
        '<w:p><w:r><w:t xml:space="preserve"> two.</w:t></w:r></w:p>'
    )
    (piece,) = read(a_docx(tmp_path / "a.docx", body)).pieces
    assert (piece.before, piece.after) == ("One,\n\ntwo.", "One, two.")


def test_moved_text_stands_where_it_was_and_where_it_is(tmp_path):
    body = (
        f'<w:p><w:moveFromRangeStart w:id="4" w:name="m1" w:author="Amal"/><w:moveFrom {WHO}><w:r><w:t>Moved.'
        f'</w:t></w:r></w:moveFrom><w:moveFromRangeEnd w:id="4"/></w:p><w:p><w:r><w:t>Stays.</w:t></w:r></w:p>'
        f"<w:p><w:moveTo {WHO}><w:r><w:t>Moved.</w:t></w:r></w:moveTo></w:p>"
    )
    found = read(a_docx(tmp_path / "a.docx", body)).pieces
    assert [(one.before, one.after) for one in found] == [
        ("Moved.", ""), ("Stays.", "Stays."), ("", "Moved."),
    ]  # fmt: skip


def test_headings_lists_and_tables_become_markdown(tmp_path):
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/>'
        "</w:num></w:numbering>"
    )
    item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    body = (
        '<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Housing</w:t></w:r></w:p>'
        + item.format("first")
        + item.format("second")
        + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Year</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>a|b</w:t></w:r>"
        "</w:p></w:tc></w:tr></w:tbl>"
    )
    found = read(a_docx(tmp_path / "a.docx", body, word__numbering_xml=numbering)).pieces
    assert [(one.kind, one.after) for one in found] == [
        ("heading", "# Housing"),
        ("list", "1. first\n1. second"),
        ("table", "| Year | a\\|b |\n| --- | --- |"),
    ]
    assert found[2].rows == (("Year", "a|b"),)


def test_comments_say_who_and_about_what(tmp_path):
    comments = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="7" w:author="Omar" w:date="2026-03-02T09:00:00Z">'
        "<w:p><w:r><w:t>Since when?</w:t></w:r></w:p></w:comment></w:comments>"
    )
    body = (
        '<w:p><w:commentRangeStart w:id="7"/><w:r><w:t>Six schools</w:t></w:r><w:commentRangeEnd w:id="7"/>'
        '<w:r><w:commentReference w:id="7"/></w:r><w:r><w:t xml:space="preserve"> teach.</w:t></w:r></w:p>'
    )
    (piece,) = read(a_docx(tmp_path / "a.docx", body, word__comments_xml=comments)).pieces
    assert piece.comments == (
        Comment(who="Omar", at="2026-03-02T09:00:00Z", text="Since when?", quoted="Six schools"),
    )


def test_a_number_typed_over_a_bound_figure_is_told(tmp_path):
    body = (
        '<w:p><w:r><w:t xml:space="preserve">There are </w:t></w:r><w:sdt><w:sdtPr><w:alias w:val="1 234"/>'
        '<w:tag w:val="fig:POP-01@velmora;2024"/></w:sdtPr><w:sdtContent>'
        f"<w:del {WHO}><w:r><w:delText>1 234</w:delText></w:r></w:del><w:ins {WHO}><w:r><w:t>1 300</w:t></w:r>"
        "</w:ins></w:sdtContent></w:sdt></w:p>"
    )
    (piece,) = read(a_docx(tmp_path / "a.docx", body)).pieces
    assert (piece.before, piece.after) == (
        "There are {fig:POP-01@velmora;2024}", "There are 1 300",
    )  # fmt: skip
    assert piece.retyped == (Retyped(figure="fig:POP-01@velmora;2024", was="1 234", now="1 300"),)


def test_the_former_formatting_of_a_run_is_not_read_as_its_own(tmp_path):
    body = (
        "<w:p><w:r><w:rPr><w:rPrChange "
        f"{WHO}><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr><w:t>plain</w:t></w:r></w:p>"
    )
    (piece,) = read(a_docx(tmp_path / "a.docx", body)).pieces
    assert (piece.before, piece.after) == ("plain", "plain")


def test_signs_of_markdown_in_a_document_stay_signs(tmp_path: Path):
    body = "<w:p><w:r><w:t># 1 * 2 [x] a_b _c_</w:t></w:r></w:p>"
    (piece,) = read(a_docx(tmp_path / "a.docx", body)).pieces
    assert piece.after == r"\# 1 \* 2 \[x\] a_b \_c\_"


def test_contents_and_the_instructions_of_fields_are_left_aside(tmp_path):
    body = (
        "<w:sdt><w:sdtPr><w:docPartObj/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>1 Housing 4</w:t></w:r></w:p>"
        '</w:sdtContent></w:sdt><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE'
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r><w:r>'
        '<w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert [one.after for one in read(a_docx(tmp_path / "a.docx", body)).pieces] == ["3"]


BLOCK = Tag(block="0190aaaa-0000-7000-8000-000000000001", lang="ar", version=2, source="abcdef")


def bookmarked(number: int, mark: str, inside: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{mark}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'


def test_paragraphs_of_a_block_are_one_piece_with_what_was_written_between(tmp_path):
    said = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    marked = [
        f"<w:p>{bookmarked(part, bookmarks.of_block(BLOCK, part), f'<w:r><w:t>{text}</w:t></w:r>')}</w:p>"
        for part, text in enumerate(("one", "three"))
    ]
    body = said.format("before") + marked[0] + said.format("two") + marked[1] + said.format("after")
    found = read(a_docx(tmp_path / "a.docx", body)).pieces
    assert [(one.tag, one.after) for one in found] == [
        ("", "before"), (str(BLOCK), "one\n\ntwo\n\nthree"), ("", "after"),
    ]  # fmt: skip


def test_a_paragraph_that_was_parted_is_of_its_block_on_both_sides(tmp_path):
    start, end = bookmarked(1, bookmarks.of_block(BLOCK, 0), "|").split("|")
    body = (
        f"<w:p>{start}<w:r><w:t>one</w:t></w:r></w:p><w:p><w:r><w:t>two</w:t></w:r>{end}</w:p>"
        "<w:p><w:r><w:t>three</w:t></w:r></w:p>"
    )
    found = read(a_docx(tmp_path / "a.docx", body)).pieces
    assert [(one.tag, one.after) for one in found] == [(str(BLOCK), "one\n\ntwo"), ("", "three")]


def test_words_around_the_texts_are_left_aside_and_tell_the_language(tmp_path):
    heading = bookmarked(1, bookmarks.of_frame("es", 1), "<w:r><w:t>Vivienda</w:t></w:r>")
    found = read(a_docx(tmp_path / "a.docx", f"<w:p>{heading}</w:p>"))
    assert (found.pieces, found.lang) == ((), "es")


@pytest.mark.parametrize(
    ("now", "after", "retyped"),
    [
        ("1\u202f234", "{fig#" + bookmarks.digest(KEY) + "}", ()),
        ("1 300", "1 300", (("", "1 300"),)),
    ],
)
def test_a_figure_is_known_by_its_bookmark_where_the_control_lost_its_tag(
    tmp_path, now, after, retyped
):
    mark = bookmarks.of_figure(KEY, "1\u202f234", 7)
    control = (
        "<w:sdt><w:sdtPr></w:sdtPr><w:sdtContent>"
        f'<w:r><w:t xml:space="preserve">{now[:2]}</w:t></w:r><w:r><w:t>{now[2:]}</w:t></w:r></w:sdtContent></w:sdt>'
    )
    body = f"<w:p>{bookmarked(7, mark, control)}</w:p>"
    (piece,) = read(a_docx(tmp_path / "a.docx", body)).pieces
    assert piece.after == after
    assert tuple((one.was, one.now) for one in piece.retyped) == retyped


def test_an_inserted_row_stands_only_after(tmp_path):
    row = "<w:tr>{}<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    tracked = f"<w:trPr><w:ins {WHO}/></w:trPr>"
    body = f"<w:tbl>{row.format('', 'Year')}{row.format(tracked, '2024')}</w:tbl>"
    (piece,) = read(a_docx(tmp_path / "a.docx", body)).pieces
    assert (piece.before, piece.after, piece.authors) == (
        "| Year |\n| --- |", "| Year |\n| --- |\n| 2024 |", ("Amal",),
    )  # fmt: skip
