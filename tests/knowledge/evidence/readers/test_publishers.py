"""Formats of single houses: Eurostat's TSV and exports, dotStat, PX, the old XLS."""

from __future__ import annotations

import struct

import pytest

from qantara.knowledge.evidence import readers
from qantara.knowledge.evidence.readers import UnreadableFile
from tests.knowledge.evidence.readers.plain import tables


def test_eurostat_tsv_parts_keys_flags_and_periods(write):
    path = write(
        "freq,unit,geo\\TIME_PERIOD\t2022 \t2023 \nA,NR,KW\t8401 b\t: \nA,PC,KW\t12.5 \t: c\n",
        "x.tsv",
    )
    assert readers.read(path).format == "eurostat-tsv"
    assert tables(path)["x.tsv"] == (
        (1,),
        ("freq", "unit", "geo", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG"),
        [
            (2, "A", "NR", "KW", "2022", "8401", "b"),
            (2, "A", "NR", "KW", "2023", ":", None),
            (3, "A", "PC", "KW", "2022", "12.5", None),
            (3, "A", "PC", "KW", "2023", ":", "c"),
        ],
    )


def test_eurostat_tsv_of_old_is_read_too_and_a_broken_line_is_named(write):
    assert tables(write("unit,geo\\time\t2011\nNR,KW\t5 \n"))["file.csv"][1] == (
        "unit", "geo", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG",
    )  # fmt: skip
    with pytest.raises(UnreadableFile, match="Line 3"):
        readers.read(write("unit,geo\\time\t2011\nNR,KW\t5 \nNR\t6\n"))


def test_eurostat_export_of_a_page_is_read_under_its_titles(write):
    path = write(
        'Last update,17.11.26\nExtracted on,20.11.26\nSource of data,Eurostat\n\nINDIC_UR,"Population, total"\n\n'
        'TIME,CITIES,Value,Flag and Footnotes\n2022,Karwan,"1,068,532",b\n2023,Karwan,:,\n\n'
        "Special value:\n:,not available\n"
    )
    ((heads, columns, rows),) = tables(path).values()
    assert (heads, columns) == ((7,), ("TIME", "CITIES", "Value", "Flag and Footnotes"))
    assert rows[:2] == [(8, "2022", "Karwan", "1,068,532", "b"), (9, "2023", "Karwan", ":", None)]


def test_dotstat_export_numbers_what_stands_twice(write):
    path = write(
        '"ITTER107","Territory","TIME","Select time","Value","Flag Codes","Flags"\n'
        '"001","Karwan","2023","2023","5","e","estimated"\n'
    )
    assert tables(path)["file.csv"][2] == [
        (2, "001", "Karwan", "2023", "2023", "5", "e", "estimated")
    ]


PX = (
    'CHARSET="ANSI";\nAXIS-VERSION="2013";\nCODEPAGE="iso-8859-15";\nLANGUAGE="es";\nCONTENTS="Población";\n'
    'UNITS="personas";\nSTUB="Sexo","Distrito";\nHEADING="Año";\nHEADING[en]="Year";\nTITLE="Población de Karwan"\n" por año";\n'
    'VALUES("Sexo")="Hombres","Mujeres";\nVALUES("Distrito")="Este; centro";\nVALUES("Año")="2022","2023";\n'
    'CODES("Sexo")="1","6";\nTIMEVAL("Año")=TLIST(A1),"2022","2023";\nNOTE="a; DATA=b;";\nDATA=\n10 20.5\n".." "-";\n'
)


@pytest.mark.parametrize("encoding", ("utf-8", "iso-8859-15"))
def test_px_gives_a_row_for_each_cell(write, encoding):
    path = write(PX.encode(encoding), "k.px")
    assert tables(path) == {
        "k.px": (
            (1,),
            ("Sexo", "Sexo label", "Distrito", "Año", "value"),
            [
                (2, "1", "Hombres", "Este; centro", "2022", "10"),
                (3, "1", "Hombres", "Este; centro", "2023", "20.5"),
                (4, "6", "Mujeres", "Este; centro", "2022", ".."),
                (5, "6", "Mujeres", "Este; centro", "2023", "-"),
            ],
        )
    }
    assert readers.read(path).sheets[0].above == ((1, ("Población de Karwan por año", "personas")),)


def test_px_without_a_figure_for_every_cell_is_refused(write):
    with pytest.raises(UnreadableFile, match="PX file is damaged"):
        readers.read(write(PX.replace(' "-"', ""), "k.px"))


def biff(*records):
    """A workbook of 1990: a bare stream of records."""
    return b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in records)


def label(row, column, text):
    return 0x0004, struct.pack("<HH3xB", row, column, len(text)) + text.encode("cp1252")


def number(row, column, value):
    return 0x0003, struct.pack("<HH3xd", row, column, value)


def test_xls_of_old_is_read(write):
    cells = [label(1, 0, "City"), label(1, 1, "Share"), label(2, 0, "Málaga"), number(2, 1, 12.5)]
    book = biff((0x0009, struct.pack("<HH", 2, 0x10)), *cells, (0x000A, b""))
    ((heads, columns, rows),) = tables(write(book, "old.xls")).values()
    assert (heads, columns, rows) == ((2,), ("City", "Share"), [(3, "Málaga", "12.5")])


def test_xls_that_is_damaged_is_refused_in_words(write):
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le")
    with pytest.raises(UnreadableFile, match="damaged"):
        readers.read(write(ole, "old.xls"))
