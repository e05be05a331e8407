"""Identifiers. UUIDv7 sorts by time of making; short ids go into addresses and tell nothing."""

from __future__ import annotations

import secrets
import time
from uuid import UUID

# Crockford's base 32 in small letters: no i, l, o, u to be misread or misspelt.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def uuid7() -> UUID:
    """A UUID of version 7 (RFC 9562): 48 bits of Unix time in milliseconds, then 74 random bits."""
    moment = time.time_ns() // 1_000_000
    number = (moment & (1 << 48) - 1) << 80 | secrets.randbits(80)
    number = number & ~(0xF << 76) | 7 << 76
    number = number & ~(0x3 << 62) | 2 << 62
    return UUID(int=number)


def short(length: int = 10) -> str:
    """Random letters for an address; 10 of them make 50 bits, which nobody can count through."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
