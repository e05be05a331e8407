"""Our indicators beside the topics of other frames: open tables, kept as TOML files of this folder.

They are our reading. No frame's owner has checked them, and no question of theirs is repeated.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from qantara.core.locales import LANGUAGES
from qantara.knowledge.frameworks.schema import Framework, Name

FOLDER = Path(__file__).parent
#: The frames, in the order they are shown.
FRAMES = ("local-mgi", "intercultural-cities", "sdg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """``name`` is empty where the frame's owner says what the code is about: SDG targets."""

    code: str
    name: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """``topic`` is empty where the indicator belongs to the frame and we cannot say under which topic."""

    indicator: str
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """``inspiration``: the frame's code in the framework's list of that name."""

    id: str
    inspiration: str
    name: Name
    owner: Name
    about: Name
    topics: tuple[Topic, ...]
    links: tuple[Link, ...]

    @property
    def indicators(self) -> tuple[str, ...]:
        """Codes of the indicators that stand in it, each once, in their order."""
        return tuple(dict.fromkeys(link.indicator for link in self.links))

    def under(self, topic: str) -> tuple[str, ...]:
        return tuple(link.indicator for link in self.links if link.topic == topic)


def path(frame: str) -> Path:
    """The file of a frame. Raises KeyError for one there is none of."""
    if frame not in FRAMES:
        raise KeyError(frame)
    return FOLDER / f"{frame}.toml"


def crosswalk(frame: str, framework: Framework) -> Crosswalk:
    """A frame beside ``framework``. Raises KeyError for a frame or an indicator there is none of."""
    said = _read(frame)
    if said.get("gathered_from") == "sdg":
        links = tuple(
            Link(indicator=one.code, topic=target)
            for one in framework.indicators
            for target in one.sdg
        )
        codes = sorted({link.topic for link in links}, key=_by_number)
        topics = tuple(Topic(code=code, name={}) for code in codes)
    else:
        links = tuple(
            Link(indicator=one["indicator"], topic=one.get("topic", "")) for one in said["links"]
        )
        topics = tuple(Topic(code=one["code"], name=one["name"]) for one in said["topics"])
    for link in links:
        framework[link.indicator]
    return Crosswalk(
        id=said["id"],
        inspiration=said["inspiration"],
        name=said["name"],
        owner=said["owner"],
        about=said["about"],
        topics=topics,
        links=links,
    )


def table(found: Crosswalk, framework: Framework) -> str:
    """The table as CSV: a line a link, names in every language."""
    names = {topic.code: topic.name for topic in found.topics}
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(
        ["frame", "indicator", "topic"]
        + [f"indicator_name_{lang}" for lang in LANGUAGES]
        + [f"topic_name_{lang}" for lang in LANGUAGES]
    )
    writer.writerows(_lines(found, framework, names))
    return buffer.getvalue()


def _lines(
    found: Crosswalk, framework: Framework, names: dict[str, Name]
) -> Iterator[tuple[str, ...]]:
    for link in found.links:
        indicator, topic = framework[link.indicator], names.get(link.topic, {})
        yield (
            found.id,
            link.indicator,
            link.topic,
            *(indicator.name[lang] for lang in LANGUAGES),
            *(topic.get(lang, "") for lang in LANGUAGES),
        )


@cache
def _read(frame: str) -> dict[str, Any]:
    return tomllib.loads(path(frame).read_text(encoding="utf-8"))


def _by_number(target: str) -> tuple[int, int, str]:
    """``10.7`` after ``3.8``, ``17.a`` after ``17.18``."""
    goal, _dot, number = target.partition(".")
    return int(goal), int(number) if number.isdigit() else 99, number
