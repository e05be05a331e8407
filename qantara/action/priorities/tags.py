"""Whom a proposal concerns, rights, themes, bodies, goals: codes with names in four languages.

``tags.toml`` is data, read once. Sensitive codes stay in the desk unless the city lets them out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qantara.knowledge.frameworks import Name

#: Kinds of tag a proposal carries, as the fields of its record are called.
KINDS = ("groups", "rights", "themes")
#: Numbered targets of each goal, and how many of its targets have a letter.
_TARGETS = {
    1: (5, 2), 2: (5, 3), 3: (9, 4), 4: (7, 3), 5: (6, 3), 6: (6, 2), 7: (3, 2), 8: (10, 2),
    9: (5, 3), 10: (7, 3), 11: (7, 3), 12: (8, 3), 13: (3, 2), 14: (7, 3), 15: (9, 3), 16: (10, 2),
    17: (19, 0),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    code: str
    name: Name
    is_sensitive: bool = False


@cache
def _data() -> dict[str, tuple[Tag, ...]]:
    text = (Path(__file__).parent / "tags.toml").read_text(encoding="utf-8")
    return {
        kind: tuple(
            Tag(
                code=row["code"],
                name={lang: row[lang] for lang in ("ar", "en", "es", "fr")},
                is_sensitive=row.get("sensitive", False),
            )
            for row in rows
        )
        for kind, rows in tomllib.loads(text).items()
    }


def tags(kind: str) -> Mapping[str, Tag]:
    """The tags of a kind by code, in their order: groups, rights, themes, bodies or goals."""
    return {tag.code: tag for tag in _data()[kind]}


@cache
def targets() -> tuple[str, ...]:
    """The 169 targets of the Sustainable Development Goals: ``10.7``, ``10.c``."""
    return tuple(
        f"{goal}.{mark}"
        for goal, (numbers, letters) in _TARGETS.items()
        for mark in (*map(str, range(1, numbers + 1)), *"abcd"[:letters])
    )


def in_order(kind: str, codes: Iterable[str]) -> list[str]:
    """``codes`` as the list has them, none twice. Raises KeyError for one it has not."""
    wanted, known = set(codes), tags(kind)
    for code in wanted:
        known[code]
    return [code for code in known if code in wanted]


def goals_in_order(codes: Iterable[str]) -> list[str]:
    """Targets in the order of their goals, none twice. Raises KeyError for one there is not."""
    wanted = set(codes)
    if unknown := wanted.difference(targets()):
        raise KeyError(sorted(unknown)[0])
    return [code for code in targets() if code in wanted]


def sensitive(groups: Iterable[str], rights: Iterable[str], themes: Iterable[str]) -> list[str]:
    """Those of a record's codes that its city has to let out."""
    given = zip(KINDS, (groups, rights, themes), strict=True)
    return [code for kind, codes in given for code in codes if tags(kind)[code].is_sensitive]
