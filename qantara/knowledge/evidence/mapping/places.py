"""The territories a file can speak of, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """``slugs`` of all territories; ``codes``: scheme -> official code -> slug."""

    slugs: frozenset[str]
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
