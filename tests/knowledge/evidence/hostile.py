"""Files made to do harm, by name: each a function from nothing to bytes, with a name to go by."""

from __future__ import annotations

import codecs
import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEADS = '<row r="1"><c r="A1" t="inlineStr"><is><t>place</t></is></c><c r="B1" t="inlineStr"><is><t>n</t></is></c></row>'
ROW = '<row r="2"><c r="A2" t="inlineStr"><is><t>Karwan</t></is></c><c r="B2"><v>5</v></c></row>'
LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10))
    + "]>"
)
EXTERNAL = '<!DOCTYPE l [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE l [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;<!ENTITY a9 "x">]>'
TABLE = "place,n\nKarwan,5\nVelmora,7\n"

HOSTILE: dict[str, Callable[[], bytes]] = {}


def hostile(name: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def add(make: Callable[[], bytes]) -> Callable[[], bytes]:
        HOSTILE[name] = make
        return make

    return add


def packed(parts: dict[str, str | bytes], **info: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            for key, value in info.items():
                setattr(entry, key, value)
            archive.writestr(entry, content)
    return buffer.getvalue()


def parts(
    sheet: str = HEADS + ROW, declared: str = "", **others: str | bytes
) -> dict[str, str | bytes]:
    """The parts of a small workbook; ``declared`` stands before its sheet's root."""
    data = f'{declared}<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>'
    return {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/worksheet"'
        f' Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": data,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>Karwan</t></si></sst>',
        **others,
    }  # fmt: skip


def ods(content: str) -> bytes:
    return packed(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    )


def ods_table(rows: str, declared: str = "") -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    return ods(
        f'{declared}<o:document-content xmlns:o="{space}:office:1.0" xmlns:t="{space}:table:1.0" xmlns:x="{space}:text:1.0">'
        f'<o:body><o:spreadsheet><t:table t:name="S">{rows}</t:table></o:spreadsheet></o:body></o:document-content>'
    )


def sdmx(declared: str, value: str) -> bytes:
    return (
        f'<?xml version="1.0"?>{declared}<m:StructureSpecificData xmlns:m="http://www.sdmx.org/resources/sdmxml/'
        f'schemas/v2_1/message"><m:DataSet><Obs REF_AREA="{value}" OBS_VALUE="1"/></m:DataSet></m:StructureSpecificData>'
    ).encode()


def central(archive: bytes, edit: Callable[[bytearray, int], None]) -> bytes:
    """An archive whose first entry in the directory says something else."""
    changed = bytearray(archive)
    edit(changed, archive.index(b"PK\x01\x02"))
    return bytes(changed)


def zeros(size: int) -> bytes:
    """``size`` zeros, deflated, without having them in memory."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b"0" * (1 << 20)
    return b"".join(squeeze.compress(block) for _ in range(size >> 20)) + squeeze.flush()


# fmt: off
hostile("xlsx_laughs_in_shared_strings.xlsx")(lambda: packed(parts(**{"xl/sharedStrings.xml": f'{LAUGHS}<sst xmlns="{MAIN}"><si><t>&a9;</t></si></sst>'})))
hostile("xlsx_laughs_in_sheet.xlsx")(lambda: packed(parts(HEADS.replace("place", "&a9;"), LAUGHS)))
hostile("xlsx_laughs_in_utf16.xlsx")(lambda: packed(parts(**{"xl/worksheets/sheet1.xml": ('<?xml version="1.0" encoding="UTF-16"?>' + LAUGHS + f'<worksheet xmlns="{MAIN}"><sheetData>{HEADS.replace("place", "&a9;")}</sheetData></worksheet>').encode("utf-16")})))
hostile("xlsx_external_entity.xlsx")(lambda: packed(parts(HEADS.replace("place", "&a9;"), EXTERNAL)))
hostile("xlsx_parameter_entity_in_relations.xlsx")(lambda: packed(parts(**{"xl/_rels/workbook.xml.rels": PARAMETER + "<Relationships/>"})))
hostile("xlsx_entity_in_properties.xlsx")(lambda: packed(parts(**{"docProps/core.xml": EXTERNAL + "<core>&a9;</core>"})))
hostile("xlsx_far_corner.xlsx")(lambda: packed(parts(HEADS + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')))
hostile("xlsx_column_beyond_all.xlsx")(lambda: packed(parts(HEADS + '<row r="2"><c r="ZZZ2"><v>1</v></c></row>')))
hostile("xlsx_row_beyond_all.xlsx")(lambda: packed(parts(HEADS + '<row r="9999999"><c r="A9999999"><v>1</v></c></row>')))
hostile("xlsx_a_million_columns.xlsx")(lambda: packed(parts('<row r="1">' + "<c><v>1</v></c>" * 1_000_000 + "</row>")))
hostile("xlsx_bomb.xlsx")(lambda: packed(parts(**{"xl/worksheets/sheet1.xml": b" " * (160 << 20)})))
hostile("xlsx_bomb_in_a_part_nobody_reads.xlsx")(lambda: packed(parts(**{"xl/media/image1.png": b"0" * (200 << 20)})))
hostile("xlsx_lies_about_size.xlsx")(lambda: central(packed({"xl/worksheets/sheet1.xml": b" " * (1 << 20), **parts()}), lambda made, at: struct.pack_into("<I", made, at + 24, 10)))
hostile("xlsx_lies_about_checksum.xlsx")(lambda: central(packed(dict(sorted(parts().items(), reverse=True))), lambda made, at: struct.pack_into("<I", made, at + 16, 1)))
hostile("xlsx_encrypted_entry.xlsx")(lambda: central(packed(dict(sorted(parts().items(), reverse=True))), lambda made, at: struct.pack_into("<H", made, at + 8, 1)))
hostile("xlsx_shared_string_out_of_range.xlsx")(lambda: packed(parts(HEADS + '<row r="2"><c r="A2" t="s"><v>99999999</v></c></row>')))
hostile("xlsx_negative_shared_string.xlsx")(lambda: packed(parts(HEADS + '<row r="2"><c r="A2" t="s"><v>-1</v></c></row>')))
hostile("xlsx_deep_elements.xlsx")(lambda: packed(parts(HEADS + "<x>" * 200_000 + "</x>" * 200_000)))
hostile("xlsx_link_out_of_the_archive.xlsx")(lambda: packed(parts(**{"xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'})))
hostile("xlsx_parent_folders.xlsx")(lambda: packed(parts(**{"xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="../../../etc/passwd"/></Relationships>'})))
hostile("xlsx_numbers_without_end.xlsx")(lambda: packed(parts(HEADS + f'<row r="2"><c r="A2"><v>1e400</v></c><c r="B2"><v>{"9" * 10_000}</v></c></row>')))
hostile("xlsx_date_beyond_all.xlsx")(lambda: packed(parts(HEADS + '<row r="2"><c r="A2" t="d"><v>99999-99-99</v></c><c r="B2"><v>1e300</v></c></row>')))
hostile("xlsx_merged_to_the_end.xlsx")(lambda: packed(parts(**{"xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{HEADS}{ROW}</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'})))
hostile("xlsx_truncated.xlsx")(lambda: packed(parts())[:-40])
hostile("xlsx_twice_the_same_part.xlsx")(lambda: twice())
hostile("xlsx_overlapping_entries.xlsx")(lambda: overlapping())
hostile("ods_laughs.ods")(lambda: ods_table("<t:table-row><t:table-cell><x:p>&a9;</x:p></t:table-cell></t:table-row>", LAUGHS))
hostile("ods_external_entity.ods")(lambda: ods_table("<t:table-row><t:table-cell><x:p>&a9;</x:p></t:table-cell></t:table-row>", EXTERNAL))
hostile("ods_repeated_rows.ods")(lambda: ods_table('<t:table-row t:number-rows-repeated="2000000000"><t:table-cell t:number-columns-repeated="2000000000"><x:p>1</x:p></t:table-cell></t:table-row>'))
hostile("ods_deep.ods")(lambda: ods_table("<t:table-row>" * 100_000 + "</t:table-row>" * 100_000))
hostile("ods_bomb.ods")(lambda: ods(" " * (160 << 20)))
hostile("sdmx_laughs.xml")(lambda: sdmx(LAUGHS, "&a9;"))
hostile("sdmx_external.xml")(lambda: sdmx(EXTERNAL, "&a9;"))
hostile("sdmx_remote_dtd.xml")(lambda: sdmx('<!DOCTYPE l SYSTEM "http://127.0.0.1:9/x.dtd">', "x"))
hostile("json_deep.json")(lambda: b'{"class":"dataset","value":' + b"[" * 1_000_000)
hostile("json_sizes_beyond_all.json")(lambda: b'{"version":"2.0","class":"dataset","id":["a","b"],"size":[100000000,100000000],"dimension":{"a":{"category":{"index":["x"]}},"b":{"category":{"index":["y"]}}},"value":{}}')
hostile("json_number_without_end.json")(lambda: b'{"version":"2.0","class":"dataset","id":["a"],"size":[1],"dimension":{"a":{"category":{"index":["x"]}}},"value":[' + b"9" * 100_000 + b"]}")
hostile("csv_ten_million_columns.csv")(lambda: b"a," * 10_000_000 + b"\n")
hostile("csv_one_line.csv")(lambda: b"a" * (64 << 20))
hostile("csv_open_quote.csv")(lambda: b'place,n\n"Karwan,5\n' + b"x,1\n" * 1000)
hostile("csv_zeros.csv")(lambda: b"place,n\nKarwan\x00,5\n")
hostile("csv_overlong_utf8.csv")(lambda: b"place,n\n\xc0\xaf\xe0\x80\xaf,5\n")
hostile("csv_two_marks.csv")(lambda: codecs.BOM_UTF16_LE + codecs.BOM_UTF8 + TABLE.encode())
hostile("csv_surrogates.csv")(lambda: codecs.BOM_UTF16_LE + b"\x00\xd8" * 50)
hostile("csv_quotes_only.csv")(lambda: b'"' * 1_000_001)
hostile("csv_lone_returns.csv")(lambda: b"a,b\r" * 2_000)
hostile("gz_bomb.csv.gz")(lambda: zeros(1200 << 20))
hostile("gz_one_long_line.csv.gz")(lambda: zeros(300 << 20))
hostile("gz_in_gz.csv.gz")(lambda: gzip.compress(gzip.compress(zeros(64 << 20))))
hostile("gz_truncated.csv.gz")(lambda: gzip.compress(TABLE.encode())[:-9])
hostile("gz_wrong_checksum.csv.gz")(lambda: gzip.compress(TABLE.encode())[:-8] + b"\x00" * 8)
hostile("zip_slip.zip")(lambda: packed({"../../escape.csv": TABLE, "/etc/escape.csv": TABLE}))
hostile("zip_symlink.zip")(lambda: packed({"table.csv": "/etc/passwd"}, external_attr=0o120777 << 16))
hostile("zip_in_zip.zip")(lambda: packed({"inner.zip": packed({"inner.csv": b"0" * (100 << 20)})}))
hostile("zip_bomb.zip")(lambda: packed({"table.csv": b"0" * (1100 << 20)}))
hostile("zip_many_entries.zip")(lambda: packed({f"{at}.csv": "" for at in range(60_000)}))
hostile("xls_fat_loop.xls")(lambda: fat_loop())
hostile("xls_empty.xls")(lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4096)
hostile("pdf_and_zip.xlsx")(lambda: b"%PDF-1.7\n" + packed(parts()))
hostile("gif_and_csv.csv")(lambda: b"GIF89a=1;\n" + TABLE.encode())
hostile("html_and_csv.csv")(lambda: b"<script>alert(1)</script>\n" + TABLE.encode())
hostile("program.csv")(lambda: b"\x7fELF" + bytes(range(256)) * 16)
hostile("nothing.csv")(lambda: b"")
# fmt: on


def twice() -> bytes:
    """Two parts of one name, of which readers may take either."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts().items():
            archive.writestr(name, content)
        archive.writestr("xl/worksheets/sheet1.xml", parts(HEADS)["xl/worksheets/sheet1.xml"])
    return buffer.getvalue()


def overlapping() -> bytes:
    """A thousand directory entries that all point at one large part."""
    archive = packed({"xl/worksheets/sheet1.xml": b" " * (1 << 20), **parts()})
    start = archive.index(b"PK\x01\x02")
    end = archive.rindex(b"PK\x05\x06")
    first = archive[start : archive.index(b"PK\x01\x02", start + 4)]
    directory = archive[start:end] + first * 1000
    count = 1000 + len(parts())
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), start, 0)
    return archive[:start] + directory + tail


def fat_loop() -> bytes:
    """A compound file whose chain of sectors leads back to itself (MS-CFB 2.3)."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", head, 44, 1, 1, 0, 4096, 1, 0, 0xFFFFFFFE, 0, 0)
    return bytes(head) + struct.pack("<128I", *([0xFFFFFFFD, 1, *([1] * 126)])) + b"\x00" * 512
