"""CSV and its relatives: any delimiter, any encoding, titles over the heads, blank lines.

Polars reads; Python's own reader takes the files that stray too far from RFC 4180 for it.
"""

from __future__ import annotations

import csv
import io
from itertools import groupby
from pathlib import Path

import polars as pl
from django.utils.translation import gettext as _

from qantara.knowledge.evidence.findings import Finding, about
from qantara.knowledge.evidence.readers import encodings, heads, strangers, tables
from qantara.knowledge.evidence.readers.grid import Grid
from qantara.knowledge.evidence.readers.sheets import (
    SAMPLE,
    ReadOptions,
    Sheet,
    Sheets,
    UnreadableFile,
    filled,
    name_columns,
    without_blank_rows,
)

NAME = "csv"
DELIMITERS = ";,\t|"
HEAD = 1 << 18
#: Bytes of a file that is looked through for several tables.
SEVERAL = 4 << 20
_OVERLONG = "\x00overlong"


def sniffs(path: Path, head: bytes) -> bool:
    """Any file with text in it may be CSV: this reader is asked last."""
    return not strangers.is_strange(head)


def read(path: Path, options: ReadOptions) -> Sheets:
    """The one table of a CSV file, or the several that stand in it. Raises UnreadableFile."""
    size = path.stat().st_size
    if size > options.limits.bytes:
        raise UnreadableFile(
            _("The file is too large: %(size)s MB, at most %(limit)s MB. Send it in parts.")
            % {"size": size >> 20, "limit": options.limits.bytes >> 20}
        )
    encoding = options.encoding or encodings.detect(path)
    sample = _sample(path, encoding)
    if not sample.strip():
        raise UnreadableFile(_("The file is empty."))
    delimiter = options.delimiter or find_delimiter(sample)
    records = _records(sample, delimiter)
    lines = without_blank_rows(_lines(records, max(map(len, records))))
    header_rows = options.header_rows or heads.header_rows(lines, (), options.heads)
    named = _named(lines, records, header_rows)
    if len(named) > options.limits.columns:
        raise UnreadableFile(
            _("The file has %(count)s columns, at most %(limit)s can be read.")
            % {"count": len(named), "limit": options.limits.columns}
        )
    frame = _frame(path, encoding, delimiter, sample, len(named))
    _refuse_open_quote(path, frame)
    found: tuple[Sheet, ...] = ()
    if not options.header_rows and _may_hold_several(frame, header_rows):
        found = _several(path, encoding, delimiter, options)
    if not found:
        found = (_whole(path.name, frame, lines, named, header_rows),)
    return Sheets(format=NAME, sheets=found, encoding=encoding, delimiter=delimiter)


def _whole(
    name: str,
    frame: pl.DataFrame,
    lines: pl.DataFrame,
    named: list[str],
    header_rows: tuple[int, ...],
) -> Sheet:
    """The one table that most files are."""
    body = frame.filter(pl.col("row") > max(header_rows))
    above = (
        filled(row, cells) for row, *cells in lines.filter(pl.col("row") < min(header_rows)).rows()
    )
    return Sheet(
        name=name,
        frame=name_columns(named, without_blank_rows(body.drop(_OVERLONG))),
        header_rows=tuple(header_rows),
        findings=_overlong(body, name),
        above=tuple(one for one in above if one[1]),
    )


def _may_hold_several(frame: pl.DataFrame, header_rows: tuple[int, ...]) -> bool:
    """Whether lines under the heads part a file: blank ones, titles, or the same heads again."""
    cells = pl.all().exclude("row")
    heads_again = frame.filter(pl.col("row") == max(header_rows)).drop("row")
    under = frame.filter(pl.col("row") > max(header_rows)).drop("row")
    if under.is_empty() or heads_again.is_empty():
        return False
    parted = under.select((pl.sum_horizontal(cells.is_not_null()) < 2).any()).item()
    return (
        bool(parted)
        or not under.join(heads_again, on=under.columns, how="semi", nulls_equal=True).is_empty()
    )


def _several(path: Path, encoding: str, delimiter: str, options: ReadOptions) -> tuple[Sheet, ...]:
    """The tables of a file that holds more than one; nothing where it holds one, as large ones do."""
    if path.stat().st_size > SEVERAL:
        return ()
    records = _records(_text(path, encoding), delimiter, most=0)
    grid = Grid(name=path.name, frame=_lines(records, max(map(len, records))))
    found = tables.sheets(grid, options)
    return tuple(found) if len(found) > 1 else ()


def _lines(records: list[list[str]], width: int) -> pl.DataFrame:
    """Records as a frame: ``row``, and columns by position."""
    padded = [
        [cell or None for cell in record] + [None] * (width - len(record)) for record in records
    ]
    schema = dict.fromkeys(map(str, range(width)), pl.String)
    frame = pl.DataFrame(padded, schema, orient="row")
    return frame.with_row_index("row", offset=1).with_columns(pl.col("row").cast(pl.Int64))


def find_delimiter(sample: str) -> str:
    """The sign that cuts most records, one after another, into the same number of fields.

    A decimal comma cuts the data alike too, but not the heads over them; commas in titles and notes
    stand apart from the table.
    """
    best, found = (0, 0), ","
    for delimiter in DELIMITERS:
        widths = [len(record) for record in _records(sample, delimiter) if any(record)]
        runs = [(len(list(run)), width) for width, run in groupby(widths) if width > 1]
        if (score := max(runs, default=(0, 0))) > best:
            best, found = score, delimiter
    return found


def _sample(path: Path, encoding: str) -> str:
    """The first records as text. Raises UnreadableFile for text in another encoding."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    ends_inside = path.stat().st_size > HEAD
    try:
        text = head.decode(encoding, "ignore" if ends_inside else "strict")
    except (UnicodeDecodeError, LookupError):
        raise UnreadableFile(
            _(
                "The file cannot be read as %(encoding)s text. Save it as CSV in UTF-8 and send it again."
            )
            % {"encoding": encoding}
        ) from None
    if "\x00" in text:
        raise encodings.binary()
    if ends_inside:
        text = text[: max(text.rfind("\n"), text.rfind("\r")) + 1] or text
    return text


def _records(sample: str, delimiter: str, most: int = SAMPLE) -> list[list[str]]:
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, skipinitialspace=True)
    try:
        for record in reader:
            rows.append(record)
            if len(rows) == most:
                break
    except csv.Error:
        raise _malformed(reader.line_num) from None
    return rows


def _malformed(line: int) -> UnreadableFile:
    return UnreadableFile(
        _(
            "The file stops being CSV at line %(line)s: a quotation mark may be missing or one too many"
            " there. Correct the line, or export the file again."
        )
        % {"line": line}
    )


def _named(
    lines: pl.DataFrame, records: list[list[str]], header_rows: tuple[int, ...]
) -> list[str]:
    """Heads, as many as the rows that hold them have cells."""
    if max(header_rows) > len(records):
        raise UnreadableFile(
            _("There is no row %(row)s for the column heads.") % {"row": max(header_rows)}
        )
    width = max(len(records[row - 1]) for row in header_rows)
    return heads.heads(lines.select(lines.columns[: width + 1]), header_rows, ())


def _frame(path: Path, encoding: str, delimiter: str, sample: str, width: int) -> pl.DataFrame:
    """All records: ``row``, then ``width`` columns of text, then what a record has beyond them."""
    names = [*(str(index) for index in range(width)), _OVERLONG]
    is_plain = encoding in {"utf-8", "utf-8-sig"} and not _has_lone_returns(sample)
    try:
        if not is_plain:
            text = _text(path, encoding)
            return _by_polars(text.encode(), delimiter, names)
        if f'{delimiter} "' not in sample:
            return _by_polars(path, delimiter, names)
    except pl.exceptions.PolarsError:
        pass
    return _by_python(_text(path, encoding), delimiter, names)


def _has_lone_returns(sample: str) -> bool:
    return "\r" in sample.replace("\r\n", "")


def _text(path: Path, encoding: str) -> str:
    try:
        text = path.read_bytes().decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            _("The file cannot be read as %(encoding)s text: byte %(position)s is no letter in it.")
            % {"encoding": encoding, "position": error.start}
        ) from None
    if "\x00" in text:
        raise encodings.binary()
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _by_polars(source: Path | bytes, delimiter: str, names: list[str]) -> pl.DataFrame:
    frame = pl.read_csv(
        source,
        has_header=False,
        separator=delimiter,
        schema=dict.fromkeys(names, pl.String),
        truncate_ragged_lines=True,
        missing_columns="insert",
        extra_columns="ignore",
        row_index_name="row",
        row_index_offset=1,
    )
    return frame.with_columns(pl.col("row").cast(pl.Int64))


def _by_python(text: str, delimiter: str, names: list[str]) -> pl.DataFrame:
    columns: list[list[str | None]] = [[] for _name in names]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    try:
        for record in reader:
            cells = record[: len(names)] + [""] * (len(names) - len(record))
            for column, cell in zip(columns, cells, strict=True):
                column.append(cell or None)
    except csv.Error:
        raise _malformed(reader.line_num) from None
    frame = pl.DataFrame(dict(zip(names, columns, strict=True)), dict.fromkeys(names, pl.String))
    return frame.with_row_index("row", offset=1).with_columns(pl.col("row").cast(pl.Int64))


def _overlong(frame: pl.DataFrame, sheet: str) -> tuple[Finding, ...]:
    rows = frame.filter(pl.col(_OVERLONG).is_not_null() & (pl.col(_OVERLONG) != ""))
    finding = about("row_has_more_cells_than_heads", "warning", rows, sheet=sheet, value=_OVERLONG)
    return (finding,) if finding else ()


def _refuse_open_quote(path: Path, frame: pl.DataFrame) -> None:
    """A quotation mark that is never closed takes all that follows into one cell: nothing is read."""
    last = frame.tail(1)
    if last.is_empty() or not any("\n" in str(cell) for cell in last.drop("row").row(0)):
        return
    if path.read_bytes().count(b'"') % 2:
        raise UnreadableFile(
            _(
                "A quotation mark in row %(row)s is never closed, so where its cell ends cannot be told."
                " Close it or take it out."
            )
            % {"row": last["row"].item()}
        )
