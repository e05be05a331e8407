"""The cells of a worksheet: from its XML to a grid of texts, block by block.

Polars takes the XML apart, so that a sheet of a million cells is read in seconds. What could not be
taken apart safely (comments, other quotation marks, cells that do not say where they stand) is
brought into the plain form first. ECMA-376 Part 1 (SpreadsheetML), 18.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from xml.etree import ElementTree as ET

import polars as pl

from qantara.knowledge.evidence.numbers import NATIVE
from qantara.knowledge.evidence.readers.grid import Grid, Merge, column_number, from_cells
from qantara.knowledge.evidence.readers.sheets import Limits, letters
from qantara.knowledge.evidence.readers.shown import DIGITS, PERCENT_DIGITS
from qantara.knowledge.evidence.readers.styles import Styles

#: Bytes of XML taken apart at a time: enough to be quick, few enough to need little memory.
BLOCK = 4 << 20
#: 1 January 1970 as spreadsheets count days, from 1900 and from 1904, and the end of 9999.
_EPOCH, _EPOCH_1904, _LAST_DAY = 25569, 24107, 2958465
#: Up to this day of 1900 no leap day has been counted that never was.
_LEAP_1900 = 60

_UNUSUAL = (b"='", b"<!--", b"<![CDATA[")
_UNUSUAL_SPACE = re.compile(rb"<(?:c|row|v|f|t|is)[\t\r\n]")
_PREFIX = re.compile(rb"<(\w+:)worksheet\b")
_DATA = re.compile(rb"<sheetData\b[^>]*?(?:/>|>)")
_MERGE = re.compile(rb'<mergeCell [^<>]*?ref\s*=\s*"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_HIDDEN_ROW = re.compile(
    rb'<row\s(?=[^<>]*\bhidden\s*=\s*"(?:1|true)")[^<>]*?\br\s*=\s*"(\d+)"[^<>]*(?<!/)>'
)
_TAG = re.compile(rb"<(row|c)(?=[ />])([^<>]*?)(/?)>")
_ADDRESS = re.compile(rb'\br\s*=\s*"([A-Z]*)(\d+)"')

_TEXT = re.compile(r"<t(?:\s[^>]*)?>([^<]*)</t>")
_PHONETIC = re.compile(r"<rPh\b.*?</rPh>", re.DOTALL)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

_CELLS = {"row": pl.UInt32, "column": pl.UInt32, "text": pl.String}


def read(name: str, xml: bytes, strings: pl.Series, styles: Styles, limits: Limits) -> Grid:
    """The sheet ``name`` as a grid.

    strings  the shared strings of the workbook
    Raises ET.ParseError and ValueError for damaged XML, UnreadableFile for what spans too much.
    """
    xml = _plain(xml)
    try:
        cells, uncalculated = _all(xml, strings, styles)
    except _WithoutAddress:
        xml = _addressed(xml)
        cells, uncalculated = _all(xml, strings, styles)
    return from_cells(
        name,
        cells,
        limits,
        merges=tuple(
            Merge(top=int(top), left=column_number(left), bottom=int(bottom), right=column_number(right))
            for left, top, right, bottom in _MERGE.findall(xml, xml.rfind(b"</sheetData>") + 1)
        ),
        hidden_rows=tuple(int(row) for row in _HIDDEN_ROW.findall(xml))
        if b"hidden" in xml
        else (),
        uncalculated=uncalculated,
    )  # fmt: skip


def shared_strings(xml: bytes) -> pl.Series:
    """The texts that cells refer to by their number, without what is set over them to be read out."""
    items = _plain(xml).decode().split("<si")[1:]
    return pl.Series([_text(item) for item in items], dtype=pl.String)


class _WithoutAddress(Exception):
    """A cell that does not say where it stands."""


def _plain(xml: bytes) -> bytes:
    """XML without prefixes, comments, odd quotation marks and odd spaces. Raises ET.ParseError."""
    quotes = b"'" in xml and _UNUSUAL[0] in xml
    if quotes or any(sign in xml for sign in _UNUSUAL[1:]) or _has_unusual_space(xml):
        root = ET.fromstring(xml)  # noqa: S314  (declarations have been refused)
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]
            element.attrib = {key.rpartition("}")[2]: text for key, text in element.attrib.items()}
        xml = ET.tostring(root, encoding="utf-8")
    if found := _PREFIX.search(xml[:4096]):
        prefix = found[1]
        xml = xml.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</")
    for bare, open_ in ((b"<c>", b"<c >"), (b"<c/>", b"<c />")):
        xml = xml.replace(bare, open_) if bare in xml else xml
    return xml


def _has_unusual_space(xml: bytes) -> bool:
    """Whether a name is followed by a line break or a tab; the first line may end in one."""
    begin = xml.find(b"<", 5)
    return any(xml.find(sign, begin) >= 0 for sign in (b"\n", b"\r", b"\t")) and bool(
        _UNUSUAL_SPACE.search(xml)
    )


def _text(item: str) -> str:
    """All runs of a text."""
    if "<rPh" in item:
        item = _PHONETIC.sub("", item)
    text = "".join(_TEXT.findall(item))
    if "&" in text:
        text = unescape(text)
    return _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), text) if "_x" in text else text


def _all(xml: bytes, strings: pl.Series, styles: Styles) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """``row``, ``column`` (from 1) and ``text`` of the cells with something in them; and formulas
    without a result."""
    frames, uncalculated = [pl.DataFrame(schema=_CELLS)], list[str]()
    for block in _blocks(xml):
        pieces = _pieces(block)
        open_formulas = pieces.filter(pl.col("formula") & pl.col("value").is_null())
        uncalculated += [
            f"{letters(column - 1)}{row}"
            for row, column in open_formulas.filter(pl.col("type") != "str")
            .select("row", "column")
            .rows()
        ]
        frames.append(_texts(pieces, strings, styles).select(_CELLS.keys()))
    return pl.concat(frames, rechunk=False), tuple(uncalculated)


def _blocks(xml: bytes) -> Iterator[str]:
    """The rows, some thousands at a time."""
    found = _DATA.search(xml)
    if not found:
        return
    start, end = found.end(), xml.rfind(b"</sheetData>")
    while start < end:
        cut = xml.find(b"</row>", start + BLOCK, end)
        stop = end if cut < 0 else cut + len(b"</row>")
        yield xml[start:stop].decode()
        start = stop


def _pieces(block: str) -> pl.DataFrame:
    """Each cell: where it stands, style, type, value as stored, whether it has a formula."""
    texts = pl.Series("cell", [block]).str.split("<c ").explode().slice(1)
    tag = pl.col("cell").str.extract(r"^([^>]*)>")
    frame = texts.to_frame().with_columns(tag=tag)
    frame = frame.select(
        "cell",
        at=pl.col("tag").str.extract_groups(r'\br\s*=\s*"([A-Z]{1,3})(\d{1,7})"'),
        style=pl.col("tag").str.extract(r'\bs\s*=\s*"(\d+)"').cast(pl.UInt32, strict=False).fill_null(0),
        type=pl.col("tag").str.extract(r'\bt\s*=\s*"(\w+)"').fill_null("n"),
        value=pl.col("cell").str.extract(r"<v(?:\s[^>]*)?>([^<]+)</v>"),
        formula=pl.col("cell").str.contains("<f", literal=True),
    ).unnest("at").rename({"1": "letters", "2": "row"})  # fmt: skip
    if frame["row"].null_count():
        raise _WithoutAddress
    columns = {text: column_number(text.encode()) for text in frame["letters"].unique()}
    return frame.with_columns(
        pl.col("row").cast(pl.UInt32),
        column=pl.col("letters").replace_strict(columns, return_dtype=pl.UInt32),
    )


def _texts(pieces: pl.DataFrame, strings: pl.Series, styles: Styles) -> pl.DataFrame:
    """The cells that hold something, as ``text``."""
    parts = []
    for (kind,), cells in pieces.partition_by("type", as_dict=True).items():
        match kind:
            case "n":
                parts.append(_numbers(cells.filter(pl.col("value").is_not_null()), styles))
                continue
            case "s":
                at = cells["value"].cast(pl.UInt32, strict=False)
                if (at >= len(strings)).any():
                    raise ValueError("a shared string that there is not")
                text = strings.gather(at)
            case "inlineStr":
                text = _inline(cells["cell"])
            case "b":
                text = cells["value"].replace({"1": "TRUE", "0": "FALSE"})
            case _:
                values = cells["value"].unique().drop_nulls().to_list()
                text = cells["value"].replace({one: _text(f"<t>{one}</t>") for one in values})
                if kind == "d":
                    text = text.str.replace(r"[ T]00:00(?::00(?:\.0+)?)?Z?$", "")
        parts.append(cells.with_columns(text=text))
    shown = [part.filter(pl.col("text").is_not_null() & (pl.col("text") != "")) for part in parts]
    return pl.concat(one.select("row", "column", "text") for one in shown) if shown else pieces.select(
        "row", "column", text=pl.col("value")
    )  # fmt: skip


def _inline(cells: pl.Series) -> pl.Series:
    """The texts that cells hold themselves. Most are one plain run."""
    found = cells.to_frame("cell").with_columns(text=pl.col("cell").str.extract(_TEXT.pattern))
    plain = ~pl.col("text").str.contains("&|_x") & (pl.col("cell").str.count_matches("<t[ >]") == 1)
    odd = found.with_row_index("at").filter(~plain.fill_null(value=False))
    if odd.is_empty():
        return found["text"]
    told = [_text(cell) for cell in odd["cell"]]
    return found["text"].scatter(odd["at"], pl.Series(told, dtype=pl.String))


def _numbers(cells: pl.DataFrame, styles: Styles) -> pl.DataFrame:
    """Numbers as people see them: 0.125 shown as a percentage is ``12.5 %``, a date is a date."""
    values = pl.col("value").cast(pl.Float64, strict=False)
    is_whole = pl.col("value").str.contains(r"^-?\d{1,18}$")
    kinds = cells["style"].replace_strict(styles.kinds, default="", return_dtype=pl.String)
    told = cells.with_columns(kind=kinds, is_whole=is_whole)
    if told.select((~pl.col("is_whole") | (pl.col("kind") != "")).any()).item():
        told = told.with_columns(number=values)
        if told["number"].null_count():
            raise ValueError("a number that is none")
        shown = (
            pl.when(pl.col("kind") == "percent").then(_percent())
            .when(pl.col("kind").is_in(["date", "time"]) & pl.col("number").is_between(0, _LAST_DAY + 1, closed="left"))
            .then(_moment(is_1904=styles.is_1904))
            .when("is_whole").then("value")
            .otherwise(_fraction(pl.col("number").round_sig_figs(DIGITS)))
        )  # fmt: skip
        told = told.with_columns(text=shown)
    else:
        told = told.with_columns(text=pl.col("value"))
    for style, digits in styles.zeros.items():
        is_code = (pl.col("style") == style) & pl.col("text").str.contains(r"^\d+$")
        told = told.with_columns(
            text=pl.when(is_code).then(pl.col("text").str.zfill(digits)).otherwise("text")
        )
    return told


def _fraction(number: pl.Expr, unit: str = "") -> pl.Expr:
    """A number as short as it can be written, marked as one."""
    written = number.cast(pl.String).map_batches(_written_out, return_dtype=pl.String)
    is_whole = (number == number.round(0)) & (number.abs() < 10**DIGITS)
    return (
        pl.when(is_whole)
        .then(number.cast(pl.Int64, strict=False).cast(pl.String) + unit)
        .otherwise(written + f"{unit}{NATIVE}")
    )


def _written_out(texts: pl.Series) -> pl.Series:
    """``1e-7`` as ``0.0000001``."""
    short = texts.filter(texts.str.contains("e", literal=True)).unique().to_list()
    return texts.replace({text: f"{Decimal(text):f}" for text in short}) if short else texts


def _percent() -> pl.Expr:
    number = (pl.col("number") * 100).round(PERCENT_DIGITS).round_sig_figs(DIGITS)
    return _fraction(number, " %")


def _moment(*, is_1904: bool) -> pl.Expr:
    """A day, or a day and an hour; an hour alone where there is no day."""
    number = pl.col("number")
    days = number - _EPOCH_1904 if is_1904 else (
        number - _EPOCH + pl.when(number < _LEAP_1900).then(1).otherwise(0)
    )  # fmt: skip
    moment = pl.from_epoch((days * 86_400).round(0).cast(pl.Int64), time_unit="s")
    return (
        pl.when((pl.col("kind") == "time") & (number < 1))
        .then(moment.dt.strftime("%H:%M:%S"))
        .when(number == number.floor())
        .then(moment.dt.strftime("%Y-%m-%d"))
        .otherwise(moment.dt.strftime("%Y-%m-%d %H:%M:%S"))
    )


def _addressed(xml: bytes) -> bytes:
    """Cells and rows that do not say where they stand follow the one before them."""
    row = column = 0

    def address(tag: re.Match[bytes]) -> bytes:
        nonlocal row, column
        name, attributes, end = tag.groups()
        said = _ADDRESS.search(attributes)
        if name == b"row":
            row, column = (int(said[2]) if said else row + 1), 0
            own = b' r="%d"' % row
        else:
            column = column_number(said[1]) if said else column + 1
            own = b' r="%s%d"' % (letters(column - 1).encode(), row)
        return b"<" + name + own + _ADDRESS.sub(b"", attributes) + end + b">"

    return _TAG.sub(address, xml)
