"""Time-based one-time passwords: RFC 6238 over RFC 4226, SHA-1, 30 seconds, six figures.

These are the values every authenticator app understands. Values in, values out.
"""

from __future__ import annotations

import base64
import hmac
import secrets
import struct
from datetime import datetime
from urllib.parse import quote, urlencode

STEP = 30  # seconds
FIGURES = 6
#: A phone's clock may be a step behind or ahead (RFC 6238, 5.2).
DRIFT = 1


def new_secret() -> bytes:
    """160 bits, as RFC 4226 recommends."""
    return secrets.token_bytes(20)


def step_at(at: datetime) -> int:
    return int(at.timestamp()) // STEP


def code(secret: bytes, step: int) -> str:
    """The figures an app shows during a step."""
    digest = hmac.digest(secret, struct.pack(">Q", step), "sha1")
    start = digest[-1] & 0x0F
    (number,) = struct.unpack(">I", digest[start : start + 4])
    return str((number & 0x7FFF_FFFF) % 10**FIGURES).zfill(FIGURES)


def matching(secret: bytes, typed: str, *, at: datetime, after: int) -> int | None:
    """The step whose code was typed, or None. Steps up to ``after`` were used and count no more."""
    now = step_at(at)
    found = None
    for step in range(now - DRIFT, now + DRIFT + 1):
        if hmac.compare_digest(code(secret, step).encode(), typed.encode()) and step > after:
            found = step
    return found


def letters(secret: bytes) -> str:
    """The secret as apps take it typed: base 32."""
    return base64.b32encode(secret).decode().rstrip("=")


def uri(secret: bytes, *, account: str, issuer: str) -> str:
    """What the QR code says."""
    label = quote(f"{issuer}:{account}", safe="")
    return f"otpauth://totp/{label}?{urlencode({'secret': letters(secret), 'issuer': issuer})}"
