"""Criteria a group may begin with (``criteria.toml``)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from qantara.action.ballots.values import Criterion


@cache
def criteria() -> tuple[Criterion, ...]:
    text = Path(__file__).with_name("criteria.toml").read_text(encoding="utf-8")
    return tuple(
        Criterion(one["key"], one["name"], one["weight"], one["asks"])
        for one in tomllib.loads(text)["criteria"]
    )
