"""The sets of indicators a city can choose to be asked for: the core, or the short set."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from qantara.knowledge.frameworks.schema import Framework, Indicator

Choice = Literal["core", "short"]

SHORT = Path(__file__).parent / "short.toml"


@cache
def short_codes() -> frozenset[str]:
    """Codes of the short set, as its file lists them."""
    return frozenset(tomllib.loads(SHORT.read_text(encoding="utf-8"))["codes"])


def of(framework: Framework, choice: str) -> tuple[Indicator, ...]:
    """The indicators that count for a city that chose ``choice``, in the framework's order."""
    if choice == "short":
        return tuple(one for one in framework.indicators if one.code in short_codes())
    return tuple(one for one in framework.indicators if one.is_core)
