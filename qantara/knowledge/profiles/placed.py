"""Charts placed in narrative: where a text names one, it stands there instead of at its section's end.

    {chart:pop-01-line}      the chart of the document with this id

Every chart and table of the city's own figures can be placed, in any section, once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from qantara.core.errors import DomainError
from qantara.knowledge.profiles.parts import Block, Chapter

REFERENCE = re.compile(r"\{chart:([^{}\n]*)\}")
#: Finds the chart with an id, drawn; None where there is none, or where it stands elsewhere.
Draw = Callable[[str], Any]


class UnplacedChart(DomainError):
    """A text names a chart that cannot stand there."""


def references(markdown: str) -> list[str]:
    """The ids of the charts a text places, in its order."""
    return [name.strip() for name in REFERENCE.findall(markdown)]


def reference(chart: str) -> str:
    return f"{{chart:{chart}}}"


def without(markdown: str) -> str:
    """A text without its charts: what is said in words."""
    return REFERENCE.sub(" ", markdown)


def free(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The declarations that may be placed: figures of wider areas stay in their own sections."""
    return [chart for chart in document["charts"] if "territory" not in chart]


def in_narrative(document: Mapping[str, Any]) -> set[str]:
    """The ids of charts that a text of the document places, whatever language it is shown in."""
    return {
        name
        for section in document["sections"]
        for block in section["blocks"]
        for markdown in block["markdown"].values()
        for name in references(markdown)
    }


def check(chapters: Iterable[Chapter], charts: Sequence[Mapping[str, Any]]) -> None:
    """Raises UnplacedChart, naming section, paragraph and chart: for a chart that is not there, for one
    placed twice, and for a translation that places other charts than its source.
    """
    known, taken = {chart["id"] for chart in charts if "territory" not in chart}, set[str]()
    for chapter in chapters:
        for block in chapter.blocks:
            placed = references(block.markdown[block.written_in(chapter.lang)])
            _check_translations(chapter, block, placed)
            for name in placed:
                where = {"section": chapter.section, "block": block.id, "chart": name}
                if name not in known:
                    raise UnplacedChart(
                        _(
                            "Section “%(section)s”, paragraph %(block)s: there is no chart “%(chart)s” any "
                            "more. Search for another, or take it out."
                        )
                        % where
                    )
                if name in taken:
                    raise UnplacedChart(
                        _(
                            "Section “%(section)s”, paragraph %(block)s: the chart “%(chart)s” already "
                            "stands further up. Take it out of one of the two places."
                        )
                        % where
                    )
                taken.add(name)


def _check_translations(chapter: Chapter, block: Block, placed: Sequence[str]) -> None:
    for lang, markdown in block.markdown.items():
        if sorted(references(markdown)) != sorted(placed):
            raise UnplacedChart(
                _(
                    "Section “%(section)s”, paragraph %(block)s: the text in %(language)s does not have the "
                    "same charts as its source. Correct it."
                )
                % {"section": chapter.section, "block": block.id, "language": lang}
            )
