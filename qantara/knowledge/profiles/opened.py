"""A document opened for drawing in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from qantara.knowledge.profiles.figures import Figure, Figures, figures
from qantara.knowledge.profiles.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The document, its figures found by what they are about, and its words in one language."""

    document: Mapping[str, Any]
    figures: Figures
    words: Words

    def about(self, territory: str) -> Opened:
        """The same document, its figures found as those of another of its territories."""
        return replace(self, figures=self.figures.about(territory))

    def area(self, chart: Mapping[str, Any]) -> str:
        """The name of the wider area a chart is about; empty where it is about the place itself."""
        slug = chart.get("territory")
        areas = self.document.get("areas", ())
        return next((self.words.of(one["names"]) for one in areas if one["slug"] == slug), "")

    def rows(self, chart: Mapping[str, Any], name: str = "rows") -> list[Figure]:
        return [self.figures[at] for at in chart[name]]


def opened(document: Mapping[str, Any], lang: str) -> Opened:
    return Opened(
        document=document,
        figures=figures(document["figures"], document["place"]["slug"]),
        words=Words(document, lang),
    )
