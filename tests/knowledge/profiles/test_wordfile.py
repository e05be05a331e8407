"""What a document that came back would change, told without storing anything."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qantara.knowledge.profiles.wordfile import apart, compare
from qantara.knowledge.profiles.wordfile.compare import changes
from qantara.knowledge.profiles.wordfile.start import proposals
from qantara.word.blocks import Draft, Passage, write
from qantara.word.bookmarks import Tag
from qantara.word.reading import read
from qantara.word.values import Document, Piece, UnreadableWord
from tests.word.docx import a_docx, edited

KEY = "POP-01@velmora;SEX=F;AGE=Y15T24;CITG=NBO;DIST=old-harbour-east;2024 share"


def passage(number: int, markdown: str, version: int = 1) -> Passage:
    tag = Tag(
        block=f"0190aaaa-0000-7000-8000-00000000000{number}", lang="en", version=version,
        source="abcdef",
    )  # fmt: skip
    return Passage(tag=tag, markdown=markdown, printed={KEY: "12.5"})


STANDING = [passage(1, f"It is {{fig:{KEY}}} percent."), passage(2, "Second * one.")]


def sent(path: Path, *edits: tuple[str, str]) -> Document:
    data = write(Draft(lang="en", title="Velmora", about="…", sections=[("People", STANDING)]))
    return read(edited(data, path / "a.docx", *edits))


def test_a_figure_typed_over_is_told_and_its_key_is_found_from_a_digest(tmp_path):
    same = changes(sent(tmp_path), STANDING)
    assert [one.kind for one in same] == ["same", "same"]
    first, _second = changes(sent(tmp_path, (">12.5<", ">13<")), STANDING)
    assert (first.kind, first.changed, first.unbound) == ("changed", "It is 13 percent.", (KEY,))
    assert [(one.was, one.now) for one in first.retyped] == [("12.5", "13")]


def test_words_around_a_bound_figure_leave_it_bound(tmp_path):
    first, _second = changes(sent(tmp_path, ("It is ", "It was ")), STANDING)
    assert (first.changed, first.unbound) == (f"It was {{fig:{KEY}}} percent.", ())


def test_a_chart_stands_by_its_name_and_comes_back_as_it_was(tmp_path):
    chart = "chart:pop-01-agesex-of-those-who-came-from-another-place-as-well-pyramid"
    standing = [
        replace(passage(1, f"See {{{one}}} here."), printed={one: "[Chart: Who came]"})
        for one in (chart, "chart:pop-01-line")
    ]
    for one in standing:
        data = write(Draft(lang="en", title="Velmora", about="…", sections=[("People", [one])]))
        found = read(edited(data, tmp_path / "a.docx"))
        assert [(each.kind, each.retyped) for each in changes(found, [one])] == [("same", ())]
        found = read(edited(data, tmp_path / "b.docx", (" here", " below")))
        assert changes(found, [one])[0].changed == one.markdown.replace(" here", " below")


def test_a_block_changed_on_record_meanwhile_is_told_as_stale(tmp_path):
    found = sent(tmp_path, ("Second ", "Other "))
    now = [STANDING[0], passage(2, "From the desk.", version=2)]
    _first, second = changes(found, now)
    assert (second.is_stale, second.original, second.changed, second.version) == (
        True, "From the desk.", r"Other \* one.", 2,
    )  # fmt: skip


def test_the_fewest_blocks_are_moved():
    assert compare._moved(["a", "b", "c", "d"], ["d", "a", "b", "c"]) == {"d"}
    assert compare._moved(["a", "b"], ["a", "b"]) == set()


@pytest.mark.parametrize(
    ("title", "section"),
    (
        ("2.1 Logement et habitat", "housing"),
        ("Mercado de trabajo", "work"),
        ("٣. الصِّحة", "health"),
        ("Who lives here", "people"),
        ("Miscellaneous", ""),
    ),
)
def test_headings_mean_sections_in_four_languages(title, section):
    pieces = (
        Piece(kind="heading", level=1, after=f"# {title}"),
        Piece(kind="text", after="A paragraph."),
    )
    (found,) = proposals(Document(pieces=pieces))
    assert (found.section, found.blocks) == (section, ("A paragraph.",))


def test_a_document_is_read_apart_as_it_is_here(tmp_path):
    path = a_docx(tmp_path / "a.docx", "<w:p><w:r><w:t>Words.</w:t></w:r></w:p>")
    assert apart.read(path) == read(path)
    (bad := tmp_path / "b.docx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(UnreadableWord, match="damaged"):
        apart.read(bad)


def test_a_reading_that_needs_too_much_is_stopped(tmp_path):
    path = a_docx(tmp_path / "a.docx", "<w:p/>")
    with pytest.raises(UnreadableWord, match="takes too long"):
        apart.read(path, allowance=apart.Allowance(memory=1 << 20))
