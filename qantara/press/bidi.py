"""What is read from left to right inside Arabic text, between marks of isolation."""

from __future__ import annotations

from functools import lru_cache

from qantara.papers import foreign

LEFT_TO_RIGHT, POP = "\u2066", "\u2069"


@lru_cache(maxsize=4_096)  # the words of tables repeat
def isolated(text: str) -> str:
    """The text with each range, signed figure, address and stretch of Latin words isolated."""
    return "".join(
        f"{LEFT_TO_RIGHT}{piece}{POP}" if is_foreign else piece
        for piece, is_foreign in foreign.pieces(text)
    )
