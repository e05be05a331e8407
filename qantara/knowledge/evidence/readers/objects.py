"""JSON read with its numbers as they are written: ``12.0`` stays ``12.0``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from qantara.knowledge.evidence.numbers import NATIVE
from qantara.knowledge.evidence.readers import encodings
from qantara.knowledge.evidence.readers.sheets import Limits, UnreadableFile

#: A JSON file in memory takes many times its size.
BYTES = 100 << 20


def load(path: Path, limits: Limits) -> Any:
    """What a JSON file holds; numbers that are not whole are texts that end with ``numbers.NATIVE``.

    Raises UnreadableFile.
    """
    size, most = path.stat().st_size, min(BYTES, limits.bytes)
    if size > most:
        raise UnreadableFile(
            _("The file is too large: %(size)s MB, at most %(limit)s MB. Send it in parts.")
            % {"size": size >> 20, "limit": most >> 20}
        )
    try:
        text = path.read_bytes().decode(encodings.detect(path))
        return json.loads(text, parse_float=lambda written: written + NATIVE)
    except (ValueError, RecursionError):
        raise UnreadableFile(
            _("The JSON is damaged: it breaks off or is not well formed. Download it again.")
        ) from None


def text(value: Any) -> str:
    """A value of JSON as a text; empty for none and for what is no single value."""
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return str(value)
        case dict():
            words = [one for one in (value.get("en"), *value.values()) if isinstance(one, str)]
            return words[0] if words else ""
        case [*values]:
            return "; ".join(filter(None, map(text, values)))
    return ""
