"""A network as a readable file: `network.toml`. What it may say stands in docs/network.md.

Everything a network's directory says, each fact with its source. Reading the file touches no
database; `load.py` stores what it says.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qantara.core.errors import DomainError
from qantara.network import checks
from qantara.network.checks import Check, Row
from qantara.network.models import Involvement, Member, Participation, Territory

Name = dict[str, str]

#: Fields of the file itself.
_NETWORK: dict[str, Check] = {
    "slug": checks.a_slug,
    "name": checks.a_name,
    "secretariat": lambda value: "" if isinstance(value, dict) else "a table with slug and name",
    "is_fictional": checks.truth,
    "is_demonstration": checks.truth,
    "extent": checks.an_extent,
    "has_coast": checks.truth,
    "guard": lambda value: "" if isinstance(value, dict) else "a table",
}
_SECRETARIAT: dict[str, Check] = {"slug": checks.a_slug, "name": checks.a_name}
#: What a network may decide about small numbers: stricter than the least that FRAMEWORK 7 asks.
_GUARD: dict[str, Check] = {
    "people": checks.at_least(5),
    "sensitive": checks.at_least(10),
    "width": checks.at_least(3),
    "least_denominator": checks.at_least(30),
    "least_named_group": checks.at_least(50),
    "least_district": checks.at_least(500),
    "rounded": checks.texts,
    "repeat": lambda value: (
        "" if isinstance(value, list) else "tables, each under [[guard.repeat]]"
    ),
}
_REPEAT: dict[str, Check] = {
    "organisation": checks.a_text, "title": checks.a_text, "table": checks.a_text,
    "reason": checks.a_text,
}  # fmt: skip

#: Fields of the rows of each table; those that have to be there.
_FIELDS: dict[str, dict[str, Check]] = {
    "country": {"code": checks.a_country, "name": checks.a_name},
    "phase": {
        "number": checks.a_count, "name": checks.a_name, "from": checks.a_day, "to": checks.a_day,
        "precision": checks.one_of("day", "month", "year"), "source": checks.a_text,
    },
    "territory": {
        "slug": checks.a_slug, "type": checks.one_of(*Territory.Type.values), "name": checks.a_name,
        "also_called": checks.texts, "country": checks.a_country, "codes": checks.codes, "parent": checks.a_slug,
        "stands_in_for": checks.a_slug, "longitude": checks.between(-180, 180),
        "latitude": checks.between(-90, 90),
    },
    "member": {
        "slug": checks.a_slug, "kind": checks.one_of(*Member.Kind.values), "name": checks.a_name,
        "number": checks.a_count, "role": checks.one_of(*Participation.Role.values),
        "joined_in": checks.a_count, "from": checks.a_day, "to": checks.a_day,
        "stands_for": checks.slugs, "without_page": checks.slugs, "note": checks.a_name,
        "source": checks.a_text,
    },
    "organisation": {
        "slug": checks.a_slug, "acronym": checks.letters(40), "name": checks.a_name,
        "kind": checks.letters(80, least=1), "website": checks.letters(200),
        "role": checks.one_of(*Involvement.Role.values), "source": checks.a_text,
    },
    "funding": {
        "phase": checks.a_count, "organisation": checks.a_slug, "amount_eur": checks.an_amount,
        "reference": checks.letters(60), "source": checks.a_text,
    },
    "fact": {
        "fact": checks.letters(60, least=1), "value": checks.anything, "source": checks.a_text,
    },
    "caution": {
        "member": checks.a_slug, "decided_by": checks.a_name, "decided_on": checks.a_day,
        "reason": checks.a_name, "review_on": checks.a_day, "lifted_on": checks.a_day,
    },
}  # fmt: skip
_REQUIRED: dict[str, set[str]] = {
    "country": {"code", "name"},
    "phase": {"number", "name"},
    "territory": {"slug", "type", "name", "country"},
    "member": {"slug", "kind", "name", "joined_in", "stands_for"},
    "organisation": {"slug", "name", "kind"},
    "funding": {"phase", "amount_eur", "source"},
    "fact": {"fact", "value"},
    "caution": {"member", "decided_by", "decided_on", "reason", "review_on"},
}
#: What tells the rows of a table apart.
_KEYS = {
    "country": "code",
    "phase": "number",
    "territory": "slug",
    "member": "slug",
    "organisation": "slug",
}
#: Tables whose rows are statements: of a network that exists, they carry their source.
_SOURCED = ("phase", "member", "funding", "fact")


class NetworkFileError(DomainError):
    """The file cannot be used; every problem is listed, with its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkFile:
    """What the file says, checked: slugs exist, dates are dates, names are names."""

    slug: str
    name: Name
    holder: dict[str, Any]
    is_fictional: bool
    is_demonstration: bool
    extent: list[float]
    has_coast: bool
    guard: dict[str, Any]
    countries: dict[str, Name]
    tables: dict[str, list[dict[str, Any]]]


def read(path: Path) -> NetworkFile:
    """Read and check a network file. Raises NetworkFileError with every problem found."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NetworkFileError(f"{path}: {error}") from error
    except OSError as error:
        raise NetworkFileError(f"{path} cannot be read: {error.strerror}.") from error
    # References make sense only between rows that are whole.
    problems = list(_malformed(data)) or list(_disagreeing(data))
    if problems:
        raise NetworkFileError("\n".join(f"{path}: {problem}" for problem in problems))
    return NetworkFile(
        slug=data["slug"],
        name=data["name"],
        holder=data["secretariat"],
        is_fictional=data["is_fictional"],
        is_demonstration=data["is_demonstration"],
        extent=data["extent"],
        has_coast=data["has_coast"],
        guard=data.get("guard", {}),
        countries={row["code"]: row["name"] for row in data.get("country", [])},
        tables={table: data.get(table, []) for table in _FIELDS if table != "country"},
    )


def _malformed(data: dict[str, Any]) -> Iterator[str]:
    own = {key: value for key, value in data.items() if key not in _FIELDS}
    yield from checks.fields(own, _NETWORK, set(_NETWORK) - {"guard"})
    if isinstance(own.get("guard"), dict):
        for problem in _of_guard(own["guard"]):
            yield f"guard: {problem}"
    if isinstance(own.get("secretariat"), dict):
        for problem in checks.fields(own["secretariat"], _SECRETARIAT, set(_SECRETARIAT)):
            yield f"secretariat: {problem}"
    for table, known in _FIELDS.items():
        rows = data.get(table, [])
        if not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
            yield f"{table}: write each as a table of its own, under [[{table}]]"
            continue
        for number, row in enumerate(rows, start=1):
            for problem in checks.fields(row, known, _REQUIRED[table]):
                yield f"{table} {row.get(_KEYS.get(table, ''), number)}: {problem}"


def _of_guard(said: dict[str, Any]) -> Iterator[str]:
    yield from checks.fields(said, _GUARD, set())
    rows = said.get("repeat", [])
    for number, row in enumerate(rows if isinstance(rows, list) else [], start=1):
        if isinstance(row, dict):
            for problem in checks.fields(row, _REPEAT, {"organisation", "title", "reason"}):
                yield f"repeat {number}: {problem}"
        else:
            yield f"repeat {number}: a table with organisation, title and reason"


def _disagreeing(data: dict[str, Any]) -> Iterator[str]:
    rows: dict[str, list[Row]] = {table: data.get(table, []) for table in _FIELDS}
    keys = {table: [row[key] for row in rows[table]] for table, key in _KEYS.items()}
    for table, said in keys.items():
        for key in dict.fromkeys(said):
            if said.count(key) > 1:
                yield f"{table} {key}: stands there twice"
    if data["secretariat"]["slug"] in keys["member"]:
        yield f"secretariat: {data['secretariat']['slug']} is a member's slug; give it its own"
    yield from _territories(rows["territory"])
    for row in rows["member"]:
        yield from _member(row, keys)
    for row in rows["caution"]:
        if row["member"] not in keys["member"]:
            yield f"caution: {row['member']} is no member here"
    for row in rows["funding"]:
        named = row.get("organisation")
        if row["phase"] not in keys["phase"] or (named and named not in keys["organisation"]):
            yield f"funding {row.get('reference', '')}: phase or organisation is not named here"
    for table in ("phase", "member"):
        for row in rows[table]:
            if "from" in row and "to" in row and row["to"] < row["from"]:
                yield f"{table} {row[_KEYS[table]]}: it ends before it began"
    if not data["is_fictional"]:
        yield from _unsourced(rows)


def _territories(rows: list[Row]) -> Iterator[str]:
    slugs = [row["slug"] for row in rows]
    for place, row in enumerate(rows):
        for key in ("parent", "stands_in_for"):
            named = row.get(key)
            if named and named not in slugs:
                yield f"territory {row['slug']}: `{key}` {named} is no territory here"
            elif named and named not in slugs[:place]:
                yield f"territory {row['slug']}: `{key}` {named} stands below it; move it up"
        if ("longitude" in row) != ("latitude" in row):
            yield f"territory {row['slug']}: a position is a longitude and a latitude"


def _member(row: Row, keys: dict[str, list[Any]]) -> Iterator[str]:
    for slug in row["stands_for"]:
        if slug not in keys["territory"]:
            yield f"member {row['slug']}: {slug} is no territory here"
    for slug in row.get("without_page", []):
        if slug not in row["stands_for"]:
            yield f"member {row['slug']}: `without_page` names {slug}, for which it does not stand"
    if not row["stands_for"]:
        yield f"member {row['slug']}: `stands_for` names no territory"
    if row["joined_in"] not in keys["phase"]:
        yield f"member {row['slug']}: joined in a phase that is not named here"


def _unsourced(rows: dict[str, list[Row]]) -> Iterator[str]:
    for table in _SOURCED:
        for number, row in enumerate(rows[table], start=1):
            if "source" not in row:
                key = row.get(_KEYS.get(table, ""), number)
                yield f"{table} {key}: no source; a fact carries its source"
