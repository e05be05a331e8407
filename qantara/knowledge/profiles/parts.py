"""What a document is drafted from, besides its figures: values handed in by whoever drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from qantara.knowledge.frameworks import Name

TranslationState = Literal["source", "current", "outdated", "missing"]


def source_language(states: Mapping[str, str], chapter: str) -> str:
    """The language a block was written in, by the states of its texts; else that of its ``chapter``."""
    return next((lang for lang, state in states.items() if state == "source"), chapter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Another member on the locator map."""

    slug: str
    names: Name
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What the document is about.

    extent     west, south, east, north of its map, in degrees
    has_coast  false for places of fiction, which lie on no coast
    """

    slug: str
    names: Name
    country: str  # ISO 3166-1 alpha-2, user-assigned for a fictional country
    country_names: Name
    territory_type: str
    territory_names: Name
    longitude: float
    latitude: float
    extent: tuple[float, float, float, float]
    has_coast: bool = True
    neighbours: tuple[Neighbour, ...] = ()


#: The type of an area that is a whole country.
COUNTRY = "country"


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A wider area the place lies in, or its country: figures that stand beside its own as context."""

    slug: str
    names: Name
    territory_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where figures come from. ``public``: anyone can open ``url``."""

    organisation: Name
    title: Name
    table: str = ""
    url: str = ""
    licence: str = ""
    accessed_on: date | None = None
    public: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """The city's statement beside a paragraph it does not agree with, until both sides settle it.

    city   who states it   words  the statement, in those languages it is written in
    """

    city: Name
    words: Mapping[str, str]
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph or two of narrative: Markdown by language, and the state of each translation."""

    id: str
    markdown: Mapping[str, str]
    states: Mapping[str, TranslationState]
    dispute: Dispute | None = None

    def written_in(self, chapter: str) -> str:
        """The language it was written in first; that of its ``chapter``, where it does not say."""
        return source_language(self.states, chapter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """The narrative of one section, written first in ``lang``."""

    section: str
    lang: str
    blocks: tuple[Block, ...]


def written(block: Block) -> dict[str, Any]:
    """A block as documents keep it."""
    kept: dict[str, Any] = {
        "id": block.id, "markdown": dict(block.markdown), "states": dict(block.states),
    }  # fmt: skip
    if block.dispute:
        kept["dispute"] = {
            "city": dict(block.dispute.city),
            "words": dict(block.dispute.words),
            "since": block.dispute.since.isoformat(),
        }
    return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What stands around the figures.

    voice         in whose name it speaks: the city's, or the network's from published sources
    checked_by    bodies, never persons: "City team and secretariat"
    notices       what must be read first, on every page
    correction    an address to write to (mailto: or https:)
    is_cautious   the member is marked ``caution``: total population only (``sheet.cautious``)
    """

    network: str
    network_names: Name
    as_of: date
    voice: Literal["city", "network"]
    is_fictional: bool
    publisher: Name
    licence: str
    notices: tuple[Name, ...] = ()
    checked_by: Name = field(default_factory=dict)
    correction: str = ""
    is_cautious: bool = False
