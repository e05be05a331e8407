"""Archives: one table is read as itself, several are sheets, and harm stays outside."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from qantara.knowledge.evidence import readers
from qantara.knowledge.evidence.readers import Limits, ReadOptions, UnreadableFile
from tests.knowledge.evidence.readers.plain import kinds, tables


def packed(**files):
    """A ZIP; ``__`` in a name stands for a point, ``___`` for a slash."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("___", "/").replace("__", "."), content)
    return buffer.getvalue()


def test_zip_with_one_table_is_read_as_it(write):
    path = write(packed(data___men__csv="city;n\nKarwan;5\n", README__md="# about"), "a.zip")
    assert tables(path) == {"men.csv": ((1,), ("city", "n"), [(2, "Karwan", "5")])}
    assert readers.read(path).delimiter == ";"


def test_zip_with_several_tables_gives_a_sheet_for_each_and_names_what_it_leaves_out(write):
    path = write(
        packed(
            men__csv="city;n\nKarwan;5\n", women__csv="city,n\nKarwan,6\n", note__txt="a note\n",
            picture__png="\x89PNG\r\n",
        ),
        "a.zip",
    )  # fmt: skip
    assert {name: rows for name, (_heads, _columns, rows) in tables(path).items()} == {
        "men.csv": [(2, "Karwan", "5")], "women.csv": [(2, "Karwan", "6")],
    }  # fmt: skip
    assert kinds(path) == [("left_in_the_archive", (), ("note.txt", "picture.png"))]
    assert list(tables(path, sheets=("women.csv",))) == ["women.csv"]


def test_zip_may_hold_a_workbook_and_gzip_too(write, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["city", "n"])
    book.active.append(["Karwan", 5])
    book.save(tmp_path / "b.xlsx")
    content = (tmp_path / "b.xlsx").read_bytes()
    wanted = {"Sheet": ((1,), ("city", "n"), [(2, "Karwan", "5")])}
    assert tables(write(packed(b__xlsx=content), "a.zip")) == wanted
    assert tables(write(gzip.compress(content), "b.xlsx.gz")) == wanted


@pytest.mark.parametrize(
    "name", ("../../outside.csv", "/etc/outside.csv", "C:\\outside.csv", "a/..\\b.csv")
)
def test_names_that_lead_out_of_an_archive_are_refused(write, tmp_path, name):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "a,b\n1,2\n")
    path = write(buffer.getvalue(), "a.zip")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UnreadableFile, match="leads outside"):
        readers.read(path)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("content", "said"),
    (
        (packed(inner__zip=packed(a__csv="a,b\n1,2\n")), "is an archive itself"),
        (packed(inner__gz=gzip.compress(b"a,b\n1,2\n")), "is an archive itself"),
        (gzip.compress(packed(a__csv="a,b\n1,2\n")), "is an archive itself"),
        (packed(big__csv="a,b\n" * 50_000), "more than"),
        (packed(README__md="# nothing"), "no table in the archive"),
        (packed(one__png="\x89PNG", two__pdf="%PDF", three__bin="PAR1"), "No file in the archive"),
        (packed(**{f"n{n}__csv": "a,b\n" for n in range(300)}), "300 files"),
        (packed(a__csv="a,b\n1,2\n" * 99)[:-30], "end is missing|damaged"),
    ),
)
def test_archives_that_would_harm_or_hold_no_table_are_refused(write, content, said):
    with pytest.raises(UnreadableFile, match=said):
        readers.read(write(content, "a.zip"), options=ReadOptions(limits=Limits(bytes=100_000)))
