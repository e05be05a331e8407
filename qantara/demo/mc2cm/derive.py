"""Derive the compact facts from the publishers' files, through the readers and mappings of evidence.

    python -m qantara.demo.mc2cm.derive FOLDER            write facts/
    python -m qantara.demo.mc2cm.derive FOLDER --check    say whether facts/ are what the files say

FOLDER holds the files named in files.toml. The same files give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import django
import polars as pl

from qantara.core import breakdowns
from qantara.demo.mc2cm.facts import FACTS, HERE, MAPPINGS, places
from qantara.knowledge import frameworks
from qantara.knowledge.evidence import mapping as mappings
from qantara.knowledge.evidence import readers
from qantara.knowledge.evidence.mapping import Mapping, Places
from qantara.knowledge.frameworks import Framework
from qantara.knowledge.observations.rows import KEY

#: Fewer people than this are not repeated here, though their source is public (DISCLOSURE 4 and 7).
SMALL = 5
#: A citizenship or country of birth of fewer people is not named (FRAMEWORK 7).
NAMED_GROUP = 50
#: The dimensions whose codes name where people come from, and the codes that name nobody.
ORIGINS, UNNAMED = ("NAT", "COB"), ("W0_OTH", "_U")

_NUMBERS = ("low", "high", "numerator", "denominator")
COLUMNS = (
    *KEY, "value", *_NUMBERS, "decimals", "obs_status", "is_break", "break_note", "absence",
    "conf_status", "method", "note",
)  # fmt: skip


class CannotDerive(Exception):
    """A file was not fully understood, or says of too few people what must not be repeated."""


def derive(field: Path, folder: Path = MAPPINGS) -> dict[str, str]:
    """The files of ``facts/`` by name, as text. Raises CannotDerive."""
    framework, known = frameworks.load(frameworks.DEFAULT), places()
    made: dict[str, str] = {}
    listed = []
    for key, name in sorted(tomllib.loads((HERE / "files.toml").read_text("utf-8")).items()):
        mapping = mappings.load(folder / f"{key}.toml")
        rows = understood(field / name, mapping, framework, known)
        refuse_small(rows, framework)
        made[f"{key}.csv"] = as_csv(rows)
        listed.append(_listed(key, mapping, field / name, name))
    return {**made, "sources.toml": "\n".join([_HEAD, *listed])}


def understood(path: Path, mapping: Mapping, framework: Framework, known: Places) -> pl.DataFrame:
    """The rows a mapping makes of a file, sorted by what they are about. Raises CannotDerive."""
    sheets = readers.read(path, options=mapping.options)
    found = mappings.apply(sheets, mapping, framework, known)
    open_ones = [each for each in found.findings if each.severity in ("question", "error")]
    if open_ones:
        raise CannotDerive(f"{path.name}: {open_ones}")
    rows = found.rows.sort(*KEY)
    if rows.select(KEY).is_duplicated().any():
        raise CannotDerive(f"{path.name}: a figure is stated twice")
    return rows


def refuse_small(rows: pl.DataFrame, framework: Framework) -> None:
    """Raise CannotDerive where a row counts, or lets one work out, very few people.

    Mappings fold such groups into “all others”; a figure that gets this far is a mistake in one.
    """
    counts = [code for code, unit in framework.units.items() if unit.kind == "count"]
    shares = [code for code, unit in framework.units.items() if unit.kind == "share"]
    people = (
        pl.when(pl.col("unit").is_in(counts))
        .then("value")
        .when(pl.col("unit").is_in(shares))
        .then(pl.col("value") / 100 * pl.col("denominator"))
        .otherwise(None)
    )
    names_origin = pl.col("breakdown").map_elements(_names_origin, return_dtype=pl.Boolean)
    least = pl.when(names_origin).then(NAMED_GROUP).otherwise(SMALL)
    few = rows.filter(people < least)
    if not few.is_empty():
        raise CannotDerive(f"too few people: {few.select(KEY).rows()}")


def as_csv(rows: pl.DataFrame) -> str:
    """Rows as text: figures with the decimals they were published with, empty where nothing is said."""
    texts = rows.select(
        *(pl.col(name) for name in KEY),
        pl.struct("value", "decimals").map_elements(_figure, return_dtype=pl.String).alias("value"),
        *(pl.col(name).map_elements(_plain, return_dtype=pl.String) for name in _NUMBERS),
        *(pl.col(name) for name in ("decimals", "obs_status")),
        pl.when("is_break").then(pl.lit("true")).alias("is_break"),
        *(pl.col(name) for name in COLUMNS[COLUMNS.index("break_note") :]),
    ).with_columns(pl.col(pl.String).replace("", None))
    return texts.select(COLUMNS).write_csv()


def _names_origin(breakdown: str) -> bool:
    parts = breakdowns.parse(breakdown)
    return any(parts.get(dimension, "_U") not in UNNAMED for dimension in ORIGINS)


def _figure(cell: dict[str, float | int | None]) -> str:
    return "" if cell["value"] is None else f"{cell['value']:.{cell['decimals']}f}"


def _plain(number: float) -> str:
    return f"{number:.15g}"


_HEAD = """\
# Made by derive.py: where the facts of each CSV file come from. `file` was read by the mapping of the
# same name in ../mappings; `sha256` is that of the file. An empty `url`: the publisher's address of the
# table is not on record.
"""


def _listed(key: str, mapping: Mapping, path: Path, name: str) -> str:
    source = mapping.source
    texts = {
        "organisation": source.organisation, "title": source.title, "table": source.table,
        "url": source.url, "licence": source.licence,
    }  # fmt: skip
    lines = [f"[{key}]", *(f"{name} = {_quoted(text)}" for name, text in texts.items())]
    lines += [f"accessed_on = {source.accessed_on}", f"public = {str(source.is_public).lower()}"]
    lines += [f"file = {_quoted(name)}"]
    lines += [f"sha256 = {_quoted(hashlib.sha256(path.read_bytes()).hexdigest())}", ""]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def differing(made: dict[str, str], folder: Path = FACTS) -> list[str]:
    """Names of files that are not in ``folder`` as ``made``, and of files there that nothing made."""
    there = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    return sorted(name for name in there.keys() | made.keys() if there.get(name) != made.get(name))


def write(made: dict[str, str], folder: Path = FACTS) -> None:
    """Bring ``folder`` to what was made."""
    for name in differing(made, folder):
        if name in made:
            (folder / name).write_text(made[name], encoding="utf-8")
        else:
            (folder / name).unlink()


def main(arguments: Sequence[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qantara.config.settings")
    django.setup()  # what readers say of a file is said in a language
    parser = argparse.ArgumentParser(description="Derive the compact facts of the demonstration.")
    parser.add_argument("folder", type=Path, help="the folder that holds the files of files.toml")
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    options = parser.parse_args(arguments)
    made = derive(options.folder)
    changed = differing(made)
    for name in changed:
        sys.stdout.write(f"{'differs' if options.check else 'written'}: {name}\n")
    if not options.check:
        write(made)
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
