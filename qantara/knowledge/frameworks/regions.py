"""Which countries lie in which region (UN M49, EU and EFTA): facts, no part of any framework."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).with_name("regions.toml")


@cache
def contains() -> Mapping[str, frozenset[str]]:
    """Region (``002``, ``015``, ``EU_EFTA``) -> its countries, ISO 3166-1 alpha-2."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    found = {code: frozenset(countries) for code, countries in read["regions"].items()}
    for code, regions in read["groups"].items():
        found[code] = frozenset().union(*(found[region] for region in regions))
    return MappingProxyType(found)
