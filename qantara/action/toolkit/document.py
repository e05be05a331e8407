"""The guide as a document to be released, and back: ``toolkit/1``, complete in itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from qantara.action.toolkit.guide import Guide, Source, Step, Tool
from qantara.releases.kinds import Document

SCHEMA = "toolkit/1"


def document(guide: Guide, network: Mapping[str, Any], *, is_demonstration: bool) -> Document:
    """The guide as ``network`` puts it before the world.

    network  ``slug``, ``name`` by language and ``is_fictional``, as its directory has them
    """
    plain = asdict(guide) | {"tools": [asdict(tool) for tool in guide.tools.values()]}
    made: Document = json.loads(json.dumps(plain))
    return {
        "schema": SCHEMA,
        "voice": "network",
        "demonstration": is_demonstration,
        "network": dict(network),
        "guide": made,
    }


def guide_of(document: Document) -> Guide:
    """Raises KeyError, TypeError where the document is not whole."""
    row = document["guide"]
    tools = [
        Tool(**one | {"lines": tuple(one["lines"]), "columns": tuple(one["columns"])})
        for one in row["tools"]
    ]
    return Guide(
        id=row["id"], version=row["version"], title=row["title"], about=row["about"],
        sources=tuple(Source(**one) for one in row["sources"]),
        steps=tuple(Step(**one | _listed(one)) for one in row["steps"]),
        tools={tool.id: tool for tool in tools},
    )  # fmt: skip


def _listed(row: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
    return {name: tuple(row[name]) for name in ("weeks", "indicators", "tools", "do")}
