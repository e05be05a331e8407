"""A document opened for drawing in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qantara.knowledge.profiles.figures import Figure, Figures, figures
from qantara.knowledge.profiles.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The document, its figures found by what they are about, and its words in one language."""

    document: Mapping[str, Any]
    figures: Figures
    words: Words

    def rows(self, chart: Mapping[str, Any], name: str = "rows") -> list[Figure]:
        return [self.figures[at] for at in chart[name]]


def opened(document: Mapping[str, Any], lang: str) -> Opened:
    return Opened(
        document=document,
        figures=figures(document["figures"], document["place"]["slug"]),
        words=Words(document, lang),
    )
