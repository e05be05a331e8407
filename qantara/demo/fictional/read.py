"""Reads the fictional network's files as values for whoever loads, drafts or tests with them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from qantara.core.locales import LANGUAGES
from qantara.knowledge.frameworks import Name
from qantara.knowledge.profiles.parts import Block, Chapter, Neighbour, Place, Source

FOLDER = Path(__file__).parent
CITY = "ardelune"

#: Columns of a source's CSV that are figures; the others are text, but for two.
NUMBERS = ("value", "low", "high", "numerator", "denominator")


@cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def names(city: str = CITY) -> dict[str, dict[str, Name]]:
    """Names of open codes by dimension, with the districts of one city."""
    known = _toml("names.toml")
    districts = {row["slug"]: row["name"] for row in _toml("network.toml")["territory"]}
    return {
        "NAT": known["citizenship"],
        "COB": known["citizenship"],
        "ORG": known["region"],
        "DIST": {slug: name for slug, name in districts.items() if slug.startswith(f"{city}-")},
    }


def notes() -> dict[str, Name]:
    """Notes on figures and reasons of breaks, by the text the files have."""
    found: dict[str, Name] = _toml("names.toml")["note"]
    return found | _by_english("note")


def publishers() -> dict[str, Name]:
    """Who publishes the figures of the other cities, and their tables, by the English name."""
    return _by_english("name")


def _by_english(table: str) -> dict[str, Name]:
    return {
        row.get("text", row["en"]): {language: row[language] for language in LANGUAGES}
        for row in _toml("words.toml")[table]
    }


def people(holder: str) -> dict[str, str]:
    """Who acts for a city: a name a mailbox, and their ``language``; empty where nobody is named."""
    found: dict[str, str] = _toml("people.toml").get(holder, {})
    return found


def sources() -> dict[str, Source]:
    """The sources of the city's figures, by the stem of their file, in a fixed order."""
    return {stem: Source(**fields) for stem, fields in _toml("sources.toml").items()}


#: Files in which a source says anew what it had said: stem of the file -> stem of the source.
LATER = {
    "register-final": "register",
    "survey-corrected": "survey",
    "services-taken-back": "services",
}


def source_of(stem: str) -> Source:
    """The source that a file is of."""
    return sources()[LATER.get(stem, stem)]


#: Why the register counts where the census says otherwise: ``notes`` has it in four languages.
REGISTER_PREFERRED = "register-preferred"


def why_again() -> Name:
    """Why the second profile was issued."""
    found: Name = _toml("names.toml")["why_again"]
    return found


def rows(stem: str) -> pl.DataFrame:
    """What one source says: the columns of ``rows`` in docs/concepts.md."""
    path = FOLDER / CITY / f"{stem}.csv"
    read = pl.read_csv(path, infer_schema=False, empty_string_is_null=False)
    return read.with_row_index("row", offset=2).select(
        pl.lit(CITY).alias("territory"),
        "definition",
        "period",
        "breakdown",
        "unit",
        *(pl.col(name).replace("", None).cast(pl.Float64) for name in NUMBERS),
        pl.col("decimals").cast(pl.Int8),
        "obs_status",
        pl.col("is_break") == "true",
        "break_note",
        "absence",
        pl.lit("").alias("conf_status"),
        "method",
        "note",
        pl.lit(stem).alias("sheet"),
        pl.col("row").cast(pl.Int64),
        pl.lit("value").alias("column"),
    )


def figures() -> pl.DataFrame:
    """The figure frame of the city before protection: of competing statements the first source's."""
    stems = list(sources())
    frames = [rows(stem).with_columns(source=pl.lit(at, pl.Int64)) for at, stem in enumerate(stems)]
    return as_figures(pl.concat(frames))


def as_figures(said: pl.DataFrame) -> pl.DataFrame:
    """Rows with the position of their ``source`` as a figure frame, not yet protected."""
    whole = said.unique(
        ["territory", "definition", "period", "breakdown", "unit"],
        keep="first",
        maintain_order=True,
    )
    key = pl.concat_str(
        [
            pl.format("{}@{}", "definition", "territory"),
            pl.col("breakdown").replace("", None),
            "period",
        ],
        separator=";",
        ignore_nulls=True,
    )
    return whole.select(
        key=key,
        indicator=pl.col("definition").str.split("/").list.first(),
        definition="definition",
        territory="territory",
        period="period",
        reference_date=pl.lit(None, pl.Date),
        breakdown="breakdown",
        unit="unit",
        **{name: name for name in NUMBERS},
        decimals="decimals",
        obs_status="obs_status",
        is_break="is_break",
        break_note="break_note",
        absence="absence",
        conf_status="conf_status",
        state=pl.when(pl.col("absence") == "").then(pl.lit("shown")).otherwise(pl.lit("absent")),
        source="source",
        method="method",
        note="note",
        observation=pl.int_range(1, pl.len() + 1, dtype=pl.Int64),
    )


def place(slug: str = CITY) -> Place:
    """A member's place, with the others around it."""
    network = _toml("network.toml")
    territories = {row["slug"]: row for row in network["territory"]}
    members = {row["slug"]: row for row in network["member"]}
    countries = {row["code"]: row["name"] for row in network["country"]}
    territory = territories[slug]
    west, south, east, north = network["extent"]
    return Place(
        slug=slug,
        names=territory["name"],
        country=territory["country"],
        country_names=countries[territory["country"]],
        territory_type=territory["type"],
        territory_names=territory["name"],
        longitude=territory["longitude"],
        latitude=territory["latitude"],
        extent=(west, south, east, north),
        has_coast=network["has_coast"],
        neighbours=tuple(
            Neighbour(
                slug=other,
                names=territories[other]["name"],
                longitude=territories[other]["longitude"],
                latitude=territories[other]["latitude"],
            )
            for member in members.values()
            for other in member["stands_for"]
            if other != slug
        ),
    )


def chapters(city: str = CITY) -> list[Chapter]:
    """The narrative of a city's profile: one file a section, four languages, bound figures."""
    found = []
    for path in sorted((FOLDER / city / "narrative").glob("*.toml")):
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        found.append(
            Chapter(
                section=path.stem,
                lang=written["lang"],
                blocks=tuple(_block(block, written["lang"]) for block in written["block"]),
            )
        )
    return found


def _block(block: dict[str, str], source: str) -> Block:
    markdown = {lang: block[lang] for lang in LANGUAGES if lang in block}
    return Block(
        id=block["id"],
        markdown=markdown,
        states={lang: "source" if lang == source else "current" for lang in markdown},
    )
