"""A set of recommendations as a document: `recommendations/1`, in all its languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qantara.action.recommendations.values import (
    RecommendationSet,
    content_of,
    frames,
    of_content,
)
from qantara.releases.kinds import Document

SCHEMA = "recommendations/1"


def document(
    found: RecommendationSet, network: Mapping[str, Any], *, is_demonstration: bool
) -> Document:
    """The set as ``network`` puts it before the world.

    network  ``slug``, ``name`` by language and ``is_fictional``, as its directory has them
    """
    return {
        "schema": SCHEMA,
        "voice": "network",
        "demonstration": is_demonstration,
        "network": dict(network),
        "set": {"number": found.number, **content_of(found)},
        "frames": [
            {
                "id": frame.id,
                "name": dict(frame.name),
                "source": frame.source,
                "parts": [
                    {
                        "code": part.code,
                        "name": dict(part.name),
                        "recommendations": [
                            code for code in part.recommendations if code in found.in_force
                        ],
                    }
                    for part in frame.parts
                ],
            }
            for frame in frames()
        ],
    }


def set_of(document: Document) -> RecommendationSet:
    """Raises KeyError, TypeError where the document is not whole."""
    return of_content(document["set"]["number"], document["set"])
