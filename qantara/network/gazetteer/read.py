"""Files of gazetteers to frames: GeoNames' own dumps, and tables with a line of heads.

A frame of places has the columns of ``PLACES``, one of names those of ``NAMES``.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from qantara.core import locales
from qantara.core.errors import DomainError

PLACES = {
    "code": pl.String, "name": pl.String, "country": pl.String, "region": pl.String,
    "longitude": pl.Float64, "latitude": pl.Float64, "population": pl.Int64, "time_zone": pl.String,
}  # fmt: skip
NAMES = {"code": pl.String, "language": pl.String, "name": pl.String, "is_preferred": pl.Boolean}

#: Columns of a table with heads: what they are called, here and elsewhere.
_HEADS = {
    "code": ("code", "geonameid", "id"),
    "name": ("name", "asciiname"),
    "country": ("country", "country code", "countrycode", "country_code"),
    "region": ("region", "admin1", "admin1 code"),
    "longitude": ("longitude", "lon", "lng"),
    "latitude": ("latitude", "lat"),
    "population": ("population",),
    "time_zone": ("time_zone", "timezone"),
    "alternates": ("alternatenames", "alternate_names"),
}
_NEEDED = ("code", "name", "country", "longitude", "latitude")
#: Columns of GeoNames' dump of places, which has no heads, and of its dump of alternate names.
_DUMP = {0: "code", 1: "name", 3: "alternates", 4: "latitude", 5: "longitude", 8: "country",
         10: "region", 14: "population", 17: "time_zone"}  # fmt: skip
_DUMP_COLUMNS = 19
_NAMES_DUMP = {1: "code", 2: "language", 3: "name", 4: "preferred", 7: "historic"}
_NAMES_COLUMNS = (8, 10)
#: How many problems are told at once.
_TOLD = 10


class GazetteerError(DomainError):
    """A file is no gazetteer, or some of its lines are none of places. For the command line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerFile:
    """``names`` leaves out the main ones."""

    places: pl.DataFrame
    names: pl.DataFrame
    checksum: str


def read(path: Path) -> GazetteerFile:
    """The places of a file, packed (gz, zip) or not.

    Raises GazetteerError naming lines and columns: all lines are places, or none is taken.
    """
    content = _content(path)
    rows = _table(content, path)
    _refuse_incomplete(rows, path)
    places = rows.select(
        (pl.col(name) if name in rows.columns else pl.lit(None))
        .cast(kind, strict=False)
        .alias(name)
        for name, kind in PLACES.items()
    ).with_columns(pl.col("population").fill_null(0), pl.col("region", "time_zone").fill_null(""))
    _refuse(places, rows, path)
    return GazetteerFile(
        places=places,
        names=_names_within(rows),
        checksum=hashlib.sha256(content).hexdigest(),
    )


def read_names(path: Path, *, languages: frozenset[str] | None = None) -> pl.DataFrame:
    """Further names of places, by code: GeoNames' alternate names, or a table that lists them.

    languages  to keep, of those that are tagged; all without
    Historic names are left out: a city is not matched by what it was called once.
    """
    content = _content(path)
    first = content[: content.find(b"\n")].count(b"\t") + 1
    if first in _NAMES_COLUMNS and not _has_heads(content):
        frame = _dump(content, _NAMES_DUMP, path).filter(pl.col("historic").fill_null("") != "1")
        tag = pl.col("language").fill_null("")
        # Other things kept in that column: post codes, airports, links, Wikidata.
        is_language = tag.str.contains(r"^(|[a-z]{2,3}(-[A-Za-z0-9]+)*)$")
        frame = frame.filter(is_language).select(
            "code", tag.alias("language"), "name",
            (pl.col("preferred").fill_null("") == "1").alias("is_preferred"),
        )  # fmt: skip
        if languages is not None:
            frame = frame.filter(pl.col("language").is_in(["", *sorted(languages)]))
        return frame.drop_nulls().unique(["code", "language", "name"], maintain_order=True)
    return _names_within(_table(content, path))


def _content(path: Path) -> bytes:
    raw = path.read_bytes()
    try:
        if raw.startswith(b"\x1f\x8b"):
            return gzip.decompress(raw)
        if raw.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(io.BytesIO(raw)) as archive:
                tables = [
                    name
                    for name in archive.namelist()
                    if name.lower().endswith((".txt", ".tsv", ".csv"))
                    and not name.lower().endswith("readme.txt")
                ]
                if len(tables) != 1:
                    raise GazetteerError(
                        f"{path}: holds {len(tables)} tables. Unpack it and name the one to load."
                    )
                return archive.read(tables[0])
    except (OSError, EOFError, zipfile.BadZipFile) as error:
        raise GazetteerError(f"{path}: damaged ({error}). Download it again.") from error
    return raw


def _has_heads(content: bytes) -> bool:
    line = content[: content.find(b"\n")].decode("utf-8", "replace").lower()
    heads = {head.strip() for head in line.replace(",", "\t").split("\t")}
    return any(head in heads for head in _HEADS["code"])


def _table(content: bytes, path: Path) -> pl.DataFrame:
    """Every line as text, under our names of columns; ``line`` as a person counts."""
    if not _has_heads(content):
        return _dump(content, _DUMP, path, width=_DUMP_COLUMNS)
    head = content[: content.find(b"\n")]
    is_tabs = b"\t" in head
    frame = _lines(content, path, separator="\t" if is_tabs else ",", has_header=True)
    known = {name.strip().lower(): name for name in frame.columns}
    renamed = {}
    for ours, theirs in _HEADS.items():
        found = next((known[name] for name in theirs if name in known), None)
        if found:
            renamed[found] = ours
    by_language = {
        known[head]: f"name:{code}"
        for code in locales.LANGUAGES
        for head in (f"name:{code}", f"name_{code}")
        if head in known
    }
    return frame.rename({**renamed, **by_language}).with_row_index("line", offset=2)


def _dump(
    content: bytes, columns: dict[int, str], path: Path, *, width: int | None = None
) -> pl.DataFrame:
    frame = _lines(content, path, separator="\t", has_header=False)
    if width and frame.width != width:
        raise GazetteerError(
            f"{path}: neither a dump of GeoNames ({width} columns; here {frame.width}) nor a table "
            f"with heads ({', '.join(_NEEDED)})."
        )
    named = [pl.col(frame.columns[place]).alias(name) for place, name in columns.items()]
    return frame.select(named).with_row_index("line", offset=1)


def _lines(content: bytes, path: Path, *, separator: str, has_header: bool) -> pl.DataFrame:
    try:
        return pl.read_csv(
            content, separator=separator, has_header=has_header, infer_schema=False,
            quote_char='"' if separator == "," else None,
        )  # fmt: skip
    except pl.exceptions.PolarsError as error:
        raise GazetteerError(f"{path}: cannot be read as a table ({error}).") from error


def _refuse_incomplete(rows: pl.DataFrame, path: Path) -> None:
    missing = [name for name in _NEEDED if name not in rows.columns]
    if missing:
        raise GazetteerError(
            f"{path}: no column {', '.join(missing)}. A gazetteer has the columns "
            f"{', '.join(_NEEDED)}, and may have region, population, time_zone, alternatenames and "
            "name_ar, name_en, name_es, name_fr."
        )


def _refuse(places: pl.DataFrame, rows: pl.DataFrame, path: Path) -> None:
    problems = {
        "no code": pl.col("code").is_null(),
        "the code stands there twice": pl.col("code").is_duplicated(),
        "no name": pl.col("name").fill_null("").str.strip_chars() == "",
        "country is not two capital letters": ~pl.col("country")
        .fill_null("")
        .str.contains("^[A-Z]{2}$"),
        "latitude is not a number from -90 to 90": ~pl.col("latitude")
        .is_between(-90, 90)
        .fill_null(value=False),
        "longitude is not a number from -180 to 180": ~pl.col("longitude")
        .is_between(-180, 180)
        .fill_null(value=False),
        "population is less than nobody": pl.col("population") < 0,
    }
    lines = places.with_columns(rows["line"])
    told = [
        f"line {line}: {problem}"
        for problem, is_so in problems.items()
        for line in lines.filter(is_so)["line"].to_list()
    ]
    if told:
        more = f"\n  and {len(told) - _TOLD} more" if len(told) > _TOLD else ""
        raise GazetteerError(
            f"{path}: nothing is loaded, because of\n  " + "\n  ".join(told[:_TOLD]) + more
        )


def _names_within(rows: pl.DataFrame) -> pl.DataFrame:
    """Names a table of places carries itself: a list without languages, and columns by language."""
    found = [pl.DataFrame(schema=NAMES)]
    if "alternates" in rows.columns:
        # GeoNames' dump joins them by commas, other tables by bars.
        is_barred = rows["alternates"].str.contains("|", literal=True).any()
        split = rows.select("code", name=pl.col("alternates").str.split("|" if is_barred else ","))
        found.append(split.explode("name").select("code", language=pl.lit(""), name="name"))
    found += [
        rows.select("code", language=pl.lit(column.partition(":")[2]), name=pl.col(column))
        for column in rows.columns
        if column.startswith("name:")
    ]
    names = pl.concat(
        [
            frame.with_columns(is_preferred=pl.col("language") != "").select(*NAMES)
            for frame in found
        ]
    )
    return (
        names.with_columns(pl.col("name").str.strip_chars())
        .filter(pl.col("name").is_not_null() & (pl.col("name") != ""))
        .unique(["code", "language", "name"], maintain_order=True)
    )
