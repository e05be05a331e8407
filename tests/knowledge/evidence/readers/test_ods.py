"""ODS as LibreOffice writes it: repeated cells and rows, merges, values and what is shown of them."""

from __future__ import annotations

import zipfile

import pytest

from qantara.knowledge.evidence import readers
from qantara.knowledge.evidence.readers import Limits, ReadOptions, UnreadableFile
from tests.knowledge.evidence.readers.plain import kinds, tables

KIND = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
    )
)


def content(tables, head=""):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {SPACES}>'
        '<office:automatic-styles><style:style style:name="ta2"><style:table-properties table:display="false"/>'
        f"</style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )


def row(*cells, about=""):
    return f"<table:table-row {about}>{''.join(cells)}</table:table-row>"


def text(words, about=""):
    return f'<table:table-cell office:value-type="string" {about}><text:p>{words}</text:p></table:table-cell>'


def value(kind, stored, shown, about="", name="value"):
    return (
        f'<table:table-cell office:value-type="{kind}" office:{name}="{stored}" {about}>'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def table(*rows, name="Data", about=""):
    return f'<table:table table:name="{name}" {about}>{"".join(rows)}</table:table>'


@pytest.fixture
def ods(tmp_path):
    def act(tables, head="", **parts):
        path = tmp_path / "book.ods"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("mimetype", KIND)
            archive.writestr("content.xml", content(tables, head))
            for name, part in parts.items():
                archive.writestr(f"META-INF/{name}.xml", part)
        return path

    return act


NOTHING = '<table:table-cell table:number-columns-repeated="1020"/>'


def test_ods_gives_values_as_they_are_shown(ods):
    path = ods(
        table(
            row(*(text(head) for head in ("code", "people", "share", "on", "at", "yes", "note")), NOTHING),
            row(
                value("float", "7", "007"), value("float", "1234567", "1.234.567"),
                value("percentage", "0.125", "12,5 %"), value("date", "2024-01-01", "1/1/24", name="date-value"),
                value("time", "PT08H30M00S", "08:30", name="time-value"), value("boolean", "true", "WAHR", name="boolean-value"),
                '<table:table-cell office:value-type="string"><office:annotation><text:p>a remark</text:p></office:annotation>'
                '<text:p>two<text:s text:c="2"/>words</text:p><text:p>two lines</text:p></table:table-cell>',
            ),
            row(value("float", "0.30000000000000004", "0,3"), NOTHING),
            row(NOTHING, about='table:number-rows-repeated="1048000"'),
        )
    )  # fmt: skip
    assert tables(path) == {
        "Data": (
            (1,),
            ("code", "people", "share", "on", "at", "yes", "note"),
            [
                (2, "007", "1234567", "12.5 %", "2024-01-01", "08:30:00", "TRUE", "two  words\ntwo lines"),
                (3, "0.3", None, None, None, None, None, None),
            ],
        )
    }  # fmt: skip


def test_ods_repeats_cells_and_rows_and_counts_those_left_blank(ods):
    path = ods(
        table(
            row(text("city"), text("men"), text("women")),
            row(NOTHING, about='table:number-rows-repeated="2"'),
            row(text("Karwan"), value("float", "5", "5", 'table:number-columns-repeated="2"'), about='table:number-rows-repeated="2"'),
            row(text("Sidra"), value("float", "6", "6"), about='table:visibility="collapse"'),
        )
    )  # fmt: skip
    assert tables(path)["Data"][2] == [
        (4, "Karwan", "5", "5"), (5, "Karwan", "5", "5"), (6, "Sidra", "6", None),
    ]  # fmt: skip
    assert kinds(path) == [("hidden_rows_are_read", (6,), ())]


def test_ods_knows_merged_heads_and_leaves_hidden_sheets_alone(ods):
    covered = "<table:covered-table-cell/>"
    path = ods(
        table(
            row(text("city", 'table:number-rows-spanned="2"'), text("2024", 'table:number-columns-spanned="2"'), covered),
            row(covered, text("men"), text("women")),
            row(text("Karwan"), value("float", "5", "5"), value("float", "6", "6")),
        )
        + table(row(text("a"), text("b")), name="Lists", about='table:style-name="ta2"')
    )  # fmt: skip
    assert tables(path) == {
        "Data": ((1, 2), ("city", "2024 / men", "2024 / women"), [(3, "Karwan", "5", "6")])
    }
    assert readers.read(path).hidden == ("Lists",)
    assert list(tables(path, sheets=("Lists",))) == ["Lists"]


def test_flat_ods_is_read_like_a_packed_one(write):
    flat = content(
        table(row(text("city"), text("n")), row(text("Karwan"), value("float", "5", "5")))
    )
    flat = flat.replace("document-content", "document").replace(
        "<office:document ", f'<office:document office:mimetype="{KIND}" ', 1
    )
    assert tables(write(flat, "flat.fods"))["Data"][2] == [(2, "Karwan", "5")]


@pytest.mark.parametrize(
    ("tables", "head", "parts"),
    (
        (table(row(text("x"), about='table:number-rows-repeated="1000000000"')), "", {}),
        (table(row(text("x", 'table:number-columns-repeated="16384"'))), "", {}),
        (table(row(text("&e;"))), '<!DOCTYPE x [<!ENTITY e "e">]>', {}),
        ("<table:table>", "", {}),
        (table(), "", {}),
        (table(row(text("x"))), "", {"manifest": "<m><encryption-data/></m>"}),
    ),
    ids=("rows", "columns", "entities", "broken", "empty", "locked"),
)
def test_ods_that_would_harm_or_cannot_be_read_is_refused(ods, tables, head, parts):
    with pytest.raises(UnreadableFile):
        readers.read(ods(tables, head, **parts), options=ReadOptions(limits=Limits(cells=100_000)))
