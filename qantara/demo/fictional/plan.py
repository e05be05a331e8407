"""How the fictional cities came to their releases: ``cities.toml`` as values."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from qantara.knowledge.frameworks import Name

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which source counts for some definitions of a period, and the text the reason is known by."""

    organisation: str
    title: str
    definitions: tuple[str, ...]
    period: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One release: when, from which files besides those before, what the city opens, why again.

    despite  files in which a source really contradicts itself: kept as it published them
    """

    at: datetime
    files: tuple[Path, ...]
    despite: frozenset[Path]
    opened: tuple[str, ...]
    why: Name
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """One place and its issues in order.

    kind     "profile" in the city's voice, or "figures" in the network's
    first    the number of its first issue here
    waiting  files on record ``since`` then which no release has yet
    """

    slug: str
    holder: str
    kind: str
    first: int
    checked_by: Name
    issues: tuple[Issue, ...]
    waiting: tuple[Path, ...]
    since: datetime


def cities() -> Iterator[City]:
    """The cities with files of their own, in the order they are loaded."""
    for row in tomllib.loads((FOLDER / "cities.toml").read_text(encoding="utf-8"))["city"]:
        yield City(
            slug=row["slug"],
            holder=row["holder"],
            kind=row.get("kind", "profile"),
            first=row.get("first", 1),
            checked_by=row.get("checked_by", {}),
            issues=tuple(_issue(row, each) for each in row["issue"]),
            waiting=tuple(FOLDER / row["slug"] / name for name in row.get("waiting", [])),
            since=row.get("since", row["issue"][-1]["at"]),
        )


def _issue(city: dict[str, Any], row: dict[str, Any]) -> Issue:
    folder = FOLDER / city.get("folder", city["slug"])
    return Issue(
        at=row["at"],
        files=tuple(folder / name for name in row["files"]),
        despite=frozenset(folder / name for name in row.get("despite", [])),
        opened=tuple(row.get("opened", [])),
        why=row.get("why", {}),
        choices=tuple(
            Choice(
                organisation=each["organisation"],
                title=each["title"],
                definitions=tuple(each["definitions"]),
                period=each["period"],
                reason=each["reason"],
            )
            for each in row.get("choice", [])
        ),
    )
