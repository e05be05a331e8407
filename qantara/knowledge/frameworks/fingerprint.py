"""The checksum of what a framework says: the same for the same content however it is laid out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from qantara.knowledge.frameworks.schema import Framework


def fingerprint(framework: Framework) -> str:
    """sha256, in hexadecimal, over the canonical JSON of everything but the checksum itself.

    Blank lines, comments and the order of keys do not count; the order of domains, indicators and
    codes does, for readers see it.
    """
    content = plain(framework)
    del content["content_hash"]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def plain(value: object) -> dict[str, Any]:
    """A dataclass as JSON has it: objects, lists, texts, numbers."""
    assert is_dataclass(value)
    return {field.name: _json(getattr(value, field.name)) for field in fields(value)}


def _json(value: object) -> object:
    if is_dataclass(value):
        return plain(value)
    if isinstance(value, Mapping):
        return {str(key): _json(entry) for key, entry in value.items()}
    if isinstance(value, tuple):
        return [_json(entry) for entry in value]
    return value
