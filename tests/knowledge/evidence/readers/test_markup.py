"""Tables in HTML and in the XML of Excel 2003, which offices send under the name of XLS."""

from __future__ import annotations

import pytest

from qantara.knowledge.evidence import readers
from qantara.knowledge.evidence.readers import UnreadableFile
from tests.knowledge.evidence.readers.plain import kinds, tables

PAGE = """<html><head><meta charset="windows-1256"><title>x</title><style>td { }</style></head><body>
<table><tr><td>menu</td></tr></table>
<table><caption>Residents of Karwan</caption>
<tr><th rowspan=2>City<th colspan="2">2024</tr>
<tr><td>men<td>women</tr>
<tr><td rowspan=2>كروان<td>007<td>1&nbsp;234,5</td></tr>
<tr><td>6<br>*<td></tr></table></body></html>"""


@pytest.mark.parametrize("encoding", ("cp1256", "utf-8"))
def test_html_tables_of_figures_are_read_with_their_merged_cells(write, encoding):
    path = write(PAGE.encode(encoding), "residents.xls")
    assert tables(path) == {
        "Residents of Karwan": (
            (1, 2),
            ("City", "2024 / men", "2024 / women"),
            [(3, "كروان", "007", "1 234,5"), (4, "كروان", "6\n*", None)],
        )
    }


@pytest.mark.parametrize(
    "content",
    (
        "<html><body><h1>Not found</h1></body></html>",
        "<html><table><tr><td>log in</td></tr></table></html>",
        '<html><table><tr><td colspan="99999999">1</td></tr><tr><td>1<td>2</tr></table></html>',
    ),
)
def test_pages_without_a_table_of_figures_are_refused(write, content):
    with pytest.raises(UnreadableFile):
        readers.read(write(content, "residents.xls"))


BOOK = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="0.0%"/></Style></Styles>
<Worksheet ss:Name="Data"><Table>
<Row ss:Index="3"><Cell ss:MergeDown="1"><Data ss:Type="String">City</Data></Cell>
<Cell ss:MergeAcross="1"><Data ss:Type="String">2024</Data></Cell></Row>
<Row><Cell ss:Index="2"><Data ss:Type="String">people</Data></Cell><Cell><Data ss:Type="String">share</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="String">Karwan</Data><Comment><Data>no</Data></Comment></Cell>
<Cell><Data ss:Type="Number">510</Data></Cell><Cell ss:StyleID="p"><Data ss:Type="Number">0.125</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def test_spreadsheetml_is_read_like_any_workbook(write):
    path = write(BOOK, "data.xls")
    assert tables(path)["Data"] == (
        (3, 4),
        ("City", "2024 / people", "2024 / share"),
        [(5, "Karwan", "510", "12.5 %")],
    )
    assert kinds(path) == [("hidden_rows_are_read", (5,), ())]


def test_spreadsheetml_that_is_damaged_or_declares_entities_is_refused(write):
    for content in (
        BOOK[:-30],
        BOOK.replace("<Workbook", '<!DOCTYPE a [<!ENTITY b "c">]><Workbook'),
    ):
        with pytest.raises(UnreadableFile):
            readers.read(write(content, "data.xls"))
