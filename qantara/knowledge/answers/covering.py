"""Report once: how much of another frame a city's answers already speak to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from qantara.knowledge.frameworks.crosswalks import Crosswalk, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicCovered:
    """``topic`` None: the indicators that belong to the frame under no certain topic."""

    topic: Topic | None
    answered: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameCovered:
    """Codes of our indicators that speak to a frame, each once, and the same by topic.

    untouched  topics none of our indicators speaks to
    """

    crosswalk: Crosswalk
    answered: tuple[str, ...]
    missing: tuple[str, ...]
    topics: tuple[TopicCovered, ...]
    untouched: tuple[Topic, ...]

    @property
    def total(self) -> int:
        return len(self.answered) + len(self.missing)


def covering(crosswalk: Crosswalk, answered: Collection[str]) -> FrameCovered:
    """``answered``: codes of the indicators with a figure that is not old, or an answer."""
    topics: list[tuple[Topic | None, tuple[str, ...]]] = [
        (topic, crosswalk.under(topic.code)) for topic in crosswalk.topics
    ]
    topics.append((None, crosswalk.under("")))
    return FrameCovered(
        crosswalk=crosswalk,
        answered=_among(crosswalk.indicators, answered),
        missing=_not_among(crosswalk.indicators, answered),
        topics=tuple(
            TopicCovered(
                topic=topic,
                answered=_among(codes, answered),
                missing=_not_among(codes, answered),
            )
            for topic, codes in topics
            if codes
        ),
        untouched=tuple(topic for topic, codes in topics if topic and not codes),
    )


def _among(codes: Collection[str], answered: Collection[str]) -> tuple[str, ...]:
    return tuple(code for code in codes if code in answered)


def _not_among(codes: Collection[str], answered: Collection[str]) -> tuple[str, ...]:
    return tuple(code for code in codes if code not in answered)
