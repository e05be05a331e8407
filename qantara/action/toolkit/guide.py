"""The guide as it is shipped: ``guide.toml``, ``steps/*.toml`` in their order, ``tools/*.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from qantara.core.locales import LANGUAGES
from qantara.knowledge.frameworks import Name

_HERE = Path(__file__).parent
ToolKind = Literal["template", "checklist", "agenda", "sheet", "outline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """Something to use. ``desk``: the part of the desk that makes it; else ``lines`` or ``columns``."""

    id: str
    kind: ToolKind
    title: Name
    purpose: Name
    lines: tuple[Name, ...] = ()
    columns: tuple[Name, ...] = ()
    desk: str = ""

    @property
    def is_text(self) -> bool:
        return bool(self.lines or self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """``weeks``: from and to, as a city of some 100,000 with half a post would need."""

    id: str
    weeks: tuple[int, int]
    indicators: tuple[str, ...]
    tools: tuple[str, ...]
    title: Name
    aim: Name
    do: tuple[Name, ...]
    output: Name
    people: Name
    mistake: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    by: str
    title: str
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    id: str
    version: str
    title: Name
    about: Name
    sources: tuple[Source, ...]
    steps: tuple[Step, ...]
    tools: Mapping[str, Tool]

    def step(self, key: str) -> Step:
        """Raises KeyError."""
        return {step.id: step for step in self.steps}[key]


@cache
def shipped() -> Guide:
    """Raises KeyError, TypeError where a file lacks something, ValueError where a tool is unknown."""
    head = _toml(_HERE / "guide.toml")
    tools = [
        _tool(row) for path in sorted((_HERE / "tools").iterdir()) for row in _toml(path)["tool"]
    ]
    steps = tuple(_step(_toml(path)) for path in sorted((_HERE / "steps").iterdir()))
    named = {tool.id: tool for tool in tools}
    if unknown := {name for step in steps for name in step.tools} - named.keys():
        raise ValueError(sorted(unknown))
    return Guide(
        id=head["id"], version=head["version"], title=_name(head["title"]), about=_name(head["about"]),
        sources=tuple(Source(**row) for row in head["source"]), steps=steps, tools=named,
    )  # fmt: skip


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _name(row: Mapping[str, str]) -> Name:
    return {lang: row[lang] for lang in LANGUAGES}


def _step(row: dict[str, Any]) -> Step:
    words = {name: _name(row.pop(name)) for name in ("title", "aim", "output", "people", "mistake")}
    return Step(
        id=row.pop("id"), weeks=tuple(row.pop("weeks")), indicators=tuple(row.pop("indicators")),
        tools=tuple(row.pop("tools")), do=tuple(map(_name, row.pop("do"))), **words, **row,
    )  # fmt: skip


def _tool(row: dict[str, Any]) -> Tool:
    row = row | {name: _name(row[name]) for name in ("title", "purpose")}
    listed = {name: tuple(map(_name, row.get(name, ()))) for name in ("lines", "columns")}
    return Tool(**row | listed)
