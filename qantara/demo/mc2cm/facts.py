"""The compact facts as files to import: each with its source and its mapping."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from qantara.knowledge.evidence import mapping as mappings
from qantara.knowledge.evidence.mapping import Mapping, Places
from qantara.knowledge.evidence.mapping.model import Break, Series, SourceNote
from qantara.knowledge.frameworks import Name

HERE = Path(__file__).parent
FACTS = HERE / "facts"
MAPPINGS = HERE / "mappings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of one source. ``mapping`` reads ``path`` like any file of evidence."""

    key: str
    path: Path
    mapping: Mapping


def sources(folder: Path = FACTS) -> dict[str, SourceNote]:
    """Who published the facts of each file, by the file's name without its ending."""
    text = (folder / "sources.toml").read_text(encoding="utf-8")
    return {
        key: SourceNote(
            organisation=row["organisation"],
            title=row["title"],
            table=row["table"],
            url=row["url"],
            licence=row["licence"],
            accessed_on=row["accessed_on"],
            is_public=row["public"],
        )
        for key, row in tomllib.loads(text).items()
    }


def every(folder: Path = FACTS) -> Iterator[Facts]:
    """All files of facts, by name, each with the mapping that reads it."""
    common = mappings.load(MAPPINGS / "facts.toml")
    for key, source in sorted(sources(folder).items()):
        path = folder / f"{key}.csv"
        rows = pl.read_csv(path, infer_schema=False)
        units = frozenset(rows["unit"].unique().to_list())
        series = tuple(one for one in common.series if _units(one) & units)
        yield Facts(
            key=key,
            path=path,
            mapping=replace(
                common, title=source.title, source=source, series=series, breaks=_breaks(rows)
            ),
        )


#: Why one office counts for Madrid where two do; ``notes`` has it in four languages.
MADRID_PREFERRED = (
    "Residents born abroad in 2021 come from this source, so their share is taken of its total."
)


def notes() -> dict[str, Name]:
    """Notes on figures, reasons of breaks and of preferences, by the text the facts have."""
    found: dict[str, Name] = tomllib.loads((HERE / "notes.toml").read_text("utf-8"))
    return found


def places() -> Places:
    """The territories that the network's file names."""
    rows = tomllib.loads((HERE / "network.toml").read_text("utf-8"))["territory"]
    codes: dict[str, dict[str, str]] = {}
    for row in rows:
        for scheme, code in row.get("codes", {}).items():
            codes.setdefault(scheme, {})[code] = row["slug"]
    return Places(slugs=frozenset(row["slug"] for row in rows), codes=codes)


def _units(series: Series) -> frozenset[str]:
    return frozenset().union(*(each.texts for each in series.where if each.column == "unit"))


def _breaks(rows: pl.DataFrame) -> tuple[Break, ...]:
    marked = rows.filter(pl.col("is_break") == "true")
    columns = ("territory", "definition", "period", "break_note")
    return tuple(
        Break(territory=territory, definition=definition, period=period, reason=reason)
        for territory, definition, period, reason in marked.select(columns)
        .unique()
        .sort(columns)
        .rows()
    )
