"""A set of recommendations as it is worked with: numbered, in four languages, with its source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from qantara.core.locales import LANGUAGES
from qantara.knowledge.frameworks import Name

_HERE = Path(__file__).parent
#: Letters a heading and a sentence may have, and recommendations a set may have.
LONGEST_TITLE, LONGEST_TEXT, MOST = 160, 2_000, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """``code`` never changes, whatever its words become. ``is_retired``: no city commits to it anew."""

    code: str
    title: Name
    text: Name
    is_retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationSet:
    """What a network recommends.

    number          of its version, from 1; 0 is what is shipped
    is_placeholder  the official text has not been entered
    source          where the text is published; empty for a placeholder
    """

    number: int
    is_placeholder: bool
    source: str
    recommendations: Mapping[str, Recommendation]

    @property
    def in_force(self) -> dict[str, Recommendation]:
        return {code: one for code, one in self.recommendations.items() if not one.is_retired}


@dataclass(frozen=True, slots=True, kw_only=True)
class FramePart:
    code: str
    name: Name
    recommendations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Another body's frame, laid beside a set: which of its parts a recommendation speaks to."""

    id: str
    by: str
    name: Name
    source: str
    parts: tuple[FramePart, ...]

    def parts_of(self, code: str) -> list[FramePart]:
        return [part for part in self.parts if code in part.recommendations]


@cache
def placeholder() -> RecommendationSet:
    """What a network works with until it enters its own text."""
    rows = _toml("placeholder.toml")["recommendation"]
    return RecommendationSet(
        number=0, is_placeholder=True, source="", recommendations=listed(rows)
    )  # fmt: skip


@cache
def frames() -> tuple[Frame, ...]:
    """Frames mapped to the codes of the shipped set."""
    return tuple(_frame(row) for row in _toml("frames.toml")["frame"])


def of_content(number: int, content: Mapping[str, Any]) -> RecommendationSet:
    """What ``content_of`` wrote. Raises KeyError where something is missing."""
    return RecommendationSet(
        number=number,
        is_placeholder=content["is_placeholder"],
        source=content["source"],
        recommendations=listed(content["recommendations"]),
    )


def content_of(found: RecommendationSet) -> dict[str, Any]:
    """As it is stored and printed: plain values."""
    return {
        "is_placeholder": found.is_placeholder,
        "source": found.source,
        "recommendations": [
            {
                "code": one.code,
                "title": dict(one.title),
                "text": dict(one.text),
                "is_retired": one.is_retired,
            }
            for one in found.recommendations.values()
        ],
    }


def listed(rows: Sequence[Mapping[str, Any]]) -> dict[str, Recommendation]:
    """Recommendations by code, in their order."""
    return {
        row["code"]: Recommendation(
            code=row["code"],
            title={lang: row["title"][lang] for lang in LANGUAGES if row["title"].get(lang)},
            text={lang: row["text"][lang] for lang in LANGUAGES if row["text"].get(lang)},
            is_retired=row.get("is_retired", False),
        )
        for row in rows
    }


def _frame(row: Mapping[str, Any]) -> Frame:
    parts = tuple(
        FramePart(code=one["code"], name=one["name"], recommendations=tuple(one["recommendations"]))
        for one in row["part"]
    )
    return Frame(id=row["id"], by=row["by"], name=row["name"], source=row["source"], parts=parts)


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))
