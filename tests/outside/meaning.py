"""What codes and measures mean, as anybody can learn from the published catalogue and standards.

Written from the catalogue's files and from SDMX, ISO 3166 and M49. Shares no code with the guard.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import icu

from tests.grounds import ROOT

OLDEST = 125
UNKNOWN, STATELESS, OWN = "?", "stateless", "own"
#: Dimensions that speak of one thing.
AXES = {"AGE": "age", "AGEG": "age", "NAT": "citizenship", "NATG": "citizenship", "COB": "birth"}
#: Codes of CITG that speak of where people were born.
BORN = {"NBO", "FBO"}

COUNTRIES = frozenset(
    code for code in icu.Region.getAvailable(icu.URegionType.TERRITORY) if len(code) == 2
)


def inside(group: str) -> frozenset[str]:
    """The countries of an M49 region, or of the European Union."""
    region = icu.Region.getInstance(group)
    found: set[str] = set()
    for one in region.getContainedRegions():
        code = one if isinstance(one, str) else one.getRegionCode()
        found |= {code} if len(code) == 2 and code.isalpha() else inside(code)
    return frozenset(found)


def ages(code: str) -> frozenset[int]:
    if found := re.fullmatch(r"Y(\d+)T(\d+)", code):
        return frozenset(range(int(found[1]), int(found[2]) + 1))
    if found := re.fullmatch(r"Y_GE(\d+)", code):
        return frozenset(range(int(found[1]), OLDEST + 1))
    if found := re.fullmatch(r"Y(\d+)", code):
        return frozenset({int(found[1])})
    raise ValueError(code)


@dataclass(frozen=True)
class Measure:
    id: str
    protection: str
    partitions: frozenset[str]
    part_of: str | None
    difference: tuple[str, ...] = ()


@dataclass(frozen=True)
class Meaning:
    """What a definition says: a part of a measure, or a share of it."""

    measure: str
    where: dict[str, str]
    share_of: str | None


@dataclass
class Catalogue:
    measures: dict[str, Measure] = field(default_factory=dict)
    meanings: dict[str, Meaning | None] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    factors: dict[str, float] = field(default_factory=dict)


def catalogue(folder: Path = ROOT / "qantara/knowledge/frameworks/default") -> Catalogue:
    made = Catalogue()
    for path in sorted(folder.glob("*.toml")):
        text = tomllib.loads(path.read_text())
        for unit in text.get("unit", []):
            made.kinds[unit["code"]] = unit["kind"]
            made.factors[unit["code"]] = unit.get("factor", 1)
        for row in text.get("measure", []):
            _measure(made, row["id"], row)
        for indicator in text.get("indicator", []):
            counts = indicator.get("counts")
            made.meanings[indicator["code"]] = _meaning(made, counts)
            for variant in indicator.get("variant", []):
                name = f"{indicator['code']}/{variant['id']}"
                own = variant.get("counts")
                if own is None and counts is not None:
                    own = {**counts, "measure": f"{counts['measure']}/{variant['id']}"}
                made.meanings[name] = _meaning(made, own)
    return made


def _meaning(made: Catalogue, counts: dict | None) -> Meaning | None:
    if counts is None:
        return None
    _measure(made, counts["measure"], counts)
    return Meaning(counts["measure"], counts.get("where", {}), counts.get("share_of"))


def _measure(made: Catalogue, name: str, row: dict) -> None:
    if name not in made.measures:
        made.measures[name] = Measure(
            name, row.get("protection", "people"), frozenset(row.get("partitions", [])),
            row.get("part_of"), tuple(row.get("difference", ())),
        )  # fmt: skip
