"""The hash of a block: what it says, not how it is spaced."""

from __future__ import annotations

import hashlib
import unicodedata


def source_hash(markdown: str) -> str:
    """SHA-256 of the text in Unicode normal form C with white space folded."""
    folded = " ".join(unicodedata.normalize("NFC", markdown).split())
    return hashlib.sha256(folded.encode()).hexdigest()
