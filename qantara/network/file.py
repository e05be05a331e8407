"""A network as a readable file: `network.toml`.

Everything a network's directory says, each fact with its source. Reading the file touches no
database; `load.py` stores what it says.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from qantara.core.errors import DomainError

Name = dict[str, str]
TABLES = ("phase", "territory", "member", "organisation", "funding", "fact", "caution")


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
    countries: dict[str, Name]
    tables: dict[str, list[dict[str, Any]]]


def read(path: Path) -> NetworkFile:
    """Read and check a network file. Raises NetworkFileError with every problem found."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NetworkFileError(f"{path}: {error}") from error
    problems = _problems(data)
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
        countries={row["code"]: row["name"] for row in data.get("country", [])},
        tables={table: data.get(table, []) for table in TABLES},
    )


def _problems(data: dict[str, Any]) -> list[str]:
    found = [
        f"`{key}` is missing"
        for key in (
            "slug",
            "name",
            "secretariat",
            "is_fictional",
            "is_demonstration",
            "extent",
            "has_coast",
        )
        if key not in data
    ]
    territories = [row.get("slug") for row in data.get("territory", [])]
    members = [row.get("slug") for row in data.get("member", [])]
    phases = [row.get("number") for row in data.get("phase", [])]
    organisations = [row.get("slug") for row in data.get("organisation", [])]
    for slugs, table in ((territories, "territory"), (members, "member")):
        found += [
            f"{table} {slug}: stands there twice" for slug in {*slugs} if slugs.count(slug) > 1
        ]
    for row in data.get("territory", []):
        for key in ("parent", "stands_in_for"):
            if row.get(key, row["slug"]) not in territories:
                found.append(f"territory {row['slug']}: `{key}` {row[key]} is no territory here")
    for row in data.get("member", []):
        found += _member_problems(row, territories, phases)
    for row in data.get("caution", []):
        if row.get("member") not in members:
            found.append(f"caution: {row.get('member')} is no member here")
    for row in data.get("funding", []):
        if row.get("phase") not in phases or row.get("organisation", "") not in [
            "",
            *organisations,
        ]:
            found.append(
                f"funding {row.get('reference', '')}: phase or organisation is not named here"
            )
    for table in ("phase", "member", "funding", "fact"):
        for number, row in enumerate(data.get(table, []), start=1):
            if not data.get("is_fictional") and not row.get("source"):
                found.append(
                    f"{table} {row.get('slug', number)}: no source; a fact carries its source"
                )
    return found


def _member_problems(row: dict[str, Any], territories: list[Any], phases: list[Any]) -> list[str]:
    found = [
        f"member {row['slug']}: {slug} is no territory here"
        for slug in row.get("stands_for", [])
        if slug not in territories
    ]
    if not row.get("stands_for"):
        found.append(f"member {row['slug']}: `stands_for` names no territory")
    if row.get("joined_in") not in phases:
        found.append(f"member {row['slug']}: joined in a phase that is not named here")
    for key in ("from", "to"):
        if not isinstance(row.get(key), date | None):
            found.append(f"member {row['slug']}: `{key}` is not a day, such as 2018-07-01")
    return found
