"""Identifiers. UUIDv7 sorts by time of making; short ids go into addresses and tell nothing."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

# Crockford's base 32 in small letters: no i, l, o, u to be misread or misspelt.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


@dataclass(slots=True)
class _Last:
    """What the newest identifier was made of."""

    moment: int = 0
    chance: int = 0


_last, _lock = _Last(), Lock()


def uuid7() -> UUID:
    """A UUID of version 7 (RFC 9562): 48 bits of Unix time in milliseconds, then 74 random bits.

    Each is greater than the one made before it by the same process (method 2 of its section 6.2): within
    a millisecond, and where the clock goes back, the random bits grow by a random number.
    """
    with _lock:
        moment, chance = time.time_ns() // 1_000_000, secrets.randbits(74)
        if moment <= _last.moment:
            moment, chance = _last.moment, _last.chance + 1 + secrets.randbits(40)
            if chance >> 74:
                moment, chance = moment + 1, secrets.randbits(74)
        _last.moment, _last.chance = moment, chance
    number = (moment & (1 << 48) - 1) << 80 | 7 << 76 | 2 << 62
    return UUID(int=number | (chance >> 62) << 64 | chance & (1 << 62) - 1)


def short(length: int = 10) -> str:
    """Random letters for an address; 10 of them make 50 bits, which nobody can count through."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
